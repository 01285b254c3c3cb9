//! Whose doing it is that something waits for the person: nobody is told of what they did themselves.

use std::collections::BTreeSet;

use stint_core::work::{Why, WorkItem};

use super::{
    due::{self, Plan, Question},
    memory::{Memory, Pending},
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
    /// It is new, and what the inbox says of it may still be on its way.
    Held,
}

/// The most that is remembered of what was held back.
const MOST_HELD: usize = 1_000;

impl Round<'_> {
    /// Marks own doings, and holds back until the inbox is asked again what may be one.
    pub(in crate::services) fn judge(&mut self) {
        if self.beat(Question::Inbox).trouble.is_some() {
            return;
        }
        let can_wait = !self.is_first && !self.is_all();
        let mut held = BTreeSet::new();
        for item in self.found.items_mut() {
            let pending = self.memory.pending.get(&item.reference);
            item.thread = item.thread.take().or_else(|| pending.map(|pending| pending.thread.to_string()));
            let known = self.known.get(item.remote_id.as_str()).copied();
            let was_held = self.memory.held.contains(&item.remote_id);
            match verdict(item, known, pending, can_wait && !was_held) {
                Verdict::Told => {}
                Verdict::Own => item.is_own_doing = true,
                Verdict::Held => {
                    // What is known stays in the batch, or a complete reason would have it looked for.
                    item.whys.retain(|why| known.is_some_and(|known| known.whys.contains(why)));
                    held.insert(item.remote_id.clone());
                }
            }
        }
        let unknown = held.iter().filter(|id| !self.known.contains_key(id.as_str())).cloned().collect();
        self.found.let_go(&unknown);
        self.memory.held.retain(|remote_id| !self.known.contains_key(remote_id.as_str()));
        hold(self.dialect.plan(), &mut self.memory, held);
    }
}

/// An assignment or a request for review is somebody else's where the inbox tells of the item by them, whatever it tells: services keep one entry at a time.
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

/// What is held back is asked for again with the inbox, once.
fn hold(plan: &Plan, memory: &mut Memory, mut held: BTreeSet<String>) {
    if held.is_empty() {
        return;
    }
    due::hurry(plan, memory);
    memory.held.append(&mut held);
    while memory.held.len() > MOST_HELD {
        memory.held.pop_first();
    }
}
