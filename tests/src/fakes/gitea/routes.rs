//! What can be asked about the work at a Gitea, once it is known who asks.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{
    State, refused,
    shapes::{Shapes, sha},
    world::{Pull, Repository, Subject},
};
use crate::fakes::spoken::{Answer, Asked};

/// Where the API begins.
pub(super) const BASE: &str = "/api/v1/";

const USUAL: usize = 30;
const LONGEST: usize = 50;

type Told = Result<Answer, Answer>;

impl State {
    pub(super) fn route(&mut self, asked: &Asked, me: &str, segments: &[&str]) -> Told {
        if let ("PATCH", ["notifications", "threads", id]) = (asked.method.as_str(), segments) {
            return self.read(asked, me, id);
        }
        let origin = asked.origin();
        let shapes = Shapes { world: &self.world, origin: &origin };
        match (asked.method.as_str(), segments) {
            ("GET", ["user"]) => Ok(Answer::json(200, &shapes.user(me))),
            ("GET", ["version"]) => Ok(Answer::json(200, &json!({ "version": "1.25.1" }))),
            ("GET", ["notifications"]) => Ok(self.threads(asked, me)),
            ("GET", ["repos", "issues", "search"]) => Ok(self.listed(asked, |subject| is_wanted(subject, asked, me))),
            ("GET", ["repos", owner, name, rest @ ..]) => {
                let repository = self.find(asked, owner, name)?;
                self.in_repository(asked, repository, rest)
            }
            _ => Err(absent(asked)),
        }
    }

    fn in_repository(&self, asked: &Asked, repository: &Repository, rest: &[&str]) -> Told {
        let origin = asked.origin();
        let shapes = Shapes { world: &self.world, origin: &origin };
        let numbered = |number: &str| self.numbered(repository, number).ok_or_else(|| absent(asked));
        let pull = |number: &str| -> Result<(&Subject, &Pull), Answer> {
            let subject = numbered(number)?;
            Ok((subject, subject.pull.as_ref().ok_or_else(|| absent(asked))?))
        };
        let shown = match rest {
            [] => shapes.repository(repository),
            ["issues"] => return Ok(self.listed(asked, |subject| subject.repository == repository.id)),
            ["issues", number] => shapes.issue(numbered(number)?),
            ["pulls", number] => pull(number).map(|(subject, pull)| shapes.pull(subject, pull))?,
            ["pulls", number, "reviews"] => Value::Array(shapes.reviews(pull(number)?.1)),
            ["commits", commit, "status"] => self.status(repository, commit).ok_or_else(|| absent(asked))?,
            _ => return Err(absent(asked)),
        };
        Ok(Answer::json(200, &shown))
    }

    fn numbered(&self, repository: &Repository, number: &str) -> Option<&Subject> {
        let is_meant = |it: &&Subject| it.repository == repository.id && number.parse() == Ok(it.number);
        self.world.subjects.values().find(is_meant)
    }

    /// <https://docs.gitea.com/api/next/#tag/repository/operation/repoGetCombinedStatusByRef>
    fn status(&self, repository: &Repository, commit: &str) -> Option<Value> {
        let is_meant = |it: &&Subject| it.repository == repository.id && sha(it) == commit;
        let status = self.world.subjects.values().find(is_meant)?.pull.as_ref()?.status.clone();
        let count = u32::from(status.is_some());
        Some(json!({ "state": status.unwrap_or_default(), "sha": commit, "total_count": count }))
    }

    fn listed(&self, asked: &Asked, is_wanted: impl Fn(&Subject) -> bool) -> Answer {
        let origin = asked.origin();
        let shapes = Shapes { world: &self.world, origin: &origin };
        let is_seen = |subject: &&Subject| !self.world.repositories[&subject.repository].is_hidden;
        let all = self.world.subjects.values().rev().filter(is_seen);
        let all: Vec<&Subject> = all.filter(|subject| is_wanted(subject) && is_asked_for(subject, asked)).collect();
        page(asked, &all, |subject| shapes.issue(subject))
    }

    fn threads(&self, asked: &Asked, me: &str) -> Answer {
        let origin = asked.origin();
        let shapes = Shapes { world: &self.world, origin: &origin };
        let is_all = asked.query("all").as_deref() == Some("true");
        let statuses = asked.queries("status-types");
        let takes = |status: &str| {
            if statuses.is_empty() { status == "unread" } else { statuses.iter().any(|it| it == status) }
        };
        let is_seen = |subject: u64| !self.world.repositories[&self.world.subjects[&subject].repository].is_hidden;
        let all = self.world.threads.iter().filter(|thread| thread.owner == me && is_seen(thread.subject));
        let mut all: Vec<_> =
            all.filter(|thread| is_all || takes(if thread.is_unread { "unread" } else { "read" })).collect();
        all.sort_by_key(|thread| std::cmp::Reverse((thread.updated_at, thread.id)));
        page(asked, &all, |thread| shapes.thread(thread))
    }

    /// 205, and the thread nevertheless.
    fn read(&mut self, asked: &Asked, me: &str, id: &str) -> Told {
        let to = asked.query("to-status").unwrap_or_else(|| "read".to_owned());
        let threads = &mut self.world.threads;
        let found = threads.iter_mut().find(|thread| thread.owner == me && id.parse() == Ok(thread.id));
        let thread = found.ok_or_else(|| absent(asked))?;
        thread.is_unread = to == "unread";
        let thread = thread.clone();
        let origin = asked.origin();
        Ok(Answer::json(205, &Shapes { world: &self.world, origin: &origin }.thread(&thread)))
    }

    /// An old path leads to the new one, by a 307 without a host.
    fn find(&self, asked: &Asked, owner: &str, name: &str) -> Result<&Repository, Answer> {
        let path = format!("{owner}/{name}");
        let all = || self.world.repositories.values().filter(|repository| !repository.is_hidden);
        if let Some(found) = all().find(|repository| repository.path.eq_ignore_ascii_case(&path)) {
            return Ok(found);
        }
        let moved = all().find(|repository| repository.moved_from.contains(&path)).ok_or_else(|| absent(asked))?;
        let there = asked.url.path().replacen(&path, &moved.path, 1);
        let query = asked.url.query().map(|query| format!("?{query}")).unwrap_or_default();
        Err(Answer::empty(307).with("Location", format!("{there}{query}")))
    }
}

/// What a search narrows down to people; every one that is true must hold.
fn is_wanted(subject: &Subject, asked: &Asked, me: &str) -> bool {
    let is = |name: &str| asked.query(name).as_deref() == Some("true");
    let holds = |people: &[String]| people.iter().any(|name| name == me);
    let pull = subject.pull.clone().unwrap_or_default();
    let is_of_owner = asked.query("created_by").is_none_or(|name| subject.author.as_ref() == Some(&name));
    is_of_owner
        && (!is("assigned") || holds(&subject.assignees))
        && (!is("created") || subject.author.as_deref() == Some(me))
        && (!is("mentioned") || holds(&subject.mentioned))
        && (!is("review_requested") || holds(&pull.reviewers))
        && (!is("reviewed") || pull.reviews.iter().any(|(name, _, _)| name == me))
}

/// `state` (open, where nothing is said), `type`, `labels`, `since`.
fn is_asked_for(subject: &Subject, asked: &Asked) -> bool {
    let has_state = match asked.query("state").as_deref() {
        Some("all") => true,
        Some("closed") => !subject.is_open,
        _ => subject.is_open,
    };
    let has_type = match asked.query("type").as_deref() {
        Some("issues") => subject.pull.is_none(),
        Some("pulls") => subject.pull.is_some(),
        _ => true,
    };
    let labels = asked.query("labels").unwrap_or_default();
    let mut labels = labels.split(',').filter(|label| !label.is_empty());
    let since: Option<Timestamp> = asked.query("since").and_then(|since| since.parse().ok());
    has_state
        && has_type
        && labels.all(|label| subject.labels.iter().any(|it| it == label))
        && since.is_none_or(|since| subject.updated_at.as_second() >= since.as_second())
}

fn page<T>(asked: &Asked, all: &[T], shape: impl Fn(&T) -> Value) -> Answer {
    let number = |name: &str| asked.query(name).and_then(|value| value.parse().ok()).filter(|number| *number > 0);
    let (page, limit) = (number("page").unwrap_or(1), number("limit").unwrap_or(USUAL).min(LONGEST));
    let last = all.len().div_ceil(limit).max(1);
    let shown: Vec<Value> = all.iter().skip((page - 1) * limit).take(limit).map(shape).collect();
    let ways = [
        ("next", page + 1, page < last),
        ("last", last, page < last),
        ("first", 1, page > 1),
        ("prev", page - 1, page > 1),
    ];
    let ways = ways.into_iter().filter(|(_, _, is_there)| *is_there).map(|(name, to, _)| way(asked, name, to));
    let ways = ways.collect::<Vec<_>>().join(",");
    let answer = Answer::json(200, &Value::Array(shown)).with("X-Total-Count", all.len());
    if ways.is_empty() { answer } else { answer.with("Link", ways) }
}

fn way(asked: &Asked, name: &str, page: usize) -> String {
    let mut url = asked.url.clone();
    let kept: Vec<(String, String)> = url.query_pairs().into_owned().filter(|(key, _)| key != "page").collect();
    url.query_pairs_mut().clear().extend_pairs(kept).append_pair("page", &page.to_string());
    format!("<{url}>; rel=\"{name}\"")
}

fn absent(asked: &Asked) -> Answer {
    refused(asked, 404, "The target couldn't be found.")
}
