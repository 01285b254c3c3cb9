//! The list of tasks, narrowed to a service or to so many.

use insta::assert_snapshot;
use stint_api::{
    question::{GetAccounts, ListTasks},
    view::{AccountsPage, TaskPage, TaskView},
};

use super::{accounts, desk::Fake};

fn with_work() -> AccountsPage {
    let mut page = accounts::page();
    page.services[0].accounts[0].has_work = true;
    page
}

#[tokio::test]
async fn a_service_that_nobody_knows_has_no_tasks_to_list() {
    let fake = Fake::engine().answer::<GetAccounts>(with_work()).answer::<GetAccounts>(AccountsPage::default());
    assert_snapshot!(fake.run("tasks --service nope").await, @"
    [stderr]
    There is no service “nope”.
    Hint: Tasks come from github; use own for those typed by hand.
    [exit 1]
    ");
    assert_snapshot!(fake.run("tasks --service nope --json").await, @"
    [stderr]
    There is no service “nope”.
    Hint: No account brings tasks. Use own for those typed by hand.
    [exit 1]
    ");
    assert_snapshot!(fake.heard(), @"
    getAccounts {}
    getAccounts {}
    ");
}

#[tokio::test]
async fn nothing_found_under_a_filter_is_no_reason_to_add_a_task() {
    let fake = Fake::engine().answer::<GetAccounts>(with_work()).answer::<ListTasks>(TaskPage::default());
    for line in ["tasks --service GitLab", "tasks --service OWN", "tasks --done", "tasks loop"] {
        assert_eq!(fake.run(line).await.out, "No tasks were found.\n", "{line}");
    }
    assert!(fake.run("tasks --all").await.out.contains("stint tasks add"));
    assert!(fake.heard().contains(r#"listTasks {"offset":0,"service":"own","#), "{}", fake.heard());
}

#[tokio::test]
async fn as_many_tasks_are_listed_as_the_person_says() {
    let tasks = |count| TaskPage { tasks: vec![TaskView::default(); count], total: 1_200 };
    let fake = Fake::engine().answer::<ListTasks>(tasks(2)).answer::<ListTasks>(tasks(1_000));
    let few = fake.run("tasks --limit 2").await.out;
    assert!(few.ends_with("1198 more: raise --limit, or narrow the list with words.\n"), "{few}");
    let most = fake.run("tasks --limit 1000").await.out;
    assert!(most.ends_with("200 more: narrow the list with words.\n"), "{most}");
    let json = fake.run("tasks --limit 3 --json").await.out;
    assert_eq!(serde_json::from_str::<TaskPage>(&json).unwrap().total, 1_200);
    for limit in ["0", "1001"] {
        let refused = fake.run(&format!("tasks --limit {limit}")).await;
        assert!(refused.code == 2 && refused.err.contains("1..=1000"), "{refused}");
    }
    assert_snapshot!(fake.heard(), @r#"
    listTasks {"limit":2,"offset":0,"withDone":false,"withOffList":false}
    listTasks {"limit":1000,"offset":0,"withDone":false,"withOffList":false}
    listTasks {"limit":3,"offset":0,"withDone":false,"withOffList":false}
    "#);
}
