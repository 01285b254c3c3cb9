//! Starting, stopping, taking back.

use insta::assert_snapshot;
use stint_api::{
    ApiError, Code,
    command::{ContinueEntry, DiscardTimer, Redo, StartFromText, StartTimer, StopTimer, Undo},
    question::{GetTimer, ListChanges},
    view::{ChangeView, Receipt},
};

use super::{
    desk::Fake,
    views::{did, running, timer},
};

#[tokio::test]
async fn start_sends_the_words_as_one_line() {
    let fake = Fake::engine().answer::<StartFromText>(did("Started “Fix the login”"));
    assert_snapshot!(fake.run("start Fix the login @api #deep --at 13:30").await, @"
    Started “Fix the login”
    [exit 0]
    ");
    assert_snapshot!(fake.run("start 42 --at 20m").await, @"
    Started “Fix the login”
    [exit 0]
    ");
    assert_snapshot!(fake.heard(), @r##"
    startFromText {"mayRemove":false,"startedAt":"2026-11-20T12:30:00Z","text":"Fix the login @api #deep"}
    startFromText {"mayRemove":false,"startedAt":"2026-11-20T13:56:00Z","text":"#42"}
    "##);
}

#[tokio::test]
async fn start_without_words_starts_an_unnamed_timer() {
    let fake = Fake::engine().answer::<StartTimer>(did("Started a timer"));
    assert_snapshot!(fake.run("start").await, @"
    Started a timer
    [exit 0]
    ");
    assert_snapshot!(fake.heard(), @r#"startTimer {"mayRemove":false}"#);
}

#[tokio::test]
async fn consequences_stand_below_what_was_done() {
    let receipt = Receipt {
        consequences: vec!["“Standup” ends at 10:50 instead of 11:00.".into()],
        ..did("Started “Fix the login”")
    };
    let fake = Fake::engine().answer::<StartFromText>(receipt);
    assert_snapshot!(fake.run("start Fix the login --at 10:50").await, @"
    Started “Fix the login”
      “Standup” ends at 10:50 instead of 11:00.
    [exit 0]
    ");
    assert_snapshot!(fake.run("start Fix the login --at 10:50 --json").await, @r#"
    {
      "label": "Started “Fix the login”",
      "canUndo": true,
      "id": null,
      "job": null,
      "consequences": [
        "“Standup” ends at 10:50 instead of 11:00."
      ]
    }
    [exit 0]
    "#);
}

#[tokio::test]
async fn switch_says_what_it_ended() {
    let consequences = vec!["“Fix the login” ended at 15:16, 1:24.".to_owned()];
    let fake = Fake::engine().answer::<StartFromText>(Receipt { consequences, ..did("Started “Standup”") });
    assert_snapshot!(fake.run("switch Standup").await, @"
    Started “Standup”
      “Fix the login” ended at 15:16, 1:24.
    [exit 0]
    ");
    assert_snapshot!(fake.heard(), @r#"startFromText {"mayRemove":false,"text":"Standup"}"#);
}

#[tokio::test]
async fn stop_and_discard_say_what_they_did() {
    let fake = Fake::engine()
        .answer::<StopTimer>(did("Stopped “Fix the login” after 1:24"))
        .answer::<DiscardTimer>(did("Discarded “Fix the login”"));
    assert_snapshot!(fake.run("stop --at 15:00").await, @"
    Stopped “Fix the login” after 1:24
    [exit 0]
    ");
    assert_snapshot!(fake.run("discard").await, @"
    Discarded “Fix the login”
    [exit 0]
    ");
    assert_snapshot!(fake.heard(), @r#"
    stopTimer {"endedAt":"2026-11-20T14:00:00Z"}
    discardTimer {}
    "#);
}

#[tokio::test]
async fn toggle_stops_what_runs_and_else_goes_on_with_the_latest() {
    let fake = Fake::engine()
        .answer::<GetTimer>(timer(Some(running())))
        .answer::<GetTimer>(timer(None))
        .answer::<StopTimer>(did("Stopped “Fix the login”"))
        .answer::<ContinueEntry>(did("Started “Fix the login”"));
    assert_snapshot!(fake.run("toggle").await, @"
    Stopped “Fix the login”
    [exit 0]
    ");
    assert_snapshot!(fake.run("toggle").await, @"
    Started “Fix the login”
    [exit 0]
    ");
    assert_snapshot!(fake.heard(), @"
    getTimer {}
    stopTimer {}
    getTimer {}
    continueEntry {}
    ");
}

#[tokio::test]
async fn undo_and_redo_say_what_they_did_or_that_there_is_nothing() {
    let nothing = ApiError::new(Code::Refused, "There is nothing to make again.");
    let fake = Fake::engine().answer::<Undo>(did("Took back: Started “Fix the login”")).refuse::<Redo>(nothing);
    assert_snapshot!(fake.run("undo").await, @"
    Took back: Started “Fix the login”
    [exit 0]
    ");
    assert_snapshot!(fake.run("redo").await, @"
    [stderr]
    There is nothing to make again.
    [exit 1]
    ");
}

#[tokio::test]
async fn the_history_is_listed_with_what_was_taken_back() {
    let change = |label: &str, at: &str, is_undone| ChangeView { label: label.into(), at: at.into(), is_undone };
    let changes = vec![
        change("Started “Fix the login”", "2026-11-20T12:52:00Z", true),
        change("Added the project “api”", "2026-11-19T08:00:00Z", false),
    ];
    let fake = Fake::engine().answer::<ListChanges>(changes).answer::<ListChanges>(vec![]);
    assert_snapshot!(fake.run("undo --list").await, @"
               13:52  Started “Fix the login”  taken back
    2026-11-19 09:00  Added the project “api”
    [exit 0]
    ");
    assert_snapshot!(fake.run("undo --list").await, @"
    Nothing was changed yet.
    [exit 0]
    ");
}
