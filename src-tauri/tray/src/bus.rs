//! The buses of session and system, asked with a time limit and without caches: what is not answered soon is not there.

use std::{future::poll_fn, pin::Pin, time::Duration};

use tokio::time;
use zbus::{
    Connection, MatchRule, Message, MessageStream,
    export::{
        futures_core::Stream,
        serde::{Serialize, de::DeserializeOwned},
    },
    zvariant::{DynamicType, OwnedValue, Type},
};

/// How long any answer may take.
pub(crate) const LIMIT: Duration = Duration::from_secs(2);

const BUS: Object<'static> =
    Object { name: "org.freedesktop.DBus", path: "/org/freedesktop/DBus", interface: "org.freedesktop.DBus" };

/// What somebody offers on the bus.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Object<'a> {
    /// Whose it is.
    pub name: &'a str,
    /// Which one.
    pub path: &'a str,
    /// What is asked of it.
    pub interface: &'a str,
}

/// A connection to a bus, closed when dropped.
#[derive(Clone, Debug)]
pub(crate) struct Bus(Connection);

/// The signals of one kind, from the moment they were asked for.
#[derive(Debug)]
pub(crate) struct Signals(MessageStream);

impl Signals {
    /// The next one; `None` once the connection is gone.
    pub(crate) async fn next(&mut self) -> Option<Message> {
        poll_fn(|context| Pin::new(&mut self.0).poll_next(context)).await?.ok()
    }
}

impl Bus {
    /// Connects; `None` where there is no session bus.
    pub(crate) async fn connect() -> Option<Self> {
        within(Connection::session()).await.map(Self)
    }

    /// A bus that a test connected to.
    #[cfg(test)]
    pub(crate) const fn of(connection: Connection) -> Self {
        Self(connection)
    }

    /// Connects to the bus of the system; `None` where there is none.
    pub(crate) async fn system() -> Option<Self> {
        within(Connection::system()).await.map(Self)
    }

    /// Tells of each signal of an object; of a name that somebody has only later, too.
    pub(crate) async fn signals(&self, object: Object<'_>, signal: &'static str) -> Option<Signals> {
        let rule = rule(object, signal).ok()?.build();
        within(MessageStream::for_match_rule(rule, &self.0, None)).await.map(Signals)
    }

    /// Tells whenever somebody takes a name or lets it go.
    pub(crate) async fn owners(&self, name: &str) -> Option<Signals> {
        let rule = rule(BUS, "NameOwnerChanged").and_then(|rule| rule.arg(0, name)).ok()?.build();
        within(MessageStream::for_match_rule(rule, &self.0, None)).await.map(Signals)
    }

    /// Whether somebody has this name now.
    pub(crate) async fn has_owner(&self, name: &str) -> bool {
        self.call(BUS, "NameHasOwner", &(name,)).await.unwrap_or(false)
    }

    /// Whether the bus would start somebody for this name.
    pub(crate) async fn can_start(&self, name: &str) -> bool {
        let names: Vec<String> = self.call(BUS, "ListActivatableNames", &()).await.unwrap_or_default();
        names.iter().any(|known| known == name)
    }

    /// Reads a property.
    pub(crate) async fn get<T: TryFrom<OwnedValue>>(&self, object: Object<'_>, property: &str) -> Option<T> {
        let asked = Object { interface: "org.freedesktop.DBus.Properties", ..object };
        let value: OwnedValue = self.call(asked, "Get", &(object.interface, property)).await?;
        T::try_from(value).ok()
    }

    /// Calls a method; `None` for every failure and for silence.
    pub(crate) async fn call<B, R>(&self, object: Object<'_>, method: &str, body: &B) -> Option<R>
    where
        B: Serialize + DynamicType,
        R: DeserializeOwned + Type,
    {
        let Object { name, path, interface } = object;
        let reply = within(self.0.call_method(Some(name), path, Some(interface), method, body)).await?;
        reply.body().deserialize().ok()
    }
}

fn rule<'a>(object: Object<'a>, signal: &'static str) -> zbus::Result<zbus::match_rule::Builder<'a>> {
    let rule = MatchRule::builder().msg_type(zbus::message::Type::Signal);
    rule.sender(object.name)?.path(object.path)?.interface(object.interface)?.member(signal)
}

async fn within<T>(call: impl Future<Output = zbus::Result<T>>) -> Option<T> {
    match time::timeout(LIMIT, call).await {
        Ok(Ok(answer)) => Some(answer),
        Ok(Err(error)) => {
            tracing::debug!(%error, "the bus says no");
            None
        }
        Err(_) => {
            tracing::debug!("the bus does not answer");
            None
        }
    }
}
