//! Listens to NetworkManager and to logind on the bus of the system; asks once and then only waits.

use std::fs;

use stint_engine::Presence;
use zbus::{export::serde::de::DeserializeOwned, zvariant::Type};

use super::network::{Network, has_default_route};
use crate::bus::{Bus, Object, Signals};

const NETWORK: Object<'static> = Object {
    name: "org.freedesktop.NetworkManager",
    path: "/org/freedesktop/NetworkManager",
    interface: "org.freedesktop.NetworkManager",
};
const LOGIN: Object<'static> = Object {
    name: "org.freedesktop.login1",
    path: "/org/freedesktop/login1",
    interface: "org.freedesktop.login1.Manager",
};

/// Tells of every change until the bus is gone; before and after it the machine counts as awake and online.
pub(crate) async fn watch(tell: impl Fn(Presence)) {
    match Bus::system().await {
        Some(bus) => watch_on(&bus, tell).await,
        None => tracing::debug!("there is no bus of the system"),
    }
}

async fn watch_on(bus: &Bus, tell: impl Fn(Presence)) {
    listen(bus, &tell).await;
    tracing::debug!("the bus of the system tells no more");
    [Presence::Woke, Presence::Online].into_iter().for_each(tell);
}

/// Ends, without a word, when the bus is gone.
async fn listen(bus: &Bus, tell: &impl Fn(Presence)) -> Option<()> {
    let mut states = bus.signals(NETWORK, "StateChanged").await?;
    let mut owners = bus.owners(NETWORK.name).await?;
    let mut naps = bus.signals(LOGIN, "PrepareForSleep").await?;
    let mut network = Network::default();
    let mut change = ask(bus, &mut network).await;
    loop {
        change.into_iter().for_each(tell);
        change = tokio::select! {
            state = body(&mut states) => network.take(state?, has_route),
            owner = body::<(String, String, String)>(&mut owners) => match owner?.2.as_str() {
                "" => network.forget(),
                _ => ask(bus, &mut network).await,
            },
            sleeps = body(&mut naps) => Some(if sleeps? { Presence::Slept } else { Presence::Woke }),
        };
    }
}

/// Never starts NetworkManager.
async fn ask(bus: &Bus, network: &mut Network) -> Option<Presence> {
    if !bus.has_owner(NETWORK.name).await {
        return network.forget();
    }
    let state = bus.get(NETWORK, "State").await?;
    network.take(state, has_route)
}

/// What the next signal says, one that says something else than agreed passed over; `None` once the bus is gone.
async fn body<T: DeserializeOwned + Type>(signals: &mut Signals) -> Option<T> {
    loop {
        if let Ok(body) = signals.next().await?.body().deserialize() {
            return Some(body);
        }
    }
}

fn has_route() -> bool {
    let table = |name: &str| fs::read_to_string(name).unwrap_or_default();
    has_default_route(&table("/proc/net/route"), &table("/proc/net/ipv6_route"))
}

#[cfg(test)]
mod tests {
    use std::{
        io::{BufRead, BufReader},
        process::{Child, Command, Stdio},
    };

    use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
    use zbus::{Connection, connection, export::serde::Serialize, interface, zvariant::DynamicType};

    use super::*;

    /// A bus of its own, ended with the test.
    struct PrivateBus {
        daemon: Child,
        address: String,
    }

    impl PrivateBus {
        fn start() -> Self {
            let mut command = Command::new("dbus-daemon");
            command.args(["--session", "--nofork", "--nopidfile", "--print-address=1"]);
            let mut daemon = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
            let mut address = String::new();
            BufReader::new(daemon.stdout.take().unwrap()).read_line(&mut address).unwrap();
            Self { daemon, address: address.trim().to_owned() }
        }

        fn builder(&self) -> connection::Builder<'_> {
            connection::Builder::address(self.address.as_str()).unwrap()
        }
    }

    impl Drop for PrivateBus {
        fn drop(&mut self) {
            self.daemon.kill().ok();
            self.daemon.wait().ok();
        }
    }

    /// Always connected when asked, and tells who asked that it was.
    struct NetworkManager(UnboundedSender<()>);

    #[interface(name = "org.freedesktop.NetworkManager")]
    impl NetworkManager {
        #[zbus(property)]
        fn state(&self) -> u32 {
            self.0.send(()).ok();
            70
        }
    }

    /// A bus with a NetworkManager, and what a watcher of it tells.
    async fn watched() -> (PrivateBus, Connection, UnboundedReceiver<Presence>) {
        let bus = PrivateBus::start();
        let (asked, mut is_asked) = mpsc::unbounded_channel();
        let manager = bus.builder().name(NETWORK.name).unwrap();
        let manager = manager.serve_at(NETWORK.path, NetworkManager(asked)).unwrap().build().await.unwrap();
        let (tell, told) = mpsc::unbounded_channel();
        let watcher = Bus::of(bus.builder().build().await.unwrap());
        tokio::spawn(async move { watch_on(&watcher, |change| tell.send(change).unwrap()).await });
        // The watcher listens before it asks.
        is_asked.recv().await.unwrap();
        (bus, manager, told)
    }

    async fn say(who: &Connection, object: Object<'_>, signal: &str, body: &(impl Serialize + DynamicType)) {
        who.emit_signal(None::<&str>, object.path, object.interface, signal, body).await.unwrap();
    }

    async fn login(bus: &PrivateBus) -> Connection {
        bus.builder().name(LOGIN.name).unwrap().build().await.unwrap()
    }

    #[tokio::test]
    async fn a_network_that_goes_and_comes_is_told() {
        let (_bus, manager, mut told) = watched().await;
        for (state, expected) in [(20_u32, Presence::Offline), (70, Presence::Online)] {
            say(&manager, NETWORK, "StateChanged", &state).await;
            assert_eq!(told.recv().await, Some(expected));
        }
    }

    #[tokio::test]
    async fn with_network_manager_gone_the_machine_counts_as_online() {
        let (_bus, manager, mut told) = watched().await;
        say(&manager, NETWORK, "StateChanged", &20_u32).await;
        assert_eq!(told.recv().await, Some(Presence::Offline));
        manager.close().await.unwrap();
        assert_eq!(told.recv().await, Some(Presence::Online));
    }

    #[tokio::test]
    async fn going_to_bed_and_waking_is_told_whenever_logind_comes() {
        let (bus, _manager, mut told) = watched().await;
        let login = login(&bus).await;
        for (goes_to_bed, expected) in [(true, Presence::Slept), (false, Presence::Woke)] {
            say(&login, LOGIN, "PrepareForSleep", &goes_to_bed).await;
            assert_eq!(told.recv().await, Some(expected));
        }
    }

    #[tokio::test]
    async fn what_others_say_or_nobody_understands_is_passed_over() {
        let (bus, manager, mut told) = watched().await;
        let stranger = bus.builder().build().await.unwrap();
        say(&stranger, NETWORK, "StateChanged", &20_u32).await;
        say(&stranger, LOGIN, "PrepareForSleep", &true).await;
        // Answered, so that what was said before has been passed on.
        assert!(Bus::of(stranger).has_owner(NETWORK.name).await);
        say(&manager, NETWORK, "StateChanged", &"disconnected").await;
        say(&manager, NETWORK, "StateChanged", &10_u32).await;
        assert_eq!(told.recv().await, Some(Presence::Offline));
        assert!(told.is_empty());
    }

    #[tokio::test]
    async fn with_the_bus_gone_the_machine_counts_as_awake_and_online() {
        let (bus, _manager, mut told) = watched().await;
        say(&login(&bus).await, LOGIN, "PrepareForSleep", &true).await;
        assert_eq!(told.recv().await, Some(Presence::Slept));
        drop(bus);
        assert_eq!((told.recv().await, told.recv().await), (Some(Presence::Woke), Some(Presence::Online)));
        assert_eq!(told.recv().await, None);
    }
}
