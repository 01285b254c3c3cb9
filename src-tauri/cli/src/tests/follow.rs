//! Repositories that are followed.

use insta::assert_snapshot;
use stint_api::{
    ApiError, Code,
    command::{Follow, Unfollow},
    question::{GetAccounts, ListFollows, ListProjects},
    view::{AccountState, AccountView, AccountsPage, FollowView, ProjectView, Receipt, ServiceView},
};

use super::{
    desk::Fake,
    views::{did, project},
};

fn followed(place: &str, idle_tasks: u32) -> FollowView {
    FollowView {
        account: "id-of-mona".into(),
        service: "github".into(),
        name: "mona".into(),
        place: place.into(),
        open_tasks: 12,
        idle_tasks,
        ..FollowView::default()
    }
}

fn accounts() -> AccountsPage {
    let account = AccountView {
        id: "id-of-mona".into(),
        name: "mona".into(),
        host: "github.com".into(),
        ..AccountView::default()
    };
    let service =
        ServiceView { id: "github".into(), name: "GitHub".into(), accounts: vec![account], ..ServiceView::default() };
    AccountsPage { services: vec![service], ..AccountsPage::default() }
}

#[tokio::test]
async fn repositories_are_listed() {
    let web = FollowView {
        label: Some("good first issue".into()),
        project: project("web"),
        synced_at: Some("2026-11-20T12:00:00Z".into()),
        ..followed("acme/web", 0)
    };
    let fake = Fake::engine()
        .answer::<ListFollows>(vec![followed("acme/api", 3), web])
        .answer::<ListFollows>(Vec::new())
        .answer::<GetAccounts>(accounts());
    assert_snapshot!(fake.run("follow").await, @"
    Repository  Label             Project  Account         Open tasks
    acme/api                               mona at github          12  not read yet
    acme/web    good first issue  web      mona at github          12
    [exit 0]
    ");
    assert_snapshot!(fake.run("follow list").await, @"
    No repository is followed. Follow one with `stint follow add` and owner/name.
    [exit 0]
    ");
}

#[tokio::test]
async fn an_account_that_reads_nothing_is_named_with_what_mends_it() {
    let cases = [
        (AccountState::Connected, true, "mona@github.com is paused;", "stint accounts resume mona@github.com"),
        (AccountState::NeedsSignIn, true, "mona@github.com must sign in", "stint accounts rotate mona@github.com"),
        (AccountState::Suspended, false, "The sign-in of mona@github.com", "stint accounts check mona@github.com"),
        (AccountState::Locked, false, "The secret of mona@github.com", "stint vault unlock"),
    ];
    for (state, is_paused, why, command) in cases {
        let mut page = accounts();
        page.services[0].accounts.push(AccountView { id: "other".into(), is_paused: true, ..AccountView::default() });
        let account = &mut page.services[0].accounts[0];
        (account.state, account.is_paused) = (state, is_paused);
        let fake = Fake::engine().answer::<ListFollows>(vec![followed("acme/api", 3)]).answer::<GetAccounts>(page);
        let outcome = fake.run("follow").await;
        let lines: Vec<_> = outcome.err.lines().collect();
        assert!(outcome.code == 0 && lines.len() == 2, "{outcome}");
        assert!(lines[0].starts_with(why) && lines[1].contains(&format!("`{command}`")), "{outcome}");
    }
}

#[tokio::test]
async fn one_that_cannot_be_seen_says_so_and_why() {
    let why =
        "There is no such repository, or this account may not see it. Check its name, and what the account may see.";
    let gone = FollowView { problem: Some(why.into()), open_tasks: 0, ..followed("acme/wiki", 0) };
    let hidden = FollowView {
        problem: Some("The organisation acme wants single sign-on.".into()),
        synced_at: Some("2026-11-20T12:00:00Z".into()),
        ..followed("acme/web", 0)
    };
    let fake = Fake::engine()
        .answer::<ListFollows>(vec![followed("acme/api", 3), hidden, gone.clone()])
        .answer::<GetAccounts>(accounts());
    assert_snapshot!(fake.run("follow").await, @"
    Repository  Label  Project  Account         Open tasks
    acme/api                    mona at github          12  not read yet
    acme/web                    mona at github          12  cannot be seen
    acme/wiki                   mona at github           0  cannot be seen

    acme/web: The organisation acme wants single sign-on.
    acme/wiki: There is no such repository, or this account may not see it. Check its name, and what the account may see.
    [exit 0]
    ");
    let fake = Fake::engine().answer::<ListFollows>(vec![gone]);
    let told: serde_json::Value = serde_json::from_str(&fake.run("follow list --json").await.out).unwrap();
    assert_eq!(told[0]["problem"], why);
}

#[tokio::test]
async fn a_repository_is_followed_with_an_account_or_a_service() {
    let projects = vec![ProjectView { id: "id-of-api".into(), name: "api".into(), ..ProjectView::default() }];
    let consequences = vec!["Its open issues become tasks as soon as they are read.".into()];
    let fake = Fake::engine()
        .answer::<ListProjects>(projects)
        .answer::<GetAccounts>(accounts())
        .answer::<Follow>(Receipt { consequences, ..did("Follows acme/api") });
    assert_snapshot!(fake.run("follow add acme/api --service GitHub --label bug --project API").await, @"
    Follows acme/api
      Its open issues become tasks as soon as they are read.
    [exit 0]
    ");
    assert_snapshot!(fake.run("follow add acme/api --account mona@github.com").await, @"
    Follows acme/api
      Its open issues become tasks as soon as they are read.
    [exit 0]
    ");
    assert_snapshot!(fake.run("follow add acme/api --project ipa").await, @"
    [stderr]
    There is no project “ipa”.
    Hint: See `stint projects`, or add it with `stint projects add`.
    [exit 1]
    ");
    assert_snapshot!(fake.heard(), @r#"
    listProjects {"withArchived":false}
    follow {"label":"bug","place":"acme/api","project":"id-of-api","service":"github"}
    getAccounts {}
    follow {"account":"id-of-mona","place":"acme/api"}
    listProjects {"withArchived":false}
    "#);
}

fn unfollowing(follows: Vec<FollowView>) -> Fake {
    let fake = Fake::engine().answer::<ListFollows>(follows).answer::<GetAccounts>(accounts());
    fake.answer::<Unfollow>(did("Follows acme/api no more"))
}

#[tokio::test]
async fn tasks_stay_where_nobody_can_be_asked() {
    let fake = unfollowing(vec![followed("acme/api", 3)]);
    assert_snapshot!(fake.run("follow remove acme/api").await, @"
    Follows acme/api no more
    [exit 0]
    ");
    assert_snapshot!(fake.run("follow remove acme/api --delete-tasks --account mona@github.com").await, @"
    Follows acme/api no more
    [exit 0]
    ");
    assert_snapshot!(fake.heard(), @r#"
    unfollow {"place":"acme/api","tasks":"keep"}
    getAccounts {}
    unfollow {"account":"id-of-mona","place":"acme/api","tasks":"delete"}
    "#);
}

#[tokio::test]
async fn a_person_is_asked_what_becomes_of_tasks_without_time() {
    let cases = [
        ("acme/api", 3, "y\n", Some("3 tasks came from acme/api alone and have no time on them."), "delete"),
        ("https://github.com/Acme/API.git/", 1, "Yes\r\n", Some("1 task came from acme/api alone"), "delete"),
        ("acme/api", 3, "\n", Some("Delete them? [y/N] "), "keep"),
        ("acme/api", 3, "", Some("Delete them? [y/N] "), "keep"),
        ("acme/api", 3, "yard\n", Some("Delete them? [y/N] "), "keep"),
        ("acme/api", 0, "y\n", None, "keep"),
        ("acme/web", 3, "y\n", None, "keep"),
        ("acme/api --keep-tasks", 3, "y\n", None, "keep"),
    ];
    for (typed, idle, answer, question, tasks) in cases {
        let mut fake = unfollowing(vec![followed("acme/api", idle)]);
        fake.around.can_ask = true;
        fake.input = answer.into();
        let outcome = fake.run(&format!("follow remove {typed}")).await;
        assert_eq!(outcome.err.is_empty(), question.is_none(), "{typed} {answer:?}: {outcome}");
        assert!(outcome.err.contains(question.unwrap_or_default()), "{typed} {answer:?}: {outcome}");
        let heard = fake.heard();
        assert!(heard.contains(&format!("\"tasks\":\"{tasks}\"")), "{typed} {answer:?}: {heard}");
    }
}

#[tokio::test]
async fn where_several_accounts_follow_it_the_engine_says_so() {
    let refused =
        ApiError::new(Code::Refused, "acme/api is followed with several accounts.").hint("Say with which one.");
    let other = FollowView { account: "id-of-hubot".into(), ..followed("acme/api", 3) };
    let mut fake =
        Fake::engine().answer::<ListFollows>(vec![followed("acme/api", 3), other]).refuse::<Unfollow>(refused);
    fake.around.can_ask = true;
    assert_snapshot!(fake.run("follow remove acme/api").await, @"
    [stderr]
    acme/api is followed with several accounts.
    Hint: Say with which one.
    [exit 1]
    ");
}

#[tokio::test]
async fn tasks_cannot_both_go_and_stay() {
    let outcome = Fake::absent().run("follow remove acme/api --delete-tasks --keep-tasks").await;
    assert!(outcome.code == 2 && outcome.err.contains("--keep-tasks"), "{outcome}");
}
