//! Credentials could not be renewed, and it is not tried again by itself.

use jiff::Timestamp;
use stint_api::Topic;
use stint_core::{
    account::{Health, Telling},
    ids::AccountId,
};
use stint_store::table;

use super::{change_of, changed};
use crate::{Engine, Output, conduct::Ended, fault::Result};

impl Engine {
    pub(super) fn renewal_ended(
        &mut self,
        id: AccountId,
        generation: u64,
        how: Ended,
        why: String,
        now: Timestamp,
    ) -> Result<Vec<Output>> {
        let Some(watched) = self.accounts.watched_as(id, generation) else { return Ok(Vec::new()) };
        watched.next_check_at = Timestamp::MAX;
        let Some(mut account) = table::account::get(self.conn()?, id)? else { return Ok(Vec::new()) };
        let (health, what, by, telling) = match how {
            Ended::Suspended => (Health::Suspended, "Suspended", "Stint", Telling::Suspended),
            Ended::SignInAgain => (Health::NeedsSignIn, "Signed out", "the service", Telling::NeedsSignIn),
        };
        let is_news = account.health != health;
        account.health = health;
        account.last_error = Some(why);
        let change = change_of(&account, what, by, now);
        self.write_account(|tx| {
            table::account::put(tx, &account)?;
            if is_news { table::account_change::push(tx, &change) } else { Ok(()) }
        })?;
        let mut outputs = changed(&[Topic::Accounts]);
        outputs.extend(is_news.then(|| self.notice(&account, &telling)));
        Ok(outputs)
    }
}
