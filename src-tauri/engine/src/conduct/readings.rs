//! Readings of work that are under way: one an account at most, ended when another takes its place.

use std::sync::Arc;

use stint_core::ids::AccountId;

use super::{Conduct, gathering};
use crate::errand::Fetch;

impl Conduct {
    pub(super) fn fetch(&mut self, fetch: Fetch) {
        self.fetches.retain(|_, fetch| !fetch.is_finished());
        let id = fetch.account.id;
        let reading = tokio::spawn(gathering::gather(Arc::clone(&self.world), self.keeper.clone(), fetch));
        if let Some(before) = self.fetches.insert(id, reading.abort_handle()) {
            before.abort();
        }
    }

    pub(super) fn look_up(&self, fetch: Fetch) {
        drop(tokio::spawn(gathering::look_up(Arc::clone(&self.world), self.keeper.clone(), fetch)));
    }

    pub(super) fn stop_fetch(&mut self, account: AccountId) {
        if let Some(reading) = self.fetches.remove(&account) {
            reading.abort();
        }
    }
}
