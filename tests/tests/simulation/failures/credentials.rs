//! Row 20: credentials that are accepted no more.

use anyhow::{Result, ensure};
use stint_api::view::AccountState;
use stint_tests::fakes::github::Fault;

use super::{Desk, FIRST};

#[tokio::test]
async fn after_a_401_the_account_rests_with_one_notice_and_asks_nothing_more() -> Result<()> {
    let mut desk = Desk::set().await?;
    desk.fail("/", Fault::BadCredentials);
    desk.minutes(3).await;
    ensure!(desk.state()? == AccountState::NeedsSignIn, "{:?}", desk.state()?);
    ensure!(desk.requests_in(60).await? == 0.0, "a refused token was shown again");
    ensure!(desk.notices().len() == 1, "{:?}", desk.notices());
    desk.still_has(FIRST)
}

#[tokio::test]
async fn a_new_token_takes_up_where_the_old_one_ended() -> Result<()> {
    let mut desk = Desk::set().await?;
    desk.fail("/", Fault::BadCredentials);
    desk.minutes(3).await;
    desk.heal();
    let token = "ghp_zyxwvutsrqponmlkjihgfedcba9876543210";
    desk.forge.0.make_token(token, "notifications, repo");
    desk.scene.connect("github", token).await?;
    desk.next_arrives_within(3).await?;
    ensure!(desk.state()? == AccountState::Connected, "{:?}", desk.state()?);
    desk.still_has(FIRST)
}
