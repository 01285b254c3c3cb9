//! The machine slept, woke, lost the network or found it: nothing is asked meanwhile, and nothing all at once afterwards.

use jiff::Timestamp;
use stint_api::Topic;
use stint_core::governor::{Pause, poll_after_wake_at};

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
    /// Spreads checks that became due meanwhile, so that no two services are asked in the same moment.
    fn stagger_checks(&mut self, now: Timestamp) {
        let overdue = self.accounts.watched.iter_mut().filter(|(_, watched)| watched.next_check_at <= now);
        for (nth, (id, watched)) in (0..).zip(overdue) {
            watched.next_check_at = poll_after_wake_at(now, nth, spread_of(*id));
        }
    }
}
