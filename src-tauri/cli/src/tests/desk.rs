//! A fake engine on a socket of its own, and commands run against it.

use std::{
    collections::{BTreeMap, VecDeque},
    ffi::OsString,
    pin::Pin,
    sync::{Arc, Mutex},
};

use jiff::{Timestamp, tz::TimeZone};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use stint_api::{
    ApiError, Call, Code, Event, Request, Result, Topic,
    folders::Folders,
    handover::{self, Tickets},
    server::{self, Door},
};
use tempfile::TempDir;
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;

use crate::{desk::Ends, edge::Surroundings, perform, show::paint::Paint};

type Answers = BTreeMap<&'static str, VecDeque<Result<Value>>>;

/// Answers each request with what was laid down for it, the last of it again and again.
#[derive(Clone)]
pub(super) struct FakeDoor {
    answers: Arc<Mutex<Answers>>,
    /// What every request is refused with that nothing was laid down for.
    refusal: Option<ApiError>,
    heard: Arc<Mutex<Vec<Request>>>,
    told: broadcast::Sender<Event>,
}

impl Door for FakeDoor {
    async fn send(&self, request: Request) -> Result<Value> {
        let mut answers = self.answers.lock().unwrap();
        let laid = answers.get_mut(request.name.as_str());
        self.heard.lock().unwrap().push(request.clone());
        let answer = match laid {
            Some(laid) if laid.len() > 1 => laid.pop_front(),
            Some(laid) => laid.front().cloned(),
            None => None,
        };
        // Every answer is followed by an event, so that who waits for one goes on.
        for topic in [Topic::Jobs, Topic::Accounts, Topic::Tasks] {
            drop(self.told.send(Event::Changed { topic }));
        }
        let unlaid = || ApiError::new(Code::Internal, format!("Nothing was laid for {}.", request.name));
        answer.unwrap_or_else(|| Err(self.refusal.clone().unwrap_or_else(unlaid)))
    }

    fn events(&self) -> broadcast::Receiver<Event> {
        self.told.subscribe()
    }

    fn watchers_changed(&self, _: usize) {}
}

/// What a command printed and how it ended.
pub(super) struct Outcome {
    pub(super) code: u8,
    pub(super) out: String,
    pub(super) err: String,
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.out)?;
        if !self.err.is_empty() {
            write!(f, "[stderr]\n{}", self.err)?;
        }
        write!(f, "[exit {}]", self.code)
    }
}

/// It is Friday, 20 November 2026, 15:16 in Berlin.
pub(super) struct Fake {
    pub(super) around: Surroundings,
    /// What stands at the input.
    pub(super) input: Vec<u8>,
    /// Whether the person presses Ctrl+C as soon as anything is waited for.
    pub(super) is_interrupted: bool,
    /// What was handed over.
    pub(super) tickets: Tickets,
    door: FakeDoor,
    cancel: CancellationToken,
    _home: TempDir,
}

impl Fake {
    /// An engine that runs.
    pub(super) fn engine() -> Self {
        let fake = Self::absent();
        fake.open();
        fake
    }

    /// An engine that refuses whatever it is asked.
    pub(super) fn refusing(code: Code) -> Self {
        let mut fake = Self::absent();
        fake.door.refusal = Some(ApiError::new(code, "No."));
        fake.open();
        fake
    }

    /// No engine yet.
    pub(super) fn absent() -> Self {
        let home = tempfile::tempdir().unwrap();
        let folder = |name| home.path().join(name);
        let folders = Folders {
            data: folder("data"),
            config: folder("config"),
            runtime: folder("run"),
            downloads: folder("downloads"),
        };
        let around = Surroundings {
            now: "2026-11-20T15:16:00+01:00".parse().unwrap(),
            process: 7,
            zone: TimeZone::get("Europe/Berlin").unwrap(),
            folders: Ok(folders),
            program: None,
            folder: "/exports".into(),
            is_watched: false,
            can_ask: false,
            out_paint: Paint::default(),
            err_paint: Paint::default(),
        };
        let (answers, heard, told) = (Arc::default(), Arc::default(), broadcast::channel(64).0);
        let door = FakeDoor { answers, refusal: None, heard, told };
        let (tickets, cancel) = (Tickets::new(Arc::new(|| Timestamp::UNIX_EPOCH)), CancellationToken::new());
        Self { around, input: Vec::new(), is_interrupted: false, tickets, door, cancel, _home: home }
    }

    /// Begins to listen.
    pub(super) fn open(&self) {
        let folders = self.around.folders.as_ref().unwrap();
        let listener = server::bind(&folders.socket()).unwrap();
        drop(tokio::spawn(server::serve(listener, self.door.clone(), self.cancel.clone())));
        let listener = handover::bind(&folders.hand_socket()).unwrap();
        drop(tokio::spawn(handover::serve(listener, self.tickets.clone(), self.cancel.clone())));
    }

    /// Lays down the next answer to a request.
    pub(super) fn answer<C: Call>(self, answer: C::Reply) -> Self {
        self.lay(C::NAME, Ok(serde_json::to_value(answer).unwrap()))
    }

    /// Lays down a refusal.
    pub(super) fn refuse<C: Call>(self, error: ApiError) -> Self {
        self.lay(C::NAME, Err(error))
    }

    fn lay(self, name: &'static str, answer: Result<Value>) -> Self {
        self.door.answers.lock().unwrap().entry(name).or_default().push_back(answer);
        self
    }

    /// Runs a command line, its words separated by spaces.
    pub(super) async fn run(&self, line: &str) -> Outcome {
        self.run_words(&line.split_whitespace().collect::<Vec<_>>()).await
    }

    /// Runs a command line.
    pub(super) async fn run_words(&self, words: &[&str]) -> Outcome {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let args = words.iter().map(OsString::from).collect();
        let interrupt = || -> Pin<Box<dyn Future<Output = ()>>> {
            if self.is_interrupted { Box::pin(std::future::ready(())) } else { Box::pin(std::future::pending()) }
        };
        let mut input = self.input.as_slice();
        let ends = Ends { input: &mut input, out: &mut out, err: &mut err, interrupt: &interrupt };
        let code = perform(args, &self.around, ends).await.code();
        Outcome { code, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
    }

    /// What was handed over for the tickets that requests named, in their order.
    pub(super) fn taken(&self) -> Vec<String> {
        let heard = self.door.heard.lock().unwrap();
        let named = heard.iter().filter_map(|request| request.body["ticket"].as_str());
        named.filter_map(|ticket| self.tickets.take(ticket)).map(|it| it.expose_secret().to_owned()).collect()
    }

    /// What the engine was asked, a line each, fields that were not given and the letters of tickets left out.
    pub(super) fn heard(&self) -> String {
        let heard = self.door.heard.lock().unwrap();
        heard
            .iter()
            .map(|request| format!("{} {}", request.name, given(request.body.clone())))
            .collect::<Vec<_>>()
            .join("\n")
    }
}

impl Drop for Fake {
    fn drop(&mut self) {
        self.cancel.cancel();
    }
}

fn given(body: Value) -> Value {
    let is_given = |value: &Value| !value.is_null() && *value != json!([]) && *value != json!("");
    match body {
        Value::Object(fields) => {
            let shown = |name: &str, value| if name == "ticket" { json!("…") } else { given(value) };
            let all = fields.into_iter().filter(|(_, value)| is_given(value));
            all.map(|(name, value)| (name.clone(), shown(&name, value))).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => body,
    }
}
