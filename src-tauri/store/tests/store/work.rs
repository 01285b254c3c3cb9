//! Issues and pull requests, and what they make of the list of tasks.

use stint_core::{
    ids::TaskId,
    task::{Priority, Status, Task},
    work::{Checks, Kind, Reach, Review, State, Why, Work, WorkItem},
};
use stint_store::{
    Store,
    table::{self, task::Filter},
};

use crate::sample::{account, at, entry, project, task, today, work, write};

/// One item that uses every column.
fn full() -> Work {
    let short = work(9);
    Work {
        account: Some(account(1, "").id),
        title_given: "Fix the log-in".to_owned(),
        project_given: Some(project(1, "").id),
        priority_given: Priority::High,
        looked_up_at: Some(today("10:00")),
        item: WorkItem {
            whys: [Why::Authored, Why::Mentioned].into(),
            labels: vec!["bug".to_owned(), "“quoted”, with a comma".to_owned()],
            author: Some("hubot".to_owned()),
            milestone: Some("Spring".to_owned()),
            body: Some("# Steps\n\n1. …".to_owned()),
            updated_at: Some(today("08:00")),
            replied_at: Some(today("08:01")),
            mentioned_at: Some(today("08:02")),
            is_own_doing: true,
            thread: Some("8812".to_owned()),
            extra: "{\"number\":9}".to_owned(),
            ..short.item
        },
        ..short
    }
}

fn a_store(rows: &[Work]) -> Store {
    let mut store = Store::in_memory().unwrap();
    write(&mut store, |tx| {
        table::account::put(tx, &account(1, "octocat"))?;
        rows.iter().try_for_each(|work| table::work::put(tx, work))
    });
    store
}

fn get(store: &Store, work: &Work) -> Option<Work> {
    table::work::get(store.read(), &work.service, &work.origin, &work.item.remote_id).unwrap()
}

/// Of the same number and its item, with these fields of the item changed.
fn with(number: u128, change: impl FnOnce(&mut WorkItem)) -> Work {
    let mut work = work(number);
    change(&mut work.item);
    work
}

#[test]
fn an_item_is_read_as_it_was_written() {
    let mut store = a_store(&[]);
    let states = [State::Open, State::Draft, State::Merged, State::Closed, State::Unknown];
    let reviews = [Review::Awaited, Review::Approved, Review::ChangesRequested, Review::Unknown].map(Some);
    let checks = [Checks::Absent, Checks::Pending, Checks::Passing, Checks::Failing, Checks::Unknown].map(Some);
    let reaches = [Reach::Here, Reach::OutOfReach, Reach::Deleted];
    for turn in 0..5 {
        let mut work = Work { reach: reaches[turn % 3], ..full() };
        work.item.state = states[turn];
        work.item.review = reviews.get(turn).copied().flatten();
        work.item.checks = checks[turn];
        work.item.kind = [Kind::Issue, Kind::PullRequest][turn % 2];
        write(&mut store, |tx| table::work::put(tx, &work));
        assert_eq!(get(&store, &work), Some(work));
    }
    write(&mut store, |tx| table::work::put(tx, &work(10)));
    assert_eq!(get(&store, &work(10)), Some(work(10)));
    write(&mut store, |tx| table::work::remove(tx, "github", "https://github.com", "I_10"));
    assert_eq!(get(&store, &work(10)), None);
    assert!(get(&store, &full()).is_some());
}

#[test]
fn a_description_stays_until_another_comes() {
    let mut store = a_store(&[full()]);
    let mut brief = full();
    (brief.item.body, brief.item.title) = (None, "Fix the logout".to_owned());
    write(&mut store, |tx| table::work::put(tx, &brief));
    let kept = table::work::of_task(store.read(), brief.task.unwrap()).unwrap().unwrap();
    assert_eq!((kept.item.body, kept.item.title.as_str()), (full().item.body, "Fix the logout"));
    brief.item.body = Some(String::new());
    write(&mut store, |tx| table::work::put(tx, &brief));
    assert_eq!(get(&store, &brief), Some(brief));
}

#[test]
fn lists_leave_descriptions_out() {
    let store = a_store(&[full(), work(10)]);
    let asked = [full().task.unwrap(), work(10).task.unwrap(), task(11, "").id];
    let found = table::work::of_tasks(store.read(), &asked).unwrap();
    assert_eq!(found.keys().copied().collect::<Vec<_>>(), asked[..2]);
    assert!(found.values().all(|work| work.item.body.is_none()));
    let open = table::work::open_of(store.read(), account(1, "").id).unwrap();
    assert_eq!(open, [found[&asked[0]].clone()]);
}

#[test]
fn what_was_looked_up_longest_ago_comes_first() {
    let of = |number, state, reach, clock: Option<&str>| Work {
        account: Some(account(1, "").id),
        reach,
        looked_up_at: clock.map(today),
        ..with(number, |item| item.state = state)
    };
    let store = a_store(&[
        of(1, State::Open, Reach::Here, Some("10:00")),
        of(2, State::Draft, Reach::OutOfReach, Some("09:00")),
        of(3, State::Unknown, Reach::Here, None),
        of(4, State::Open, Reach::Deleted, None),
        of(5, State::Merged, Reach::Here, None),
        of(6, State::Closed, Reach::Here, None),
        work(7),
    ]);
    let open = table::work::open_of(store.read(), account(1, "").id).unwrap();
    assert_eq!(open.iter().map(|work| work.item.remote_id.as_str()).collect::<Vec<_>>(), ["I_3", "I_2", "I_1"]);
}

#[test]
fn work_outlives_its_account_and_another_may_take_it() {
    let mut store = a_store(&[full()]);
    write(&mut store, |tx| table::account::remove(tx, account(1, "").id));
    assert_eq!(get(&store, &full()), Some(Work { account: None, ..full() }));
    assert!(store.write(|tx| table::work::put(tx, &full())).is_err());
    let other = Work { account: Some(account(2, "").id), ..full() };
    write(&mut store, |tx| table::account::put(tx, &account(2, "mona")).and(table::work::put(tx, &other)));
    assert_eq!(get(&store, &full()), Some(other));
}

#[test]
fn what_nobody_watches_goes_to_an_account_of_its_service_unless_it_was_only_followed_or_is_done() {
    let closed = with(2, |item| item.state = State::Closed);
    let followed = with(3, |item| item.whys = [Why::Followed].into());
    let mut elsewhere = work(4);
    elsewhere.origin = "https://git.example.org".to_owned();
    let mut store = a_store(&[work(1), closed, followed, elsewhere]);
    let id = account(1, "").id;
    write(&mut store, |tx| table::work::adopt(tx, id));
    let open = table::work::open_of(store.read(), id).unwrap();
    assert_eq!(open.iter().map(|work| work.item.remote_id.as_str()).collect::<Vec<_>>(), ["I_1"]);
}

#[test]
fn places_are_named_once_whatever_the_case() {
    let elsewhere =
        Work { origin: "https://git.acme.example".to_owned(), ..with(4, |item| item.place = "x/y".to_owned()) };
    let store = a_store(&[
        with(1, |item| item.place = "acme/web".to_owned()),
        with(2, |item| item.place = "acme/api".to_owned()),
        with(3, |item| item.place = "Acme/Web".to_owned()),
        elsewhere,
    ]);
    let places = table::work::places(store.read(), "github", "https://github.com").unwrap();
    assert_eq!(places.iter().map(|place| place.to_lowercase()).collect::<Vec<_>>(), ["acme/api", "acme/web"]);
}

#[test]
fn only_tasks_without_time_that_nothing_else_brought_are_idle() {
    let followed = |number, whys: &[Why]| Work {
        account: Some(account(1, "").id),
        ..with(number, |item| item.whys = whys.iter().copied().collect())
    };
    let other_place =
        Work { item: WorkItem { place: "acme/web".to_owned(), ..work(4).item }, ..followed(4, &[Why::Followed]) };
    let mut store = a_store(&[
        followed(1, &[Why::Followed]),
        followed(2, &[Why::Followed]),
        followed(3, &[Why::Followed, Why::Assigned]),
        other_place,
        followed(5, &[Why::Followed]),
    ]);
    write(&mut store, |tx| {
        (1..5).try_for_each(|number| table::task::put(tx, &task(number, "Fix the login")))?;
        let spent = entry(1, "", "09:00", "10:00");
        table::entry::put(tx, &stint_core::entry::TimeEntry { task: Some(task(2, "").id), ..spent })
    });
    let idle = table::work::idle_of_follow(store.read(), account(1, "").id, "ACME/api").unwrap();
    assert_eq!(idle, [task(1, "").id]);
    assert_eq!(table::work::open_of_follow(store.read(), account(1, "").id, "acme/api").unwrap(), 4);
    assert_eq!(table::work::open_of_follow(store.read(), account(2, "").id, "acme/api").unwrap(), 0);
}

/// Tasks one to six: typed by hand, assigned, off the list, done, done and off the list, of another service.
fn a_list() -> Store {
    let off = |item: &mut WorkItem| item.whys.clear();
    let gitlab = Work { service: "gitlab".to_owned(), ..work(6) };
    let mut store = a_store(&[work(2), with(3, off), work(4), with(5, off), gitlab]);
    let done = |number, title| Task { status: Status::Done, done_at: Some(today("08:00")), ..task(number, title) };
    let at_hour = |task: Task, hour| Task { created_at: at(&format!("2026-11-02T{hour:02}:00:00Z")), ..task };
    let tasks =
        [task(1, "own"), task(2, "assigned"), task(3, "off"), done(4, "done"), done(5, "done off"), task(6, "gitlab")];
    write(&mut store, |tx| {
        table::project::put(tx, &project(1, "API"))?;
        let tasks = tasks.into_iter().zip(1..).map(|(task, hour)| at_hour(task, hour));
        tasks
            .map(|task| Task { project: Some(project(1, "").id), ..task })
            .try_for_each(|task| table::task::put(tx, &task))
    });
    store
}

fn titles(store: &Store, filter: Filter<'_>) -> Vec<String> {
    let (tasks, total) = table::task::page(store.read(), &filter, 0, 9).unwrap();
    assert_eq!(tasks.len(), usize::try_from(total).unwrap(), "{filter:?}");
    tasks.into_iter().map(|task| task.title).collect()
}

#[test]
fn what_waits_no_more_is_off_the_list_and_found_by_a_search() {
    let store = a_list();
    let all = Filter::default();
    assert_eq!(titles(&store, all), ["own", "assigned", "gitlab"]);
    assert_eq!(titles(&store, Filter { with_off_list: true, ..all }), ["own", "assigned", "off", "gitlab"]);
    assert_eq!(titles(&store, Filter { with_done: true, ..all }), ["own", "assigned", "gitlab", "done"]);
    assert_eq!(titles(&store, Filter { text: "off", ..all }), ["off"]);
    assert_eq!(titles(&store, Filter { text: "off", with_done: true, ..all }), ["off", "done off"]);
    assert_eq!(titles(&store, Filter { text: "  ", ..all }), ["own", "assigned", "gitlab"]);
    let first = table::task::search(store.read(), "", 9).unwrap();
    assert_eq!(first.iter().map(|task| task.title.as_str()).collect::<Vec<_>>(), ["own", "assigned", "gitlab"]);
    assert_eq!(table::task::search(store.read(), "off", 9).unwrap().len(), 1);
    assert_eq!(table::task::open_per_project(store.read()).unwrap()[&project(1, "").id], 3);
}

#[test]
fn tasks_are_those_of_a_service_or_those_of_none() {
    let store = a_list();
    let of = |service| Filter { service: Some(service), with_done: true, ..Filter::default() };
    assert_eq!(titles(&store, of("github")), ["assigned", "done"]);
    assert_eq!(titles(&store, of("gitlab")), ["gitlab"]);
    assert_eq!(titles(&store, of("own")), ["own"]);
    assert_eq!(titles(&store, of("slack")), Vec::<String>::new());
    assert_eq!(titles(&store, Filter { text: "off", ..of("github") }), ["off", "done off"]);
    let waiting: Vec<TaskId> = table::task::assigned(store.read(), 9).unwrap().iter().map(|task| task.id).collect();
    assert_eq!(waiting, [task(2, "").id, task(6, "").id]);
    assert_eq!(table::task::assigned(store.read(), 1).unwrap().len(), 1);
}
