//! The feed in the window: read, put off, searched, with the pointer and by keyboard alone.

use anyhow::{Context, Result, ensure};
use fantoccini::key::Key;
use stint_api::{
    command::SetWorkOptions,
    question::{GetAccounts, GetWork, ListFeed},
    view::{FeedView, WorkOptions},
};
use stint_tests::{
    Window,
    fakes::github::{ItemId, Subject},
    wait,
};

use super::{Work, row, tab};
use crate::keyboard::{chord, press, strike};

const LOGIN: &str = "Fix the login redirect loop";
const PAGES: &str = "Page through long answers";
const COLUMNS: &str = "Name the columns";

#[tokio::test]
async fn what_is_read_here_is_read_there_where_the_person_wishes_it() -> Result<()> {
    let work = Work::connected().await?;
    marks_read(&work).await?;
    let items = three(&work).await?;
    let window = work.window("feed").await?;
    window.see(&format!("{}/span[@class][normalize-space()='3']", tab("Feed"))).await?;
    unread(&work, 3).await?;
    window.point_at(&row(LOGIN, "")).await?;
    window.click(&row(LOGIN, &format!("//button[@aria-label='Mark “{LOGIN}” as read']"))).await?;
    unread(&work, 2).await?;
    is_read_there(&work, items[0]).await?;
    ensure!(is_unread_there(&work, items[1]), "too much was marked");
    window.click("//h2[.//bdi[.='acme/api']]//button").await?;
    unread(&work, 1).await?;
    window.click("//button[normalize-space()='Mark all as read']").await?;
    unread(&work, 0).await?;
    for item in items {
        is_read_there(&work, item).await?;
    }
    window.miss(&format!("{}//*[contains(., 'unread')]", tab("Feed"))).await
}

#[tokio::test]
async fn without_that_wish_nothing_is_changed_there() -> Result<()> {
    let work = Work::connected().await?;
    let items = three(&work).await?;
    let window = work.window("feed").await?;
    window.click("//button[normalize-space()='Mark all as read']").await?;
    unread(&work, 0).await?;
    work.sync().await?;
    ensure!(items.iter().all(|item| is_unread_there(&work, *item)), "it was changed there");
    Ok(())
}

#[tokio::test]
async fn a_notice_is_put_off_found_and_opened_with_the_pointer() -> Result<()> {
    let work = Work::connected().await?;
    three(&work).await?;
    let window = work.window("feed").await?;
    window.point_at(&row(LOGIN, "")).await?;
    window.click(&row(LOGIN, "//button[@aria-haspopup='menu']")).await?;
    window.click("//*[@role='menuitem'][normalize-space()='For an hour']").await?;
    window.see(&row(LOGIN, "//*[contains(., 'put off until')]")).await?;
    ensure!(notice(&work, LOGIN).await?.snoozed.is_some(), "it is not put off");
    window.see("//input[@type='search']").await?.send_keys("columns").await?;
    window.miss(&row(LOGIN, "")).await?;
    window.click(&row(COLUMNS, "//button[@data-notice]")).await?;
    window.see(&format!("//article//h1[contains(., '{COLUMNS}')]")).await?;
    wait::until("it is read", async || notice(&work, COLUMNS).await.ok().filter(|it| it.is_read)).await?;
    Ok(())
}

#[tokio::test]
async fn the_feed_is_worked_off_by_keyboard_alone() -> Result<()> {
    let work = Work::connected().await?;
    three(&work).await?;
    let window = work.window("today").await?;
    chord(&window, Key::Control, '3').await?;
    window.see(&row(LOGIN, "")).await?;
    strike(&window, 'j').await?;
    let first = focused(&window).await?;
    strike(&window, 'e').await?;
    wait::until("the first is read", async || notice(&work, &first).await.ok().filter(|it| it.is_read)).await?;
    strike(&window, 'j').await?;
    let second = focused(&window).await?;
    ensure!(first != second, "the focus stays at {first}");
    strike(&window, 's').await?;
    window.see("//*[@role='menuitem'][normalize-space()='Until tomorrow morning']").await?;
    press(&window, Key::Down).await?;
    press(&window, Key::Enter).await?;
    wait::until("the second is put off", async || notice(&work, &second).await.ok().filter(|it| it.snoozed.is_some()))
        .await?;
    strike(&window, 'k').await?;
    press(&window, Key::Enter).await?;
    window.see(&format!("//article//h1[contains(., '{first}')]")).await?;
    press(&window, Key::Escape).await?;
    window.see(&row(&first, "")).await?;
    wait::until("the focus is back", async || focused(&window).await.ok().filter(|it| *it == first)).await?;
    Ok(())
}

/// Three issues are assigned, two of acme/api and one of acme/web, and told.
async fn three(work: &Work) -> Result<[ItemId; 3]> {
    let items = [("acme/api", 42, LOGIN), ("acme/api", 57, PAGES), ("acme/web", 3, COLUMNS)]
        .map(|(repository, number, title)| work.assigns(repository, number, title));
    work.sync().await?;
    Ok(items)
}

/// The person wishes that what is read here is read there.
async fn marks_read(work: &Work) -> Result<()> {
    let client = work.stint.client();
    let account = work.account.clone();
    let options = client.call(GetWork { account: account.clone() }).await?.options;
    client.call(SetWorkOptions { account, options: WorkOptions { marks_read: true, ..options } }).await?;
    // What is wanted changed, so that all is read anew, silently.
    wait::until("it was read anew", async || {
        let page = client.call(GetAccounts {}).await.ok()?;
        let account = page.services.into_iter().flat_map(|it| it.accounts).find(|it| it.id == work.account)?;
        account.sync.filter(|sync| !sync.is_running && sync.at.is_some()).map(drop)
    })
    .await
}

async fn unread(work: &Work, count: u32) -> Result<()> {
    let client = work.stint.client();
    wait::until(&format!("{count} are unread"), async || {
        let page = client.call(ListFeed::default()).await.ok()?;
        (page.unread == count).then_some(())
    })
    .await
}

async fn notice(work: &Work, title: &str) -> Result<FeedView> {
    let page = work.stint.client().call(ListFeed::default()).await?;
    page.notices.into_iter().find(|it| it.title == title).context("it is not in the feed")
}

async fn is_read_there(work: &Work, item: ItemId) -> Result<()> {
    wait::until("it is read there", async || (!is_unread_there(work, item)).then_some(())).await
}

fn is_unread_there(work: &Work, item: ItemId) -> bool {
    work.github.state().threads.iter().any(|it| it.subject == Subject::Item(item) && it.is_unread)
}

/// The title of the notice that has the focus.
async fn focused(window: &Window) -> Result<String> {
    window
        .ask(
            "arguments[0](document.activeElement.closest('li')?.querySelector('.title bdi')?.textContent ?? '')",
            Vec::new(),
        )
        .await
}
