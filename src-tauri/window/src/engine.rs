//! The engine as the commands see it: there, being sought, or gone.

use std::time::Duration;

use serde_json::Value;
use stint_api::{ApiError, Call, Code, Request, client::Client, folders::Folders};
use tokio::sync::{Notify, watch};

use crate::events::{Connection, ConnectionState};

/// How long a request waits for a connection that is being made.
const PATIENCE: Duration = Duration::from_secs(5);

/// The engine as the commands see it.
#[derive(Debug)]
pub struct Engine {
    link: watch::Sender<Link>,
    folders: Folders,
    leaving: Notify,
}

#[derive(Clone, Debug)]
struct Link {
    connection: Connection,
    client: Option<Client>,
}

impl Engine {
    /// Nothing is known yet.
    pub fn sought(folders: Folders) -> Self {
        let connection = Connection { state: ConnectionState::Connecting, message: String::new() };
        Self { link: watch::Sender::new(Link { connection, client: None }), folders, leaving: Notify::new() }
    }

    /// Where its files lie.
    pub const fn folders(&self) -> &Folders {
        &self.folders
    }

    /// How the connection stands.
    pub fn connection(&self) -> Connection {
        self.link.borrow().connection.clone()
    }

    /// Takes a new standing; answers whether anything a page can see differs from before.
    pub fn stand(&self, connection: Connection, client: Option<Client>) -> bool {
        let previous = self.link.send_replace(Link { connection: connection.clone(), client });
        previous.connection != connection
    }

    /// Gives the connection up: the engine is to know at once that no window is open.
    pub fn leave(&self) {
        let gone = Connection { state: ConnectionState::Lost, message: String::new() };
        self.stand(gone, None);
        self.leaving.notify_one();
    }

    /// Resolves once the connection is given up.
    pub async fn left(&self) {
        self.leaving.notified().await;
    }

    /// Passes a request on as it came, waiting while the first connection is being made.
    ///
    /// # Errors
    /// What the engine says, or `NotRunning` where none is connected.
    pub async fn pass(&self, request: Request) -> Result<Value, ApiError> {
        self.client().await?.send(request).await
    }

    /// Asks the engine for the window itself.
    ///
    /// # Errors
    /// As of `pass`.
    pub async fn call<C: Call>(&self, request: C) -> Result<C::Reply, ApiError> {
        self.client().await?.call(request).await
    }

    async fn client(&self) -> Result<Client, ApiError> {
        let mut link = self.link.subscribe();
        let settled = link.wait_for(|link| link.connection.state != ConnectionState::Connecting);
        let link = tokio::time::timeout(PATIENCE, settled).await.ok().and_then(Result::ok).map(|link| link.clone());
        link.as_ref().and_then(|link| link.client.clone()).ok_or_else(|| away(link.map(|link| link.connection)))
    }
}

fn away(connection: Option<Connection>) -> ApiError {
    let words = connection.map(|connection| connection.message).filter(|words| !words.is_empty());
    ApiError::new(Code::NotRunning, words.unwrap_or_else(|| "Stint does not answer yet.".to_owned()))
        .hint("Nothing is lost: the timer goes on from its own start.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn engine() -> Engine {
        Engine::sought(Folders {
            data: "/d".into(),
            config: "/c".into(),
            runtime: "/r".into(),
            downloads: "/dl".into(),
        })
    }

    #[tokio::test]
    async fn without_a_connection_a_request_fails_in_the_words_of_the_connection() {
        let engine = engine();
        let lost = Connection { state: ConnectionState::Lost, message: "Stint stopped.".to_owned() };
        assert!(engine.stand(lost.clone(), None));
        assert!(!engine.stand(lost, None), "the same standing again is no news");
        let error = engine.call(stint_api::question::GetTimer {}).await.unwrap_err();
        assert_eq!((error.code, error.message.as_str()), (Code::NotRunning, "Stint stopped."));
    }

    #[tokio::test(start_paused = true)]
    async fn a_request_waits_for_the_first_connection_but_not_for_ever() {
        let error = engine().call(stint_api::question::GetTimer {}).await.unwrap_err();
        assert_eq!(error.message, "Stint does not answer yet.");
    }
}
