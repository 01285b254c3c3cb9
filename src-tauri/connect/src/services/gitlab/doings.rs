//! Whose doing it is that something waits for the person: nobody is told of what they did themselves.

use std::collections::BTreeSet;

use stint_core::work::{Why, WorkItem};

use super::{
    cursor::{Memory, Pending},
    due::{self, Question},
    round::Round,
};
use crate::connector::Known;

/// What is to be done about an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// Somebody else did it, or nothing is new.
    Told,
    /// The person did it.
    Own,
    /// It is new, and a to-do that says who did it may still be on its way.
    Held,
}

/// The most that is remembered of what was held back.
const MOST_HELD: usize = 1_000;

impl Round<'_> {
    /// Marks own doings, and holds back until the next to-dos what may be one.
    pub(super) fn judge(&mut self) {
        if self.beat(Question::Todos).trouble.is_some() {
            return;
        }
        let can_wait = !self.is_first && !self.is_all();
        let mut held = BTreeSet::new();
        for item in self.found.items_mut() {
            let pending = self.memory.pending.get(&item.remote_id);
            item.thread = item.thread.take().or_else(|| pending.map(|pending| pending.todo.to_string()));
            let known = self.known.get(item.remote_id.as_str()).copied();
            let was_held = self.memory.held.contains(&item.remote_id);
            match verdict(item, known, pending, can_wait && !was_held) {
                Verdict::Told => {}
                Verdict::Own => item.is_own_doing = true,
                Verdict::Held => {
                    held.insert(item.remote_id.clone());
                }
            }
        }
        self.found.let_go(&held);
        self.memory.held.retain(|remote_id| !self.known.contains_key(remote_id.as_str()));
        hold(&mut self.memory, held);
    }
}

/// An assignment or a request for review is somebody else's where a to-do by them tells of the item, whichever: GitLab keeps one at a time.
fn verdict(item: &WorkItem, known: Option<&Known>, pending: Option<&Pending>, can_wait: bool) -> Verdict {
    let is_new = |why: &Why| item.whys.contains(why) && known.is_none_or(|known| !known.whys.contains(why));
    let is_given = [Why::Assigned, Why::ReviewRequested].iter().any(is_new);
    match pending {
        Some(pending) if pending.is_own && (is_given || is_new(&Why::Mentioned)) => Verdict::Own,
        None if is_given && can_wait => Verdict::Held,
        None if is_given => Verdict::Own,
        _ => Verdict::Told,
    }
}

/// What is held back is asked for again with the next to-dos, once.
fn hold(memory: &mut Memory, mut held: BTreeSet<String>) {
    if held.is_empty() {
        return;
    }
    for question in [Question::AssignedIssues, Question::AssignedMerges, Question::Reviews] {
        if let Some(beat) = memory.beats.get_mut(&question.key(&[])) {
            beat.asked_at = beat.asked_at.map(due::sooner);
        }
    }
    memory.held.append(&mut held);
    while memory.held.len() > MOST_HELD {
        memory.held.pop_first();
    }
}
