//! The calls that wait for their reply.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use serde_json::Value;
use tokio::sync::oneshot;

use crate::{ApiError, Result};

type Waiting = oneshot::Sender<Result<Value>>;

/// The calls that wait, by id, until the connection ends.
#[derive(Debug, Default)]
pub(super) struct Replies(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    latest: u64,
    waiting: BTreeMap<u64, Waiting>,
    ended: Option<ApiError>,
}

impl Replies {
    /// A fresh id and where its reply will arrive.
    pub(super) fn expect(&self) -> Result<(u64, oneshot::Receiver<Result<Value>>)> {
        let mut state = self.lock();
        if let Some(why) = &state.ended {
            return Err(why.clone());
        }
        let (reply, arrives) = oneshot::channel();
        state.latest += 1;
        let id = state.latest;
        state.waiting.insert(id, reply);
        Ok((id, arrives))
    }

    /// Forgets the call when dropped, so that a call given up does not wait for ever.
    pub(super) fn waiting(&self, id: u64) -> Expected<'_> {
        Expected { replies: self, id }
    }

    /// Hands a reply to the call that waits for it.
    pub(super) fn settle(&self, id: u64, reply: Result<Value>) {
        let waiting = self.lock().waiting.remove(&id);
        if waiting.is_none_or(|call| call.send(reply).is_err()) {
            tracing::debug!(id, "a reply came for a call that was given up");
        }
    }

    /// Fails every call that waits and every later one.
    pub(super) fn close(&self, why: &ApiError) {
        let mut state = self.lock();
        state.ended = Some(why.clone());
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        for call in waiting.into_values() {
            drop(call.send(Err(why.clone())));
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One call that waits.
pub(super) struct Expected<'a> {
    replies: &'a Replies,
    id: u64,
}

impl Drop for Expected<'_> {
    fn drop(&mut self) {
        drop(self.replies.lock().waiting.remove(&self.id));
    }
}
