//! What is asked over hours.

use std::collections::BTreeSet;

use stint_core::ids::AccountId;

use super::*;

static PLAN: Plan = Plan {
    questions: &[
        Planned {
            question: Question::Issues,
            name: "issues",
            why: Some(Why::Assigned),
            every: SignedDuration::from_mins(5),
        },
        Planned { question: Question::Inbox, name: "inbox", why: None, every: SignedDuration::from_mins(1) },
    ],
    a_follow: SignedDuration::from_secs(90),
    looks: 0,
};

fn follow(number: usize) -> Follow {
    Follow {
        account: "019541f4-8c00-7000-8000-000000000001".parse::<AccountId>().unwrap(),
        place: format!("acme/{number}"),
        label: None,
        project: None,
        followed_at: Timestamp::UNIX_EPOCH,
        synced_at: None,
        problem: None,
    }
}

/// Asks for `hours`, each minute or whenever it is due; what was asked, by name, and how much of it as a whole.
fn asked_in(hours: i64, follows: &[Follow], pages: u32) -> Vec<(Question, How)> {
    let wanted = BTreeSet::from([Why::Assigned]);
    let (mut memory, mut log) = (Memory::of(None), Vec::new());
    let mut now = Timestamp::UNIX_EPOCH;
    let end = after(now, SignedDuration::from_hours(hours));
    while now < end {
        let asked = asked(now, &wanted, follows);
        for (question, how) in due(&PLAN, &memory, &asked) {
            let beat = memory.beats.entry(PLAN.key(question, follows)).or_default();
            (beat.asked_at, beat.since, beat.pages) = (Some(now), Some(now), pages);
            if how == How::Whole {
                beat.whole_at = Some(now);
            }
            log.push((question, how));
        }
        now = next(&PLAN, &memory, &asked).unwrap();
    }
    log
}

fn asked<'a>(now: Timestamp, wanted: &'a BTreeSet<Why>, follows: &'a [Follow]) -> Asked<'a> {
    Asked {
        me: "mona",
        my_id: "7",
        granted: None,
        cursor: None,
        depth: Depth::Due,
        wanted,
        follows,
        known: &[],
        now,
        progress: &|_| {},
    }
}

#[test]
fn follows_together_cost_no_more_than_40_requests_an_hour() {
    for many in [1, 4, 5, 40] {
        let follows: Vec<Follow> = (0..many).map(follow).collect();
        let log = asked_in(10, &follows, 1);
        let asked = log.iter().filter(|(question, _)| matches!(question, Question::Follow(_))).count();
        assert!((many..=400 + many).contains(&asked), "{many} follows: {asked}");
    }
}

#[test]
fn a_page_is_read_at_each_beat_and_many_pages_now_and_then() {
    let whole = |pages| {
        let log = asked_in(10, &[], pages);
        log.into_iter().filter(|it| *it == (Question::Issues, How::Whole)).count()
    };
    assert_eq!((whole(1), whole(2), whole(100)), (120, 40, 2));
    let inbox = asked_in(10, &[], 1).into_iter().filter(|it| *it == (Question::Inbox, How::Whole)).count();
    assert_eq!(inbox, 40);
}

#[test]
fn all_follows_are_read_as_a_whole_together_so_that_they_are_complete() {
    let follows = [follow(0), follow(1)];
    let log = asked_in(3, &follows, 1);
    let whole = |at| log.iter().filter(|it| **it == (Question::Follow(at), How::Whole)).count();
    assert_eq!((whole(0), whole(1)), (3, 3));
}

#[test]
fn nothing_wanted_asks_nothing_and_a_clock_set_back_asks_again() {
    let nothing = BTreeSet::new();
    assert_eq!(due(&PLAN, &Memory::of(None), &asked(Timestamp::UNIX_EPOCH, &nothing, &[])), []);
    let (wanted, mut memory) = (BTreeSet::from([Why::Assigned]), Memory::of(None));
    for planned in PLAN.questions {
        memory.beats.entry(planned.name.to_owned()).or_default().asked_at = Some(Timestamp::MAX);
    }
    assert_eq!(due(&PLAN, &memory, &asked(Timestamp::UNIX_EPOCH, &wanted, &[])).len(), 2);
}

#[test]
fn one_that_is_followed_once_more_is_asked_about_at_once_but_by_no_clock_that_was_wrong() {
    let (wanted, mut memory) = (BTreeSet::new(), Memory::of(None));
    let at = |seconds| Timestamp::from_second(seconds).unwrap();
    let table = [(100, 130, false), (101, 130, true), (130, 130, true), (131, 130, false)];
    for (followed_at, now, is_due) in table {
        let follows = [Follow { followed_at: at(followed_at), ..follow(0) }];
        memory.beats.entry(PLAN.key(Question::Follow(0), &follows)).or_default().asked_at = Some(at(100));
        let asked = asked(at(now), &wanted, &follows);
        assert_eq!(!due(&PLAN, &memory, &asked).is_empty(), is_due, "{followed_at} {now}");
    }
}
