//! Tasks that came from services: in the list, and one by itself.

use insta::assert_snapshot;
use stint_api::{
    command::{PriorityName, RefreshTask, StatusName},
    question::{GetAccounts, GetTaskDetail, ListTasks},
    view::{
        BlockView, TaskDetail, TaskPage, TaskView, TextView, WorkChecks, WorkKind, WorkReview, WorkState, WorkView,
        WorkWhy,
    },
};

use super::{
    accounts,
    desk::Fake,
    views::{did, project},
};

fn issue(whys: &[WorkWhy]) -> WorkView {
    WorkView { service: "github".into(), place: "acme/api".into(), whys: whys.into(), ..WorkView::default() }
}

fn pull_request() -> WorkView {
    WorkView {
        kind: WorkKind::PullRequest,
        state: WorkState::Draft,
        labels: vec!["auth".into(), "bug".into()],
        author: Some("hubot".into()),
        milestone: Some("1.2".into()),
        review: Some(WorkReview::ChangesRequested),
        checks: Some(WorkChecks::Failing),
        updated_at: Some("2026-11-20T12:01:00Z".into()),
        ..issue(&[WorkWhy::ReviewRequested, WorkWhy::Mentioned])
    }
}

fn task(reference: &str, title: &str, work: Option<WorkView>) -> TaskView {
    TaskView {
        id: format!("id-of-{reference}"),
        title: title.into(),
        reference: Some(reference.into()).filter(|it: &String| !it.is_empty()),
        priority: PriorityName::Medium,
        work,
        ..TaskView::default()
    }
}

fn page(tasks: Vec<TaskView>) -> TaskPage {
    TaskPage { total: u32::try_from(tasks.len()).unwrap(), tasks }
}

#[tokio::test]
async fn a_task_from_a_service_says_why_it_waits_and_how_it_stands() {
    let merged =
        WorkView { state: WorkState::Merged, review: Some(WorkReview::Approved), ..issue(&[WorkWhy::Authored]) };
    let gone = WorkView { is_out_of_reach: true, ..issue(&[]) };
    let done = TaskView { status: StatusName::Done, ..task("acme/api#40", "Rotate keys", Some(merged)) };
    let tasks = vec![
        task("acme/api#42", "Fix the login redirect loop", Some(issue(&[WorkWhy::Assigned]))),
        task("acme/web!7", &"Retry ".repeat(20), Some(pull_request())),
        task("", "Tidy up", None),
        task("acme/api#9", "Old", Some(gone)),
        done,
    ];
    let fake = Fake::engine().answer::<GetAccounts>(accounts::page()).answer::<ListTasks>(page(tasks));
    assert_snapshot!(fake.run("tasks --all --service GitHub").await, @"
    acme/api#42  Fix the login redirect loop                                                    to do  0:00  assigned
    acme/web!7   Retry Retry Retry Retry Retry Retry Retry Retry Retry Retry Retry Retry …      to do  0:00  review requested · mentioned · draft · changes requested · checks fail
                 Tidy up                                                                        to do  0:00
    acme/api#9   Old                                                                            to do  0:00  waits no more · out of reach
    acme/api#40  Rotate keys                                                                    done   0:00  yours · merged · approved
    [exit 0]
    ");
    assert_snapshot!(fake.heard(), @r#"
    getAccounts {}
    listTasks {"offset":0,"service":"github","withDone":true,"withOffList":true}
    "#);
}

#[tokio::test]
async fn only_finished_tasks_are_those_behind_the_open_ones() {
    let open = TaskPage { tasks: Vec::new(), total: 3 };
    let done = TaskView { status: StatusName::Done, ..task("acme/api#40", "Rotate keys", None) };
    let fake = Fake::engine().answer::<ListTasks>(open).answer::<ListTasks>(TaskPage { tasks: vec![done], total: 5 });
    assert_snapshot!(fake.run("tasks --done keys").await, @"
    acme/api#40  Rotate keys      done  0:00

    1 more: raise --limit, or narrow the list with words.
    [exit 0]
    ");
    assert_snapshot!(fake.heard(), @r#"
    listTasks {"limit":0,"offset":0,"text":"keys","withDone":false,"withOffList":true}
    listTasks {"offset":3,"text":"keys","withDone":true,"withOffList":true}
    "#);
}

fn detail() -> TaskDetail {
    let text = |text: &str| TextView { text: text.into(), ..TextView::default() };
    let paragraph = BlockView { spans: vec![text("It loops after the 2nd log-in.")], ..BlockView::default() };
    let task = TaskView {
        project: project("web"),
        url: Some("https://gitlab.com/acme/web/-/merge_requests/7".into()),
        seconds: 5040,
        ..task("acme/web!7", "Retry budget", Some(pull_request()))
    };
    TaskDetail { task, description: vec![paragraph], is_described: true, entry_count: 3, ..TaskDetail::default() }
}

#[tokio::test]
async fn one_task_is_shown_with_all_that_is_known_of_it() {
    let fake = Fake::engine()
        .answer::<ListTasks>(page(vec![task("acme/web!7", "Retry budget", None), task("acme/web!17", "Other", None)]))
        .answer::<GetTaskDetail>(detail());
    assert_snapshot!(fake.run("tasks show !7").await, @"
    acme/web!7  Retry budget
    https://gitlab.com/acme/web/-/merge_requests/7

    Project        web
    Status         to do
    Time           1:24 in 3 entries
    Merge request  draft, review requested, mentioned
    Review         changes requested
    Checks         failing
    Labels         auth, bug
    Milestone      1.2
    Author         hubot
    Changed        13:01

    It loops after the 2nd log-in.
    [exit 0]
    ");
    let json = fake.run("tasks show 7 --json").await;
    assert_eq!(serde_json::from_str::<TaskDetail>(&json.out).unwrap(), detail());
    assert_snapshot!(fake.heard(), @r#"
    listTasks {"limit":1000,"offset":0,"text":"!7","withDone":true,"withOffList":true}
    getTaskDetail {"id":"id-of-acme/web!7"}
    listTasks {"limit":1000,"offset":0,"text":"7","withDone":true,"withOffList":true}
    getTaskDetail {"id":"id-of-acme/web!7"}
    "#);
}

#[tokio::test]
async fn a_description_that_was_not_read_yet_is_asked_for() {
    let plain = TaskDetail { description: Vec::new(), is_described: false, ..detail() };
    let fake = Fake::engine()
        .answer::<ListTasks>(page(vec![task("acme/web!7", "Retry budget", None)]))
        .answer::<GetTaskDetail>(plain.clone())
        .answer::<RefreshTask>(did("Asking about acme/web!7"))
        .answer::<GetTaskDetail>(TaskDetail { is_refreshing: true, ..plain.clone() })
        .answer::<GetTaskDetail>(detail());
    assert!(fake.run("tasks show acme/web!7").await.out.contains("It loops after"));
    assert_snapshot!(fake.heard(), @r#"
    listTasks {"limit":1000,"offset":0,"text":"acme/web!7","withDone":true,"withOffList":true}
    getTaskDetail {"id":"id-of-acme/web!7"}
    refreshTask {"task":"id-of-acme/web!7"}
    getTaskDetail {"id":"id-of-acme/web!7"}
    getTaskDetail {"id":"id-of-acme/web!7"}
    "#);
    let problem = Some("There is no network. What was seen last is shown.".to_owned());
    let fake = Fake::engine()
        .answer::<ListTasks>(page(vec![task("acme/web!7", "Retry budget", None)]))
        .answer::<GetTaskDetail>(TaskDetail { problem, ..plain })
        .answer::<RefreshTask>(did("Asking about acme/web!7"));
    let outcome = fake.run("tasks show acme/web!7").await;
    assert!(outcome.out.ends_with("\n\nThere is no network. What was seen last is shown.\n"), "{outcome}");
}

#[tokio::test]
async fn a_task_is_named_by_reference_number_title_or_id() {
    let tasks = || {
        let numbers = [task("acme/api#42", "Fix", None), task("acme/web!42", "Retry", None)];
        page(numbers.into_iter().chain([task("acme/api#142", "fix", None), task("", "Tidy up", None)]).collect())
    };
    let id = "0198f0f0-7b1a-7c3e-8a44-1f2e3d4c5b6a";
    let cases = [
        ("ACME/api#42", Some("id-of-acme/api#42")),
        ("#42", Some("id-of-acme/api#42")),
        ("!42", Some("id-of-acme/web!42")),
        ("142", Some("id-of-acme/api#142")),
        ("tidy up", Some("id-of-")),
        ("retry", Some("id-of-acme/web!42")),
        (id, Some(id)),
        ("42", None),
        ("fix", None),
        ("2", None),
        ("api", None),
    ];
    for (named, expected) in cases {
        let fake = Fake::engine().answer::<ListTasks>(tasks()).answer::<GetTaskDetail>(detail());
        let outcome = fake.run(&format!("tasks show {named}")).await;
        let asked = expected.map(|id| format!("getTaskDetail {{\"id\":\"{id}\"}}"));
        assert_eq!(fake.heard().lines().nth(1).map(str::to_owned), asked, "{named}: {outcome}");
    }
}

#[tokio::test]
async fn a_task_that_is_unknown_or_one_of_several_is_not_shown() {
    let tasks = vec![task("acme/api#42", "Fix", None), task("acme/web!42", "Retry", None)];
    let fake = Fake::engine().answer::<ListTasks>(page(tasks));
    assert_snapshot!(fake.run("tasks show 42").await, @"
    [stderr]
    “42” may mean 2 tasks.
    Hint: Name one of them: acme/api#42, acme/web!42.
    [exit 1]
    ");
    assert_snapshot!(fake.run("tasks show acme/api#43").await, @"
    [stderr]
    There is no task “acme/api#43”.
    Hint: See `stint tasks --all`; name one as acme/api#42.
    [exit 1]
    ");
}

#[tokio::test]
async fn a_pull_request_is_called_what_its_service_calls_it() {
    for (reference, called) in [("acme/web!7", "Merge request"), ("acme/web#7", "Pull request")] {
        let detail = TaskDetail { task: task(reference, "Retry", Some(pull_request())), ..detail() };
        let fake = Fake::engine().answer::<ListTasks>(page(vec![detail.task.clone()])).answer::<GetTaskDetail>(detail);
        let outcome = fake.run("tasks show 7").await;
        assert!(outcome.out.contains(&format!("\n{called}  draft")), "{outcome}");
    }
}
