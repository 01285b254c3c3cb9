//! What fields lead to: from the query to repositories, issues and people.

use serde_json::{Map, Value, json};

use super::{
    connections::{Connection, connection},
    evaluate::{Evaluation, Failure},
    search,
};
use crate::fakes::github::{
    model::{Fate, Item, Repository, RepositoryId, User, UserId},
    sso::SAML,
};

/// Something with fields.
#[derive(Clone, Debug)]
pub(super) enum Object<'a> {
    /// The root.
    Query,
    /// A repository.
    Repository(&'a Repository),
    /// An issue or a pull request.
    Item(&'a Item),
    /// The last commit of a pull request, and itself as one of its commits.
    Commit(&'a Item, &'static str),
    /// A page of something.
    Page(Connection<'a>),
    /// Something small, all of whose fields are there; nested objects say their `__typename`.
    Small(Value),
}

/// What a field leads to.
pub(super) enum Found<'a> {
    /// A value.
    Leaf(Value),
    /// An object.
    One(Object<'a>),
    /// A list, in which some may be missing.
    Many(Vec<Outcome<'a>>),
}

pub(super) type Outcome<'a> = Result<Found<'a>, Failure>;

impl Object<'_> {
    /// The name of its type.
    pub(super) fn kind(&self) -> &str {
        match self {
            Self::Query => "Query",
            Self::Repository(_) => "Repository",
            Self::Item(item) if item.pull.is_some() => "PullRequest",
            Self::Item(_) => "Issue",
            Self::Commit(_, kind) => kind,
            Self::Page(page) => page.kind,
            Self::Small(fields) => fields["__typename"].as_str().unwrap_or_default(),
        }
    }
}

/// A value, or an object or list of objects where it says so.
pub(super) fn found<'a>(value: Value) -> Found<'a> {
    match value {
        Value::Object(_) => Found::One(Object::Small(value)),
        Value::Array(all) => Found::Many(all.into_iter().map(|one| Ok(found(one))).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Found::Leaf(value),
    }
}

fn missing<'a>(message: String) -> Outcome<'a> {
    Err(Failure { kind: "NOT_FOUND", message })
}

impl<'a> Evaluation<'a, '_> {
    /// What a field of an object leads to.
    pub(super) fn find(&self, object: &Object<'a>, name: &str, given: &Map<String, Value>) -> Outcome<'a> {
        match object {
            Object::Query => self.of_query(name, given),
            Object::Repository(repository) => self.of_repository(repository, name, given),
            Object::Item(item) => self.of_item(item, name, given),
            Object::Commit(item, _) => self.of_commit(item, name),
            Object::Page(page) => Ok(page.find(name)),
            Object::Small(fields) => Ok(found(fields[name].clone())),
        }
    }

    fn of_query(&self, name: &str, given: &Map<String, Value>) -> Outcome<'a> {
        match name {
            "viewer" => Ok(found(self.actor(Some(self.caller.user)))),
            "rateLimit" => Ok(found(self.limits.clone())),
            "search" => {
                let query = given.get("query").and_then(Value::as_str).unwrap_or_default();
                let items = search::items(self, query);
                let all = items.into_iter().map(Object::Item).collect();
                connection("SearchResultItemConnection", all, given)
            }
            "nodes" => {
                let ids = given.get("ids").and_then(Value::as_array).into_iter().flatten();
                Ok(Found::Many(ids.map(|id| self.node(id)).collect()))
            }
            "node" => self.node(given.get("id").unwrap_or(&Value::Null)),
            _ => self.named(given),
        }
    }

    fn node(&self, id: &Value) -> Outcome<'a> {
        let id = id.as_str().unwrap_or_default();
        let named = self.state.items.iter().find(|item| item.node_id == id);
        if named.is_some_and(|item| self.state.is_behind_sso(item.repository)) {
            return Err(Failure { kind: "FORBIDDEN", message: SAML.to_owned() });
        }
        let here = |item: &&Item| item.fate == Fate::Here && self.state.is_visible(self.caller, item.repository);
        if let Some(item) = named.filter(here) {
            return Ok(Found::One(Object::Item(item)));
        }
        let visible = |known: &&Repository| self.state.is_visible(self.caller, known.id);
        if let Some(known) = self.state.repositories.iter().find(|known| known.node_id == id).filter(visible) {
            return Ok(Found::One(Object::Repository(known)));
        }
        match self.state.users.iter().find(|user| user.node_id == id) {
            Some(user) => Ok(found(self.user(user))),
            None => missing(format!("Could not resolve to a node with the global id of '{id}'")),
        }
    }

    /// A repository by its name, or by an earlier one.
    fn named(&self, given: &Map<String, Value>) -> Outcome<'a> {
        let part = |name: &str| given.get(name).and_then(Value::as_str).unwrap_or_default();
        let full = format!("{}/{}", part("owner"), part("name"));
        let is = |name: &String| name.eq_ignore_ascii_case(&full);
        let mut visible = self.state.repositories.iter().filter(|known| self.state.is_visible(self.caller, known.id));
        let now = visible.clone().find(|known| is(&known.full_name));
        match now.or_else(|| visible.find(|known| known.renamed_from.iter().any(is))) {
            Some(known) => Ok(Found::One(Object::Repository(known))),
            None => missing(format!("Could not resolve to a Repository with the name '{full}'.")),
        }
    }

    fn of_repository(&self, known: &'a Repository, name: &str, given: &Map<String, Value>) -> Outcome<'a> {
        let (owner, short) = known.full_name.split_once('/').unwrap_or_default();
        Ok(Found::Leaf(match name {
            "id" => json!(known.node_id),
            "databaseId" => json!(known.id),
            "name" => json!(short),
            "nameWithOwner" => json!(known.full_name),
            "url" => json!(format!("{}/{}", self.shapes.web(), known.full_name)),
            "isPrivate" => json!(known.is_private),
            "isArchived" => json!(known.is_archived),
            "owner" => {
                let shown = self.shapes.owner(owner);
                let (id, kind) = (&shown["node_id"], &shown["type"]);
                return Ok(found(json!({ "__typename": kind, "id": id, "login": owner, "url": shown["html_url"] })));
            }
            "issues" => {
                let all = search::issues_of(self.state, known.id, given);
                return connection("IssueConnection", all.into_iter().map(Object::Item).collect(), given);
            }
            _ => return self.numbered(known.id, name, given),
        }))
    }

    fn numbered(&self, repository: RepositoryId, name: &str, given: &Map<String, Value>) -> Outcome<'a> {
        let number = given.get("number").and_then(Value::as_u64).unwrap_or_default();
        let found =
            self.state.numbered(repository, number).map(|(_, item)| item).filter(|item| item.fate == Fate::Here);
        let (kind, is_right): (_, fn(&Item) -> bool) = match name {
            "issue" => ("an Issue", |item| item.pull.is_none()),
            "pullRequest" => ("a PullRequest", |item| item.pull.is_some()),
            _ => ("an issue or pull request", |_| true),
        };
        match found.filter(|item| is_right(item)) {
            Some(item) => Ok(Found::One(Object::Item(item))),
            None => missing(format!("Could not resolve to {kind} with the number of {number}.")),
        }
    }

    /// A person; null where the account was deleted.
    pub(super) fn actor(&self, id: Option<UserId>) -> Value {
        id.and_then(|id| self.state.person(id)).map_or(Value::Null, |user| self.user(user))
    }

    fn user(&self, user: &User) -> Value {
        let url = format!("{}/{}", self.shapes.web(), user.login);
        json!({ "__typename": "User", "id": user.node_id, "databaseId": user.id, "login": user.login, "url": url })
    }
}
