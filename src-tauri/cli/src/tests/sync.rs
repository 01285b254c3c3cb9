//! Reading what waits, now.

use insta::assert_snapshot;
use stint_api::{
    ApiError, Code,
    command::{CancelJob, SyncNow},
    question::{GetAccounts, ListJobs},
    view::{AccountsPage, JobState, JobView, Receipt, SyncView},
};

use super::{accounts, desk::Fake, views::did};

fn job(state: JobState, progress: f64, message: &str) -> Vec<JobView> {
    let title = "Syncing 2 accounts".to_owned();
    vec![JobView { id: 7, title, state, progress, message: message.into(), ..JobView::default() }]
}

fn begun() -> Fake {
    Fake::engine().answer::<SyncNow>(Receipt { job: Some(7), ..did("Syncing 2 accounts") })
}

#[tokio::test]
async fn what_was_done_is_said_a_line_an_account() {
    let done = "GitHub (mona): 3 new, 1 changed.\nGitLab (hubot): Nothing new.";
    let fake = begun()
        .answer::<ListJobs>(job(JobState::Running, 0.5, "240 read so far"))
        .answer::<ListJobs>(job(JobState::Done, 1.0, done))
        .answer::<GetAccounts>(accounts::page());
    assert_snapshot!(fake.run("sync").await, @"
    GitHub (mona): 3 new, 1 changed.
    GitLab (hubot): Nothing new.
    [exit 0]
    ");
    assert_snapshot!(fake.run("sync GitHub --json").await, @r#"
    {
      "id": 7,
      "title": "Syncing 2 accounts",
      "state": "done",
      "progress": 1.0,
      "message": "GitHub (mona): 3 new, 1 changed.\nGitLab (hubot): Nothing new.",
      "file": null
    }
    [exit 0]
    "#);
    assert_snapshot!(fake.heard(), @r#"
    syncNow {}
    listJobs {}
    listJobs {}
    getAccounts {}
    syncNow {"service":"github"}
    listJobs {}
    "#);
}

/// GitLab left a part out.
fn with_a_part_left_out() -> AccountsPage {
    let mut page = accounts::page();
    let sync = |is_fine, message: &str| Some(SyncView { is_fine, message: message.into(), ..SyncView::default() });
    page.services[0].accounts[0].sync = sync(true, "3 new.");
    page.services[1].accounts[0].sync = sync(false, "Nothing new. acme/web left its part out.");
    page
}

#[tokio::test]
async fn a_part_that_was_left_out_is_a_warning_beside_what_went_well() {
    let done = "GitHub (mona): 3 new.\nGitLab (octocat): Nothing new. acme/web left its part out.";
    let fake = begun().answer::<ListJobs>(job(JobState::Done, 1.0, done)).answer::<GetAccounts>(with_a_part_left_out());
    assert_snapshot!(fake.run("sync").await, @"
    GitHub (mona): 3 new.
    [stderr]
    GitLab (octocat): Nothing new. acme/web left its part out.
    [exit 0]
    ");
    let json = fake.run("sync --json").await;
    assert!(json.code == 0 && json.err.is_empty() && json.out.contains("left its part out"), "{json}");
}

#[tokio::test]
async fn an_account_that_was_not_read_now_is_not_warned_of() {
    let fake =
        begun().answer::<ListJobs>(job(JobState::Done, 1.0, "3 new.")).answer::<GetAccounts>(with_a_part_left_out());
    assert_snapshot!(fake.run("sync github").await, @"
    3 new.
    [exit 0]
    ");
}

#[tokio::test]
async fn a_sync_that_failed_says_what_went_well_and_ends_badly() {
    let mixed = "GitHub (mona): 3 new.\nGitLab (hubot): The network cannot be reached. What was read before stands.";
    let fake = begun().answer::<ListJobs>(job(JobState::Failed, 1.0, mixed));
    assert_snapshot!(fake.run("sync").await, @"
    GitHub (mona): 3 new.
    GitLab (hubot): The network cannot be reached. What was read before stands.
    [exit 1]
    ");
    let json = fake.run("sync --json").await;
    assert!(json.code == 1 && json.err.is_empty() && json.out.contains("\"state\": \"failed\""), "{json}");
}

#[tokio::test]
async fn a_sync_is_cancelled_when_the_person_ends_it() {
    let mut fake = begun()
        .answer::<ListJobs>(job(JobState::Running, 0.5, "240 read so far"))
        .answer::<CancelJob>(did("Cancelled"))
        .answer::<ListJobs>(job(JobState::Cancelled, 0.5, "Cancelled; 200 items read so far were kept."));
    fake.is_interrupted = true;
    assert_snapshot!(fake.run("sync").await, @"
    Cancelled; 200 items read so far were kept.
    [exit 1]
    ");
    assert_snapshot!(fake.heard(), @r#"
    syncNow {}
    listJobs {}
    cancelJob {"job":7}
    listJobs {}
    "#);
}

#[tokio::test]
async fn a_sync_that_does_not_end_is_left_alone_the_second_time() {
    let refused = ApiError::new(Code::Refused, "That work cannot be ended.");
    let mut fake =
        begun().answer::<ListJobs>(job(JobState::Running, 0.5, "240 read so far")).refuse::<CancelJob>(refused);
    fake.is_interrupted = true;
    assert_snapshot!(fake.run("sync").await, @"
    [stderr]
    The sync was cancelled, and nobody waits for its end.
    [exit 1]
    ");
}

#[tokio::test]
async fn progress_is_written_over_itself_where_somebody_sees_it() {
    let long = "240 read so far \u{1b}[2J of the many issues and pull requests that wait in all the repositories";
    let mut fake = begun()
        .answer::<ListJobs>(job(JobState::Running, 0.5, ""))
        .answer::<ListJobs>(job(JobState::Running, 0.07, long))
        .answer::<ListJobs>(job(JobState::Done, 1.0, "Nothing new."))
        .answer::<GetAccounts>(accounts::page());
    fake.around.is_watched = true;
    let outcome = fake.run("sync").await;
    assert_eq!(outcome.out, "Nothing new.\n");
    let lines: Vec<_> = outcome.err.split("\r\u{1b}[K").collect();
    let shown = "  7 %  240 read so far [2J of the many issues and pull requests that w";
    assert_eq!(lines, ["", " 50 %  Syncing 2 accounts", shown, ""]);
}

#[tokio::test]
async fn a_refusal_to_sync_is_a_failure() {
    let refused = ApiError::new(Code::Refused, "There is no network.").hint("Stint reads again when it is back.");
    assert_snapshot!(Fake::engine().refuse::<SyncNow>(refused).run("sync").await, @"
    [stderr]
    There is no network.
    Hint: Stint reads again when it is back.
    [exit 1]
    ");
}
