//! Sums over spans.

use stint_core::entry::TimeEntry;
use stint_store::{Store, table, table::entry::Total};

use crate::sample::{entry, fill_day, now, project, task, today, write};

const MINUTE: i64 = 60_000;

fn a_day() -> Store {
    let mut store = Store::in_memory().unwrap();
    write(&mut store, |tx| {
        fill_day(tx)?;
        let billable = TimeEntry {
            is_billable: true,
            project: Some(project(1, "").id),
            task: Some(task(12, "").id),
            ..entry(1, "running", "11:00", "")
        };
        table::entry::put(tx, &billable)
    });
    store
}

#[test]
fn a_total_is_cut_to_the_span_and_counts_the_running_one() {
    let store = a_day();
    let (api, ms) = (Some(project(1, "").id), 60 * MINUTE);
    let last_hour = table::entry::totals(store.read(), today("11:00"), today("23:00"), now()).unwrap();
    assert_eq!(last_hour, [Total { project: api, ms, billable_ms: ms }]);
    let cut = table::entry::totals(store.read(), today("01:30"), today("02:30"), now()).unwrap();
    let plain = |project, minutes| Total { project, ms: minutes * MINUTE, billable_ms: 0 };
    assert_eq!(cut, [plain(None, 15), plain(api, 30)]);
}

#[test]
fn totals_agree_with_each_other() {
    let store = a_day();
    let (from, to) = (today("00:20"), today("11:40"));
    let sum = |words| table::entry::total_ms(store.read(), from, to, words, now()).unwrap();
    let per_project = table::entry::spent_per_project(store.read(), from, to, now()).unwrap();
    assert_eq!(sum(""), (25 + 8 * 45 + 40) * MINUTE);
    assert_eq!(sum("tests"), (25 + 8 * 45) * MINUTE);
    assert_eq!(sum("api"), per_project[&project(1, "").id]);
    assert_eq!(sum("nothing like it"), 0);
}

#[test]
fn time_is_summed_per_task() {
    let store = a_day();
    let ids = [task(11, "").id, task(12, "").id, task(13, "").id];
    let spent = table::entry::spent_on(store.read(), &ids, now()).unwrap();
    assert_eq!(spent, [(ids[0], 3 * 45 * MINUTE), (ids[1], 60 * MINUTE)].into());
}
