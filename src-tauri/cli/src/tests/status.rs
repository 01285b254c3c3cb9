//! What runs, in one line, and what else a person should know.

use insta::assert_snapshot;
use stint_api::{
    command::AnswerGap,
    question::GetTimer,
    view::{GapCause, GapView, ProblemView, TimerView},
};

use super::{
    desk::Fake,
    views::{did, entry, running, timer},
};

#[tokio::test]
async fn status_is_one_line() {
    let elsewhen = entry("Night work", "2026-11-19T23:40:00+01:00", None, 936);
    let fake = Fake::engine()
        .answer::<GetTimer>(timer(Some(running())))
        .answer::<GetTimer>(timer(Some(elsewhen)))
        .answer::<GetTimer>(timer(None));
    assert_snapshot!(fake.run("status").await, @"
    1:24  Fix the login redirect loop · api · acme/api#42 · since 13:52
    [exit 0]
    ");
    assert_snapshot!(fake.run("status").await, @"
    15:36  Night work · since 2026-11-19 23:40
    [exit 0]
    ");
    assert_snapshot!(fake.run("status").await, @"
    No timer is running. Today: 5:49
    [exit 0]
    ");
}

#[tokio::test]
async fn what_is_wrong_stands_on_the_error_end() {
    let view = TimerView {
        gap: Some(GapView {
            cause: GapCause::Slept,
            last_seen_at: "2026-11-20T12:05:00+01:00".into(),
            back_at: "2026-11-20T12:50:00+01:00".into(),
            seconds: 2700,
        }),
        problems: vec![
            ProblemView {
                kind: "config".into(),
                message: "The settings file has a mistake in line 3. Defaults are used.".into(),
                hint: Some("Correct it.".into()),
                blocks_writing: false,
            },
            ProblemView { kind: "tray".into(), message: "This desktop has no tray.".into(), ..ProblemView::default() },
        ],
        ..timer(Some(running()))
    };
    let fake = Fake::engine().answer::<GetTimer>(view).answer::<AnswerGap>(did("Kept the time"));
    assert_snapshot!(fake.run("status").await, @"
    1:24  Fix the login redirect loop · api · acme/api#42 · since 13:52
    [stderr]
    The settings file has a mistake in line 3. Defaults are used.
    Hint: Correct it.
    The computer slept from 12:05 to 12:50 (0:45), and the timer was on.
    Hint: Answer with `stint gap keep`, `stop`, `split` or `discard`, which discards all 1:24 of “Fix the login redirect loop”.
    [exit 0]
    ");
    assert_snapshot!(fake.run("gap").await, @"
    The computer slept from 12:05 to 12:50 (0:45), and the timer was on.
    Answer with `stint gap keep`, `stop`, `split` or `discard`, which discards all 1:24 of “Fix the login redirect loop”.
    [exit 0]
    ");
    assert_snapshot!(fake.run("gap stop").await, @"
    Kept the time
    [exit 0]
    ");
    assert_snapshot!(fake.heard(), @r#"
    getTimer {}
    getTimer {}
    answerGap {"choice":"stopThere"}
    "#);
}

#[tokio::test]
async fn a_status_bar_gets_the_format_it_asks_for() {
    let fake = Fake::engine().answer::<GetTimer>(timer(Some(running()))).answer::<GetTimer>(timer(None));
    let line = ["status", "--format", "{title} {elapsed} {since} {project} {task} {today} {state} 100 %"];
    assert_snapshot!(fake.run_words(&line).await, @"
    Fix the login redirect loop 1:24 13:52 api Fix the login redirect loop 5:49 running 100 %
    [exit 0]
    ");
    assert_snapshot!(fake.run_words(&["status", "--format", "{title} {elapsed}"]).await, @"

    [exit 0]
    ");
    assert_snapshot!(fake.run_words(&["status", "--format", "{titel}"]).await, @"
    [stderr]
    The format names “{titel}”, which Stint does not know.
    Hint: It knows {title} {elapsed} {since} {project} {task} {tags} {today} {state}.
    [exit 2]
    ");
    assert_snapshot!(fake.run_words(&["status", "--format", "{title"]).await, @"
    [stderr]
    The format names “{title}”, which Stint does not know.
    Hint: It knows {title} {elapsed} {since} {project} {task} {tags} {today} {state}.
    [exit 2]
    ");
}

#[tokio::test]
async fn status_as_json_is_the_view_of_the_api() {
    let fake = Fake::engine().answer::<GetTimer>(timer(Some(running())));
    let outcome = fake.run("status --json").await;
    assert_eq!(serde_json::from_str::<TimerView>(&outcome.out).unwrap(), timer(Some(running())));
}
