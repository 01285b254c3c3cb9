//! What can go wrong, on demand: instead of an answer, or with one.

use serde_json::{Value, json};

use super::{answers::error, sso, state::State};
use crate::fakes::spoken::{Answer, Asked, Ending};

/// Something that goes wrong.
#[derive(Clone, Debug)]
pub enum Fault {
    /// 401.
    BadCredentials,
    /// 403 with the page where the token can be authorised.
    SsoRequired,
    /// The answer, without the organisations of these ids; the items must be made invisible by the test.
    SsoPartial(&'static str),
    /// 403 that only its text tells from others, with or without `Retry-After`.
    SecondaryLimit(Option<u32>),
    /// 429 with `Retry-After`.
    TooMany(u32),
    /// 403 with nothing remaining.
    Exhausted,
    /// 403 as fine-grained tokens get it.
    NotAccessible,
    /// 400 for the version that was asked for.
    UnknownVersion,
    /// 422.
    Unprocessable,
    /// 500, 502, 503 and their like, as HTML where the proxy answers.
    Broken(u16),
    /// GraphQL that was asked too often: 200.
    GraphQlLimited,
    /// The answer of GraphQL, with an error beside it.
    ErrorsBeside,
    /// The answer of GraphQL, with the word that an organisation wants single sign-on; the test makes its items invisible.
    GraphQlSso,
    /// The answer of GraphQL without the state of checks.
    ChecksForbidden,
    /// A page of a captive portal: 200.
    Html,
    /// JSON that ends in its middle.
    CutJson,
    /// Less than its length promised.
    CutBody,
    /// 30 MB.
    Huge,
    /// Nothing, ever.
    Never,
    /// Nothing: the connection is closed.
    Closed,
    /// The answer, in which every field of these names has this value, or is not there.
    Each(&'static [&'static str], Option<Value>),
    /// A redirect to another origin.
    Elsewhere(String),
}

/// A fault and where it strikes.
#[derive(Clone, Debug)]
pub struct Queued {
    prefix: String,
    fault: Fault,
    left: Option<u32>,
}

impl Fault {
    /// Values of enums that nobody heard of.
    #[must_use]
    pub fn unknown_enums() -> Self {
        let names = &["state", "state_reason", "stateReason", "reason", "reviewDecision"];
        Self::Each(names, Some(json!("BRAND_NEW")))
    }

    /// Everybody deleted their account.
    #[must_use]
    pub fn null_users() -> Self {
        Self::Each(&["user", "author", "actor", "assignee", "mergedBy", "merged_by", "owner"], Some(Value::Null))
    }

    /// These fields are not sent.
    #[must_use]
    pub fn missing(names: &'static [&'static str]) -> Self {
        Self::Each(names, None)
    }

    /// What is answered instead.
    pub(super) fn instead(&self, state: &State) -> Option<Answer> {
        Some(match self {
            Self::BadCredentials => error(401, "Bad credentials"),
            Self::SsoRequired => sso::required(),
            Self::SecondaryLimit(after) => secondary(*after),
            Self::TooMany(after) => error(429, "Too many requests").with("Retry-After", after),
            Self::Exhausted => exhausted(state),
            Self::NotAccessible => not_accessible(),
            Self::UnknownVersion => error(400, "\"2022-11-28\" is not a supported version of the GitHub API"),
            Self::Unprocessable => error(422, "Validation Failed"),
            Self::Broken(status) => html(*status, "<html><body><h1>Unicorn!</h1></body></html>"),
            Self::GraphQlLimited => graphql_limited(state),
            Self::Html => html(200, "<!doctype html><title>Welcome</title><p>Sign in to use this network.</p>"),
            Self::Huge => Answer::json(200, &json!([{ "title": "x".repeat(30 * 1024 * 1024) }])),
            Self::Never => Answer::empty(200).ending(Ending::StaysAway),
            Self::Closed => Answer::empty(200).ending(Ending::Closes),
            Self::Elsewhere(url) => error(301, "Moved Permanently").with("Location", url),
            Self::SsoPartial(_)
            | Self::ErrorsBeside
            | Self::GraphQlSso
            | Self::ChecksForbidden
            | Self::CutJson
            | Self::CutBody
            | Self::Each(..) => return None,
        })
    }

    /// What becomes of the answer.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the others came instead of it")]
    pub(super) fn spoil(&self, mut answer: Answer) -> Answer {
        match self {
            Self::SsoPartial(ids) => answer.with("X-GitHub-SSO", format!("partial-results; organizations={ids}")),
            Self::CutJson => {
                answer.body.truncate(answer.body.len() / 2);
                answer
            }
            Self::CutBody => answer.ending(Ending::BreaksOff),
            Self::Each(names, value) => rewritten(answer, |body| each(body, names, value.as_ref())),
            Self::ErrorsBeside => rewritten(answer, |body| beside(body, "INTERNAL", "Something went wrong")),
            Self::GraphQlSso => {
                let answer = rewritten(answer, |body| {
                    beside(body, "FORBIDDEN", sso::SAML);
                    body["errors"][0]["extensions"] = json!({ "saml_failure": true });
                });
                answer.with("X-GitHub-SSO", format!("required; url={}", sso::PAGE))
            }
            Self::ChecksForbidden => rewritten(answer, |body| {
                each(body, &["statusCheckRollup"], Some(&Value::Null));
                beside(body, "FORBIDDEN", "Resource not accessible by personal access token");
            }),
            _ => answer,
        }
    }
}

impl State {
    /// The next request below this path fails so.
    pub fn fail_once(&mut self, prefix: &str, fault: Fault) {
        self.faults.push_back(Queued { prefix: prefix.to_owned(), fault, left: Some(1) });
    }

    /// Every request below this path fails so, until `heal`.
    pub fn fail(&mut self, prefix: &str, fault: Fault) {
        self.faults.push_back(Queued { prefix: prefix.to_owned(), fault, left: None });
    }

    /// Nothing fails any more.
    pub fn heal(&mut self) {
        self.faults.clear();
    }

    /// What is to go wrong with this request.
    pub(super) fn fault(&mut self, asked: &Asked) -> Option<Fault> {
        let at = self.faults.iter().position(|queued| asked.url.path().starts_with(&queued.prefix))?;
        let queued = &mut self.faults[at];
        let fault = queued.fault.clone();
        queued.left = queued.left.map(|left| left - 1);
        if queued.left == Some(0) {
            self.faults.remove(at);
        }
        Some(fault)
    }
}

/// <https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api>
pub(super) fn not_accessible() -> Answer {
    let answer = error(403, "Resource not accessible by personal access token");
    answer.with("X-Accepted-GitHub-Permissions", "")
}

fn secondary(after: Option<u32>) -> Answer {
    let answer =
        error(403, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.");
    match after {
        Some(seconds) => answer.with("Retry-After", seconds),
        None => answer,
    }
}

fn exhausted(state: &State) -> Answer {
    let answer = error(403, "API rate limit exceeded for user ID 583231.");
    let reset = state.now().as_second() + 1_800;
    answer.with("X-RateLimit-Limit", 5_000).with("X-RateLimit-Remaining", 0).with("X-RateLimit-Reset", reset)
}

fn graphql_limited(state: &State) -> Answer {
    let message = "API rate limit already exceeded for user ID 583231.";
    let body = json!({ "errors": [{ "type": "RATE_LIMITED", "message": message }] });
    let reset = state.now().as_second() + 1_800;
    let answer = Answer::json(200, &body).with("X-RateLimit-Limit", 5_000);
    answer.with("X-RateLimit-Remaining", 0).with("X-RateLimit-Reset", reset)
}

fn html(status: u16, page: &str) -> Answer {
    Answer::of(status, "text/html; charset=utf-8", page)
}

fn rewritten(mut answer: Answer, change: impl Fn(&mut Value)) -> Answer {
    if let Ok(mut body) = serde_json::from_slice(&answer.body) {
        change(&mut body);
        answer.body = body.to_string().into_bytes();
    }
    answer
}

fn each(body: &mut Value, names: &[&str], value: Option<&Value>) {
    match body {
        Value::Object(fields) => {
            for name in names {
                match (value, fields.contains_key(*name)) {
                    (Some(value), true) => drop(fields.insert((*name).to_owned(), value.clone())),
                    (None, true) => drop(fields.remove(*name)),
                    (_, false) => {}
                }
            }
            fields.values_mut().for_each(|field| each(field, names, value));
        }
        Value::Array(all) => all.iter_mut().for_each(|one| each(one, names, value)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn beside(body: &mut Value, kind: &str, message: &str) {
    body["errors"] = json!([{ "type": kind, "path": [], "message": message }]);
}
