//! Which questions are due, and how thoroughly: a pure decision.

use jiff::{SignedDuration, Timestamp};
use stint_core::work::{Follow, Why};

use super::cursor::{Beat, Memory};
use crate::connector::{Asked, Depth};

/// To-dos tell what is new.
const TODOS: SignedDuration = SignedDuration::from_secs(60);
/// Lists tell what is there.
const LISTS: SignedDuration = SignedDuration::from_mins(5);
/// How often all pages of what has several are read.
const WHOLE: SignedDuration = SignedDuration::from_mins(15);
/// A page more makes that rarer, so that 10,000 issues do not cost 100 requests each time.
const A_PAGE: SignedDuration = SignedDuration::from_mins(3);
/// A follow is asked so rarely that all of them together make no more than 40 requests an hour.
const A_FOLLOW: SignedDuration = SignedDuration::from_secs(90);
/// Between two readings of everything that is followed, where nothing but deletions and moves goes unnoticed.
const WHOLE_FOLLOWS: SignedDuration = SignedDuration::from_mins(60);
/// What is due this soon is asked along.
const SLACK: SignedDuration = SignedDuration::from_secs(2);

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    /// Issues assigned to the person.
    AssignedIssues,
    /// Merge requests assigned to them.
    AssignedMerges,
    /// Merge requests whose review is theirs.
    Reviews,
    /// Their own merge requests.
    Own,
    /// The issues of a followed project, by its place among the follows.
    Follow(usize),
    /// Their to-dos; asked last, so that what the lists bring has its to-do already.
    Todos,
}

/// How thoroughly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// Every page.
    Whole,
    /// What changed since.
    Light,
}

/// A question to be asked now.
pub(super) type Ask = (Question, How);

impl Question {
    /// Names it in the cursor.
    pub(super) fn key(self, follows: &[Follow]) -> String {
        match self {
            Self::AssignedIssues => "assigned issues".to_owned(),
            Self::AssignedMerges => "assigned merge requests".to_owned(),
            Self::Reviews => "reviews".to_owned(),
            Self::Own => "own merge requests".to_owned(),
            Self::Follow(at) => follows.get(at).map(followed).unwrap_or_default(),
            Self::Todos => "todos".to_owned(),
        }
    }
}

/// What is due.
pub(super) fn due(memory: &Memory, asked: &Asked<'_>) -> Vec<Ask> {
    let questions = questions(asked);
    if asked.depth == Depth::All {
        return questions.into_iter().map(|question| (question, How::Whole)).collect();
    }
    let are_follows_whole =
        questions.iter().any(|it| matches!(it, Question::Follow(_)) && is_stale(memory, *it, asked));
    let ask = |question: Question| {
        let beat = memory.beats.get(&question.key(asked.follows));
        match question {
            Question::Follow(_) if are_follows_whole => Some((question, How::Whole)),
            _ if next_of(beat, question, asked) > soon(asked.now) => None,
            _ => Some((question, how(beat, question, asked.now))),
        }
    };
    questions.into_iter().filter_map(ask).collect()
}

/// When the next question is due.
pub(super) fn next(memory: &Memory, asked: &Asked<'_>) -> Option<Timestamp> {
    let next = |it: Question| next_of(memory.beats.get(&it.key(asked.follows)), it, asked);
    questions(asked).into_iter().map(next).min()
}

/// When a list would have been asked, so that it is due again together with the next to-dos.
pub(super) fn sooner(asked_at: Timestamp) -> Timestamp {
    asked_at.checked_sub(LISTS - TODOS).unwrap_or(asked_at)
}

/// What there is to ask, by what the person wants to see.
fn questions(asked: &Asked<'_>) -> Vec<Question> {
    let table = [
        (Question::AssignedIssues, Why::Assigned),
        (Question::AssignedMerges, Why::Assigned),
        (Question::Reviews, Why::ReviewRequested),
        (Question::Own, Why::Authored),
    ];
    let lists = table.into_iter().filter(|(_, why)| asked.wanted.contains(why)).map(|(question, _)| question);
    let follows = (0..asked.follows.len()).map(Question::Follow);
    let todos = (!asked.wanted.is_empty()).then_some(Question::Todos);
    lists.chain(follows).chain(todos).collect()
}

fn next_of(beat: Option<&Beat>, question: Question, asked: &Asked<'_>) -> Timestamp {
    let Some(last) = beat.and_then(|beat| beat.asked_at).filter(|last| *last <= asked.now) else { return asked.now };
    let follows = u32::try_from(asked.follows.len()).unwrap_or(u32::MAX);
    let every = match question {
        Question::Todos => TODOS,
        Question::Follow(_) => LISTS.max(times(A_FOLLOW, follows)),
        _ => LISTS,
    };
    after(last, every)
}

/// One page is all there is, and read at every beat; several are read now and then.
fn how(beat: Option<&Beat>, question: Question, now: Timestamp) -> How {
    let Some(beat) = beat else { return How::Whole };
    let is_list = !matches!(question, Question::Todos | Question::Follow(_));
    let is_blind = question != Question::Todos && beat.since.is_none();
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
fn is_stale(memory: &Memory, question: Question, asked: &Asked<'_>) -> bool {
    let beat = memory.beats.get(&question.key(asked.follows)).filter(|beat| beat.whole_at.is_some());
    let is_due = next_of(beat, question, asked) <= soon(asked.now);
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
