//! Tasks and projects.

use insta::assert_snapshot;
use stint_api::{
    command::{AddProject, AddTask, PriorityName, StatusName},
    question::{ListProjects, ListTasks},
    view::{ProjectView, TaskPage, TaskView},
};

use super::{
    desk::Fake,
    views::{did, project},
};

fn projects() -> Vec<ProjectView> {
    let api = ProjectView {
        id: "id-of-api".into(),
        name: "api".into(),
        client: Some("Acme".into()),
        is_billable: true,
        open_tasks: 12,
        recent_seconds: 40 * 3600,
        ..ProjectView::default()
    };
    vec![api, ProjectView { name: "home page".into(), is_archived: true, ..ProjectView::default() }]
}

#[tokio::test]
async fn tasks_are_listed_in_the_order_to_work_on_them() {
    let task =
        |title: &str, priority, status| TaskView { title: title.into(), priority, status, ..TaskView::default() };
    let first = TaskView {
        reference: Some("acme/api#42".into()),
        project: project("api"),
        seconds: 5040,
        is_running: true,
        ..task("Fix the login redirect loop", PriorityName::High, StatusName::InProgress)
    };
    let page = TaskPage { tasks: vec![first, task("Tidy up", PriorityName::Low, StatusName::Todo)], total: 9 };
    let fake = Fake::engine().answer::<ListTasks>(page).answer::<ListTasks>(TaskPage::default());
    assert_snapshot!(fake.run("tasks --all").await, @"
    acme/api#42  Fix the login redirect loop  api  high  running  1:24
                 Tidy up                           low   to do    0:00

    7 more: raise --limit, or narrow the list with words.
    [exit 0]
    ");
    assert_snapshot!(fake.run("tasks list login loop").await, @"
    No tasks were found.
    [exit 0]
    ");
    assert_snapshot!(fake.run("tasks").await, @"
    No tasks were found. Add one with `stint tasks add` and its title.
    [exit 0]
    ");
    assert_snapshot!(fake.heard(), @r#"
    listTasks {"offset":0,"withDone":true,"withOffList":true}
    listTasks {"offset":0,"text":"login loop","withDone":false,"withOffList":false}
    listTasks {"offset":0,"withDone":false,"withOffList":false}
    "#);
}

#[tokio::test]
async fn a_task_is_added_to_a_project_named_in_any_case() {
    let fake = Fake::engine().answer::<ListProjects>(projects()).answer::<AddTask>(did("Added the task “Tidy up”"));
    assert_snapshot!(fake.run("tasks add Tidy up --project API --priority high --reference #7").await, @"
    Added the task “Tidy up”
    [exit 0]
    ");
    assert_snapshot!(fake.run("tasks add Tidy up --project ipa").await, @"
    [stderr]
    There is no project “ipa”.
    Hint: See `stint projects`, or add it with `stint projects add`.
    [exit 1]
    ");
    assert_snapshot!(fake.heard(), @r##"
    listProjects {"withArchived":false}
    addTask {"task":{"priority":"high","project":"id-of-api","reference":"#7","status":"todo","title":"Tidy up"}}
    listProjects {"withArchived":false}
    "##);
}

#[tokio::test]
async fn projects_are_listed_and_added() {
    let fake = Fake::engine().answer::<ListProjects>(projects()).answer::<AddProject>(did("Added the project “docs”"));
    assert_snapshot!(fake.run("projects --all").await, @"
    Project    Client  Open tasks  30 days
    api        Acme            12    40:00  billable
    home page                   0     0:00  archived
    [exit 0]
    ");
    assert_snapshot!(fake.run("projects add docs --billable --colour teal").await, @"
    Added the project “docs”
    [exit 0]
    ");
    assert_snapshot!(fake.heard(), @r#"
    listProjects {"withArchived":true}
    addProject {"project":{"colour":"teal","isArchived":false,"isBillable":true,"name":"docs"}}
    "#);
}
