//! What is new to the person is looked up before it is told: lists lag behind, and do not say who did it.

use std::collections::BTreeSet;

use stint_core::work::{LookedUp, Why, WorkBatch, WorkItem};

use super::{Round, is_final, next_at};
use crate::{connector::Known, error::Result};

/// The most items that are looked up in one fetch.
const MOST: usize = 50;

impl Round<'_> {
    /// The batch, what is new in it being looked up; nothing is new to whoever knows nothing yet.
    pub(super) async fn verified(mut self) -> Result<WorkBatch> {
        if self.asked.cursor.is_some() {
            let fresh: Vec<Known> =
                self.gathered.items().filter(|it| self.is_fresh(it)).take(MOST).map(known).collect();
            match self.look_up(&fresh).await {
                Ok(found) => fresh.iter().zip(found).for_each(|(was, found)| self.replace(was, found)),
                Err(error) if is_final(&error) => return Err(error),
                // The list's word stands.
                Err(_) => {}
            }
        }
        self.say_what_is_unseen();
        let not_before = next_at(&self);
        let cursor = self.seen.cursor();
        let wanted = self.asked.wanted;
        let mut of_no_concern = BTreeSet::new();
        for item in self.gathered.items_mut() {
            item.whys.retain(|why| *why == Why::Followed || wanted.contains(why));
            let is_known = self.known.contains_key(item.remote_id.as_str());
            if !is_known && (item.whys.is_empty() || item.state.is_done()) {
                of_no_concern.insert(item.remote_id.clone());
            }
        }
        self.gathered.let_go(&of_no_concern);
        Ok(self.gathered.batch(cursor, not_before))
    }

    /// Whether it waits for a reason that was not known; a description says that it was looked up already.
    fn is_fresh(&self, item: &WorkItem) -> bool {
        let known = self.known.get(item.remote_id.as_str());
        let is_new = |why: &Why| *why != Why::Followed && known.is_none_or(|known| !known.whys.contains(why));
        item.body.is_none() && item.whys.iter().any(is_new)
    }

    /// The look-up's word counts, but for what it does not tell.
    fn replace(&mut self, was: &Known, found: LookedUp) {
        let LookedUp::Here(mut item) = found else { return };
        item.whys.extend(was.whys.iter().filter(|why| matches!(why, Why::Mentioned | Why::Followed)));
        item.thread = self.gathered.get_mut(&item.remote_id).and_then(|it| it.thread.take());
        self.gathered.put(*item);
    }
}

fn known(item: &WorkItem) -> Known {
    Known {
        remote_id: item.remote_id.clone(),
        kind: item.kind,
        reference: item.reference.clone(),
        whys: item.whys.clone(),
        updated_at: item.updated_at,
        is_awaited: false,
    }
}
