//! What a service said of the issue behind a task whose page is open.

use std::collections::BTreeSet;

use jiff::Timestamp;
use stint_api::Topic;
use stint_core::{account::Failure, ids::AccountId, work::LookedUp};
use stint_store::table;

use super::changed;
use crate::{Engine, Output, conduct::failure_words, fault::Result};

impl Engine {
    pub(super) fn looked_up(
        &mut self,
        id: AccountId,
        run: u64,
        result: std::result::Result<Vec<(String, LookedUp)>, Failure>,
        now: Timestamp,
    ) -> Result<Vec<Output>> {
        let mut outputs = changed(&[Topic::Tasks]);
        let Some(account) = table::account::get(self.conn()?, id)? else {
            self.accounts.pages.end_of(run, None);
            return Ok(outputs);
        };
        match result {
            Ok(found) => {
                self.accounts.pages.end_of(run, None);
                let is_first = table::work_sync::get(self.conn()?, id)?.first_synced_at.is_none();
                outputs.extend(self.take_in_looked_up(&account, run, (found, BTreeSet::new()), is_first, now)?);
            }
            Err(failure) => {
                let words = failure_words(self.accounts.name_of(&account.service), &failure);
                self.accounts.pages.end_of(run, Some(format!("{words} This is what was seen last.")));
            }
        }
        Ok(outputs)
    }
}
