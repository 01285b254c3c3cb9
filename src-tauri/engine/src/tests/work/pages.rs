//! The pages of tasks.

use stint_api::{
    command::{OpenTaskLink, OpenTaskPage, RefreshTask},
    question::GetTaskDetail,
};
use stint_core::{
    account::Failure,
    work::{LookedUp, Why, WorkItem},
};

use super::{Bench, issue};
use crate::{
    Input, Output,
    conduct::Told,
    errand::{Errand, Fetch},
};

fn look_up(outputs: &[Output]) -> Fetch {
    let found = outputs.iter().find_map(|output| {
        if let Output::Errand(Errand::LookUp(fetch)) = output { Some((**fetch).clone()) } else { None }
    });
    found.unwrap()
}

fn told(fetch: &Fetch, result: Result<Vec<(String, LookedUp)>, Failure>) -> Input {
    Input::Accounts(Told::LookedUp { account: fetch.account.id, run: fetch.run, result, requests: 1, quota: None })
}

#[test]
fn the_page_of_a_task_asks_the_service_and_shows_what_it_says() {
    let mut bench = Bench::new();
    bench.synced();
    let fetch = bench.readings("08:02").remove(0);
    bench.brings(&fetch, vec![issue(1)], &[Why::Assigned]);
    let id = bench.tasks().remove(0).id;
    assert!(!bench.ask(GetTaskDetail { id: id.clone() }).is_described);
    let fetch = look_up(&bench.input(RefreshTask { task: id.clone() }.into()));
    assert!(bench.ask(GetTaskDetail { id: id.clone() }).is_refreshing);
    let body = Some("See [the log](https://example.org/log) <script>alert(1)</script>".to_owned());
    let found = LookedUp::Here(Box::new(WorkItem { body, ..issue(1) }));
    bench.input(told(&fetch, Ok(vec![("I_1".to_owned(), found)])));
    let detail = bench.ask(GetTaskDetail { id: id.clone() });
    assert!(detail.is_described && !detail.is_refreshing && detail.refreshed_at.is_some());
    assert_eq!(detail.description[0].spans[1].text, "the log");
    let opened = bench.input(OpenTaskLink { task: id.clone(), link: 0 }.into());
    assert!(opened.iter().any(|it| matches!(it, Output::OpenPage(page) if page.as_str() == "https://example.org/log")));
    assert_eq!(bench.refused(OpenTaskLink { task: id, link: 9 }).message, "The description changed meanwhile.");
}

#[test]
fn a_service_that_does_not_answer_leaves_what_was_seen_last() {
    let mut bench = Bench::new();
    bench.synced();
    let fetch = bench.readings("08:02").remove(0);
    bench.brings(&fetch, vec![issue(1)], &[Why::Assigned]);
    let id = bench.tasks().remove(0).id;
    let fetch = look_up(&bench.input(RefreshTask { task: id.clone() }.into()));
    bench.input(told(&fetch, Err(Failure::Unreachable)));
    let detail = bench.ask(GetTaskDetail { id: id.clone() });
    assert_eq!(detail.problem.as_deref(), Some("Tracker cannot be reached. This is what was seen last."));
    assert_eq!(detail.task.title, "Issue 1");
    let opened = bench.input(OpenTaskPage { task: id }.into());
    assert!(opened.iter().any(|it| matches!(it, Output::OpenPage(_))));
}

#[test]
fn a_task_typed_by_hand_asks_nobody() {
    let mut bench = Bench::new();
    let task = stint_api::command::TaskForm { title: "Plan".to_owned(), ..Default::default() };
    let id = bench.tell(stint_api::command::AddTask { task }).id.unwrap();
    let outputs = bench.input(RefreshTask { task: id.clone() }.into());
    assert!(!outputs.iter().any(|it| matches!(it, Output::Errand(_))));
    assert_eq!(bench.refused(OpenTaskPage { task: id }).message, "This task has no address.");
}
