//! What may be put off until when, and when that has come.

use stint_core::{
    feed::{PutOff, Snooze, is_due, may_snooze},
    notice::Kind,
    settings::Settings,
    work::{Checks, Reach, State, Why, Work, WorkItem},
    zone,
};

use crate::{
    sample::at,
    work_sample::{issue, request, row},
};

fn checked(checks: Checks) -> Work {
    row(WorkItem { checks: Some(checks), ..request() })
}

#[test]
fn a_time_is_due_when_it_has_come_whatever_became_of_the_item() {
    let until = Snooze::Until(at("11:00"));
    let closed = row(WorkItem { state: State::Closed, ..request() });
    for work in [None, Some(&closed)] {
        assert!(!is_due(&until, work, at("10:59")));
        assert!(is_due(&until, work, at("11:00")));
    }
}

#[test]
fn a_reply_is_one_by_somebody_else_after_it_was_put_off() {
    let replied = |clock: Option<&str>| row(WorkItem { replied_at: clock.map(at), ..request() });
    for (clock, due) in [(None, false), (Some("9:59"), false), (Some("10:00"), false), (Some("10:01"), true)] {
        let snooze = Snooze::Reply { since: at("10:00") };
        assert_eq!(is_due(&snooze, Some(&replied(clock)), at("12:00")), due, "{clock:?}");
    }
}

#[test]
fn checks_are_due_when_they_ended() {
    for (checks, due) in [
        (Checks::Pending, false),
        (Checks::Unknown, false),
        (Checks::Passing, true),
        (Checks::Failing, true),
        (Checks::Absent, true),
    ] {
        assert_eq!(is_due(&Snooze::Checks, Some(&checked(checks)), at("12:00")), due, "{checks:?}");
    }
    assert!(!is_due(&Snooze::Checks, Some(&row(request())), at("12:00")), "nobody told yet");
}

#[test]
fn a_merge_is_due_when_it_is_merged_or_closed() {
    for (state, due) in [
        (State::Open, false),
        (State::Draft, false),
        (State::Unknown, false),
        (State::Merged, true),
        (State::Closed, true),
    ] {
        let work = row(WorkItem { state, ..request() });
        assert_eq!(is_due(&Snooze::Merge, Some(&work), at("12:00")), due, "{state:?}");
    }
}

#[test]
fn what_can_never_come_true_is_due_at_once() {
    let unwatched = Work { account: None, ..row(request()) };
    let deleted = Work { reach: Reach::Deleted, ..row(request()) };
    let closed = row(WorkItem { state: State::Closed, ..request() });
    let hidden = Work { reach: Reach::OutOfReach, ..row(request()) };
    for snooze in [Snooze::Reply { since: at("10:00") }, Snooze::Checks, Snooze::Merge] {
        for work in [None, Some(&unwatched), Some(&deleted), Some(&closed)] {
            assert!(is_due(&snooze, work, at("10:00")), "{snooze:?} {work:?}");
        }
        assert!(!is_due(&snooze, Some(&hidden), at("10:00")), "it may come back");
    }
}

#[test]
fn a_notice_may_be_put_off_until_what_can_come() {
    use PutOff::{Checks as C, Hour, Merge, Reply, Tomorrow};
    let hidden = Work { reach: Reach::OutOfReach, ..row(request()) };
    let unwatched = Work { account: None, ..row(request()) };
    let merged = row(WorkItem { state: State::Merged, ..request() });
    for (work, expected) in [
        (None, &[Hour, Tomorrow][..]),
        (Some(&merged), &[Hour, Tomorrow]),
        (Some(&hidden), &[Hour, Tomorrow]),
        (Some(&unwatched), &[Hour, Tomorrow]),
        (Some(&row(issue([Why::Assigned]))), &[Hour, Tomorrow, Reply]),
        (Some(&row(request())), &[Hour, Tomorrow, Reply, Merge]),
        (Some(&checked(Checks::Passing)), &[Hour, Tomorrow, Reply, Merge]),
        (Some(&checked(Checks::Pending)), &[Hour, Tomorrow, Reply, C, Merge]),
    ] {
        assert_eq!(may_snooze(Kind::ReviewRequested, work), expected, "{work:?}");
    }
    assert_eq!(may_snooze(Kind::Started, Some(&row(request()))), []);
}

#[test]
fn what_may_be_chosen_is_not_due_when_it_is_chosen() {
    let (work, berlin) = (checked(Checks::Pending), zone::find("Europe/Berlin").unwrap());
    let now = at("10:00");
    for choice in may_snooze(Kind::Failing, Some(&work)) {
        let snooze = choice.snooze(&Settings::default(), &berlin, now);
        assert!(!is_due(&snooze, Some(&work), now), "{choice:?}");
        let kept: Snooze = serde_json::from_str(&serde_json::to_string(&snooze).unwrap()).unwrap();
        assert_eq!(kept, snooze);
    }
    assert_eq!(PutOff::Hour.snooze(&Settings::default(), &berlin, now), Snooze::Until(at("11:00")));
}
