//! When accounts are read, and what is said of it.

use stint_api::{
    command::{CancelJob, PauseAccount, SyncNow},
    view::JobState,
};
use stint_connect::connector::Depth;
use stint_core::{account::Failure, work::Why};

use super::{Bench, ending, fetches, issue};
use crate::{Input, Output, Presence, conduct::Told, errand::Errand};

#[test]
fn an_account_is_read_when_it_is_new_and_then_when_it_said_so() {
    let mut bench = Bench::new();
    bench.with_work(1);
    let first = bench.readings("08:00").remove(0);
    assert_eq!((first.depth, first.cursor.is_none()), (Depth::All, true));
    assert!(bench.readings("08:05").is_empty(), "one is under way");
    bench.brings(&first, vec![issue(1)], &[Why::Assigned]);
    assert!(bench.readings("08:05:30").is_empty(), "it asked for a minute");
    let next = bench.readings("08:06:02").remove(0);
    assert_eq!((next.depth, next.cursor.as_ref().map(|it| it.0.as_str())), (Depth::Due, Some("here")));
    assert_eq!(next.known.iter().map(|it| it.remote_id.as_str()).collect::<Vec<_>>(), ["I_1"]);
}

#[test]
fn a_wish_to_sync_reads_every_page_and_says_what_it_did() {
    let mut bench = Bench::new();
    bench.synced();
    let outputs = bench.input(SyncNow::default().into());
    let fetch = fetches(&outputs).remove(0);
    assert_eq!(fetch.depth, Depth::All);
    let progress = Told::Gathering { account: fetch.account.id, run: fetch.run, read: 25, of: Some(100) };
    bench.input(Input::Accounts(progress));
    assert_eq!(bench.newest_job().progress, 0.25);
    bench.brings(&fetch, vec![issue(1), issue(2)], &[Why::Assigned]);
    let job = bench.newest_job();
    assert_eq!((job.state, job.message.as_str()), (JobState::Done, "2 new."));
    assert_eq!(bench.work_account(0).sync.unwrap().message, "2 new.");
}

#[test]
fn a_sync_that_is_cancelled_keeps_what_was_read() {
    let mut bench = Bench::new();
    bench.synced();
    let fetch = fetches(&bench.input(SyncNow::default().into())).remove(0);
    let (account, run) = (fetch.account.id, fetch.run);
    let piece = |number| Told::Gathered { account, run, items: vec![issue(number)], complete: [].into() };
    bench.input(Input::Accounts(piece(1)));
    let job = bench.newest_job().id;
    let outputs = bench.input(CancelJob { job }.into());
    assert!(outputs.contains(&Output::Errand(Errand::StopFetch(account))));
    bench.input(Input::Accounts(piece(2)));
    assert_eq!(bench.titles(), ["Issue 1"]);
    let job = bench.newest_job();
    assert_eq!((job.state, job.message.as_str()), (JobState::Cancelled, "Cancelled; 1 items read so far were kept."));
}

#[test]
fn a_failure_is_said_and_another_try_comes_later_each_time() {
    let mut bench = Bench::new();
    bench.synced();
    let mut waits = Vec::new();
    bench.at("08:02");
    for _ in 0..3 {
        let reading = bench.reading();
        let fetch = fetches(&bench.input(Input::Tick { reading })).remove(0);
        bench.ends(&fetch, Err(Failure::Unreachable));
        let next: jiff::Timestamp = bench.work_account(0).sync.unwrap().next_at.unwrap().parse().unwrap();
        waits.push(next.duration_since(bench.now));
        bench.now = next;
    }
    assert!(waits.is_sorted() && waits[0] < waits[2], "{waits:?}");
    let sync = bench.work_account(0).sync.unwrap();
    assert_eq!((sync.is_fine, sync.message.as_str()), (false, "Tracker cannot be reached."));
}

#[test]
fn an_account_without_credentials_is_not_read_until_it_has_them_again() {
    let mut bench = Bench::new();
    bench.synced();
    let fetch = bench.readings("08:02").remove(0);
    bench.ends(&fetch, Err(Failure::SignInAgain));
    assert!(bench.readings("20:00").is_empty());
    assert_eq!(bench.work_account(0).sync.unwrap().next_at, None);
}

#[test]
fn a_service_that_forgot_the_cursor_is_asked_from_the_start() {
    let mut bench = Bench::new();
    bench.synced();
    let fetch = bench.readings("08:02").remove(0);
    bench.ends(&fetch, Err(Failure::StartOver));
    assert_eq!(bench.readings("08:03").remove(0).cursor, None);
}

#[test]
fn an_account_that_rests_is_not_read() {
    let mut bench = Bench::new();
    let id = bench.synced().to_string();
    assert_eq!(bench.tell(PauseAccount { account: id.clone(), is_paused: true }).label, "Tracker (mona1) rests");
    assert!(bench.readings("12:00").is_empty());
    assert!(bench.work_account(0).is_paused);
    let sync = bench.tell(SyncNow { account: Some(id.clone()), service: None });
    assert!(sync.job.is_some());
    let (job, account) = (bench.newest_job(), "mona1@tracker.example.org");
    let mends = format!("It is paused. Resume it in Settings → Accounts, or with `stint accounts resume {account}`.");
    assert_eq!((job.state, job.message), (JobState::Failed, mends));
    bench.tell(PauseAccount { account: id, is_paused: false });
    assert_eq!(bench.readings("12:01").len(), 1);
}

#[test]
fn one_that_rests_spoils_no_sync_of_the_others() {
    let mut bench = Bench::new();
    let id = bench.synced().to_string();
    bench.with_work(2);
    let second = bench.readings("08:00:05").remove(0);
    bench.brings(&second, Vec::new(), &[]);
    bench.tell(PauseAccount { account: id, is_paused: true });
    let fetch = fetches(&bench.input(SyncNow::default().into())).remove(0);
    bench.brings(&fetch, vec![issue(1)], &[]);
    let job = bench.newest_job();
    assert_eq!(job.state, JobState::Done);
    assert!(job.message.contains("(mona1): It is paused.") && job.message.ends_with("(mona2): 1 new."), "{job:?}");
}

#[test]
fn one_that_must_sign_in_again_says_so_at_once_and_how() {
    let mut bench = Bench::new();
    let id = bench.synced();
    let fetch = bench.readings("08:02").remove(0);
    bench.ends(&fetch, Err(Failure::SignInAgain));
    // Paused besides, what comes first is to sign in.
    bench.tell(PauseAccount { account: id.to_string(), is_paused: true });
    assert!(fetches(&bench.input(SyncNow::default().into())).is_empty(), "nobody is asked");
    let (job, account) = (bench.newest_job(), "mona1@tracker.example.org");
    let mends =
        format!("It must sign in again. Do so in Settings → Accounts, or with `stint accounts rotate {account}`.");
    assert_eq!((job.state, job.message), (JobState::Failed, mends));
}

#[test]
fn nothing_is_read_offline_and_soon_afterwards_it_is() {
    let mut bench = Bench::new();
    bench.synced();
    bench.input(Input::Presence(Presence::Offline));
    assert!(bench.readings("09:00").is_empty());
    assert_eq!(bench.refused(SyncNow::default()).message, "There is no network.");
    bench.input(Input::Presence(Presence::Online));
    assert_eq!(bench.readings("09:00:10").len(), 1);
}

#[test]
fn what_comes_of_a_reading_that_was_replaced_concerns_nobody() {
    let mut bench = Bench::new();
    bench.synced();
    let stale = bench.readings("08:02").remove(0);
    let fetch = fetches(&bench.input(SyncNow::default().into())).remove(0);
    bench.brings(&stale, vec![issue(9)], &[]);
    assert!(bench.titles().is_empty());
    bench.brings(&fetch, vec![issue(1)], &[]);
    assert_eq!(bench.titles(), ["Issue 1"]);
}

#[test]
fn nobody_to_sync_is_said() {
    let mut bench = Bench::new();
    assert_eq!(bench.refused(SyncNow::default()).message, "No account is connected that brings work.");
}

#[test]
fn a_warning_stands_beside_what_was_done() {
    let mut bench = Bench::new();
    bench.synced();
    let fetch = bench.readings("08:02").remove(0);
    let mut end = ending(None, [].into());
    end.warning = Some("acme left its part out.".to_owned());
    bench.ends(&fetch, Ok(end));
    let sync = bench.work_account(0).sync.unwrap();
    assert!(!sync.is_fine && sync.message.ends_with("acme left its part out."), "{sync:?}");
}

#[test]
fn what_cannot_be_written_down_is_read_again() {
    let mut bench = Bench::new();
    bench.with_work(1);
    let first = bench.readings("08:00").remove(0);
    let (account, run) = (first.account.id, first.run);
    bench.engine.conn().unwrap().execute_batch("PRAGMA query_only = ON").unwrap();
    bench.input(Input::Accounts(Told::Gathered { account, run, items: vec![issue(1)], complete: [].into() }));
    bench.engine.conn().unwrap().execute_batch("PRAGMA query_only = OFF").unwrap();
    bench.ends(&first, Ok(ending(None, [].into())));
    let again = bench.readings("08:05").remove(0);
    assert_eq!(again.cursor, None, "the piece was lost, and its cursor with it");
    bench.engine.conn().unwrap().execute_batch("PRAGMA query_only = ON").unwrap();
    bench.ends(&again, Ok(ending(None, [].into())));
    bench.engine.conn().unwrap().execute_batch("PRAGMA query_only = OFF").unwrap();
    assert_eq!(bench.readings("08:10").len(), 1, "an end that could not be written down is no end of reading");
}

#[test]
fn many_assignments_are_one_notice_however_many_pieces_they_come_in() {
    let mut bench = Bench::new();
    bench.synced();
    let fetch = bench.readings("08:02").remove(0);
    let (account, run) = (fetch.account.id, fetch.run);
    let mut outputs = Vec::new();
    for piece in 0..3 {
        let items = (1..=4).map(|it| issue(piece * 10 + it)).collect();
        outputs.extend(bench.input(Input::Accounts(Told::Gathered { account, run, items, complete: [].into() })));
        let reading = bench.reading();
        outputs.extend(bench.input(Input::Tick { reading }));
    }
    outputs.extend(bench.ends(&fetch, Ok(ending(None, [].into()))));
    let titles: Vec<_> = outputs
        .iter()
        .filter_map(|it| if let Output::Notify(notice) = it { Some(&notice.title) } else { None })
        .collect();
    assert_eq!(titles, ["12 issues assigned to you"]);
}

#[test]
fn a_try_that_did_not_go_out_does_not_count() {
    let mut bench = Bench::new();
    bench.synced();
    let fetch = bench.readings("08:02").remove(0);
    let (account, run) = (fetch.account.id, fetch.run);
    let result = Err(Failure::Unreachable);
    bench.input(Input::Accounts(Told::GatheringEnded { account, run, result, requests: 0, quota: None }));
    assert_eq!(bench.work_account(0).state, stint_api::view::AccountState::Connected);
    assert_eq!(bench.readings("08:03:02").len(), 1);
}
