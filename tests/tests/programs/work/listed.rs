//! What waits is read, listed, shown, told, followed and let go, for people and for scripts.

use anyhow::{Context, Result, ensure};
use stint_tests::{Stint, asked, wait};

use super::Work;

const TITLE: &str = "Fix the login redirect loop";

#[tokio::test]
async fn what_waits_is_read_listed_shown_and_told() -> Result<()> {
    let work = Work::connected().await?;
    let key = work.assigns("acme/api", TITLE);
    work.desk.gitlab.state().world.describe(key, "Find the **loop** and [mend](https://example.org/x) it.", "hubot");
    work.desk.gitlab.state().world.label(key, "bug", "hubot");
    let said = work.says("sync gitlab")?;
    ensure!(said.contains("1 new"), "{said}");
    let synced = work.json("sync gitlab")?;
    ensure!(synced["state"] == "done", "{synced}");
    let tasks = work.json("tasks")?;
    let task = &tasks["tasks"][0];
    ensure!(tasks["total"] == 1 && task["title"] == TITLE && task["reference"] == "acme/api#1", "{tasks}");
    ensure!(task["priority"] == "high" && task["work"]["labels"][0] == "bug", "{task}");
    ensure!(task["work"]["whys"] == serde_json::json!(["assigned"]), "{task}");
    let listed = work.says("tasks --service gitlab")?;
    ensure!([TITLE, "acme/api#1", "high"].iter().all(|word| listed.contains(word)), "{listed}");
    ensure!(work.json("tasks --service own")?["total"] == 0, "it is nobody's own");
    let shown = work.says("tasks show acme/api#1")?;
    ensure!(shown.contains("Find the loop and mend") && !shown.contains("**"), "{shown}");
    ensure!(work.json("tasks show 1")?["isDescribed"] == true, "its description was not read");
    let feed = work.json("feed --unread")?;
    ensure!(feed["unread"] == 1 && feed["notices"][0]["kind"] == "assigned", "{feed}");
    ensure!(work.says("feed")?.contains("Assigned to you"), "the feed does not say why");
    work.says("feed read acme/api#1")?;
    ensure!(work.json("feed")?["unread"] == 0, "it is unread still");
    work.says("start 1")?;
    ensure!(work.json("status")?["running"]["task"]["reference"] == "acme/api#1", "another task runs");
    work.desk.gitlab.state().world.close(key, "hubot");
    let said = work.says("sync")?;
    ensure!(said.contains("1 closed"), "{said}");
    ensure!(work.json("tasks --done")?["tasks"][0]["status"] == "done", "it is not done");
    Ok(())
}

#[tokio::test]
async fn a_repository_is_followed_by_a_label_for_a_project_and_let_go() -> Result<()> {
    let work = Work::connected().await?;
    {
        let mut state = work.desk.gitlab.state();
        let wanted = state.world.open_issue("acme/web", "Name the columns", "hubot");
        state.world.label(wanted, "backend", "hubot");
        state.world.open_issue("acme/web", "Say less", "hubot");
    }
    work.says("projects add web")?;
    let followed = work.says("follow add acme/web --service gitlab --label backend --project web")?;
    ensure!(followed.contains("acme/web"), "{followed}");
    work.says("sync gitlab")?;
    let follows = work.json("follow list")?;
    let follow = &follows[0];
    ensure!(follow["place"] == "acme/web" && follow["label"] == "backend" && follow["openTasks"] == 1, "{follows}");
    let tasks = work.json("tasks")?;
    ensure!(tasks["total"] == 1 && tasks["tasks"][0]["project"]["name"] == "web", "{tasks}");
    ensure!(work.json("feed")?["notices"].as_array().context("a list")?.is_empty(), "a followed issue was told");
    let listed = work.says("follow")?;
    ensure!(["acme/web", "backend", "web"].iter().all(|word| listed.contains(word)), "{listed}");
    work.says("follow remove acme/web --delete-tasks")?;
    ensure!(work.json("follow list")? == serde_json::json!([]), "it is followed still");
    ensure!(work.json("tasks")?["total"] == 0, "its tasks stay");
    work.says("undo")?;
    ensure!(work.json("tasks")?["total"] == 1, "undo does not bring its task back");
    Ok(())
}

#[tokio::test]
async fn a_repository_that_is_not_there_is_said_to_be_so_and_the_rest_is_read() -> Result<()> {
    let work = Work::connected().await?;
    work.assigns("acme/api", TITLE);
    work.says("follow add acme/nowhere")?;
    let said = asked::ask(&work.desk.desktop, &["sync", "gitlab"], b"")?;
    ensure!(said.all().contains("acme/nowhere") && said.all().contains("1 new"), "{said:?}");
    Ok(())
}

#[tokio::test]
async fn a_repository_that_is_not_there_is_said_where_it_is_followed_until_it_is_found() -> Result<()> {
    let mut work = Work::connected().await?;
    work.says("follow add acme/nowhere")?;
    // Nobody asks for it: it is read at once.
    wait::until("it is said", async || work.json("follow").ok()?[0]["problem"].as_str().map(drop)).await?;
    work.stint.kill()?;
    work.stint = Stint::start(&work.desk.desktop).await?;
    let listed = work.says("follow")?;
    ensure!(listed.contains("cannot be seen") && listed.contains("There is no such project"), "{listed}");
    work.desk.gitlab.state().world.open_issue("acme/nowhere", "Here after all", "hubot");
    work.says("sync gitlab")?;
    let follows = work.json("follow")?;
    ensure!(follows[0]["problem"].is_null() && follows[0]["openTasks"] == 1, "{follows}");
    Ok(())
}

#[tokio::test]
async fn what_cannot_be_is_refused_with_a_hint() -> Result<()> {
    let work = Work::connected().await?;
    for words in ["sync slack", "sync nothing", "follow add web", "follow remove acme/web"] {
        let words: Vec<&str> = words.split(' ').collect();
        let said = asked::refused(&work.desk.desktop, &words, b"")?;
        ensure!(said.contains("Hint:"), "{words:?} says no way out: {said}");
    }
    Ok(())
}
