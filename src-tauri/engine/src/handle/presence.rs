//! The machine slept, woke, lost the network or found it: nothing is asked meanwhile, and nothing all at once afterwards.

use std::collections::BTreeSet;

use jiff::Timestamp;
use stint_api::Topic;
use stint_core::{
    account::Health,
    governor::{Pause, poll_after_wake_at},
};
use stint_store::table;

use crate::{Engine, Output, Presence, conduct::spread_of};

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
    /// was suspended while nobody could be reached gets another chance.
    fn stagger_checks(&mut self, now: Timestamp) {
        let accounts = self.conn().and_then(|conn| Ok(table::account::list(conn)?)).unwrap_or_default();
        let suspended: BTreeSet<_> =
            accounts.iter().filter(|it| it.health == Health::Suspended).map(|it| it.id).collect();
        let watched = self.accounts.watched.iter_mut();
        let overdue = watched.filter(|(id, watched)| watched.next_check_at <= now || suspended.contains(id));
        for (nth, (id, watched)) in (0..).zip(overdue) {
            watched.next_check_at = poll_after_wake_at(now, nth, spread_of(*id));
        }
    }
}
