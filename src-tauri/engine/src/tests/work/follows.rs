//! Repositories that are followed.

use stint_api::{
    command::{
        AddEntry, AddProject, EntryForm, Follow, PauseAccount, ProjectForm, SetPlaceRule, Undo, Unfollow,
        UnfollowedTasks,
    },
    question::ListFollows,
};
use stint_core::{
    account::Failure,
    work::{Why, WorkItem},
};

use super::{Bench, ending, issue};
use crate::{Output, conduct::Ending, errand::Fetch, tests::wire};

fn followed(number: u32) -> WorkItem {
    WorkItem { whys: [Why::Followed].into(), ..issue(number) }
}

fn follow(place: &str) -> Follow {
    Follow { place: place.to_owned(), ..Follow::default() }
}

#[test]
fn a_followed_repository_is_read_with_the_account() {
    let mut bench = Bench::new();
    bench.synced();
    let receipt = bench.tell(follow("https://tracker.example.org/acme/api"));
    assert_eq!(receipt.label, "Follows acme/api");
    let fetch = bench.readings("08:00:05").remove(0);
    assert_eq!(fetch.follows[0].place, "acme/api");
    bench.brings(&fetch, vec![followed(1), followed(2)], &[Why::Followed]);
    let view = bench.ask(ListFollows {}).remove(0);
    assert_eq!((view.open_tasks, view.idle_tasks, view.synced_at.is_some()), (2, 2, true));
}

#[test]
fn following_with_an_account_that_is_paused_says_what_mends_that() {
    let mut bench = Bench::new();
    let account = bench.synced().to_string();
    bench.tell(PauseAccount { account, is_paused: true });
    assert_eq!(
        bench.tell(follow("acme/api")).consequences,
        ["Nothing of it is read yet, for its account is not asked. It is paused. Resume it in Settings → Accounts, \
             or with `stint accounts resume mona1@tracker.example.org`."]
    );
}

#[test]
fn following_no_more_keeps_tasks_or_deletes_those_without_time_and_undo_brings_them_back() {
    for (tasks, left) in [(UnfollowedTasks::Keep, 2), (UnfollowedTasks::Delete, 1)] {
        let mut bench = Bench::new();
        bench.synced();
        bench.tell(follow("acme/api"));
        let fetch = bench.readings("08:00:05").remove(0);
        bench.brings(&fetch, vec![followed(1), followed(2)], &[Why::Followed]);
        let task = bench.tasks().into_iter().find(|it| it.title == "Issue 1").unwrap().id;
        let (started_at, ended_at) = (wire("07:00"), wire("07:30"));
        bench.tell(AddEntry {
            entry: EntryForm { task: Some(task), started_at, ended_at: Some(ended_at), ..EntryForm::default() },
        });
        bench.tell(Unfollow { place: "ACME/api".to_owned(), account: None, tasks });
        assert_eq!(bench.titles().len(), left, "{tasks:?}");
        assert!(bench.ask(ListFollows {}).is_empty());
        assert!(bench.readings("08:03").remove(0).known.is_empty(), "nobody asks about them any more");
        if tasks == UnfollowedTasks::Delete {
            bench.tell(Undo {});
            assert_eq!(bench.titles().len(), 2);
        }
    }
}

#[test]
fn what_is_no_repository_is_refused() {
    let mut bench = Bench::new();
    bench.synced();
    assert_eq!(bench.refused(follow("acme")).message, "“acme” is no repository.");
    let unknown = Unfollow { place: "acme/api".to_owned(), ..Unfollow::default() };
    assert_eq!(bench.refused(unknown).message, "acme/api is not followed.");
}

#[test]
fn a_project_of_a_repository_is_given_to_the_tasks_that_are_there() {
    let mut bench = Bench::new();
    let account = bench.synced().to_string();
    bench.tell(follow("acme/api"));
    let fetch = bench.readings("08:00:05").remove(0);
    bench.brings(&fetch, vec![followed(1)], &[Why::Followed]);
    let project = ProjectForm { name: "API".to_owned(), ..ProjectForm::default() };
    let project = bench.tell(AddProject { project }).id;
    let rule = SetPlaceRule { account, place: "acme/api".to_owned(), project, ..SetPlaceRule::default() };
    bench.tell(rule.clone());
    let fetch = bench.readings("08:00:10").remove(0);
    bench.brings(&fetch, vec![followed(1)], &[Why::Followed]);
    assert_eq!(bench.tasks()[0].project.as_ref().map(|it| it.name.as_str()), Some("API"));
    bench.tell(SetPlaceRule { starts_timer: true, ..rule });
    assert!(bench.readings("08:00:15").is_empty(), "a rule that changes no task asks nobody");
}

const GONE: &str = "There is no such repository, or this account may not see it.";

/// A reading ends well, but for the repositories that cannot be seen.
fn misses(bench: &mut Bench, fetch: &Fetch, places: &[&str]) -> Vec<Output> {
    let unseen = places.iter().map(|place| ((*place).to_owned(), GONE.to_owned())).collect();
    bench.ends(fetch, Ok(Ending { unseen, ..ending(None, [].into()) }))
}

fn problems(bench: &mut Bench) -> Vec<(String, Option<String>, bool)> {
    let views = bench.ask(ListFollows {}).into_iter();
    views.map(|it| (it.place, it.problem, it.synced_at.is_some())).collect()
}

#[test]
fn one_that_cannot_be_seen_is_said_where_it_is_followed_until_it_is_found() {
    let mut bench = Bench::new();
    bench.synced();
    bench.tell(follow("acme/api"));
    bench.tell(follow("acme/gone"));
    let fetch = bench.readings("08:00:05").remove(0);
    assert_eq!(fetch.follows.len(), 2, "it is read at once");
    misses(&mut bench, &fetch, &["acme/gone"]);
    let gone = |why: Option<&str>, is_read| ("acme/gone".to_owned(), why.map(str::to_owned), is_read);
    let api = ("acme/api".to_owned(), None, true);
    assert_eq!(problems(&mut bench), [api.clone(), gone(Some(GONE), false)]);

    let fetch = bench.readings("08:03").remove(0);
    bench.ends(&fetch, Err(Failure::Unreachable));
    assert_eq!(problems(&mut bench), [api.clone(), gone(Some(GONE), false)], "nothing was learnt of it");

    let fetch = bench.readings("08:20").remove(0);
    misses(&mut bench, &fetch, &[]);
    assert_eq!(problems(&mut bench), [api, gone(None, true)]);
}

#[test]
fn one_that_cannot_be_seen_is_looked_for_once_more_where_it_is_followed_once_more() {
    let mut bench = Bench::new();
    bench.synced();
    bench.tell(follow("acme/gone"));
    let first = bench.readings("08:00:05").remove(0);
    misses(&mut bench, &first, &["acme/gone"]);
    bench.at("08:00:20").tell(follow("acme/gone"));
    let again = bench.readings("08:00:25").remove(0);
    assert!(again.follows[0].followed_at > first.follows[0].followed_at);
    assert_eq!(problems(&mut bench)[0].1.as_deref(), Some(GONE), "until it is known otherwise");
}
