//! Which issues, merge requests, to-do items and notes a list holds, and in which order.

use jiff::Timestamp;

use super::{
    api::invalid,
    shapes::id_of,
    subject::{Kind, Note, Subject},
    world::{Todo, World},
};
use crate::fakes::spoken::{Answer, Asked};

/// Where a list looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Everywhere,
    Project(u64),
}

/// <https://docs.gitlab.com/api/issues/#list-all-issues>: without a scope, what one opened oneself.
pub(super) fn subjects<'a>(
    world: &'a World,
    asked: &Asked,
    me: &str,
    kind: Kind,
    place: Place,
) -> Result<Vec<&'a Subject>, Answer> {
    let usual = if place == Place::Everywhere { "created_by_me" } else { "all" };
    let scope = one_of(asked, "scope", usual, &["created_by_me", "assigned_to_me", "reviews_for_me", "all"])?;
    let state = one_of(asked, "state", "all", &["opened", "closed", "merged", "locked", "all"])?;
    let since = asked.query("updated_after").map(|at| at.parse::<Timestamp>().map_err(|_| invalid("updated_after")));
    let since = since.transpose()?;
    let labels: Vec<String> = asked
        .query("labels")
        .iter()
        .flat_map(|all| all.split(','))
        .map(str::to_owned)
        .filter(|it| !it.is_empty())
        .collect();
    let iids: Vec<u64> = asked.queries("iids[]").iter().filter_map(|iid| iid.parse().ok()).collect();
    let is_listed = |subject: &&Subject| {
        subject.key.kind == kind
            && (place == Place::Everywhere || place == Place::Project(subject.project))
            && !world.projects[&subject.project].is_hidden
            && is_in_scope(subject, &scope, me)
            && (state == "all" || subject.state.name() == state)
            && since.is_none_or(|since| subject.updated_at > since)
            && labels.iter().all(|label| subject.labels.contains(label))
            && (iids.is_empty() || iids.contains(&subject.iid))
            && is_of_named(subject, asked)
    };
    ordered(world.subjects.values().filter(is_listed).collect(), asked)
}

fn is_in_scope(subject: &Subject, scope: &str, me: &str) -> bool {
    match scope {
        "created_by_me" => subject.author.as_deref() == Some(me),
        "assigned_to_me" => subject.assignees.iter().any(|name| name == me),
        "reviews_for_me" => subject.merge.reviewers.iter().any(|(name, _)| name == me),
        _ => true,
    }
}

/// `author_username`, `author_id`, `assignee_username`, `assignee_id`, `reviewer_username`, `reviewer_id`.
fn is_of_named(subject: &Subject, asked: &Asked) -> bool {
    let reviewers: Vec<String> = subject.merge.reviewers.iter().map(|(name, _)| name.clone()).collect();
    let authors: Vec<String> = subject.author.iter().cloned().collect();
    let roles = [("author", &authors), ("assignee", &subject.assignees), ("reviewer", &reviewers)];
    roles.into_iter().all(|(role, people)| {
        let id = asked.query(&format!("{role}_id"));
        let by_id = id.is_none_or(|id| people.iter().any(|name| id_of(name).to_string() == id));
        let names =
            asked.queries(&format!("{role}_username[]")).into_iter().chain(asked.query(&format!("{role}_username")));
        by_id && names.into_iter().all(|name| people.contains(&name))
    })
}

fn ordered<'a>(mut found: Vec<&'a Subject>, asked: &Asked) -> Result<Vec<&'a Subject>, Answer> {
    match one_of(asked, "order_by", "created_at", &["created_at", "updated_at", "title"])?.as_str() {
        "updated_at" => found.sort_by_key(|subject| (subject.updated_at, subject.key.id)),
        "title" => found.sort_by_key(|subject| (&subject.title, subject.key.id)),
        _ => found.sort_by_key(|subject| (subject.created_at, subject.key.id)),
    }
    turned(found, asked)
}

/// The newest first, unless asked otherwise.
fn turned<T>(mut found: Vec<T>, asked: &Asked) -> Result<Vec<T>, Answer> {
    if one_of(asked, "sort", "desc", &["asc", "desc"])? == "desc" {
        found.reverse();
    }
    Ok(found)
}

/// <https://docs.gitlab.com/api/todos/#list-all-to-do-items>: without a state, what is not done.
pub(super) fn todos<'a>(world: &'a World, asked: &Asked, me: &str) -> Result<Vec<&'a Todo>, Answer> {
    let state = one_of(asked, "state", "pending", &["pending", "done"])?;
    let (action, kind) = (asked.query("action"), asked.query("type"));
    let is_listed = |todo: &&Todo| {
        todo.owner == me
            && todo.is_done == (state == "done")
            && action.as_deref().is_none_or(|action| todo.action == action)
            && kind.as_deref().is_none_or(|kind| todo.target.kind.name() == kind)
    };
    let mut found: Vec<&Todo> = world.todos.iter().filter(is_listed).collect();
    found.reverse();
    Ok(found)
}

pub(super) fn notes<'a>(subject: &'a Subject, asked: &Asked) -> Result<Vec<&'a Note>, Answer> {
    turned(subject.notes.iter().collect(), asked)
}

fn one_of(asked: &Asked, name: &str, usual: &str, known: &[&str]) -> Result<String, Answer> {
    let said = asked.query(name).unwrap_or_else(|| usual.to_owned());
    if known.contains(&said.as_str()) { Ok(said) } else { Err(invalid(name)) }
}
