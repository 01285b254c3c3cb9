//! The machine slept, woke, lost the network or found it: nothing is asked meanwhile, and nothing all at once afterwards.

use std::collections::BTreeSet;

use jiff::Timestamp;
use stint_api::Topic;
use stint_core::{account::Health, governor::Pause};
use stint_store::table;

use crate::{Engine, Output, Presence};

/// The machine changed.
pub(super) fn changed(engine: &mut Engine, change: Presence, now: Timestamp) -> Vec<Output> {
    let accounts = &mut engine.accounts;
    match change {
        Presence::Offline => {
            accounts.is_offline = true;
            accounts.governor.pause(Pause::Offline);
            accounts.outside.egress.set_online(false);
        }
        Presence::Online => {
            accounts.is_offline = false;
            accounts.governor.resume(Pause::Offline);
            accounts.outside.egress.set_online(true);
            engine.stagger_checks(now);
        }
        Presence::Slept => {
            accounts.is_asleep = true;
            accounts.governor.pause(Pause::Asleep);
        }
        Presence::Woke => {
            accounts.is_asleep = false;
            accounts.governor.resume(Pause::Asleep);
            engine.stagger_checks(now);
        }
    }
    super::changed(&[Topic::Accounts])
}

impl Engine {
    /// Spreads checks that became due meanwhile, so that no two services are asked in the same moment; an account that
    /// was suspended, or waits because nobody could be reached, gets another chance.
    fn stagger_checks(&mut self, now: Timestamp) {
        let accounts = self.conn().and_then(|conn| Ok(table::account::list(conn)?)).unwrap_or_default();
        let suspended: BTreeSet<_> =
            accounts.iter().filter(|it| it.health == Health::Suspended).map(|it| it.id).collect();
        self.read_soon(now);
        self.check_soon(now, |id, watched| {
            watched.next_check_at <= now || watched.is_out_of_reach || suspended.contains(id)
        });
    }
}
