//! A service that is down, silent or shut: the timer, the other account and the command line go on.

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use stint_api::command::PauseAccount;
use stint_tests::{
    Stint, asked,
    fakes::{clock::Clock, faults::Fault, gitea::Gitea, gitlab::GitLab},
    stint, wait,
};

use super::Work;
use crate::accounts::{Desk, TOKEN};

#[tokio::test]
async fn a_service_that_is_down_leaves_the_timer_and_the_other_account_alone() -> Result<()> {
    let (mut work, gitea) = both().await?;
    let (port, books) = work.desk.gitlab.stop();
    {
        let mut state = gitea.state();
        let issue = state.world.open_issue("acme/web", "Name the columns", "hubot");
        state.world.assign(issue, "mona", "hubot");
    }
    let said = asked::ask(&work.desk.desktop, &["sync"], b"")?;
    let [down, up] = ["GitLab", "Gitea"].map(|name| said.all().lines().find(|it| it.contains(name)).map(str::to_owned));
    ensure!(said.code == 1 && up.context("Gitea is not named")?.contains("1 new"), "{said:?}");
    ensure!(!down.context("GitLab is not named")?.contains("new"), "{said:?}");
    asked::granted(&work.desk.desktop, &["start", "Mail", "and", "planning"], b"")?;
    asked::granted(&work.desk.desktop, &["stop"], b"")?;
    // What is back is read again when the person asks.
    work.desk.gitlab = GitLab::start_again(port, books)?;
    work.assigns("acme/api", "Fix the login redirect loop");
    wait::until("it is read again", async || work.says("sync gitlab").ok().filter(|said| said.contains("1 new")))
        .await?;
    ensure!(work.json("tasks")?["total"] == 2, "{}", work.json("tasks")?);
    Ok(())
}

#[tokio::test]
async fn while_a_service_does_not_answer_everything_else_does() -> Result<()> {
    let (work, gitea) = both().await?;
    work.desk.gitlab.state().faults.always("/api/v4/", Fault::StaysAway);
    let before = work.desk.gitlab.asked();
    let mut command = stint::command_line(&work.desk.desktop)?;
    let mut waiting = command.args(["sync", "gitlab"]).spawn()?;
    wait::until("GitLab is asked", async || (work.desk.gitlab.asked() > before).then_some(())).await?;
    work.says("start Mail and planning")?;
    gitea.state().world.open_issue("acme/web", "Name the columns", "hubot");
    ensure!(work.json("sync gitea")?["state"] == "done", "the other account waits for it");
    work.says("stop")?;
    ensure!(waiting.try_wait()?.is_none(), "it had ended before: the test is too weak");
    // Whoever waits for it is told that it did not answer.
    let ended = wait::until("it is given up", async || waiting.try_wait().ok().flatten()).await?;
    ensure!(ended.code() == Some(1), "it ended with {ended}");
    Ok(())
}

#[tokio::test]
async fn a_token_that_ended_asks_for_the_person_and_keeps_the_tasks() -> Result<()> {
    let work = Work::connected().await?;
    work.assigns("acme/api", "Fix the login redirect loop");
    work.says("sync gitlab")?;
    work.desk.gitlab.state().tokens.clear();
    let said = asked::ask(&work.desk.desktop, &["sync", "gitlab"], b"")?;
    ensure!(said.code == 1, "{said:?}");
    wait::until("the account needs the person", async || {
        work.desk.accounts().ok()?.first()?["state"].as_str().filter(|state| *state == "needsSignIn").map(drop)
    })
    .await?;
    ensure!(work.json("tasks")?["total"] == 1, "the task is gone");
    work.says("start 1")?;
    // From now on the same is said at once, and what it names brings the account back.
    let before = work.desk.gitlab.asked();
    let said = asked::ask(&work.desk.desktop, &["sync", "gitlab"], b"")?;
    ensure!(said.code == 1 && work.desk.gitlab.asked() == before, "{said:?}");
    let mends = named(&said.all(), "accounts rotate")?;
    ensure!(work.says("accounts")?.contains(&mends), "the list of accounts does not say how to mend it");
    work.desk.gitlab.make_token(TOKEN, &["read_user", "read_api"]);
    let words: Vec<&str> = mends.split(' ').skip(1).chain(["--token-stdin"]).collect();
    asked::granted(&work.desk.desktop, &words, TOKEN.as_bytes())?;
    work.says("sync gitlab")?;
    Ok(())
}

#[tokio::test]
async fn a_paused_account_is_asked_nothing_and_its_tasks_stay() -> Result<()> {
    let work = Work::connected().await?;
    work.assigns("acme/api", "Fix the login redirect loop");
    work.says("sync gitlab")?;
    let id = work.desk.accounts()?[0]["id"].as_str().context("an account has an id")?.to_owned();
    work.stint.client().call(PauseAccount { account: id, is_paused: true }).await?;
    let before = work.desk.gitlab.asked();
    let said = asked::ask(&work.desk.desktop, &["sync", "gitlab"], b"")?;
    ensure!(said.code == 1, "{said:?}");
    let mends = named(&said.all(), "accounts resume")?;
    for line in ["accounts", "follow add acme/api", "follow"] {
        let said = asked::ask(&work.desk.desktop, &line.split(' ').collect::<Vec<_>>(), b"")?;
        ensure!(said.code == 0 && said.all().contains(&mends), "`stint {line}` does not say how to mend it: {said:?}");
    }
    ensure!(work.desk.gitlab.asked() == before, "it was asked while it rested");
    ensure!(work.json("tasks")?["total"] == 1, "its task is gone");
    work.says(mends.trim_start_matches("stint "))?;
    work.says("sync gitlab")?;
    Ok(())
}

/// The command that an answer names between backticks, `stint accounts resume mona@gitlab.example.org`.
fn named(said: &str, begins: &str) -> Result<String> {
    let mut quoted = said.split('`').skip(1).step_by(2);
    let found = quoted.find(|words| words.starts_with(&format!("stint {begins} ")));
    found.map(str::to_owned).with_context(|| format!("no command is named: {said}"))
}

/// GitLab and Gitea are connected and were read once.
async fn both() -> Result<(Work, Gitea)> {
    let (desk, gitea) = (Desk::new().await?, Gitea::start()?);
    for clock in [&mut desk.gitlab.state().world.clock, &mut gitea.state().world.clock] {
        *clock = Clock::real();
    }
    gitea.make_token("gitea-of-mona", &["all"]);
    let file = desk.desktop.folders()?.config_file();
    let settings = std::fs::read_to_string(&file)?;
    let origin = format!("[endpoints]\ngitea = \"{}\"\n", gitea.origin());
    std::fs::write(&file, settings.replace("[endpoints]\n", &origin))?;
    let stint = Stint::start(&desk.desktop).await?;
    desk.paste(TOKEN)?;
    let connect = ["accounts", "connect", "gitea", "--token-stdin", "--json"];
    let steps = asked::granted(&desk.desktop, &connect, b"gitea-of-mona")?;
    let last: Value = serde_json::from_str(steps.lines().last().context("it says something")?)?;
    ensure!(last["stage"] == "done", "{steps}");
    let work = Work { desk, stint };
    work.is_read("gitlab").await?;
    work.is_read("gitea").await?;
    Ok((work, gitea))
}
