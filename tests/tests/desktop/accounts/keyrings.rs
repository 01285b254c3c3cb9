//! A keyring that is not as it should be: the window shows, says so in words, and the timer starts.

use anyhow::{Result, ensure};
use rustix::process::Signal;
use stint_api::{command::StartTimer, question::GetTimer};
use stint_tests::{Desktop, Stint, Window, keyring, watcher};

#[tokio::test]
async fn without_a_keyring_the_window_says_so_and_the_timer_starts() -> Result<()> {
    let (desktop, _tray) = laid_out().await?;
    says(&desktop, "There is no keyring on this desktop.").await
}

#[tokio::test]
async fn with_a_locked_keyring_the_window_says_so_and_the_timer_starts() -> Result<()> {
    let (mut desktop, _tray) = laid_out().await?;
    desktop.start_keyring()?;
    keyring::lock(&keyring::is_up(&desktop).await?).await?;
    says(&desktop, "The keyring is locked.").await
}

#[tokio::test]
async fn with_a_keyring_that_never_answers_the_window_says_so_and_the_timer_starts() -> Result<()> {
    let (mut desktop, _tray) = laid_out().await?;
    desktop.start_keyring()?;
    let _bus = keyring::is_up(&desktop).await?;
    keyring::signal(&desktop, Signal::STOP)?;
    says(&desktop, "The keyring does not answer.").await
}

#[tokio::test]
async fn with_a_keyring_that_makes_no_sense_the_window_says_so_and_the_timer_starts() -> Result<()> {
    let (desktop, _tray) = laid_out().await?;
    // Somebody has the name, and answers other than agreed.
    let bus = desktop.connect().await?;
    bus.object_server().at("/org/freedesktop/secrets", Nonsense).await?;
    bus.request_name(keyring::SECRETS).await?;
    says(&desktop, "The keyring answers, but what it holds cannot be read.").await
}

struct Nonsense;

#[zbus::interface(name = "org.freedesktop.Secret.Service")]
impl Nonsense {
    fn open_session(&self) -> u32 {
        42
    }
}

async fn laid_out() -> Result<(Desktop, watcher::Host)> {
    let desktop = Desktop::bare()?;
    let tray = watcher::offer_tray(&desktop).await?;
    Ok((desktop, tray))
}

async fn says(desktop: &Desktop, words: &str) -> Result<()> {
    let stint = Stint::start(desktop).await?;
    let client = stint.client();
    let window = Window::open(desktop, &["--place", "accounts"]).await?;
    window.see("//section[@id='github']//button[@aria-label='Connect GitHub']").await?;
    client.call(StartTimer { description: Some("Fix the login".to_owned()), ..StartTimer::default() }).await?;
    ensure!(client.call(GetTimer {}).await?.running.is_some(), "no timer runs");
    window.see(&format!("//section[@aria-label='Where secrets are kept']//p[contains(., '{words}')]")).await?;
    Ok(())
}
