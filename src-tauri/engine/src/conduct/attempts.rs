//! Sign-ins that are under way: begun, answered, ended, and the links that belong to them.

use std::sync::{Arc, PoisonError};

use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::{Conduct, Handle, attempt::Attempt};
use crate::errand::SignIn;

impl Conduct {
    pub(super) fn sign_in(&mut self, wish: SignIn) {
        self.cancel(&wish.attempt);
        self.attempts.retain(|_, handle| !handle.answers.is_closed());
        if wish.is_moved {
            let mut moved = self.world.moved.write().unwrap_or_else(PoisonError::into_inner);
            moved.insert(wish.service.clone(), wish.origin.clone());
        }
        let (answers, answered) = mpsc::unbounded_channel();
        let handle = Handle { stop: CancellationToken::new(), answers, doorstep: Arc::default() };
        let attempt = Attempt {
            world: Arc::clone(&self.world),
            keeper: self.keeper.clone(),
            safe: self.safe.clone(),
            vital: self.vital.clone(),
            token: self.taken(wish.ticket.clone()),
            stop: handle.stop.clone(),
            answers: answered,
            doorstep: Arc::clone(&handle.doorstep),
            wish,
        };
        self.attempts.insert(attempt.wish.attempt.clone(), handle);
        // Tracked, so that one that was ended can put things back.
        drop(self.vital.spawn(attempt.run()));
    }

    pub(super) fn answer(&self, attempt: &str, is_allowed: bool) {
        if let Some(handle) = self.attempts.get(attempt) {
            // It may have ended meanwhile.
            handle.answers.send(is_allowed).ok();
        }
    }

    pub(super) fn cancel(&mut self, attempt: &str) {
        if let Some(handle) = self.attempts.remove(attempt) {
            handle.stop.cancel();
        }
    }

    /// Links that belong to no sign-in are dropped and counted, never repeated.
    pub(super) fn take_link(&mut self, ticket: &str) {
        let url = self.tickets.take(ticket);
        let is_expected = url.is_some_and(|url| self.attempts.values().any(|handle| handle.doorstep.take(&url)));
        if !is_expected {
            self.stray_links += 1;
            tracing::info!(count = self.stray_links, "a link that no sign-in waits for was dropped");
        }
    }
}
