//! What a service said when it was asked whose credentials they are.

use jiff::Timestamp;
use stint_api::Topic;
use stint_connect::connector::Identity;
use stint_core::{
    account::{Account, Failure, Health, judge},
    ids::AccountId,
};
use stint_store::table;

use super::{changed, notice_key};
use crate::{
    Engine, Output,
    conduct::{failure_words, spread_of_try},
    fault::Result,
};

impl Engine {
    pub(super) fn checked(
        &mut self,
        id: AccountId,
        generation: u64,
        result: std::result::Result<Identity, Failure>,
        now: Timestamp,
    ) -> Result<Vec<Output>> {
        let mut outputs = changed(&[Topic::Accounts]);
        // What is said of credentials that were replaced meanwhile concerns nobody.
        let Some(watched) = self.accounts.watched_as(id, generation) else { return Ok(outputs) };
        watched.is_checking = false;
        let Some(mut account) = table::account::get(self.conn()?, id)? else { return Ok(outputs) };
        match result {
            Ok(identity) => {
                self.accounts.found_in_order(id, now);
                take_in(&mut account, identity, now);
                if self.accounts.gatherings.get(&id).is_some_and(|it| it.next_at == Timestamp::MAX) {
                    self.plan_reading(&account, now);
                }
                outputs.push(Output::Withdraw(notice_key(id)));
            }
            Err(failure) => outputs.extend(self.fared_badly(&mut account, &failure, now)),
        }
        self.write_account(|tx| table::account::put(tx, &account))?;
        Ok(outputs)
    }

    /// Decides what a failure means, and tells the person where they must act.
    pub(super) fn fared_badly(&mut self, account: &mut Account, failure: &Failure, now: Timestamp) -> Option<Output> {
        let name = self.accounts.name_of(&account.service);
        let watched = self.accounts.watched.get_mut(&account.id)?;
        watched.failures += 1;
        watched.is_out_of_reach = *failure == Failure::Unreachable;
        let since = *watched.failing_since.get_or_insert(now);
        let verdict =
            judge(account, watched.failures, since, failure, now, spread_of_try(account.id, watched.failures));
        watched.next_check_at = verdict.next_check_at;
        if let Failure::ComeBackLater(Some(until)) = failure {
            self.accounts.governor.asked_to_wait(account.id, *until);
        }
        account.health = verdict.health;
        account.last_error = Some(failure_words(name, failure));
        verdict.tell.map(|telling| self.notice(account, &telling))
    }
}

fn take_in(account: &mut Account, identity: Identity, now: Timestamp) {
    account.name = identity.name;
    if identity.scopes.is_some() {
        account.granted = identity.scopes;
    }
    if !account.is_renewed && identity.expires_at.is_some() {
        account.expires_at = identity.expires_at;
    }
    account.health = Health::Fine;
    account.last_error = None;
    account.checked_at = Some(now);
    account.last_used_at = Some(now);
}
