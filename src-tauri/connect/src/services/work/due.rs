//! Which questions are due, and how thoroughly: a pure decision.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use stint_core::work::{Follow, Why};

use super::memory::{Beat, Memory};
use crate::connector::{Asked, Depth};

/// How often all pages of what has several are read.
const WHOLE: SignedDuration = SignedDuration::from_mins(15);
/// A page more makes that rarer, so that 10,000 issues do not cost 100 requests each time.
const A_PAGE: SignedDuration = SignedDuration::from_mins(3);
/// The least time between two readings of a follow.
const FOLLOWS: SignedDuration = SignedDuration::from_mins(5);
/// Between two readings of everything that is followed, where nothing but deletions and moves goes unnoticed.
const WHOLE_FOLLOWS: SignedDuration = SignedDuration::from_mins(60);
/// What is due this soon is asked along.
const SLACK: SignedDuration = SignedDuration::from_secs(2);

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::services) enum Question {
    /// Issues assigned to the person.
    Issues,
    /// Pull requests assigned to them.
    Pulls,
    /// Pull requests whose review is theirs.
    Reviews,
    /// Their own pull requests.
    Own,
    /// What they are mentioned in.
    Mentions,
    /// The issues of a followed repository, by its place among the follows.
    Follow(usize),
    /// Their to-dos or notifications.
    Inbox,
}

/// A question of a service, and its beat.
pub(in crate::services) struct Planned {
    pub question: Question,
    /// Names it, in the cursor and to the person: `assigned issues`.
    pub name: &'static str,
    /// The reason whose items it brings, all of them where that is no other's, too.
    pub why: Option<Why>,
    /// How often it is asked.
    pub every: SignedDuration,
}

/// What a service is asked, and how often.
pub(in crate::services) struct Plan {
    /// Its questions; the inbox is asked last, so that what the lists bring is in it already.
    pub questions: &'static [Planned],
    /// A follow is asked that much more rarely for each follow there is, so that all together cost the same.
    pub a_follow: SignedDuration,
    /// How many requests an hour may be spent on looking at single items.
    pub looks: usize,
}

/// How thoroughly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::services) enum How {
    /// Every page.
    Whole,
    /// What changed since.
    Light,
}

/// A question to be asked now.
pub(in crate::services) type Ask = (Question, How);

impl Plan {
    /// Names a question.
    pub(in crate::services) fn key(&self, question: Question, follows: &[Follow]) -> String {
        if let Question::Follow(at) = question {
            return follows.get(at).map(followed).unwrap_or_default();
        }
        self.planned(question).map(|it| it.name.to_owned()).unwrap_or_default()
    }

    fn planned(&self, question: Question) -> Option<&Planned> {
        self.questions.iter().find(|it| it.question == question)
    }

    /// What there is to ask, by what the person wants to see.
    fn questions(&self, asked: &Asked<'_>) -> Vec<Question> {
        let is_wanted = |why: Why| asked.wanted.contains(&why);
        let lists = self.questions.iter().filter(|it| it.question != Question::Inbox && it.why.is_some_and(is_wanted));
        let inbox = self.questions.iter().filter(|it| it.question == Question::Inbox && !asked.wanted.is_empty());
        let follows = (0..asked.follows.len()).map(Question::Follow);
        lists.map(|it| it.question).chain(follows).chain(inbox.map(|it| it.question)).collect()
    }

    fn every(&self, question: Question, follows: usize) -> SignedDuration {
        let follows = u32::try_from(follows).unwrap_or(u32::MAX);
        let of_follows = FOLLOWS.max(times(self.a_follow, follows));
        self.planned(question).map_or(of_follows, |it| it.every)
    }
}

/// What is due.
pub(in crate::services) fn due(plan: &Plan, memory: &Memory, asked: &Asked<'_>) -> Vec<Ask> {
    let questions = plan.questions(asked);
    if asked.depth == Depth::All {
        return questions.into_iter().map(|question| (question, How::Whole)).collect();
    }
    let are_follows_whole =
        questions.iter().any(|it| matches!(it, Question::Follow(_)) && is_stale(plan, memory, *it, asked));
    let ask = |question: Question| {
        let beat = memory.beats.get(&plan.key(question, asked.follows));
        if are_follows_whole && matches!(question, Question::Follow(_)) {
            return Some((question, How::Whole));
        }
        let is_due = next_of(plan, beat, question, asked) <= soon(asked.now);
        is_due.then(|| (question, how(beat, question, asked.now)))
    };
    questions.into_iter().filter_map(ask).collect()
}

/// The keys of all there is to ask.
pub(in crate::services) fn keys(plan: &Plan, asked: &Asked<'_>) -> BTreeSet<String> {
    plan.questions(asked).into_iter().map(|it| plan.key(it, asked.follows)).collect()
}

/// When the next question is due.
pub(in crate::services) fn next(plan: &Plan, memory: &Memory, asked: &Asked<'_>) -> Option<Timestamp> {
    let next = |it: Question| next_of(plan, memory.beats.get(&plan.key(it, asked.follows)), it, asked);
    plan.questions(asked).into_iter().map(next).min()
}

/// Makes the lists of what others give to the person due again together with the inbox.
pub(in crate::services) fn hurry(plan: &Plan, memory: &mut Memory) {
    let Some(inbox) = plan.planned(Question::Inbox) else { return };
    for list in plan.questions.iter().filter(|it| matches!(it.why, Some(Why::Assigned | Why::ReviewRequested))) {
        if let Some(beat) = memory.beats.get_mut(list.name) {
            let sooner = |at: Timestamp| at.checked_sub(list.every - inbox.every).unwrap_or(at);
            beat.asked_at = beat.asked_at.map(sooner);
        }
    }
}

fn next_of(plan: &Plan, beat: Option<&Beat>, question: Question, asked: &Asked<'_>) -> Timestamp {
    let last = beat.and_then(|beat| beat.asked_at).filter(|last| *last <= asked.now);
    let last = last.filter(|last| !is_followed_since(question, *last, asked));
    last.map_or(asked.now, |last| after(last, plan.every(question, asked.follows.len())))
}

/// Whether it was followed once more after it was asked about; by a clock that was wrong, it was not.
fn is_followed_since(question: Question, last: Timestamp, asked: &Asked<'_>) -> bool {
    let Question::Follow(at) = question else { return false };
    asked.follows.get(at).is_some_and(|follow| last < follow.followed_at && follow.followed_at <= asked.now)
}

/// One page is all there is, and read at every beat; several are read now and then.
fn how(beat: Option<&Beat>, question: Question, now: Timestamp) -> How {
    let Some(beat) = beat else { return How::Whole };
    let is_list = !matches!(question, Question::Inbox | Question::Follow(_));
    let is_blind = question != Question::Inbox && beat.since.is_none();
    let is_short = is_list && beat.pages <= 1;
    if is_short || is_blind || is_time_for_all(beat, question, now) { How::Whole } else { How::Light }
}

/// Whether every page is to be read again; the more there are, the rarer.
fn is_time_for_all(beat: &Beat, question: Question, now: Timestamp) -> bool {
    let Some(last) = beat.whole_at else { return true };
    let least = if matches!(question, Question::Follow(_)) { WHOLE_FOLLOWS } else { WHOLE };
    after(last, least.max(times(A_PAGE, beat.pages))) <= soon(now)
}

/// Whether a follow was read as a whole once, and so long ago that it is time again: then all of them are, or none would be complete.
fn is_stale(plan: &Plan, memory: &Memory, question: Question, asked: &Asked<'_>) -> bool {
    let beat = memory.beats.get(&plan.key(question, asked.follows)).filter(|beat| beat.whole_at.is_some());
    let is_due = next_of(plan, beat, question, asked) <= soon(asked.now);
    is_due && beat.is_some_and(|beat| is_time_for_all(beat, question, asked.now))
}

fn followed(follow: &Follow) -> String {
    format!("follow {} {}", follow.place, follow.label.as_deref().unwrap_or_default())
}

fn soon(now: Timestamp) -> Timestamp {
    after(now, SLACK)
}

fn after(at: Timestamp, span: SignedDuration) -> Timestamp {
    at.checked_add(span).unwrap_or(Timestamp::MAX)
}

fn times(span: SignedDuration, many: u32) -> SignedDuration {
    span.checked_mul(i32::try_from(many).unwrap_or(i32::MAX)).unwrap_or(SignedDuration::MAX)
}

#[cfg(test)]
mod tests;
