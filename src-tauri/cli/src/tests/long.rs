//! Work that takes a while, and the window.

use insta::assert_snapshot;
use stint_api::{
    command::{CancelJob, Export, OpenWindow, Quit},
    question::ListJobs,
    view::{JobState, JobView, Receipt},
};

use super::{desk::Fake, views::did};

fn job(state: JobState, message: &str) -> Vec<JobView> {
    let file = (state == JobState::Done).then(|| "/exports/all.json".to_owned());
    vec![JobView { id: 7, state, message: message.into(), file, ..JobView::default() }]
}

#[tokio::test]
async fn an_export_is_waited_for() {
    let fake = Fake::engine()
        .answer::<Export>(Receipt { job: Some(7), ..did("Exporting") })
        .answer::<ListJobs>(job(JobState::Running, "10 of 20 entries"))
        .answer::<ListJobs>(job(JobState::Done, "Exported 20 entries"));
    assert_snapshot!(fake.run("export json --to all.json").await, @"
    Exported 20 entries
      /exports/all.json
    [exit 0]
    ");
    assert_snapshot!(fake.heard(), @r#"
    export {"format":"json","path":"/exports/all.json"}
    listJobs {}
    listJobs {}
    "#);
}

#[tokio::test]
async fn an_export_is_passed_on_to_standard_output_and_leaves_no_file() {
    let fake = Fake::engine()
        .answer::<Export>(Receipt { job: Some(7), ..did("Exporting") })
        .answer::<ListJobs>(job(JobState::Done, "Exported 1 entry"));
    let runtime = fake.around.folders.as_ref().unwrap().runtime.clone();
    let path = runtime.join("export-1795184160000-7");
    std::fs::write(&path, "description\nMail\n").unwrap();
    assert_snapshot!(fake.run("export csv --to -").await, @"
    description
    Mail
    [exit 0]
    ");
    assert!(fake.heard().contains("/run/export-1795184160000-7"), "{}", fake.heard());
    assert!(!path.exists());
    assert_snapshot!(fake.run("export csv --to - --json").await, @"
    [stderr]
    Standard output takes the export itself, not what is told about it.
    Hint: Leave --json away, or name a file: --to stint.json.
    [exit 2]
    ");
}

#[tokio::test]
async fn an_export_that_failed_is_a_failure() {
    let fake = Fake::engine()
        .answer::<Export>(Receipt { job: Some(7), ..did("Exporting") })
        .answer::<ListJobs>(job(JobState::Failed, "The disk is full. Nothing was kept of the export."));
    assert_snapshot!(fake.run("export csv").await, @"
    [stderr]
    The disk is full. Nothing was kept of the export.
    [exit 1]
    ");
}

#[tokio::test]
async fn an_export_that_was_cancelled_elsewhere_is_a_failure() {
    let fake = Fake::engine()
        .answer::<Export>(Receipt { job: Some(7), ..did("Exporting") })
        .answer::<ListJobs>(job(JobState::Cancelled, "Cancelled; nothing was left behind."));
    assert_snapshot!(fake.run("export csv").await, @"
    [stderr]
    Cancelled; nothing was left behind.
    [exit 1]
    ");
}

#[tokio::test]
async fn an_export_is_cancelled_when_the_person_ends_it() {
    let mut fake = Fake::engine()
        .answer::<Export>(Receipt { job: Some(7), ..did("Exporting") })
        .answer::<ListJobs>(job(JobState::Running, "10 of 20 entries"))
        .answer::<CancelJob>(did("Cancelled"))
        .answer::<ListJobs>(job(JobState::Cancelled, "Cancelled; nothing was left behind."));
    fake.is_interrupted = true;
    assert_snapshot!(fake.run("export csv").await, @"
    [stderr]
    Cancelled; nothing was left behind.
    [exit 1]
    ");
    assert_snapshot!(fake.heard(), @r#"
    export {"format":"csv"}
    listJobs {}
    cancelJob {"job":7}
    listJobs {}
    "#);
}

#[tokio::test]
async fn the_window_opens_where_it_is_asked_to() {
    let fake = Fake::engine().answer::<OpenWindow>(did("Opened the window"));
    assert_snapshot!(fake.run("window --place settings").await, @"
    Opened the window
    [exit 0]
    ");
    assert_snapshot!(fake.heard(), @r#"openWindow {"place":"settings"}"#);
}

#[tokio::test]
async fn quitting_starts_nothing() {
    let mut fake = Fake::absent();
    fake.around.program = Some("/nowhere/stint".into());
    assert_snapshot!(fake.run("quit").await, @"
    Stint is not running.
    [exit 0]
    ");
    fake.open();
    let fake = fake.answer::<Quit>(did("Stint ends"));
    assert_snapshot!(fake.run("quit").await, @"
    Stint ends
    [exit 0]
    ");
}

#[tokio::test]
async fn completions_need_no_engine() {
    let fake = Fake::absent();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let outcome = fake.run(&format!("completions {shell}")).await;
        assert!(outcome.code == 0 && outcome.out.contains("switch"), "{shell}: {outcome}");
    }
}
