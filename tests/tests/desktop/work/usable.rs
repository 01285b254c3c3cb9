//! What work brings to the window, by keyboard alone, twice as large, and as axe-core finds it in both themes.

use anyhow::{Context, Result, ensure};
use fantoccini::key::Key;
use stint_api::{question::GetAccounts, view::ThemeName};
use stint_tests::{Window, wait};

use super::{Work, escape, row, tab};
use crate::{
    access::{judge, set_theme},
    accounts::card,
    keyboard::{chord, press, tab_to},
};

const LOGIN: &str = "Fix the login redirect loop";

#[tokio::test]
async fn tasks_the_feed_and_the_page_of_a_task_have_no_violation_in_both_themes() -> Result<()> {
    let work = furnished().await?;
    let window = work.window("tasks").await?;
    window.see(&row(LOGIN, "")).await?;
    in_both_themes(&work, &window).await?;
    window.click(&row(LOGIN, "//button[@data-opens]")).await?;
    window.see("//section[@aria-label='Description']//*[contains(., 'What to do')]").await?;
    in_both_themes(&work, &window).await?;
    window.click(&tab("Feed")).await?;
    window.see(&row(LOGIN, "")).await?;
    in_both_themes(&work, &window).await?;
    window.point_at(&row(LOGIN, "")).await?;
    window.click(&row(LOGIN, "//button[@aria-haspopup='menu']")).await?;
    window.see("//*[@role='menuitem']").await?;
    in_both_themes(&work, &window).await
}

#[tokio::test]
async fn the_card_and_the_page_of_notifications_have_no_violation_in_both_themes() -> Result<()> {
    let work = furnished().await?;
    let window = work.window("accounts").await?;
    for fold in ["What becomes a task", "Followed repositories", "Rules of repositories", "Priority by label"] {
        window.click(&card("github", &format!("//button[@aria-expanded='false'][contains(., '{fold}')]"))).await?;
    }
    in_both_themes(&work, &window).await?;
    window.click(&card("github", "//button[starts-with(normalize-space(), 'Add a rule')]")).await?;
    window.see("//dialog[@open]").await?;
    in_both_themes(&work, &window).await?;
    window.click("//dialog[@open]//button[normalize-space()='Cancel']").await?;
    window.click("//nav[@aria-label='Settings']//button[contains(., 'Notifications')]").await?;
    window.see("//h2[.='Notifications']").await?;
    window.click("//label[contains(., 'at certain hours')]/input").await?;
    window.see("//*[@role='group'][@aria-label='Quiet hours']").await?;
    in_both_themes(&work, &window).await
}

#[tokio::test]
async fn a_task_is_opened_started_and_left_by_keyboard_alone() -> Result<()> {
    let work = furnished().await?;
    let window = work.window("today").await?;
    chord(&window, Key::Control, '2').await?;
    window.see(&row(LOGIN, "")).await?;
    tab_to(&window, LOGIN).await?;
    press(&window, Key::Enter).await?;
    window.see(&format!("//article//h1[contains(., '{LOGIN}')]")).await?;
    tab_to(&window, "Start").await?;
    press(&window, Key::Enter).await?;
    wait::until("the timer runs", async || work.running().await).await?;
    tab_to(&window, "Open in browser").await?;
    press(&window, Key::Enter).await?;
    ensure!(work.desk.opened().await?.ends_with("/acme/api/issues/42"), "another page was opened");
    press(&window, Key::Escape).await?;
    window.see(&row(LOGIN, "")).await?;
    Ok(())
}

#[tokio::test]
async fn an_account_is_paused_and_its_rules_reached_by_keyboard_alone() -> Result<()> {
    let work = furnished().await?;
    let window = work.window("accounts").await?;
    window.see(&card("github", "//section[starts-with(@aria-label, 'Work from')]")).await?;
    tab_to(&window, "Sync now").await?;
    tab_to(&window, "Pause").await?;
    press(&window, Key::Enter).await?;
    wait::until("it rests", async || {
        let page = work.stint.client().call(GetAccounts {}).await.ok()?;
        page.services.iter().flat_map(|it| &it.accounts).any(|it| it.is_paused).then_some(())
    })
    .await?;
    tab_to(&window, "Rules of repositories").await?;
    press(&window, Key::Enter).await?;
    tab_to(&window, "Add a rule").await?;
    press(&window, Key::Enter).await?;
    window.see("//dialog[@open]").await?;
    // A key that comes before the focus belongs to what stood there before.
    let script = "arguments[0](document.activeElement.closest('dialog') !== null)";
    let is_there = async || window.ask::<bool>(script, Vec::new()).await.ok()?.then_some(());
    wait::until("the focus is in the dialog", is_there).await?;
    escape(&work.desk)?;
    window.miss("//dialog[@open]").await
}

#[tokio::test]
async fn twice_as_large_nothing_is_cut_off_at_the_side() -> Result<()> {
    let work = furnished().await?;
    let window = work.window("tasks").await?;
    window.see(&row(LOGIN, "")).await?;
    double(&window).await?;
    fits(&window, "Tasks").await?;
    choose(&window, &row(LOGIN, "//button[@data-opens]")).await?;
    window.see("//section[@aria-label='Description']//*[contains(., 'What to do')]").await?;
    fits(&window, "the task").await?;
    choose(&window, &tab("Feed")).await?;
    window.see(&row(LOGIN, "")).await?;
    fits(&window, "Feed").await
}

#[tokio::test]
async fn twice_as_large_the_card_keeps_to_its_window() -> Result<()> {
    let work = furnished().await?;
    let window = work.window("accounts").await?;
    window.see(&card("github", "//section[starts-with(@aria-label, 'Work from')]")).await?;
    double(&window).await?;
    choose(&window, &card("github", "//button[@aria-expanded='false'][contains(., 'What becomes a task')]")).await?;
    window.see(&card("github", "//input[@placeholder='bug, -wontfix']")).await?;
    fits(&window, "the card").await?;
    choose(&window, "//nav[@aria-label='Settings']//button[contains(., 'Notifications')]").await?;
    window.see("//h2[.='Notifications']").await?;
    fits(&window, "the page of notifications").await
}

/// Some work of every kind, told.
async fn furnished() -> Result<Work> {
    let work = Work::connected().await?;
    let item = work.assigns("acme/api", 42, LOGIN);
    {
        let mut state = work.github.state();
        state.label(item, &["bug", "needs a test", "authentication", "version 2"]);
        state.item_mut(item).body =
            Some("## What to do\n\n- [x] find it\n- [ ] mend it\n\n```\nGET /login\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[log](https://example.org/log)".to_owned());
        let pull = state.open_pull("acme/web", "mona", "Retry budget for webhooks");
        state.review(pull, "hubot", "CHANGES_REQUESTED");
        let asked = state.open_pull("acme/api", "hubot", "Page through long answers");
        state.request_review(asked, "mona", "hubot");
    }
    work.sync().await?;
    Ok(work)
}

async fn in_both_themes(work: &Work, window: &Window) -> Result<()> {
    for (theme, name) in [(ThemeName::Light, "light"), (ThemeName::Dark, "dark")] {
        set_theme(&work.stint.client(), theme).await?;
        window.see(&format!("//html[@data-theme='{name}']")).await?;
        judge(window).await?;
    }
    Ok(())
}

/// Draws it twice as large.
async fn double(window: &Window) -> Result<()> {
    let width = async || window.ask::<u32>("arguments[0](innerWidth)", Vec::new()).await.ok();
    let before = width().await.context("the page has a width")?;
    // 110, 125, 150, 175, 200 %.
    for _ in 0..5 {
        chord(window, Key::Control, '+').await?;
    }
    wait::until("the page has half the width", async || width().await.filter(|it| it.abs_diff(before / 2) <= 2))
        .await?;
    Ok(())
}

/// Chooses something: the driver does not hit what is drawn larger.
async fn choose(window: &Window, xpath: &str) -> Result<()> {
    let element = serde_json::to_value(window.see(xpath).await?)?;
    window.page.execute("arguments[0].click()", vec![element]).await?;
    Ok(())
}

async fn fits(window: &Window, what: &str) -> Result<()> {
    let script = "
        const wide = document.documentElement;
        const out = [...document.querySelectorAll('main *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1
            && !one.closest('pre, .wide, .clip, .line, .heard'));
        arguments[0](wide.scrollWidth > innerWidth ? out.map((one) => one.outerHTML.slice(0, 200)).concat(['it scrolls']) : []);";
    let out: Vec<String> = window.ask(script, Vec::new()).await?;
    ensure!(out.is_empty(), "{what} goes out of sight: {out:#?}");
    Ok(())
}
