//! A server on a socket of its own, with a door that answers by rule, and a client without manners.
#![expect(clippy::unwrap_used, reason = "a test ends where its surroundings fail")]

use std::{path::PathBuf, sync::Arc};

use serde_json::{Value, json};
use stint_api::{
    ApiError, Code, Event, Request, Result,
    client::Client,
    server::{self, Door},
};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::UnixStream,
    sync::{Semaphore, broadcast, watch},
    task::JoinHandle,
};
use tokio_util::sync::CancellationToken;

/// Answers `echo` with its body, `wait` once it is let, `large` with so many letters, and refuses everything else.
#[derive(Clone)]
pub struct Rules {
    pub told: broadcast::Sender<Event>,
    pub windows: watch::Sender<usize>,
    pub let_go: Arc<Semaphore>,
}

impl Door for Rules {
    async fn send(&self, request: Request) -> Result<Value> {
        match request.name.as_str() {
            "echo" => Ok(request.body),
            "length" => Ok(json!(request.body.as_str().map(str::len))),
            "large" => Ok(json!("x".repeat(request.body.as_u64().unwrap_or_default() as usize))),
            "wait" => {
                self.let_go.acquire().await.unwrap().forget();
                Ok(json!("waited"))
            }
            name => Err(ApiError::new(Code::Refused, format!("There is no request {name}.")).hint("Ask for another.")),
        }
    }

    fn events(&self) -> broadcast::Receiver<Event> {
        self.told.subscribe()
    }

    fn watchers_changed(&self, windows: usize) {
        self.windows.send_replace(windows);
    }
}

pub struct Host {
    pub path: PathBuf,
    pub rules: Rules,
    pub cancel: CancellationToken,
    pub served: JoinHandle<()>,
    _home: TempDir,
}

impl Host {
    pub fn open() -> Self {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("run/stint.sock");
        let rules =
            Rules { told: broadcast::channel(8).0, windows: watch::channel(0).0, let_go: Arc::new(Semaphore::new(0)) };
        let cancel = CancellationToken::new();
        let listener = server::bind(&path).unwrap();
        let served = tokio::spawn(server::serve(listener, rules.clone(), cancel.clone()));
        Self { path, rules, cancel, served, _home: home }
    }

    pub async fn client(&self) -> Client {
        Client::connect(&self.path, "test").await.unwrap()
    }

    pub async fn raw(&self) -> Raw {
        Raw(UnixStream::connect(&self.path).await.unwrap())
    }

    pub async fn windows_are(&self, wanted: usize) {
        self.rules.windows.subscribe().wait_for(|windows| *windows == wanted).await.unwrap();
    }

    /// Whether a well-behaved client is still served.
    pub async fn is_well(&self) -> bool {
        self.client().await.send(request("echo", json!(1))).await == Ok(json!(1))
    }
}

pub fn request(name: &str, body: Value) -> Request {
    Request { name: name.into(), body }
}

/// A client that writes what it likes.
pub struct Raw(pub UnixStream);

impl Raw {
    pub async fn write(&mut self, bytes: &[u8]) {
        self.0.write_all(bytes).await.unwrap();
    }

    pub async fn say(&mut self, value: Value) {
        let text = value.to_string();
        self.write(&u32::try_from(text.len()).unwrap().to_be_bytes()).await;
        self.write(text.as_bytes()).await;
    }

    pub async fn greet(&mut self) {
        self.say(json!({ "protocol": 1, "program": "raw", "version": "0", "window": true, "wantsEvents": true })).await;
        assert!(self.hear().await.unwrap()["welcome"].is_object());
    }

    /// The next frame, or `None` once the server closed.
    pub async fn hear(&mut self) -> Option<Value> {
        let length = self.0.read_u32().await.ok()?;
        let mut frame = vec![0; length as usize];
        self.0.read_exact(&mut frame).await.ok()?;
        Some(serde_json::from_slice(&frame).unwrap())
    }
}
