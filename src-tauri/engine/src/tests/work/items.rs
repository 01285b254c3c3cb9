//! What becomes of issues that were read.

use stint_api::{
    command::{DeleteTask, EditTask, PriorityName, SetWorkOptions, StatusName, TaskForm, Undo},
    question::ListTasks,
    view::{TaskView, WorkOptions},
};
use stint_core::work::{LookedUp, State, Why, WorkItem};

use super::{Bench, ending, issue};
use crate::{Output, errand::Fetch};

impl Bench {
    fn next(&mut self, time: &str) -> Fetch {
        self.readings(time).remove(0)
    }
}

fn form(task: &TaskView) -> TaskForm {
    TaskForm {
        title: task.title.clone(),
        project: task.project.as_ref().map(|it| it.id.clone()),
        priority: task.priority,
        status: task.status,
        reference: task.reference.clone(),
        url: task.url.clone(),
    }
}

#[test]
fn an_issue_becomes_a_task_with_all_that_is_known_of_it() {
    let mut bench = Bench::new();
    bench.synced();
    let fetch = bench.next("08:02");
    let labels = vec!["Bug".to_owned(), "api".to_owned()];
    bench.brings(&fetch, vec![WorkItem { labels, ..issue(42) }], &[Why::Assigned]);
    let task = bench.tasks().remove(0);
    assert_eq!((task.title.as_str(), task.reference.as_deref()), ("Issue 42", Some("acme/api#42")));
    assert_eq!((task.priority, task.status), (PriorityName::High, StatusName::Todo));
    let work = task.work.unwrap();
    assert_eq!((work.place.as_str(), work.author.as_deref()), ("acme/api", Some("hubot")));
    assert_eq!(work.labels, ["Bug", "api"]);
}

#[test]
fn an_issue_that_is_missing_was_closed_unassigned_or_hidden_and_the_look_up_tells() {
    let mut bench = Bench::new();
    bench.synced();
    let fetch = bench.next("08:02");
    bench.brings(&fetch, (1..=4).map(issue).collect(), &[Why::Assigned]);
    let fetch = bench.next("08:04");
    let mut end = ending(None, [Why::Assigned].into());
    let closed = WorkItem { state: State::Closed, ..issue(1) };
    let unassigned = WorkItem { whys: [].into(), ..issue(2) };
    end.looked_up = vec![
        ("I_1".to_owned(), LookedUp::Here(Box::new(closed))),
        ("I_2".to_owned(), LookedUp::Here(Box::new(unassigned))),
        ("I_3".to_owned(), LookedUp::OutOfReach),
        ("I_4".to_owned(), LookedUp::Deleted),
    ];
    bench.ends(&fetch, Ok(end));
    assert_eq!(bench.titles(), ["Issue 3"], "what is hidden stays as it was");
    let all = bench.ask(ListTasks { with_done: true, with_off_list: true, ..ListTasks::default() }).tasks;
    assert_eq!(all.len(), 4, "nothing is ever deleted");
    let done: Vec<_> = all.iter().filter(|it| it.status == StatusName::Done).map(|it| it.title.as_str()).collect();
    assert_eq!(done, ["Issue 1"]);
    assert!(bench.next("08:06").known.iter().all(|it| it.remote_id != "I_3"), "it is looked for again tomorrow");
}

#[test]
fn an_issue_that_moved_keeps_its_task() {
    let mut bench = Bench::new();
    bench.synced();
    let fetch = bench.next("08:02");
    bench.brings(&fetch, vec![issue(1)], &[Why::Assigned]);
    let id = bench.tasks().remove(0).id;
    let fetch = bench.next("08:04");
    let mut end = ending(None, [Why::Assigned].into());
    let reference = "acme/web#7".to_owned();
    let there = WorkItem { remote_id: "I_77".to_owned(), reference, ..issue(1) };
    end.looked_up = vec![("I_1".to_owned(), LookedUp::Moved(Box::new(there)))];
    bench.ends(&fetch, Ok(end));
    let tasks = bench.tasks();
    assert_eq!((tasks.len(), &tasks[0].id, tasks[0].reference.as_deref()), (1, &id, Some("acme/web#7")));
    assert_eq!(bench.next("08:06").known[0].remote_id, "I_77");
}

#[test]
fn what_the_person_wrote_stays_and_the_rest_follows() {
    let mut bench = Bench::new();
    bench.synced();
    let fetch = bench.next("08:02");
    bench.brings(&fetch, vec![issue(1)], &[Why::Assigned]);
    let task = bench.tasks().remove(0);
    bench.tell(EditTask { id: task.id.clone(), task: TaskForm { title: "My words".to_owned(), ..form(&task) } });
    let fetch = bench.next("08:04");
    let labels = vec!["critical".to_owned()];
    let renamed = WorkItem { title: "Their words".to_owned(), labels, ..issue(1) };
    bench.brings(&fetch, vec![renamed.clone()], &[Why::Assigned]);
    let task = bench.tasks().remove(0);
    assert_eq!((task.title.as_str(), task.priority), ("My words", PriorityName::High));
    bench.tell(Undo {});
    assert_eq!(bench.tasks()[0].title, "Issue 1", "undoing the title leaves the rest");
    assert_eq!(bench.tasks()[0].priority, PriorityName::High);
    let fetch = bench.next("08:06");
    bench.brings(&fetch, vec![renamed], &[Why::Assigned]);
    assert_eq!(bench.titles(), ["Their words"], "what is as Stint gave it follows again");
}

#[test]
fn a_task_the_person_deleted_does_not_come_back() {
    let mut bench = Bench::new();
    bench.synced();
    let fetch = bench.next("08:02");
    bench.brings(&fetch, vec![issue(1)], &[Why::Assigned]);
    let id = bench.tasks().remove(0).id;
    bench.tell(DeleteTask { id });
    let fetch = bench.next("08:04");
    bench.brings(&fetch, vec![issue(1)], &[Why::Assigned]);
    assert!(bench.tasks().is_empty());
}

#[test]
fn filters_leave_out_and_the_result_says_so() {
    let mut bench = Bench::new();
    let account = bench.synced().to_string();
    let options = WorkOptions { takes_issues: true, labels: vec!["-wontfix".to_owned()], ..WorkOptions::default() };
    bench.tell(SetWorkOptions { account, options });
    let fetch = bench.next("08:02");
    assert_eq!(fetch.cursor, None, "everything is read anew");
    let labels = vec!["wontfix".to_owned()];
    bench.brings(&fetch, vec![issue(1), WorkItem { labels, ..issue(2) }], &[Why::Assigned]);
    assert_eq!(bench.titles(), ["Issue 1"]);
    let message = bench.work_account(0).sync.unwrap().message;
    assert!(message.starts_with("1 new. Left out: 1 "), "{message}");
}

#[test]
fn whoever_changes_what_is_wanted_still_hears_of_what_is_new_and_not_of_what_was_kept_off() {
    let mut bench = Bench::new();
    let account = bench.synced().to_string();
    let wish = |labels: &[&str], takes_mentions| {
        let labels = labels.iter().map(|label| (*label).to_owned()).collect();
        WorkOptions { takes_issues: true, takes_mentions, labels, ..WorkOptions::default() }
    };
    bench.tell(SetWorkOptions { account: account.clone(), options: wish(&["-later"], false) });
    let fetch = bench.next("08:02");
    let kept_off = WorkItem { labels: vec!["later".to_owned()], ..issue(1) };
    bench.brings(&fetch, vec![kept_off.clone()], &[Why::Assigned]);
    bench.tell(SetWorkOptions { account, options: wish(&[], true) });
    let fetch = bench.next("08:04");
    let mentioned = WorkItem { whys: [Why::Mentioned].into(), ..issue(3) };
    let outputs = bench.brings(&fetch, vec![kept_off, issue(2), mentioned], &[Why::Assigned, Why::Mentioned]);
    let told = |it: &Output| if let Output::Notify(notice) = it { Some(notice.title.clone()) } else { None };
    assert_eq!(outputs.iter().filter_map(told).collect::<Vec<_>>(), ["Assigned to you · acme/api#2"]);
    assert_eq!(bench.titles().len(), 3);
}
