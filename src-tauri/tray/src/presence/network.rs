//! What the states of NetworkManager mean.

use stint_engine::Presence;

/// Whether the machine reaches the network, as far as NetworkManager is to be believed.
#[derive(Debug, Default)]
pub(super) struct Network {
    is_offline: bool,
    /// It had a connection once, so that having none means something: it may not be what connects this machine.
    is_in_charge: bool,
}

impl Network {
    /// Takes in a state (`NMState` in its reference); `has_route` says whether the machine knows a way out.
    pub(super) fn take(&mut self, state: u32, has_route: impl FnOnce() -> bool) -> Option<Presence> {
        match state {
            // Asleep, disconnected, disconnecting, connecting.
            10 | 20 | 30 | 40 => self.set(self.is_in_charge || !has_route()),
            // Connected: locally, to the site, to the internet.
            50 | 60 | 70 => {
                self.is_in_charge = true;
                self.set(false)
            }
            _ => self.set(false),
        }
    }

    /// Nobody is there to say so any more.
    pub(super) fn forget(&mut self) -> Option<Presence> {
        self.is_in_charge = false;
        self.set(false)
    }

    fn set(&mut self, is_offline: bool) -> Option<Presence> {
        let is_new = self.is_offline != is_offline;
        self.is_offline = is_offline;
        is_new.then_some(if is_offline { Presence::Offline } else { Presence::Online })
    }
}

/// Whether routing tables (`/proc/net/route` and `/proc/net/ipv6_route`, see proc(5)) know a way to anywhere.
pub(super) fn has_default_route(ipv4: &str, ipv6: &str) -> bool {
    let words = |line: &str, at: usize| line.split_whitespace().nth(at).map(str::to_owned);
    let leads_out_4 = |line: &str| words(line, 1).as_deref() == Some("00000000");
    let leads_out_6 = |line: &str| {
        let is_default = words(line, 0).is_some_and(|to| to.bytes().all(|byte| byte == b'0'));
        is_default && words(line, 1).as_deref() == Some("00") && words(line, 9).is_some_and(|device| device != "lo")
    };
    ipv4.lines().any(leads_out_4) || ipv6.lines().any(leads_out_6)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: fn() -> bool = || false;

    #[test]
    fn a_connection_that_goes_and_comes_is_told_once_each() {
        let mut network = Network::default();
        let told = [70, 70, 60, 20, 10, 40, 50, 70].map(|state| network.take(state, || true));
        let (offline, online) = (Some(Presence::Offline), Some(Presence::Online));
        assert_eq!(told, [None, None, None, offline, None, None, online, None]);
    }

    #[test]
    fn without_a_connection_at_the_start_the_machine_is_offline_unless_somebody_else_connects_it() {
        assert_eq!(Network::default().take(20, NONE), Some(Presence::Offline));
        let mut network = Network::default();
        assert_eq!([network.take(20, || true), network.take(40, || true)], [None, None]);
        assert_eq!([network.take(70, || true), network.take(20, || true)], [None, Some(Presence::Offline)]);
    }

    #[test]
    fn what_nobody_knows_is_online() {
        let mut network = Network::default();
        assert_eq!(network.take(20, NONE), Some(Presence::Offline));
        assert_eq!(network.take(0, NONE), Some(Presence::Online));
        assert_eq!(network.take(20, NONE), Some(Presence::Offline));
        assert_eq!([network.forget(), network.forget()], [Some(Presence::Online), None]);
    }

    #[test]
    fn a_way_out_is_a_default_route() {
        let head = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\n";
        let default = format!("{head}eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\n");
        let local = format!("{head}docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\n");
        let zeros = "0".repeat(32);
        let six = |length: &str, device: &str| format!("{zeros} {length} {zeros} 00 {zeros} 400 1 0 3 {device}\n");
        assert!(has_default_route(&default, ""));
        assert!(has_default_route(&local, &six("00", "wlan0")));
        assert!(!has_default_route(&local, &six("00", "lo")));
        assert!(!has_default_route(&local, &six("40", "wlan0")));
        assert!(!has_default_route("", ""));
    }
}
