//! REST: who asks, what is asked, what it costs, and whether it changed since.

use jiff::fmt::rfc2822;
use sha2::{Digest, Sha256};

use super::{
    answers::{bearer, error, moved, not_found},
    budget::Resource,
    lists,
    model::{Fate, Item, ItemId, Repository, RepositoryId, UserId},
    notifications,
    shapes::Shapes,
    sso,
    state::State,
};
use crate::fakes::spoken::{Answer, Asked};

/// The versions it knows.
const VERSIONS: [&str; 2] = ["2022-11-28", "2026-03-10"];

/// Who asks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Caller {
    /// The person.
    pub user: UserId,
    scopes: Option<&'static str>,
}

impl Caller {
    /// Whether a token of this kind and these scopes may.
    pub(super) fn has(self, scope: &str) -> bool {
        self.scopes.is_none_or(|scopes| scopes.split(',').any(|granted| granted.trim() == scope))
    }

    /// Whether the token is fine-grained.
    pub(super) fn is_fine_grained(self) -> bool {
        self.scopes.is_none()
    }
}

impl State {
    /// Who shows this token.
    pub(super) fn caller(&self, asked: &Asked) -> Result<Caller, Answer> {
        let token = bearer(asked);
        let known = self.tokens.get(token).ok_or_else(|| match token {
            "" => error(401, "Requires authentication"),
            _ => error(401, "Bad credentials"),
        })?;
        let scopes = (!token.starts_with("github_pat_")).then_some(known.scopes);
        Ok(Caller { user: known.user, scopes })
    }

    /// Whether a repository is there for somebody.
    pub(super) fn is_visible(&self, caller: Caller, id: RepositoryId) -> bool {
        let repository = self.repositories.iter().find(|repository| repository.id == id);
        let may = repository
            .is_some_and(|known| !known.is_private || (known.members.contains(&caller.user) && caller.has("repo")));
        may && !self.is_behind_sso(id)
    }
}

/// What is answered to a request below `/api/v3`.
pub(super) fn answer(state: &mut State, asked: &Asked, path: &str) -> Answer {
    let caller = match admit(state, asked) {
        Ok(caller) => caller,
        Err(refused) => {
            state.charge(None, Resource::Core, 1);
            return refused;
        }
    };
    if state.remaining(caller.user, Resource::Core) == 0 {
        state.charge(None, Resource::Core, 0);
        let refused = error(403, &format!("API rate limit exceeded for user ID {}.", caller.user));
        return state.told(caller.user, Resource::Core, refused);
    }
    let answer = conditional(asked, route(state, asked, caller, path));
    state.charge(Some(caller.user), Resource::Core, u32::from(answer.status != 304));
    let answer = with_scopes(caller, answer);
    state.told(caller.user, Resource::Core, answer)
}

fn admit(state: &State, asked: &Asked) -> Result<Caller, Answer> {
    if asked.header("user-agent").is_empty() {
        return Err(error(
            403,
            "Request forbidden by administrative rules. Please make sure your request has a User-Agent header.",
        ));
    }
    let version = asked.header("x-github-api-version");
    if !version.is_empty() && !VERSIONS.contains(&version) {
        return Err(error(400, &format!("\"{version}\" is not a supported version of the GitHub REST API.")));
    }
    state.caller(asked)
}

fn with_scopes(caller: Caller, answer: Answer) -> Answer {
    let answer =
        answer.with("X-GitHub-Enterprise-Version", "3.19.0").with("X-GitHub-Media-Type", "github.v3; format=json");
    match caller.scopes {
        Some(scopes) => answer.with("X-OAuth-Scopes", scopes),
        None => answer.with("X-Accepted-GitHub-Permissions", "issues=read"),
    }
}

fn route(state: &mut State, asked: &Asked, caller: Caller, path: &str) -> Answer {
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    match (asked.method.as_str(), parts.as_slice()) {
        ("GET", ["user"]) => user(state, asked, caller),
        ("GET", ["notifications"]) => state.tell_of_sso(notifications::list(state, asked, caller)),
        ("PATCH", ["notifications", "threads", id]) => notifications::mark(state, caller, id, false),
        ("DELETE", ["notifications", "threads", id]) => notifications::mark(state, caller, id, true),
        ("GET", ["issues"]) => state.tell_of_sso(lists::mine(state, asked, caller)),
        ("GET", ["repos", owner, name, rest @ ..]) => named(state, asked, caller, &format!("{owner}/{name}"), rest),
        ("GET", ["repositories", id, rest @ ..]) => match id.parse() {
            Ok(id) if state.is_visible(caller, id) => inside(state, asked, caller, id, rest),
            _ => not_found(),
        },
        _ => not_found(),
    }
}

fn user(state: &State, asked: &Asked, caller: Caller) -> Answer {
    state.person(caller.user).map_or_else(not_found, |user| Answer::json(200, &Shapes::of(state, asked).me(user)))
}

/// A repository by its name; an earlier name leads to its id.
fn named(state: &State, asked: &Asked, caller: Caller, full_name: &str, rest: &[&str]) -> Answer {
    let is = |name: &String| name.eq_ignore_ascii_case(full_name);
    let behind = |known: &&Repository| is(&known.full_name) && state.is_behind_sso(known.id);
    if state.repositories.iter().any(|known| behind(&known)) {
        return sso::required();
    }
    let visible = || state.repositories.iter().filter(|known| state.is_visible(caller, known.id));
    if let Some(known) = visible().find(|known| is(&known.full_name)) {
        return inside(state, asked, caller, known.id, rest);
    }
    let Some(known) = visible().find(|known| known.renamed_from.iter().any(is)) else { return not_found() };
    let rest: String = rest.iter().flat_map(|part| ["/", part]).collect();
    moved(&with_query(asked, &format!("{}/api/v3/repositories/{}{rest}", asked.origin(), known.id)))
}

fn with_query(asked: &Asked, url: &str) -> String {
    asked.url.query().map_or_else(|| url.to_owned(), |query| format!("{url}?{query}"))
}

fn inside(state: &State, asked: &Asked, caller: Caller, id: RepositoryId, rest: &[&str]) -> Answer {
    let shapes = Shapes::of(state, asked);
    match rest {
        [] => shapes.full_repository(id).map_or_else(not_found, |body| Answer::json(200, &body)),
        ["issues"] => lists::of_repository(state, asked, id),
        ["issues", number] => one(state, asked, caller, (id, number), |item| Some(shapes.issue(item))),
        ["pulls", number] => one(state, asked, caller, (id, number), |item| shapes.pull(item)),
        _ => not_found(),
    }
}

/// An issue or a pull request, or where it went.
fn one(
    state: &State,
    asked: &Asked,
    caller: Caller,
    (repository, number): (RepositoryId, &str),
    shape: impl Fn(&Item) -> Option<serde_json::Value>,
) -> Answer {
    let found = number.parse().ok().and_then(|number| state.numbered(repository, number));
    let Some((_, item)) = found else { return not_found() };
    match item.fate {
        Fate::Here => shape(item).map_or_else(not_found, |body| Answer::json(200, &body)),
        Fate::Deleted => error(410, "This issue was deleted"),
        Fate::Transferred(to) => went(state, asked, caller, to),
    }
}

fn went(state: &State, asked: &Asked, caller: Caller, to: ItemId) -> Answer {
    let item = state.item(to);
    if !state.is_visible(caller, item.repository) {
        return not_found();
    }
    moved(&format!("{}/api/v3/repositories/{}/issues/{}", asked.origin(), item.repository, item.number))
}

/// Gives an answer its ETag, and leaves the body out where the client has it.
fn conditional(asked: &Asked, answer: Answer) -> Answer {
    let has = |wanted: &str| answer.headers.iter().any(|(name, _)| name == wanted);
    if answer.status != 200 || asked.method != "GET" || has("Last-Modified") || has("ETag") {
        return answer;
    }
    let etag = etag(asked, &answer.body);
    unless_known(asked, etag, || answer)
}

/// The ETag of what is made of this; it is the token's own.
pub(super) fn etag(asked: &Asked, made_of: &[u8]) -> String {
    let mut digest = Sha256::new();
    for part in [bearer(asked), asked.header("accept"), asked.url.as_str()] {
        digest.update(part);
        digest.update([0]);
    }
    digest.update(made_of);
    format!("W/\"{:x}\"", digest.finalize())
}

/// 304 where the client has what this ETag names.
pub(super) fn unless_known(asked: &Asked, etag: String, answer: impl FnOnce() -> Answer) -> Answer {
    let is_known = asked.header("if-none-match").split(',').map(str::trim).any(|known| known == etag);
    let answer = if is_known { Answer::empty(304) } else { answer() };
    answer.with("ETag", etag).with("Cache-Control", "private, max-age=60, s-maxage=60")
}

/// A time as headers say it.
pub(super) fn http_date(at: jiff::Timestamp) -> String {
    rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&at).unwrap_or_default()
}
