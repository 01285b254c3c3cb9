//! What is to be asked now, and when the next question is due.

use jiff::{SignedDuration, Timestamp};

use super::cursor::{Question, Seen};
use crate::connector::Depth;

/// The least time between two questions for notifications; `X-Poll-Interval` may make it longer
/// (<https://docs.github.com/en/rest/activity/notifications>).
const NOTIFICATIONS_EVERY: SignedDuration = SignedDuration::from_secs(60);
/// An unchanged answer says only that nothing is new, so all are asked for now and then.
const NOTIFICATIONS_WHOLE_EVERY: SignedDuration = SignedDuration::from_mins(15);
/// Unchanged answers are free of charge ...
const ASSIGNED_EVERY: SignedDuration = SignedDuration::from_mins(2);
/// ... changed ones are not, and notifications and searches tell of everything sooner anyway.
const ASSIGNED_AFTER_A_CHANGE: SignedDuration = SignedDuration::from_mins(30);
/// Times the pages it has: an unchanged first page says nothing of the others.
const ASSIGNED_WHOLE_EVERY: SignedDuration = SignedDuration::from_hours(1);
const ASSIGNED_WHOLE_AT_LEAST_EVERY: SignedDuration = SignedDuration::from_hours(6);
/// Every search is charged.
const SEARCHES_EVERY: SignedDuration = SignedDuration::from_mins(5);
/// Where there are no notifications, nothing else tells of reviews and mentions.
const SEARCHES_ALONE_EVERY: SignedDuration = SignedDuration::from_mins(2);
const FOLLOWS_EVERY: SignedDuration = SignedDuration::from_mins(5);
const CHECKS_EVERY: SignedDuration = SignedDuration::from_mins(5);
const MENTIONED_EVERY: SignedDuration = SignedDuration::from_mins(30);
/// What is due so soon is asked along with what is due now.
const TOGETHER: SignedDuration = SignedDuration::from_secs(10);

const ALL: [Question; 6] = [
    Question::Notifications,
    Question::Assigned,
    Question::Searches,
    Question::Follows,
    Question::Checks,
    Question::Mentioned,
];

/// A question that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Due {
    /// Which one.
    pub question: Question,
    /// Whether everything is asked for, whatever was seen before.
    pub is_whole: bool,
}

/// The questions that are due, in the order they are asked; `asks` says which are of any use to this person.
pub(super) fn due(seen: &Seen, asks: impl Fn(Question) -> bool, depth: Depth, now: Timestamp) -> Vec<Due> {
    let is_due = |question: Question| match (depth, due_at(seen, question, now)) {
        (Depth::All, _) | (Depth::Due, None) => true,
        (Depth::Due, Some(at)) if question == Question::Notifications => at <= now,
        (Depth::Due, Some(at)) => at <= now + TOGETHER,
    };
    let whole = |question| depth == Depth::All || is_whole(seen, question, now);
    let of = |question| Due { question, is_whole: whole(question) };
    ALL.into_iter().filter(|it| asks(*it) && is_due(*it)).map(of).collect()
}

/// When the next question is due.
pub(super) fn next_at(seen: &Seen, asks: impl Fn(Question) -> bool, now: Timestamp) -> Option<Timestamp> {
    ALL.into_iter().filter(|it| asks(*it)).map(|it| due_at(seen, it, now).unwrap_or(now)).min()
}

/// When a question is due; none for at once. One that was asked in the future was asked by a clock that was wrong.
fn due_at(seen: &Seen, question: Question, now: Timestamp) -> Option<Timestamp> {
    let refused_until = seen.refused_until(question, now);
    let asked_at = seen.asked_at(question).filter(|at| *at <= now);
    refused_until.or_else(|| asked_at?.checked_add(every(seen, question, now)).ok())
}

fn every(seen: &Seen, question: Question, now: Timestamp) -> SignedDuration {
    match question {
        Question::Notifications => NOTIFICATIONS_EVERY.max(SignedDuration::from_secs(seen.threads.every.into())),
        Question::Assigned if seen.assigned.broken_off > 0 => {
            (ASSIGNED_EVERY * (1 << seen.assigned.broken_off.min(5))).min(ASSIGNED_WHOLE_EVERY)
        }
        Question::Assigned if seen.assigned.has_changed && !seen.is_refused(Question::Notifications, now) => {
            ASSIGNED_AFTER_A_CHANGE
        }
        Question::Assigned => ASSIGNED_EVERY,
        Question::Searches if seen.is_refused(Question::Notifications, now) => SEARCHES_ALONE_EVERY,
        Question::Searches => SEARCHES_EVERY,
        Question::Follows => FOLLOWS_EVERY,
        Question::Checks => CHECKS_EVERY,
        Question::Mentioned | Question::Rollup => MENTIONED_EVERY,
    }
}

fn is_whole(seen: &Seen, question: Question, now: Timestamp) -> bool {
    let is_over = |at: Option<Timestamp>, every| at.is_none_or(|at| at > now || now.duration_since(at) >= every);
    match question {
        Question::Notifications => is_over(seen.threads.whole_at, NOTIFICATIONS_WHOLE_EVERY),
        Question::Assigned => {
            let every = ASSIGNED_WHOLE_EVERY * i32::try_from(seen.assigned.pages.clamp(1, 6)).unwrap_or(1);
            is_over(seen.assigned.whole_at, every.min(ASSIGNED_WHOLE_AT_LEAST_EVERY))
        }
        Question::Searches => seen.asked_at(question).is_none(),
        Question::Follows | Question::Checks | Question::Mentioned | Question::Rollup => false,
    }
}

#[cfg(test)]
mod tests {
    use stint_core::secret::secret;

    use super::*;

    const START: i64 = 1_772_442_000;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(START + seconds).unwrap()
    }

    fn asked(seconds: i64) -> Seen {
        let mut seen = Seen::of(None, &secret("ghp_a"));
        ALL.into_iter().for_each(|it| seen.ask(it, at(seconds)));
        (seen.threads.whole_at, seen.assigned.whole_at) = (Some(at(seconds)), Some(at(seconds)));
        seen
    }

    fn names(seen: &Seen, seconds: i64) -> Vec<Question> {
        due(seen, |_| true, Depth::Due, at(seconds)).into_iter().map(|it| it.question).collect()
    }

    #[test]
    fn at_first_everything_is_asked_and_wholly_so() {
        let fresh = Seen::of(None, &secret("ghp_a"));
        assert_eq!(names(&fresh, 0), ALL);
        let whole = due(&fresh, |_| true, Depth::Due, at(0)).into_iter().filter(|it| it.is_whole).count();
        assert_eq!(whole, 3);
    }

    #[test]
    fn each_question_has_its_beat() {
        use Question::{Assigned, Checks, Follows, Notifications, Searches};
        let seen = asked(0);
        assert_eq!(names(&seen, 1), []);
        assert_eq!(names(&seen, 59), []);
        assert_eq!(names(&seen, 60), [Notifications]);
        assert_eq!(names(&seen, 115), [Notifications, Assigned]);
        assert_eq!(names(&seen, 300), [Notifications, Assigned, Searches, Follows, Checks]);
        assert_eq!(names(&seen, 1_800), ALL);
        assert_eq!(next_at(&seen, |_| true, at(1)), Some(at(60)));
        assert_eq!(next_at(&seen, |it| it == Checks, at(1)), Some(at(300)));
        assert_eq!(next_at(&seen, |_| false, at(1)), None);
    }

    #[test]
    fn an_answer_that_was_charged_is_not_asked_for_again_at_once() {
        let mut seen = asked(0);
        seen.assigned.has_changed = true;
        let when = |seen: &Seen| next_at(seen, |it| it == Question::Assigned, at(1));
        assert_eq!(when(&seen), Some(at(1_800)));
        seen.may_not(Question::Notifications, at(0));
        assert_eq!(when(&seen), Some(at(120)), "nothing else tells of it");
    }

    #[test]
    fn github_may_ask_for_a_longer_beat_but_not_for_a_shorter_one() {
        let mut seen = asked(0);
        for (every, expected) in [(0, 60), (30, 60), (300, 300)] {
            seen.threads.every = every;
            let next = next_at(&seen, |it| it == Question::Notifications, at(1));
            assert_eq!(next, Some(at(expected)), "{every}");
        }
    }

    #[test]
    fn now_and_then_everything_is_asked_without_a_condition() {
        let whole = |seen: &Seen, seconds| {
            let all = due(seen, |_| true, Depth::Due, at(seconds));
            all.into_iter().filter(|it| it.is_whole).map(|it| it.question).collect::<Vec<_>>()
        };
        let mut seen = asked(0);
        assert_eq!(whole(&seen, 899), []);
        assert_eq!(whole(&seen, 900), [Question::Notifications]);
        assert_eq!(whole(&seen, 3_600), [Question::Notifications, Question::Assigned]);
        seen.assigned.pages = 100;
        assert_eq!(whole(&seen, 6 * 3_600 - 1), [Question::Notifications]);
        assert_eq!(whole(&seen, 6 * 3_600), [Question::Notifications, Question::Assigned]);
        assert!(due(&seen, |_| true, Depth::All, at(1)).iter().all(|it| it.is_whole));
    }

    #[test]
    fn without_notifications_the_searches_take_their_place() {
        let mut seen = asked(0);
        seen.may_not(Question::Notifications, at(0));
        assert_eq!(names(&seen, 60), []);
        assert_eq!(names(&seen, 120), [Question::Assigned, Question::Searches]);
        assert!(names(&seen, 24 * 3_600).contains(&Question::Notifications));
        assert_eq!(due(&seen, |_| true, Depth::All, at(1)).len(), ALL.len());
    }

    #[test]
    fn a_clock_that_went_back_delays_nothing() {
        assert_eq!(names(&asked(1_000_000), 0), ALL);
    }
}
