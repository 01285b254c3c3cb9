//! Signing in with a code that is typed at the service.

use anyhow::{Context, Result, ensure};
use stint_api::{
    command::BeginSignIn,
    view::{AccountState, WayKind},
};
use stint_tests::{
    Stint, Window, clipboard,
    fakes::github::{self, GitHub, Person as Decision},
    peer::{self, Person},
    wait,
};

use super::{Desk, account, button, card};

#[tokio::test]
async fn a_code_is_shown_large_copied_and_typed_at_the_service() -> Result<()> {
    let desk = Desk::with(Person::Leaves).await?;
    let peer = desk.gitlab(7200)?;
    let (stint, window) = desk.open().await?;
    window.click(&card("gitlab", "//button[@aria-label='Connect GitLab']")).await?;
    window.click(&button("gitlab", "Other ways to sign in")).await?;
    window.click(&card("gitlab", "//label[contains(., 'Sign in with a code')]")).await?;
    window.click(&button("gitlab", "Sign in with a code")).await?;
    let code = shown(&window, "gitlab").await?;
    let size: f64 = window
        .ask(
            "arguments[0](parseFloat(getComputedStyle(document.querySelector('code[aria-label=Code]')).fontSize))",
            vec![],
        )
        .await?;
    ensure!(size >= 24.0, "the code is {size} pixels high");
    window.click(&button("gitlab", "Copy the code")).await?;
    wait::until("the code lies on the clipboard", async || {
        clipboard::paste(&desk.desktop).ok().filter(|found| *found == code)
    })
    .await?;
    let page = desk.opened().await?;
    ensure!(page == format!("{}/oauth/device", peer.origin), "opened {page}");
    peer::type_code(&desk.desktop, &page, &code)?;
    window.see(&card("gitlab", "//*[contains(., 'GitLab is connected as mona.')]")).await?;
    account(&stint.client(), "it is connected", |it| it.state == AccountState::Connected).await?;
    Ok(())
}

#[tokio::test]
async fn githubs_errors_that_come_with_200_are_waited_for_slowed_down_for_and_told_in_words() -> Result<()> {
    let desk = Desk::with(Person::Leaves).await?;
    let github = GitHub::start().await;
    desk.configure(&[("github", &github.origin(), github::CLIENT_ID)])?;
    let (stint, window) = desk.open().await?;
    for (person, words) in [(Decision::Declines, "declined"), (Decision::Late, "expired")] {
        github.state().person = person;
        begin_github(&window).await?;
        window.see(&card("github", &format!("//*[contains(., '{words}')]"))).await?;
        window.click(&button("github", "Close")).await?;
    }
    desk.is_untouched(&stint.client()).await?;
    github.state().person = Decision::Waits;
    begin_github(&window).await?;
    ensure!(shown(&window, "github").await? == github::USER_CODE, "another code is shown");
    wait::until("it asks and is told to wait", async || (github.state().waited > 0).then_some(())).await?;
    github.state().impatience = 1;
    wait::until("it is told to slow down", async || (github.state().impatience == 0).then_some(())).await?;
    window.see(&card("github", "//code[@aria-label='Code']")).await?;
    github.state().person = Decision::Agrees;
    window.see(&card("github", "//*[contains(., 'GitHub is connected as mona.')]")).await?;
    let account = account(&stint.client(), "it is connected", |it| it.state == AccountState::Connected).await?;
    ensure!(account.granted == ["notifications"], "{account:?}");
    let quota = account.quota.context("GitHub tells what is left")?;
    ensure!((quota.used, quota.limit) == (1, 5000), "{quota:?}");
    Ok(())
}

#[tokio::test]
async fn a_window_that_opens_while_a_code_waits_has_it_in_sight() -> Result<()> {
    let desk = Desk::with(Person::Leaves).await?;
    let github = GitHub::start().await;
    desk.configure(&[("github", &github.origin(), github::CLIENT_ID)])?;
    let stint = Stint::start(&desk.desktop).await?;
    let (attempt, service) = ("early".to_owned(), "github".to_owned());
    stint.client().call(BeginSignIn { attempt, service, way: WayKind::Device, ..BeginSignIn::default() }).await?;
    desk.opened().await?;
    let window = Window::open(&desk.desktop, &["--place", "accounts"]).await?;
    shown(&window, "github").await?;
    let in_sight = "
        const done = arguments[arguments.length - 1];
        const look = () => {
            const { top, bottom } = document.querySelector('code[aria-label=Code]').getBoundingClientRect();
            done(top >= 0 && bottom <= innerHeight);
        };
        requestAnimationFrame(() => requestAnimationFrame(look));";
    let is_in_sight: bool = window.ask(in_sight, Vec::new()).await?;
    ensure!(is_in_sight, "the code is out of sight");
    Ok(())
}

async fn begin_github(window: &Window) -> Result<()> {
    window.click(&card("github", "//button[@aria-label='Connect GitHub']")).await?;
    window.click(&button("github", "Sign in with a code")).await
}

/// The code that the card of a service shows.
async fn shown(window: &Window, service: &str) -> Result<String> {
    let code = window.see(&card(service, "//code[@aria-label='Code']")).await?.text().await?;
    Some(code).filter(|code| code.len() >= 6).context("a code is shown")
}
