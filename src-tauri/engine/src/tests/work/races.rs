//! What happens while a reading is under way: another wish, new credentials, a revocation, a follow that ends.

use stint_api::{
    command::{CancelJob, Follow, PauseAccount, RefreshTask, SetWorkOptions, SyncNow, Unfollow, UnfollowedTasks},
    question::{GetTaskDetail, ListFeed, ListJobs},
    view::{AttemptView, JobState, WorkOptions},
};
use stint_connect::connector::Revoked;
use stint_core::{
    account::Account,
    ids::AccountId,
    work::{LookedUp, State, Why, WorkItem},
};
use stint_store::table;
use uuid::Uuid;

use super::{Bench, ending, fetches, issue};
use crate::{Input, Output, accounts::Attempt, conduct::Told, errand::Errand};

impl Bench {
    fn revoke(&mut self, account: AccountId) -> Vec<Output> {
        self.input(Input::Accounts(Told::Revoked { account, result: Ok(Revoked::Forgotten), untold: None }))
    }

    fn running_jobs(&mut self) -> usize {
        self.ask(ListJobs {}).iter().filter(|job| job.state == JobState::Running).count()
    }
}

#[test]
fn a_second_wish_to_sync_ends_the_first() {
    let mut bench = Bench::new();
    bench.synced();
    bench.input(SyncNow::default().into());
    let fetch = fetches(&bench.input(SyncNow::default().into())).remove(0);
    bench.brings(&fetch, vec![issue(1)], &[Why::Assigned]);
    assert_eq!(bench.running_jobs(), 0);
}

#[test]
fn a_wish_to_sync_ends_when_its_account_is_revoked() {
    let mut bench = Bench::new();
    let account = bench.synced();
    bench.input(SyncNow::default().into());
    let outputs = bench.revoke(account);
    assert!(outputs.contains(&Output::Errand(Errand::StopFetch(account))));
    assert_eq!(bench.running_jobs(), 0);
}

#[test]
fn a_wish_to_sync_ends_when_its_account_gets_new_credentials() {
    let mut bench = Bench::new();
    let id = bench.synced();
    bench.input(SyncNow::default().into());
    let account = table::account::get(bench.engine.conn().unwrap(), id).unwrap().unwrap();
    let connected = Told::Connected {
        attempt: String::new(),
        account: Box::new(account),
        replaced: true,
        requests: 1,
        quota: None,
    };
    let outputs = bench.input(Input::Accounts(connected));
    assert!(outputs.contains(&Output::Errand(Errand::StopFetch(id))));
    assert_eq!(bench.running_jobs(), 0);
}

#[test]
fn a_clock_set_back_does_not_put_the_next_reading_off_for_days() {
    let mut bench = Bench::new();
    bench.now = "2031-07-20T08:00:00Z".parse().unwrap();
    let id = bench.with_work(1);
    let reading = bench.reading();
    let first = fetches(&bench.input(Input::Tick { reading })).remove(0);
    bench.brings(&first, Vec::new(), &[Why::Assigned]);
    bench.now = "2031-07-10T08:00:00Z".parse().unwrap();
    let reading = bench.reading();
    bench.input(Input::Tick { reading });
    let next = bench.engine.accounts.gatherings[&id].next_at;
    assert!(next.duration_since(bench.now).as_mins() <= 66, "{next}");
}

#[test]
fn what_a_reading_brings_of_a_repository_that_is_followed_no_more_makes_no_task() {
    let mut bench = Bench::new();
    bench.synced();
    bench.tell(Follow { place: "acme/api".to_owned(), ..Follow::default() });
    let followed = || WorkItem { whys: [Why::Followed].into(), ..issue(1) };
    let fetch = bench.readings("08:00:05").remove(0);
    bench.brings(&fetch, vec![followed()], &[Why::Followed]);
    let fetch = bench.readings("08:02").remove(0);
    bench.tell(Unfollow { place: "acme/api".to_owned(), account: None, tasks: UnfollowedTasks::Delete });
    bench.brings(&fetch, vec![followed()], &[Why::Followed]);
    assert!(bench.titles().is_empty());
}

#[test]
fn an_issue_that_moved_and_is_read_under_its_new_name_first_is_one_task_still() {
    let mut bench = Bench::new();
    bench.synced();
    let fetch = bench.readings("08:02").remove(0);
    bench.brings(&fetch, vec![issue(1)], &[Why::Assigned]);
    let id = bench.tasks().remove(0).id;
    let fetch = bench.readings("08:04").remove(0);
    let there = || WorkItem { remote_id: "I_77".to_owned(), reference: "acme/web#7".to_owned(), ..issue(1) };
    let (account, run, complete) = (fetch.account.id, fetch.run, [Why::Assigned].into());
    bench.input(Input::Accounts(Told::Gathered { account, run, items: vec![there()], complete }));
    let mut end = ending(None, [Why::Assigned].into());
    end.looked_up = vec![("I_1".to_owned(), LookedUp::Moved(Box::new(there())))];
    bench.ends(&fetch, Ok(end));
    let tasks: Vec<_> = bench.tasks().into_iter().map(|task| task.id).collect();
    assert_eq!(tasks, [id]);
}

#[test]
fn a_page_that_is_opened_after_options_changed_tells_nothing_of_what_was_there() {
    let mut bench = Bench::new();
    let account = bench.synced().to_string();
    let fetch = bench.readings("08:02").remove(0);
    let authored = WorkItem { whys: [Why::Authored].into(), ..issue(1) };
    bench.tell(SetWorkOptions {
        account: account.clone(),
        options: WorkOptions { takes_own: true, ..WorkOptions::default() },
    });
    drop(fetch);
    let fetch = bench.readings("08:03").remove(0);
    bench.brings(&fetch, vec![authored], &[Why::Authored]);
    let task = bench.tasks().remove(0).id;
    let options = WorkOptions { takes_own: true, takes_issues: true, ..WorkOptions::default() };
    bench.tell(SetWorkOptions { account, options });
    let outputs = bench.input(RefreshTask { task }.into());
    let look_up =
        outputs.iter().find_map(|it| if let Output::Errand(Errand::LookUp(it)) = it { Some(it) } else { None });
    let look_up = look_up.unwrap();
    let item = WorkItem { whys: [Why::Authored, Why::Assigned].into(), ..issue(1) };
    let result = Ok(vec![("I_1".to_owned(), LookedUp::Here(Box::new(item)))]);
    let (account, run) = (look_up.account.id, look_up.run);
    bench.input(Input::Accounts(Told::LookedUp { account, run, result, requests: 1, quota: None }));
    assert!(bench.ask(ListFeed::default()).notices.is_empty());
}

#[test]
fn a_page_asks_once_at_a_time_and_never_an_account_that_rests() {
    let mut bench = Bench::new();
    let account = bench.synced();
    let fetch = bench.readings("08:02").remove(0);
    bench.brings(&fetch, vec![issue(1)], &[Why::Assigned]);
    let task = bench.tasks().remove(0).id;
    let asks = |bench: &mut Bench| {
        let outputs = bench.input(RefreshTask { task: task.clone() }.into());
        outputs.iter().filter(|it| matches!(it, Output::Errand(Errand::LookUp(_)))).count()
    };
    assert_eq!([asks(&mut bench), asks(&mut bench)], [1, 0]);
    bench.revoke(account);
    let result = Ok(Vec::new());
    bench.input(Input::Accounts(Told::LookedUp { account, run: fetch.run + 1, result, requests: 1, quota: None }));
    assert!(!bench.ask(GetTaskDetail { id: task.clone() }).is_refreshing);

    let mut bench = Bench::new();
    let account = bench.synced();
    let fetch = bench.readings("08:02").remove(0);
    bench.brings(&fetch, vec![issue(1)], &[Why::Assigned]);
    let task = bench.tasks().remove(0).id;
    bench.tell(PauseAccount { account: account.to_string(), is_paused: true });
    let outputs = bench.input(RefreshTask { task: task.clone() }.into());
    assert!(!outputs.iter().any(|it| matches!(it, Output::Errand(_))));
    let problem = bench.ask(GetTaskDetail { id: task }).problem.unwrap();
    assert!(problem.starts_with("Its account is not asked now"), "{problem}");
}

#[test]
fn an_account_that_is_connected_again_learns_what_was_closed_meanwhile() {
    let mut bench = Bench::new();
    let account = bench.synced();
    let fetch = bench.readings("08:02").remove(0);
    bench.brings(&fetch, vec![issue(1), issue(2)], &[Why::Assigned]);
    bench.revoke(account);
    let new = Account { id: AccountId(Uuid::from_u128(0xacc_0009)), ..fetch.account };
    let view = AttemptView { id: "again".to_owned(), ..AttemptView::default() };
    bench.engine.accounts.begin(Attempt { view, page: None });
    let connected = Told::Connected {
        attempt: "again".to_owned(),
        account: Box::new(new),
        replaced: false,
        requests: 1,
        quota: None,
    };
    bench.input(Input::Accounts(connected));
    let fetch = bench.readings("09:00").remove(0);
    let known: Vec<_> = fetch.known.iter().map(|it| it.remote_id.as_str()).collect();
    assert_eq!(known, ["I_1", "I_2"]);
    let mut end = ending(None, [Why::Assigned].into());
    let closed = WorkItem { state: State::Closed, ..issue(2) };
    end.looked_up = vec![("I_2".to_owned(), LookedUp::Here(Box::new(closed)))];
    bench.ends(&fetch, Ok(end));
    assert_eq!(bench.titles(), ["Issue 1"]);
}

#[test]
fn a_first_sync_that_is_cancelled_does_not_begin_anew_at_once() {
    let mut bench = Bench::new();
    bench.with_work(1);
    let job = bench.tell(SyncNow::default()).job.unwrap();
    bench.tell(CancelJob { job });
    assert!(bench.readings("08:00:05").is_empty());
    assert_eq!(bench.readings("08:06").len(), 1);
}
