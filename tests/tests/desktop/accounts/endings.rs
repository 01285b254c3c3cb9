//! What becomes of an account: renewed, no longer accepted, revoked.

use anyhow::{Result, ensure};
use stint_api::{command::CheckAccount, view::AccountState};
use stint_tests::{keyring, peer::Person, wait};

use super::{Desk, account, card, connect_gitlab};

/// Short, so that a test sees it pass.
const SHORT: u32 = 4;

#[tokio::test]
async fn credentials_are_renewed_until_the_service_ends_them_and_the_person_is_told_once() -> Result<()> {
    let mut desk = Desk::with(Person::Agrees).await?;
    let peer = desk.gitlab(SHORT)?;
    let (stint, window) = desk.open().await?;
    let client = stint.client();
    connect_gitlab(&window).await?;
    let id = account(&client, "it is connected", |it| it.state == AccountState::Connected).await?.id;
    let check = async || drop(client.call(CheckAccount { account: id.clone() }).await);
    wait::until("the pair is renewed twice", async || {
        check().await;
        (peer.counts(&desk.desktop).ok()?.refreshed >= 2).then_some(())
    })
    .await?;
    account(&client, "it still works", |it| it.state == AccountState::Connected && !it.is_checking).await?;
    ensure!(peer.counts(&desk.desktop)?.reused == 0, "an old refresh token was used again");
    peer.end_families(&desk.desktop)?;
    ensure!(peer.counts(&desk.desktop)?.reused > 0, "the server noticed no token that was used again");
    check().await;
    window.see(&card("gitlab", "//article//*[contains(., 'Sign in again')]")).await?;
    window.see(&card("gitlab", "//article//button[starts-with(@aria-label, 'Sign in as mona')]")).await?;
    let told = desk.told.next().await?;
    ensure!(told.title == "GitLab wants you to sign in again", "{told:?}");
    check().await;
    account(&client, "it stays so", |it| it.state == AccountState::NeedsSignIn && !it.is_checking).await?;
    ensure!(desk.told.is_quiet(), "it was told again");
    Ok(())
}

#[tokio::test]
async fn revoking_tells_the_service_and_wipes_the_secret() -> Result<()> {
    let desk = Desk::with(Person::Agrees).await?;
    let peer = desk.gitlab(7200)?;
    let (stint, window) = desk.open().await?;
    connect_gitlab(&window).await?;
    window.click(&card("gitlab", "//button[starts-with(@aria-label, 'Revoke mona at')]")).await?;
    window.click("//dialog//button[normalize-space()='Revoke']").await?;
    window.see(&card("gitlab", "//button[@aria-label='Connect GitLab']")).await?;
    window.see("//ul//li[contains(., 'Revoked') and contains(., 'he service was told and the secret wiped')]").await?;
    ensure!(peer.counts(&desk.desktop)?.revoked >= 1, "the service was not told");
    ensure!(keyring::stored(&desk.keyring).await?.is_empty(), "the keyring still holds it");
    ensure!(super::accounts(&stint.client()).await?.is_empty(), "there is an account left");
    Ok(())
}
