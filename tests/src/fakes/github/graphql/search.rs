//! What is found, and in which order: <https://docs.github.com/en/search-github/searching-on-github/searching-issues-and-pull-requests>

use std::{
    cmp::{Ordering, Reverse},
    collections::BTreeSet,
};

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::evaluate::Evaluation;
use crate::fakes::github::{
    model::{Item, RepositoryId, UserId},
    state::State,
};

/// As many as a search shows at most.
const MOST: usize = 1_000;

/// Issues and pull requests that a query finds; of several `repo:`, one has to fit.
pub(super) fn items<'a>(evaluation: &Evaluation<'a, '_>, query: &str) -> Vec<&'a Item> {
    let terms = terms(query);
    let (state, caller) = (evaluation.state, evaluation.caller);
    let repositories: BTreeSet<&str> = terms.iter().filter_map(|term| term.strip_prefix("repo:")).collect();
    let fits = |item: &&Item| {
        let home = state.home(item).map_or("", |home| home.full_name.as_str());
        let is_there = repositories.is_empty() || repositories.iter().any(|name| name.eq_ignore_ascii_case(home));
        is_there
            && state.is_visible(caller, item.repository)
            && terms.iter().all(|term| fits(state, item, term, caller.user))
    };
    let mut found: Vec<&Item> = state.here().map(|(_, item)| item).filter(fits).collect();
    found.sort_by_key(|item| Reverse((item.created_at, item.id)));
    if terms.iter().any(|term| term.starts_with("sort:updated")) {
        found.sort_by_key(|item| Reverse((item.updated_at, item.id)));
    }
    if terms.iter().any(|term| term.starts_with("sort:") && term.ends_with("-asc")) {
        found.reverse();
    }
    found.truncate(MOST);
    found
}

/// The words of a query; those in quotes are one.
fn terms(query: &str) -> Vec<String> {
    let mut terms = vec![String::new()];
    let mut is_quoted = false;
    for letter in query.chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            ' ' if !is_quoted => terms.push(String::new()),
            letter => terms.last_mut().unwrap_or(&mut String::new()).push(letter),
        }
    }
    terms.retain(|term| !term.is_empty());
    terms
}

fn fits(state: &State, item: &Item, term: &str, me: UserId) -> bool {
    if let Some(unwanted) = term.strip_prefix('-') {
        return !fits(state, item, unwanted, me);
    }
    let Some((name, value)) = term.split_once(':') else {
        return item.title.to_lowercase().contains(&term.to_lowercase());
    };
    let is = |id: &UserId| match value {
        "@me" => *id == me,
        login => state.person(*id).is_some_and(|user| user.login.eq_ignore_ascii_case(login)),
    };
    let pull = item.pull.as_ref();
    match name {
        "is" | "state" | "type" => is_so(state, item, value),
        "archived" => state.home(item).is_some_and(|home| home.is_archived == (value == "true")),
        "draft" => pull.is_some_and(|pull| pull.is_draft == (value == "true")),
        "assignee" => item.assignees.iter().any(is),
        "author" => item.author.iter().any(is),
        "mentions" => item.mentioned.iter().any(is),
        "commenter" => item.comments.iter().filter_map(|comment| comment.author.as_ref()).any(is),
        "review-requested" | "user-review-requested" => pull.is_some_and(|pull| pull.reviewers.iter().any(is)),
        "reviewed-by" => pull.is_some_and(|pull| pull.reviews.iter().filter_map(|it| it.author.as_ref()).any(is)),
        "involves" => item.author.iter().chain(&item.assignees).chain(&item.mentioned).any(is),
        "label" => value.split(',').any(|wanted| item.labels.iter().any(|label| label.eq_ignore_ascii_case(wanted))),
        "org" | "user" => state.home(item).is_some_and(|home| home.full_name.starts_with(&format!("{value}/"))),
        "repo" | "sort" => true,
        "updated" => since(value).is_some_and(|since| item.updated_at >= since),
        // GitHub takes what it does not know for a word of the text.
        _ => item.title.contains(term),
    }
}

fn is_so(state: &State, item: &Item, value: &str) -> bool {
    match value {
        "open" => !item.is_closed,
        "closed" => item.is_closed,
        "issue" => item.pull.is_none(),
        "pr" => item.pull.is_some(),
        "merged" => item.pull.as_ref().is_some_and(|pull| pull.merged_at.is_some()),
        "draft" => item.pull.as_ref().is_some_and(|pull| pull.is_draft),
        "private" => state.home(item).is_some_and(|home| home.is_private),
        "public" => state.home(item).is_some_and(|home| !home.is_private),
        _ => false,
    }
}

fn since(value: &str) -> Option<Timestamp> {
    value.trim_start_matches(['>', '=']).parse().ok()
}

/// The issues of a repository, pull requests not among them, narrowed and ordered by the arguments.
pub(super) fn issues_of<'a>(state: &'a State, id: RepositoryId, given: &Map<String, Value>) -> Vec<&'a Item> {
    let filter = |name: &str| given.get(name).or_else(|| given.get("filterBy").and_then(|by| by.get(name)));
    let (states, labels) = (listed(filter("states")), listed(filter("labels")));
    let since = filter("since").and_then(Value::as_str).and_then(since);
    let mut all: Vec<&Item> = state
        .here()
        .map(|(_, item)| item)
        .filter(|item| {
            let is_state = states.is_empty() || states.contains(&if item.is_closed { "CLOSED" } else { "OPEN" });
            let has = |wanted: &&str| item.labels.iter().any(|label| label.eq_ignore_ascii_case(wanted));
            let is_labelled = labels.is_empty() || labels.iter().any(has);
            item.repository == id
                && item.pull.is_none()
                && is_state
                && is_labelled
                && since.is_none_or(|at| item.updated_at >= at)
        })
        .collect();
    let order = &given.get("orderBy").cloned().unwrap_or_default();
    all.sort_by(by(order["field"].as_str()));
    if order["direction"] == "DESC" {
        all.reverse();
    }
    all
}

fn by(field: Option<&str>) -> fn(&&Item, &&Item) -> Ordering {
    match field {
        Some("UPDATED_AT") => |one, other| (one.updated_at, one.id).cmp(&(other.updated_at, other.id)),
        Some("COMMENTS") => |one, other| (one.comments.len(), one.id).cmp(&(other.comments.len(), other.id)),
        _ => |one, other| (one.created_at, one.id).cmp(&(other.created_at, other.id)),
    }
}

/// One value is a list of one.
fn listed(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
        Some(one) => one.as_str().into_iter().collect(),
        None => Vec::new(),
    }
}
