//! Tokens from the input: those that will not do are refused with their reason, and nothing is stored.

use anyhow::{Result, ensure};
use serde_json::Value;
use stint_tests::{asked, fakes::gitlab::Token, keyring};

use super::{Desk, TOKEN};

#[tokio::test]
async fn a_token_is_connected_listed_checked_rotated_and_revoked() -> Result<()> {
    let (desk, _stint) = Desk::with_stint().await?;
    ensure!(desk.granted(&["accounts"])?.contains("No account is connected"), "something is connected");
    ensure!(desk.paste(TOKEN)?.contains("GitLab is connected as mona."), "connect does not say as whom");
    ensure!(keyring::contents(&desk.desktop)?.contains(TOKEN), "the keyring does not hold it");
    let listed = desk.granted(&["accounts"])?;
    ensure!(["GitLab", "mona", &desk.gitlab.host(), "connected"].iter().all(|word| listed.contains(word)), "{listed}");
    let checked = desk.granted(&["accounts", "check", "gitlab"])?;
    ensure!(checked.contains("connected") && checked.contains("May read issues"), "{checked}");
    // Connecting once more, or rotating, leaves one account with the new token.
    for (arguments, token) in [("connect gitlab", "glpat-second"), ("rotate mona", "glpat-third")] {
        desk.gitlab.make_token(token, &["read_user", "read_api"]);
        let words: Vec<&str> = ["accounts"].into_iter().chain(arguments.split(' ')).chain(["--token-stdin"]).collect();
        asked::granted(&desk.desktop, &words, token.as_bytes())?;
        let held = keyring::contents(&desk.desktop)?;
        ensure!(held.contains(token) && held.matches("secret = ").count() == 1, "{held}");
        ensure!(desk.accounts()?.len() == 1, "one account became two");
    }
    ensure!(desk.gitlab.state().tokens.contains_key(TOKEN), "a pasted token may be of use elsewhere");
    let revoked = desk.granted(&["accounts", "revoke", "gitlab"])?;
    ensure!(
        ["Revoked mona@", "The service was told", "Nothing stays but the name"].iter().all(|it| revoked.contains(it)),
        "{revoked}"
    );
    ensure!(!desk.gitlab.state().tokens.contains_key("glpat-third"), "GitLab was not told");
    desk.nothing_is_stored()?;
    let history = desk.granted(&["accounts", "log"])?;
    for word in ["Connected", "Rotated", "Revoked", "by you, with a token"] {
        ensure!(history.contains(word), "the history does not say {word}: {history}");
    }
    let requests = desk.granted(&["accounts", "requests"])?;
    ensure!(requests.contains("/api/v4/user") && !requests.contains("glpat"), "{requests}");
    Ok(())
}

#[tokio::test]
async fn everything_is_json_on_request() -> Result<()> {
    let (desk, _stint) = Desk::with_stint().await?;
    let connect = ["accounts", "connect", "gitlab", "--token-stdin", "--json"];
    let steps = asked::granted(&desk.desktop, &connect, TOKEN.as_bytes())?;
    let steps = steps.lines().map(serde_json::from_str).collect::<Result<Vec<Value>, _>>()?;
    ensure!(steps.last().is_some_and(|step| step["stage"] == "done"), "{steps:?}");
    for arguments in ["accounts", "accounts log", "accounts requests", "accounts check gitlab", "vault"] {
        let words: Vec<&str> = arguments.split(' ').chain(["--json"]).collect();
        serde_json::from_str::<Value>(&desk.granted(&words)?)?;
    }
    let account = &desk.accounts()?[0];
    ensure!(account["state"] == "connected" && account["way"] == "token" && account["name"] == "mona", "{account}");
    let revoked = desk.granted(&["accounts", "revoke", "mona", "--json"])?;
    serde_json::from_str::<Value>(&revoked)?;
    Ok(())
}

#[tokio::test]
async fn a_token_that_will_not_do_is_refused_with_its_reason_and_nothing_is_stored() -> Result<()> {
    let (desk, _stint) = Desk::with_stint().await?;
    let ended =
        Token { owner: "mona".into(), scopes: vec!["read_user"], expires_at: Some("2020-01-31"), ..Token::default() };
    desk.gitlab.state().tokens.insert("glpat-ended".into(), ended);
    desk.gitlab.make_token("glpat-narrow", &["read_repository"]);
    let table: &[(&[u8], &str)] = &[
        (b"glpat-of_nobody", "does not accept these credentials"),
        (b"glpat-ended", "ended on 31 January 2020"),
        (b"glpat-narrow", "read_user or read_api"),
        (b"ghp_for_another_service", "This is a GitHub token."),
        (b"glrt-of_a_runner", "token of a runner"),
        (b"glpat-first\nglpat-second", "holds spaces, line breaks"),
        (b"glpat-\xff\xfe", "is text, and the input is not"),
        (b"", "The input is empty."),
        (b"\n", "The input is empty."),
    ];
    for (token, words) in table {
        desk.refuse(token, words)?;
    }
    let elsewhere = desk.gitlab.asked();
    desk.refuse("x".repeat(70_000).as_bytes(), "64 KiB are the most")?;
    ensure!(desk.gitlab.asked() == elsewhere, "what cannot be a token was sent");
    Ok(())
}

#[tokio::test]
async fn a_token_of_three_kilobytes_is_connected_and_comes_back_whole() -> Result<()> {
    let (desk, _stint) = Desk::with_stint().await?;
    let long = format!("glpat-{}", "x7Q".repeat(1000));
    desk.gitlab.make_token(&long, &["read_user", "read_api"]);
    desk.paste(&format!("{long}\n"))?;
    ensure!(keyring::contents(&desk.desktop)?.contains(&long), "the keyring holds something else");
    desk.granted(&["accounts", "check", "gitlab"])?;
    Ok(())
}

#[tokio::test]
async fn a_rotation_to_somebody_else_or_to_a_token_that_will_not_do_leaves_the_old_one() -> Result<()> {
    let (desk, _stint) = Desk::with_stint().await?;
    desk.paste(TOKEN)?;
    let other = Token { owner: "octocat".into(), scopes: vec!["read_api"], ..Token::default() };
    desk.gitlab.state().tokens.insert("glpat-of_octocat".into(), other);
    for (token, words) in [("glpat-of_octocat", "octocat, not of mona"), ("glpat-of_nobody", "does not accept")] {
        let rotate = ["accounts", "rotate", "mona", "--token-stdin"];
        let said = asked::refused(&desk.desktop, &rotate, token.as_bytes())?;
        ensure!(said.contains(words), "it did not say “{words}”: {said}");
        let held = keyring::contents(&desk.desktop)?;
        ensure!(held.contains(TOKEN) && !held.contains(token), "the keyring holds {held}");
    }
    desk.granted(&["accounts", "check", "mona"])?;
    Ok(())
}
