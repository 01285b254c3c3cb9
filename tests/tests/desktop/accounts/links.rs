//! Signing in with the browser, which comes back by a `stint://` link that any program could have made.

use anyhow::{Result, ensure};
use stint_api::question::GetAccounts;
use stint_api::view::{AccountState, SignInStage};
use stint_tests::{
    Home,
    fakes::slack::{self, Slack},
    keyring,
    peer::Person,
    stint::command_line,
};

use super::{Desk, account, button, card};

#[tokio::test]
async fn only_the_link_that_belongs_to_the_sign_in_ends_it() -> Result<()> {
    let desk = Desk::with(Person::Leaves).await?;
    let slack = Slack::start().await;
    desk.configure(&[("slack", &slack.origin(), slack::CLIENT_ID)])?;
    let (stint, window) = desk.open().await?;
    let client = stint.client();
    window.click(&card("slack", "//button[@aria-label='Connect Slack']")).await?;
    window.click(&button("slack", "Sign in with the browser")).await?;
    window.see(&card("slack", "//*[contains(., 'Waiting for your browser')]")).await?;
    let page = desk.opened().await?;
    ensure!(page.starts_with(&format!("{}/oauth/v2/authorize?", slack.origin())), "opened {page}");
    let right = slack.agree(&page)?;
    for forged in forgeries(&right) {
        bring(&desk.desktop, &forged)?;
        let page = client.call(GetAccounts {}).await?;
        ensure!(page.attempts.iter().all(|it| it.stage == SignInStage::Waiting), "{forged}: {:?}", page.attempts);
    }
    ensure!(slack.state().exchanges == 0, "a forged code was exchanged");
    desk.is_untouched(&client).await?;
    bring(&desk.desktop, &right)?;
    window.see(&card("slack", "//*[contains(., 'Slack is connected as mona (Acme).')]")).await?;
    window.click(&button("slack", "Close")).await?;
    let missing = "//*[@aria-label='Not granted']//*[contains(., 'dnd:read was not granted')]";
    window.see(&card("slack", missing)).await?;
    account(&client, "it is connected", |it| it.state == AccountState::Connected).await?;
    bring(&desk.desktop, &right)?;
    ensure!(slack.state().exchanges == 1, "the link was taken twice");
    ensure!(keyring::stored(&desk.keyring).await?.len() == 1, "it is not in the keyring");
    Ok(())
}

/// Links that look like the right one and are not.
fn forgeries(right: &str) -> Vec<String> {
    let (start, state) = right.split_once("&state=").unwrap_or((right, ""));
    vec![
        format!("{start}&state={}", "A".repeat(state.len())),
        start.to_owned(),
        right.replace("oauth/slack", "oauth/gitlab"),
        right.replace("oauth/slack", "oauth/slack2"),
        right.replace("stint://", "stint://mona@"),
        format!("{right}&code=other"),
        format!("{right}#fragment"),
        format!("stint://oauth/slack?error=access_denied&state={}", "A".repeat(state.len())),
        "stint://oauth/slack".to_owned(),
    ]
}

/// What the desktop does with a link that the browser follows.
fn bring(home: &Home, link: &str) -> Result<()> {
    let output = command_line(home)?.args(["open-url", link]).output()?;
    ensure!(output.status.success() && output.stdout.is_empty() && output.stderr.is_empty(), "{output:?}");
    Ok(())
}
