//! Gitea or Forgejo: issues and pull requests that wait for people, and their notifications.

mod doings;
mod routes;
mod shapes;
pub mod world;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use anyhow::Result;
use serde_json::json;

use self::world::World;
use super::{
    faults::Faults,
    server::Server,
    spoken::{Answer, Asked},
    tally::Tally,
};

/// A running Gitea of one's own.
pub struct Gitea {
    server: Server,
    books: Arc<Mutex<State>>,
}

/// What it knows now.
#[derive(Default)]
pub struct State {
    /// Whoever shows one of these is let in: whose it is, and what it may do.
    pub tokens: BTreeMap<String, (String, Vec<&'static str>)>,
    /// What people did there.
    pub world: World,
    /// What is wrong with some of its answers.
    pub faults: Faults,
    /// What it was asked.
    pub tally: Tally,
}

impl Gitea {
    /// Starts one that knows nobody.
    pub fn start() -> Result<Self> {
        let books: Arc<Mutex<State>> = Arc::default();
        let answering = Arc::clone(&books);
        let answer = move |asked: &Asked| answering.lock().unwrap_or_else(PoisonError::into_inner).answer(asked);
        Ok(Self { server: Server::start(0, Arc::new(answer))?, books })
    }

    /// Where it lies.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://{}", self.server.address())
    }

    /// The host and the port.
    #[must_use]
    pub fn host(&self) -> String {
        self.server.address().to_string()
    }

    /// What it knows, to be read and changed.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes a token of mona's by hand: `read:issue`, `write:notification`, or `all`.
    pub fn make_token(&self, token: &str, scopes: &[&'static str]) {
        self.state().tokens.insert(token.to_owned(), ("mona".to_owned(), scopes.to_vec()));
    }

    /// How often it was asked.
    #[must_use]
    pub fn asked(&self) -> usize {
        self.server.asked()
    }
}

impl State {
    fn answer(&mut self, asked: &Asked) -> Answer {
        let path = asked.url.path();
        self.tally.note(self.world.clock.now(), &asked.method, path);
        let fault = self.faults.take(path);
        if let Some(answer) = fault.as_ref().and_then(|fault| fault.instead(path)) {
            return answer;
        }
        let answer = self.api(asked).unwrap_or_else(|refusal| refusal);
        match fault {
            Some(fault) => fault.spoil(answer),
            None => answer,
        }
    }

    fn api(&mut self, asked: &Asked) -> Result<Answer, Answer> {
        let segments = asked.below(routes::BASE).ok_or_else(|| refused(asked, 404, "Not found."))?;
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        let shown = asked.authorization("token").or_else(|| asked.authorization("Bearer"));
        let shown = shown.ok_or_else(|| refused(asked, 401, "token is required"))?;
        let known = self.tokens.get(shown);
        let (me, scopes) = known.ok_or_else(|| refused(asked, 401, "invalid username, password or token"))?.clone();
        let needed = needed(&asked.method, &segments);
        let writes = needed.replacen("read:", "write:", 1);
        if !scopes.iter().any(|scope| *scope == "all" || *scope == needed || *scope == writes) {
            let said = format!("token does not have at least one of required scope(s): [{needed}]");
            return Err(refused(asked, 403, &said));
        }
        self.route(asked, &me, &segments)
    }
}

/// <https://docs.gitea.com/development/oauth2-provider#scopes>
fn needed(method: &str, segments: &[&str]) -> String {
    let what = match segments {
        ["user", ..] => "user",
        ["notifications", ..] => "notification",
        ["repos", "issues", ..] | ["repos", _, _, "issues", ..] => "issue",
        _ => "repository",
    };
    format!("{}:{what}", if method == "GET" { "read" } else { "write" })
}

fn refused(asked: &Asked, status: u16, said: &str) -> Answer {
    Answer::json(status, &json!({ "message": said, "url": format!("{}/api/swagger", asked.origin()) }))
}
