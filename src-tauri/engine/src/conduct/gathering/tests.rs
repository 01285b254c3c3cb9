//! What is looked up, in which order, and what is told of what moved.

use stint_core::{incoming::Batch, work::Why};

use super::*;
use crate::tests::work::issue;

fn batch(numbers: &[u32]) -> WorkBatch {
    let items = numbers.iter().map(|number| issue(*number)).collect();
    let batch = Batch { items, cursor: None, not_before: None };
    WorkBatch { batch, complete: [Why::Assigned].into(), warning: None, unseen: [].into() }
}

fn known(number: u32) -> Known {
    let item = issue(number);
    Known {
        remote_id: item.remote_id,
        kind: item.kind,
        reference: item.reference,
        whys: item.whys,
        updated_at: "2026-11-01T00:00:00Z"
            .parse()
            .ok()
            .map(|at: jiff::Timestamp| at - jiff::SignedDuration::from_hours(number.into())),
        is_awaited: false,
    }
}

#[test]
fn what_is_missing_is_looked_up_in_turn_however_long_nothing_happened_to_it() {
    let missing = missing(&[known(1), known(2), known(3)], &BTreeSet::new(), &batch(&[2]));
    assert_eq!(missing.iter().map(|it| it.remote_id.as_str()).collect::<Vec<_>>(), ["I_1", "I_3"]);
}

#[test]
fn what_was_not_looked_up_in_time_is_missing_still_though_nothing_is_complete() {
    let partial = WorkBatch { complete: BTreeSet::new(), ..batch(&[2]) };
    let left = ["I_1".to_owned(), "I_2".to_owned(), "I_9".to_owned()].into();
    let missing = missing(&[known(1), known(2), known(3)], &left, &partial);
    assert_eq!(missing.iter().map(|it| it.remote_id.as_str()).collect::<Vec<_>>(), ["I_1"]);
}

#[test]
fn what_moved_is_not_told_as_new_under_its_new_id() {
    let mut there = batch(&[1, 77]);
    there.batch.items[1].whys.insert(Why::Mentioned);
    let (batch, looked_up) = as_moved(there, vec![("I_5".to_owned(), LookedUp::Moved(Box::new(issue(77))))]);
    assert_eq!(batch.batch.items.iter().map(|it| it.remote_id.as_str()).collect::<Vec<_>>(), ["I_1"]);
    let LookedUp::Moved(item) = &looked_up[0].1 else { panic!("{looked_up:?}") };
    assert_eq!(item.whys, [Why::Assigned, Why::Mentioned].into());
}
