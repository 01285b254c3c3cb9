//! What is told on the desktop, and what is not: much at once, one's own doings, a focus, twice.

use anyhow::{Context, Result, ensure};
use fantoccini::Locator;
use stint_api::{
    command::{SaveSettings, SetFocus, SetPlaceRule},
    question::{GetSettings, ListFeed},
    view::{NoticeKind, SettingsView},
};
use stint_tests::{Stint, wait};

use super::Work;

const TITLES: [&str; 5] = ["Name the columns", "Say less", "Ask once", "Keep the place", "Mend the foot"];

#[tokio::test]
async fn much_at_once_is_one_notification_that_opens_the_feed() -> Result<()> {
    let mut work = Work::connected().await?;
    let window = work.window("today").await?;
    for (number, title) in (1..).zip(TITLES) {
        work.assigns("acme/web", number, title);
    }
    work.sync().await?;
    let told = work.desk.told.next().await?;
    ensure!(told.title == "5 issues assigned to you" && told.body.contains("and 2 more"), "{told:?}");
    ensure!(work.desk.told.is_quiet(), "more was told");
    wait::until("the feed is opened", async || {
        work.desk.told.click(&told, "Show").await.ok()?;
        window.page.find(Locator::XPath("//section[@aria-label='Feed']//li[.//bdi[.='Ask once']]")).await.ok()
    })
    .await?;
    ensure!(feed(&work).await? == (5, 5), "the feed keeps each of them");
    Ok(())
}

#[tokio::test]
async fn in_a_focus_nothing_is_told_and_one_digest_follows() -> Result<()> {
    let mut work = Work::connected().await?;
    let client = work.stint.client();
    client.call(SetFocus { minutes: Some(25), ..SetFocus::default() }).await?;
    work.assigns("acme/web", 1, TITLES[0]);
    work.sync().await?;
    work.assigns("acme/web", 2, TITLES[1]);
    work.sync().await?;
    ensure!(feed(&work).await? == (2, 2) && work.desk.told.is_quiet(), "the focus was disturbed");
    client.call(SetFocus::default()).await?;
    let told = work.desk.told.next().await?;
    ensure!(told.title == "While you were busy: 2 assigned", "{told:?}");
    ensure!(work.desk.told.is_quiet(), "more was told");
    Ok(())
}

#[tokio::test]
async fn ones_own_doings_kinds_that_are_off_and_muted_repositories_stay_off_the_desktop() -> Result<()> {
    let mut work = Work::connected().await?;
    let client = work.stint.client();
    let page = client.call(GetSettings {}).await?;
    let notify = page.settings.notify.iter().copied().filter(|kind| *kind != NoticeKind::Mentioned).collect();
    client.call(SaveSettings { settings: SettingsView { notify, ..page.settings } }).await?;
    let muted = vec![NoticeKind::Assigned];
    let rule =
        SetPlaceRule { account: work.account.clone(), place: "acme/web".to_owned(), muted, ..Default::default() };
    client.call(rule).await?;
    {
        let mut state = work.github.state();
        let own = state.open_issue("acme/api", "mona", "My own");
        state.assign(own, "mona", "mona");
        let talk = state.open_issue("acme/api", "hubot", "What do you think?");
        state.mention(talk, "mona", "hubot");
    }
    work.assigns("acme/web", 7, TITLES[0]);
    work.sync().await?;
    ensure!(work.task("My own").await?.work.is_some(), "one's own issue is no task");
    ensure!(feed(&work).await?.0 == 2, "the feed holds what is not told");
    work.assigns("acme/api", 42, TITLES[1]);
    work.sync().await?;
    let told = work.desk.told.next().await?;
    ensure!(told.title == "Assigned to you · acme/api#42", "{told:?}");
    ensure!(work.desk.told.is_quiet(), "more was told");
    Ok(())
}

#[tokio::test]
async fn what_was_told_is_not_told_again_after_a_power_cut() -> Result<()> {
    let mut work = Work::connected().await?;
    work.assigns("acme/api", 42, TITLES[0]);
    work.sync().await?;
    let told = work.desk.told.next().await?;
    ensure!(told.title == "Assigned to you · acme/api#42", "{told:?}");
    work.stint.kill()?;
    work.stint = Stint::start(&work.desk.desktop).await?;
    work.sync().await?;
    work.assigns("acme/api", 43, TITLES[1]);
    work.sync().await?;
    let told = work.desk.told.next().await?;
    ensure!(told.title == "Assigned to you · acme/api#43", "{told:?}");
    ensure!(feed(&work).await?.0 == 2, "the feed holds it twice");
    Ok(())
}

/// How many notices the feed holds, and how many are unread.
async fn feed(work: &Work) -> Result<(u32, u32)> {
    let page = work.stint.client().call(ListFeed::default()).await.context("the feed is not told")?;
    Ok((page.total, page.unread))
}
