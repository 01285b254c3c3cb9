//! Networks, clocks and links that are not as they should be.

use anyhow::{Result, ensure};
use stint_api::command::OpenUrl;
use stint_tests::{
    Stint, asked,
    dice::Dice,
    fakes::gitlab::{GitLab, Weather},
    keyring, stint, wait,
};

use super::{Desk, TOKEN};

#[tokio::test]
async fn a_network_that_asks_to_sign_in_first_is_no_service() -> Result<()> {
    let (desk, _stint) = Desk::with_stint().await?;
    desk.gitlab.state().weather = Weather::Portal;
    desk.refuse(TOKEN.as_bytes(), "a sign-in page of the network answered")?;
    desk.gitlab.state().weather = Weather::Fine;
    desk.paste(TOKEN)?;
    desk.gitlab.state().weather = Weather::Portal;
    let said = asked::ask(&desk.desktop, &["accounts", "check", "gitlab"], b"")?;
    ensure!(said.code == 1 && !said.all().contains("sign in again"), "{said:?}");
    // A page of the network is no word of GitLab's.
    let said = desk.granted(&["accounts", "revoke", "gitlab"])?;
    ensure!(said.contains("could not be told") && !said.contains("Nothing stays"), "{said}");
    ensure!(desk.gitlab.state().tokens.contains_key(TOKEN), "GitLab forgot it nevertheless");
    desk.nothing_is_stored()
}

#[tokio::test]
async fn offline_an_account_stays_and_waits() -> Result<()> {
    let (mut desk, _stint) = Desk::with_stint().await?;
    desk.paste(TOKEN)?;
    let (port, books) = desk.gitlab.stop();
    let check = ["accounts", "check", "gitlab"];
    let said = asked::ask(&desk.desktop, &check, b"")?;
    ensure!(said.code == 1 && !said.all().contains("sign in again"), "{said:?}");
    desk.gitlab = GitLab::start_again(port, books)?;
    ensure!(desk.accounts()?.len() == 1 && keyring::contents(&desk.desktop)?.contains(TOKEN), "the account is gone");
    wait::until("it is reached again", async || {
        asked::ask(&desk.desktop, &check, b"").ok().filter(|said| said.code == 0).map(drop)
    })
    .await
}

#[tokio::test]
async fn a_service_that_is_down_cannot_be_told_which_is_said_and_the_secret_is_wiped() -> Result<()> {
    let (desk, _stint) = Desk::with_stint().await?;
    desk.paste(TOKEN)?;
    desk.gitlab.state().keeps_tokens = true;
    let said = desk.granted(&["accounts", "revoke", "gitlab"])?;
    ensure!(said.contains("The secret was wiped, but the service could not be told."), "{said}");
    ensure!(!said.contains("Nothing stays"), "it says that nothing stays: {said}");
    ensure!(desk.granted(&["accounts", "log"])?.contains("could not be told"), "the history does not say so");
    desk.nothing_is_stored()
}

#[tokio::test]
async fn accounts_outlive_the_program() -> Result<()> {
    let (desk, stint) = Desk::with_stint().await?;
    desk.paste(TOKEN)?;
    stint.kill()?;
    let _stint = Stint::start(&desk.desktop).await?;
    ensure!(desk.accounts()?.len() == 1, "the account is gone");
    desk.granted(&["accounts", "check", "gitlab"])?;
    Ok(())
}

#[tokio::test]
async fn without_a_keyring_nothing_is_connected_until_another_place_is_chosen() -> Result<()> {
    let (desk, _stint) = Desk::with_stint().await?;
    desk.desktop.kill_programs("gnome-keyring-daemon");
    let connect = ["accounts", "connect", "gitlab", "--token-stdin"];
    let said = asked::refused(&desk.desktop, &connect, TOKEN.as_bytes())?;
    ensure!(said.contains("There is no keyring") && said.contains("Nothing was stored."), "{said}");
    let chosen = asked::granted(&desk.desktop, &["vault", "use", "file", "--passphrase-stdin"], b"correct horse")?;
    ensure!(chosen.contains("encrypted"), "{chosen}");
    desk.paste(TOKEN)?;
    ensure!(desk.accounts()?.len() == 1, "it is not connected");
    Ok(())
}

#[tokio::test]
async fn a_clock_an_hour_off_signs_in_and_renews_as_any_other() -> Result<()> {
    let desk = Desk::new().await?;
    for shift in ["+1h", "-1h"] {
        let stint = Stint::start_under(&desk.desktop, &["faketime", "-f", shift]).await?;
        desk.granted(&["accounts", "connect", "gitlab", "--browser"])?;
        desk.granted(&["accounts", "check", "gitlab"])?;
        ensure!(desk.accounts()?[0]["state"] == "connected", "{shift}: {:?}", desk.accounts()?);
        drop(stint);
        desk.desktop.kill_programs("stint");
        wait::until("it has gone", async || desk.desktop.processes_of("stint").is_empty().then_some(())).await?;
    }
    // Set right again, a pair from the future or the past is renewed at most once.
    let renewed = desk.gitlab.state().renewed;
    let _stint = Stint::start(&desk.desktop).await?;
    for _ in 0..3 {
        desk.granted(&["accounts", "check", "gitlab"])?;
    }
    ensure!(desk.gitlab.state().renewed <= renewed + 1, "it renews again and again");
    Ok(())
}

#[tokio::test]
async fn ten_thousand_junk_links_change_nothing_and_are_written_nowhere() -> Result<()> {
    let (desk, stint) = Desk::with_stint().await?;
    desk.paste(TOKEN)?;
    // Once it was read it rests, or what is asked each minute would be taken for a link's doing.
    let is_read = async || desk.accounts().ok()?.first()?["sync"]["at"].is_string().then_some(());
    wait::until("the work of the account is read", is_read).await?;
    desk.granted(&["accounts", "pause", "gitlab"])?;
    let before = (desk.accounts()?, desk.granted(&["accounts", "log"])?, desk.gitlab.asked());
    let mut dice = Dice::new(20_260_302);
    let hand = desk.desktop.folders()?.hand_socket();
    for _ in 0..10_000 {
        let ticket = stint_api::handover::hand_over(&hand, junk(&mut dice).as_bytes()).await?;
        // Dropped or refused alike.
        stint.client().call(OpenUrl { ticket }).await.ok();
    }
    // And some through the program that the desktop starts.
    for _ in 0..40 {
        let said = asked::ask(&desk.desktop, &["open-url", &junk(&mut dice)], b"")?;
        ensure!(said.code == 0 && said.all().is_empty(), "{said:?}");
    }
    let after = (desk.accounts()?, desk.granted(&["accounts", "log"])?, desk.gitlab.asked());
    ensure!(before == after, "something changed: {before:?} became {after:?}");
    let log = stint::said(&desk.desktop);
    ensure!(!log.contains("junk") && !log.contains("stint://"), "a link was logged: {log}");
    Ok(())
}

/// A link that somebody made up; `junk` is somewhere in it.
fn junk(dice: &mut Dice) -> String {
    let mut pick = |of: &[&'static str]| of[usize::try_from(dice.below(of.len() as u64)).unwrap_or_default()];
    let place = pick(&["oauth/gitlab", "oauth/slack", "oauth/", "oauth/../settings", "start/42", "x", "", "%2e%2e"]);
    let query =
        pick(&["?code=junk&state=junk", "?state=junk", "?error=junk", "?code=a&code=junk&state=b", "?junk", "junk"]);
    let end = pick(&["", "#junk", "&x=%00", "&iss=https://evil.example", "\u{202e}", " ", "%0d%0aSet-Cookie:a"]);
    format!("stint://{place}{query}{end}{}", "j".repeat(usize::try_from(dice.below(300)).unwrap_or_default()))
}
