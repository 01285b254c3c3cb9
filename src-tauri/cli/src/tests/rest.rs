//! Accounts that are paused and resumed.

use insta::assert_snapshot;
use stint_api::{
    command::{CheckAccount, PauseAccount},
    question::GetAccounts,
};

use super::{
    accounts::{page, two_at_github},
    desk::Fake,
    views::did,
};

#[tokio::test]
async fn an_account_that_rests_is_called_paused_whether_it_works_or_not() {
    let mut resting = page();
    resting.services.iter_mut().flat_map(|it| &mut it.accounts).for_each(|account| account.is_paused = true);
    let fake = Fake::engine().answer::<GetAccounts>(resting).answer::<CheckAccount>(did("Checking"));
    let listed = fake.run("accounts").await.out;
    let has = |service: &str, words: &str| {
        listed.lines().any(|line| line.starts_with(service) && line.contains(&format!("  {words}  ")))
    };
    assert!(has("GitHub", "paused") && has("GitLab", "sign in again, paused"), "{listed}");
    let checked = fake.run("accounts check github").await;
    assert!(checked.code == 0 && checked.out.starts_with("mona@github.com: connected, paused\n"), "{checked}");
}

#[tokio::test]
async fn an_account_is_paused_and_resumed_by_name() {
    let fake = Fake::engine()
        .answer::<GetAccounts>(two_at_github())
        .answer::<PauseAccount>(did("GitHub (mona) rests"))
        .answer::<PauseAccount>(did("GitHub (mona) goes on"));
    assert_snapshot!(fake.run("accounts pause Mona@github.com").await, @"
    GitHub (mona) rests
    [exit 0]
    ");
    assert_eq!(fake.run("accounts resume mona").await.out, "GitHub (mona) goes on\n");
    let several = fake.run("accounts pause github").await;
    assert!(several.code == 1 && several.err.starts_with("“github” may mean 2 accounts."), "{several}");
    assert_snapshot!(fake.heard(), @r#"
    getAccounts {}
    pauseAccount {"account":"one","isPaused":true}
    getAccounts {}
    pauseAccount {"account":"one","isPaused":false}
    getAccounts {}
    "#);
}
