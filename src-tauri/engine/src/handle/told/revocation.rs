//! An account's credentials were wiped, or could not be.

use jiff::Timestamp;
use stint_api::Topic;
use stint_connect::connector::Revoked;
use stint_core::ids::AccountId;
use stint_store::table;

use super::{change_of, changed, notice_key};
use crate::{Engine, Output, fault::Result};

impl Engine {
    pub(super) fn revoked(
        &mut self,
        id: AccountId,
        result: std::result::Result<Revoked, String>,
        untold: Option<String>,
        now: Timestamp,
    ) -> Result<Vec<Output>> {
        let Some(mut account) = table::account::get(self.conn()?, id)? else { return Ok(Vec::new()) };
        let what = match result {
            Ok(_) if untold.is_some() => "Revoked; the secret was wiped, but the service could not be told",
            Ok(Revoked::Forgotten) => "Revoked; the service was told and the secret wiped",
            Ok(Revoked::NotOffered) => "Revoked; the secret was wiped, and the service has to be told on its page",
            Err(why) => {
                account.last_error = Some(why);
                self.write_account(|tx| table::account::put(tx, &account))?;
                return Ok(changed(&[Topic::Accounts]));
            }
        };
        let notices = self.let_notices_go(id)?;
        let change = change_of(&account, what, "you", now);
        self.write_account(|tx| {
            table::account::remove(tx, id)?;
            table::account_change::push(tx, &change)
        })?;
        let mut outputs = changed(&[Topic::Accounts]);
        outputs.extend(self.stop_reading(id, "Its account was revoked."));
        self.accounts.watched.remove(&id);
        self.accounts.gatherings.remove(&id);
        self.accounts.governor.forget(id);
        outputs.push(Output::Withdraw(notice_key(id)));
        outputs.extend(notices);
        Ok(outputs)
    }
}
