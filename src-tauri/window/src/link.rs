//! Keeps the connection to the engine: starts it where none runs, tells pages what changed, tries again when it goes.

use std::{path::PathBuf, time::Duration};

use stint_api::{
    ApiError, Code, Event, Hello,
    client::{Client, EventStream},
    command::OpenWindow,
};
use tauri::{AppHandle, Manager, async_runtime::JoinHandle};

use crate::{
    engine::Engine,
    events::{Changed, Connection, ConnectionState, News},
    launch,
    run::complain,
    window,
};

/// What the engine's events ended with.
#[derive(Debug, PartialEq, Eq)]
enum Farewell {
    /// It said that it ends, and its windows with it.
    Ended,
    /// It went without a word.
    Vanished,
}

/// A stretch of time without a connection.
#[derive(Debug, Default)]
struct Outage {
    failures: u32,
    is_launched: bool,
    was_connected: bool,
}

/// The first attempt, begun before there is an app.
pub type Early = JoinHandle<Result<(Client, EventStream), ApiError>>;

/// Runs until the engine says that it ends or the last window closes.
pub async fn keep(app: AppHandle, early: Early) {
    let engine = app.state::<Engine>();
    tokio::select! {
        () = engine.left() => {}
        () = attempts(&app, early) => app.exit(0),
    }
}

async fn attempts(app: &AppHandle, early: Early) {
    let socket = app.state::<Engine>().folders().socket();
    let mut outage = Outage::default();
    let mut attempt = match early.await {
        Ok(attempt) => attempt,
        Err(_) => watch(socket.clone()).await,
    };
    loop {
        match attempt {
            Ok((client, events)) => {
                publish(app, connected(), Some(client));
                if follow(app, events).await == Farewell::Ended {
                    return;
                }
                outage = Outage { was_connected: true, ..Outage::default() };
            }
            Err(error) => {
                publish(app, outage.standing(&error), None);
                outage.launch_once(&error);
                tokio::time::sleep(outage.pause()).await;
                outage.failures += 1;
            }
        }
        attempt = watch(socket.clone()).await;
    }
}

/// Connects as the window.
pub async fn watch(socket: PathBuf) -> Result<(Client, EventStream), ApiError> {
    let client = Client::connect_as(&socket, Hello::window()).await?;
    let events = client.events().await?;
    Ok((client, events))
}

async fn follow(app: &AppHandle, mut events: EventStream) -> Farewell {
    while let Some(event) = events.next().await {
        match event {
            Event::Changed { topic } => tell(app, &Changed { topic }),
            Event::Show { place, section } => {
                if let Err(error) = window::show(app, &OpenWindow { place, section }) {
                    complain(&format!("The window could not be shown: {error}."));
                }
            }
            Event::Ended => return Farewell::Ended,
        }
    }
    Farewell::Vanished
}

fn publish(app: &AppHandle, connection: Connection, client: Option<Client>) {
    if app.state::<Engine>().stand(connection.clone(), client) {
        tell(app, &connection);
    }
}

/// Tells every page; one that is closing may miss it.
fn tell(app: &AppHandle, news: &impl News) {
    for label in app.webview_windows().into_keys() {
        drop(news.tell(app, &label));
    }
}

const fn connected() -> Connection {
    Connection { state: ConnectionState::Connected, message: String::new() }
}

impl Outage {
    /// How long until the next attempt: at once at first, at last every five seconds.
    fn pause(&self) -> Duration {
        Duration::from_millis((25 << self.failures.min(8)).min(5000))
    }

    fn standing(&self, error: &ApiError) -> Connection {
        let (state, message) = if error.code == Code::Version {
            (ConnectionState::Refused, error.message.clone())
        } else if self.was_connected {
            (ConnectionState::Lost, LOST.to_owned())
        } else if self.failures < 8 {
            (ConnectionState::Connecting, String::new())
        } else {
            (ConnectionState::Lost, format!("{} Trying again.", error.message))
        };
        Connection { state, message }
    }

    /// Starts the engine where nobody listens, once for each outage: one that ends at once is not started over and over.
    fn launch_once(&mut self, error: &ApiError) {
        if error.code == Code::NotRunning && !self.is_launched {
            self.is_launched = true;
            launch::engine();
        }
    }
}

const LOST: &str =
    "Stint stopped unexpectedly and is being started again. Everything saved is kept; a running timer goes on.";

#[cfg(test)]
mod tests {
    use super::*;

    fn outage(failures: u32, was_connected: bool) -> Outage {
        Outage { failures, was_connected, is_launched: true }
    }

    #[test]
    fn attempts_come_soon_at_first_and_then_every_five_seconds() {
        let pauses: Vec<_> = [0, 1, 4, 8, 60].map(|failures| outage(failures, false).pause().as_millis()).into();
        assert_eq!(pauses, [25, 50, 400, 5000, 5000]);
    }

    #[test]
    fn a_page_hears_of_trouble_only_when_starting_takes_long() {
        let absent = ApiError::new(Code::NotRunning, "Stint is not running.");
        let states =
            [(0, false), (7, false), (8, false), (0, true)].map(|(n, was)| outage(n, was).standing(&absent).state);
        use ConnectionState::{Connecting, Lost};
        assert_eq!(states, [Connecting, Connecting, Lost, Lost]);
    }

    #[test]
    fn another_version_is_said_in_the_engine_s_own_words() {
        let error = ApiError::new(Code::Version, "Stint 9 runs, this is 1.");
        let standing = outage(0, true).standing(&error);
        assert_eq!(
            standing,
            Connection { state: ConnectionState::Refused, message: "Stint 9 runs, this is 1.".into() }
        );
    }
}
