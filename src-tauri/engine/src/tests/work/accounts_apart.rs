//! Several accounts side by side.

use stint_core::{account::Failure, work::Why};

use super::{Bench, issue};

#[test]
fn each_account_fails_alone() {
    let mut bench = Bench::new();
    bench.with_work(1);
    bench.with_work(2);
    let fetches = bench.readings("08:00");
    bench.ends(&fetches[0], Err(Failure::Refused("it is closed today".to_owned())));
    bench.brings(&fetches[1], vec![issue(1)], &[Why::Assigned]);
    assert_eq!(bench.titles(), ["Issue 1"]);
    assert!(!bench.work_account(0).sync.unwrap().is_fine);
    assert!(bench.work_account(1).sync.unwrap().is_fine);
}

#[test]
fn two_accounts_that_see_the_same_issue_share_one_task() {
    let mut bench = Bench::new();
    bench.with_work(1);
    bench.with_work(2);
    let fetches = bench.readings("08:00");
    bench.brings(&fetches[0], vec![issue(1)], &[Why::Assigned]);
    bench.brings(&fetches[1], vec![issue(1)], &[Why::Assigned]);
    assert_eq!(bench.tasks().len(), 1);
    let message = bench.work_account(1).sync.unwrap().message;
    assert!(message.contains("Left out: 1"), "{message}");
}
