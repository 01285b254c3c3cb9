//! The door of GitLab: what is wrong with it, whose token is shown, what it may do, how often it was used.

use serde_json::json;

use super::{State, Weather, sign_in::unauthorized};
use crate::fakes::spoken::{Answer, Asked};

/// Where the API begins.
pub(super) const BASE: &str = "/api/v4/";

/// An answer, or a refusal.
pub(super) type Told = Result<Answer, Answer>;

const READ: [&str; 2] = ["read_api", "api"];
const READ_USER: [&str; 3] = ["read_user", "read_api", "api"];
const WRITE: [&str; 1] = ["api"];

impl State {
    pub(super) fn answer(&mut self, asked: &Asked) -> Answer {
        let path = asked.url.path();
        let now = self.world.clock.now();
        self.tally.note(now, &asked.method, path);
        match self.weather {
            Weather::Portal => return Answer::page("<!doctype html><title>Welcome to the network</title>"),
            Weather::Broken => return Answer::json(503, &json!({ "message": "GitLab is not responding" })),
            Weather::Fine => {}
        }
        let fault = self.faults.take(path);
        if let Some(answer) = fault.as_ref().and_then(|fault| fault.instead(path)) {
            return answer;
        }
        let answer = self.sign_in(asked).unwrap_or_else(|| self.api(asked));
        match fault {
            Some(fault) => fault.spoil(answer),
            None => answer,
        }
    }

    fn api(&mut self, asked: &Asked) -> Answer {
        let Some(segments) = asked.below(BASE) else { return no_such_route() };
        let owner = match self.allowed(asked, &segments) {
            Ok(owner) => owner,
            Err(refusal) => return refusal,
        };
        let refusal = self.rate.count(self.world.clock.now());
        let answer = refusal.unwrap_or_else(|| {
            let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
            self.route(asked, &owner, &segments).unwrap_or_else(|refusal| refusal)
        });
        self.rate.told(answer)
    }

    /// Whoever may ask this.
    fn allowed(&self, asked: &Asked, segments: &[String]) -> Result<String, Answer> {
        let token = self.shown(asked).ok_or_else(unauthorized)?;
        let needed: &[&str] = match (asked.method.as_str(), segments) {
            ("GET", [only]) if only == "user" => &READ_USER,
            ("GET", _) => &READ,
            _ => &WRITE,
        };
        if needed.iter().any(|scope| token.scopes.contains(scope)) {
            return Ok(token.owner.clone());
        }
        let said = "The request requires higher privileges than provided by the access token.";
        let body = json!({ "error": "insufficient_scope", "error_description": said, "scope": needed.join(" ") });
        Err(Answer::json(403, &body))
    }
}

pub(super) fn no_such_route() -> Answer {
    Answer::json(404, &json!({ "error": "404 Not Found" }))
}

/// `404 Project Not Found`, or `404 Not found` where it does not say what.
pub(super) fn absent(what: &str) -> Answer {
    let what = if what.is_empty() { "Not found".to_owned() } else { format!("{what} Not Found") };
    Answer::json(404, &json!({ "message": format!("404 {what}") }))
}

pub(super) fn invalid(name: &str) -> Answer {
    Answer::json(400, &json!({ "error": format!("{name} does not have a valid value") }))
}
