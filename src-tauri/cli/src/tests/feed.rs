//! What the person was told, and the quiet of a focus.

use insta::assert_snapshot;
use stint_api::{
    ApiError, Code,
    command::{MarkRead, SetFocus},
    question::ListFeed,
    view::{FeedPage, FeedView, NoticeKind},
};

use super::{desk::Fake, views::did};

fn notice(id: &str, label: &str, reference: &str, title: &str) -> FeedView {
    FeedView {
        id: id.into(),
        kind: NoticeKind::Assigned,
        label: label.into(),
        at: "2026-11-20T15:02:00+01:00".into(),
        service: "github".into(),
        place: "acme/api".into(),
        reference: reference.into(),
        title: title.into(),
        ..FeedView::default()
    }
}

fn page() -> FeedPage {
    let earlier = FeedView {
        at: "2026-11-19T18:40:00+01:00".into(),
        is_read: true,
        snoozed: Some("until someone replies".into()),
        ..notice("2", "Review requested", "acme/api#7", "Retry \u{1b}[2J twice \u{202e}")
    };
    let notices = vec![notice("1", "Assigned to you", "acme/api#42", "Fix the login 🔁"), earlier];
    FeedPage { notices, total: 5, unread: 3, has_source: true, ..FeedPage::default() }
}

#[tokio::test]
async fn notices_are_listed_latest_first() {
    let focus = FeedPage { focus_until: Some("2026-11-20T16:00:00+01:00".into()), ..page() };
    let fake = Fake::engine().answer::<ListFeed>(page()).answer::<ListFeed>(focus);
    assert_snapshot!(fake.run("feed").await, @"
    •             15:02  Assigned to you   acme/api#42  Fix the login 🔁
       2026-11-19 18:40  Review requested  acme/api#7   Retry [2J twice   until someone replies

    3 more: raise --limit, or narrow the list with words. 3 unread.
    [exit 0]
    ");
    assert_snapshot!(fake.run("feed list login loop --unread --limit 2").await, @"
    Focus until 16:00: nothing is told before then.

    •             15:02  Assigned to you   acme/api#42  Fix the login 🔁
       2026-11-19 18:40  Review requested  acme/api#7   Retry [2J twice   until someone replies

    3 more: raise --limit, or narrow the list with words. 3 unread.
    [exit 0]
    ");
    assert_snapshot!(fake.heard(), @r#"
    listFeed {"limit":100,"offset":0,"onlyUnread":false}
    listFeed {"limit":2,"offset":0,"onlyUnread":true,"text":"login loop"}
    "#);
}

#[tokio::test]
async fn an_empty_feed_says_why_it_is() {
    let source = FeedPage { has_source: true, is_quiet: true, ..FeedPage::default() };
    let fake = Fake::engine().answer::<ListFeed>(FeedPage::default()).answer::<ListFeed>(source);
    assert_snapshot!(fake.run("feed").await, @"
    No account brings notices. Connect one with `stint accounts connect` and github, gitlab or gitea.
    [exit 0]
    ");
    assert_snapshot!(fake.run("feed").await, @"
    Quiet hours: nothing is told now.

    Nothing was told yet.
    [exit 0]
    ");
    assert_snapshot!(fake.run("feed --unread").await, @"
    Quiet hours: nothing is told now.

    No notices were found.
    [exit 0]
    ");
}

#[tokio::test]
async fn the_feed_as_json_is_its_view() {
    let outcome = Fake::engine().answer::<ListFeed>(page()).run("feed --unread --json").await;
    assert_eq!(serde_json::from_str::<FeedPage>(&outcome.out).unwrap(), page());
}

#[tokio::test]
async fn notices_are_read_by_id_by_reference_or_all() {
    let fake = Fake::engine().answer::<ListFeed>(page()).answer::<MarkRead>(did("Marked 2 notices as read"));
    assert_snapshot!(fake.run("feed read 9 ACME/api#42").await, @"
    Marked 2 notices as read
    [exit 0]
    ");
    assert_eq!(fake.run("feed read #7").await.code, 0);
    assert_eq!(fake.run("feed read --all").await.code, 0);
    assert_eq!(fake.run("feed read --place acme/web").await.code, 0);
    assert_snapshot!(fake.heard(), @r##"
    listFeed {"limit":1000,"offset":0,"onlyUnread":true,"text":"ACME/api#42"}
    markRead {"all":false,"isUnread":false,"notices":["9","1"]}
    listFeed {"limit":1000,"offset":0,"onlyUnread":true,"text":"#7"}
    markRead {"all":false,"isUnread":false,"notices":["2"]}
    markRead {"all":true,"isUnread":false}
    markRead {"all":false,"isUnread":false,"place":"acme/web"}
    "##);
}

#[tokio::test]
async fn what_is_not_unread_cannot_be_read() {
    let fake = Fake::engine().answer::<ListFeed>(page());
    assert_snapshot!(fake.run("feed read acme/api#4").await, @"
    [stderr]
    Nothing about acme/api#4 is unread.
    Hint: See `stint feed --unread`. Nothing was changed.
    [exit 1]
    ");
    let nothing = fake.run("feed read").await;
    assert!(nothing.code == 2 && nothing.err.contains("ID"), "{nothing}");
}

#[tokio::test]
async fn a_focus_begins_and_ends() {
    let fake = Fake::engine().answer::<SetFocus>(did("Focus until 15:41")).answer::<SetFocus>(did("Focus ended"));
    assert_snapshot!(fake.run("focus 25").await, @"
    Focus until 15:41
    [exit 0]
    ");
    assert_snapshot!(fake.run("focus OFF").await, @"
    Focus ended
    [exit 0]
    ");
    assert_eq!(fake.run("focus morning").await.code, 0);
    assert_snapshot!(fake.run("focus soon").await, @"
    [stderr]
    “soon” is no length of a focus that Stint understands.
    Hint: Use minutes (25), morning or off.
    [exit 2]
    ");
    assert_snapshot!(fake.heard(), @r#"
    setFocus {"isUntilMorning":false,"minutes":25}
    setFocus {"isUntilMorning":false}
    setFocus {"isUntilMorning":true}
    "#);
}

#[tokio::test]
async fn minutes_that_make_no_focus_are_refused_by_the_engine_however_few() {
    let refused =
        ApiError::new(Code::Refused, "A focus lasts from a minute to 12 hours.").hint("Say how many minutes.");
    let fake = Fake::engine().refuse::<SetFocus>(refused);
    assert_snapshot!(fake.run("focus -5").await, @"
    [stderr]
    A focus lasts from a minute to 12 hours.
    Hint: Say how many minutes.
    [exit 1]
    ");
    assert_eq!(fake.run("focus 99999999999").await.code, 1);
    assert_snapshot!(fake.heard(), @r#"
    setFocus {"isUntilMorning":false,"minutes":0}
    setFocus {"isUntilMorning":false,"minutes":4294967295}
    "#);
}

#[tokio::test]
async fn focus_alone_says_whether_one_holds_and_until_when() {
    let focus = FeedPage { focus_until: Some("2026-11-21T09:00:00+01:00".into()), ..FeedPage::default() };
    let quiet = FeedPage { is_quiet: true, ..FeedPage::default() };
    let fake = Fake::engine()
        .answer::<ListFeed>(focus.clone())
        .answer::<ListFeed>(quiet)
        .answer::<ListFeed>(FeedPage::default())
        .answer::<ListFeed>(focus.clone());
    assert_eq!(fake.run("focus").await.out, "Focus until 2026-11-21 09:00: nothing is told before then.\n");
    assert_eq!(fake.run("focus").await.out, "Quiet hours: nothing is told now.\n");
    assert_eq!(fake.run("focus").await.out, "No focus holds. Begin one with `stint focus 25`.\n");
    assert_eq!(serde_json::from_str::<FeedPage>(&fake.run("focus --json").await.out).unwrap(), focus);
    assert_eq!(fake.heard().lines().next(), Some(r#"listFeed {"limit":0,"offset":0,"onlyUnread":false}"#));
}
