//! Lists of issues: what they hold, in which order, and page by page.

use std::{cell::RefCell, cmp::Ordering, collections::BTreeMap};

use jiff::Timestamp;
use serde_json::Value;

use super::{
    answers::invalid,
    model::{Item, RepositoryId},
    rest::{Caller, etag, unless_known},
    shapes::Shapes,
    state::State,
};
use crate::fakes::spoken::{Answer, Asked};

/// Which page, and how long they are.
pub(super) struct Page<'a> {
    asked: &'a Asked,
    number: usize,
    length: usize,
}

impl<'a> Page<'a> {
    /// What is asked for; more than the longest is the longest, as GitHub has it.
    pub(super) fn of(asked: &'a Asked, longest: usize) -> Self {
        let number = |name: &str| asked.query(name).and_then(|text| text.parse::<usize>().ok()).filter(|it| *it > 0);
        let standard = longest.min(if longest == 50 { 50 } else { 30 });
        Self { asked, number: number("page").unwrap_or(1), length: number("per_page").unwrap_or(standard).min(longest) }
    }

    pub(super) fn cut<'b, T>(&self, all: &'b [T]) -> &'b [T] {
        let from = all.len().min((self.number - 1).saturating_mul(self.length));
        &all[from..all.len().min(from + self.length)]
    }

    /// Says where the other pages lie: whole addresses, below this one.
    pub(super) fn linked(&self, base: &str, total: usize, answer: Answer) -> Answer {
        let last = total.div_ceil(self.length).max(1);
        let mut links = Vec::new();
        if self.number > 1 {
            links.extend([self.link(base, self.number - 1, "prev"), self.link(base, 1, "first")]);
        }
        if self.number < last {
            links.extend([self.link(base, self.number + 1, "next"), self.link(base, last, "last")]);
        }
        if links.is_empty() { answer } else { answer.with("Link", links.join(", ")) }
    }

    fn link(&self, base: &str, number: usize, relation: &str) -> String {
        let others = self.asked.url.query_pairs().filter(|(name, _)| name != "page");
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(others).append_pair("page", &number.to_string());
        format!("<{base}?{}>; rel=\"{relation}\"", query.finish())
    }
}

/// Issues of everywhere: <https://docs.github.com/en/rest/issues/issues#list-issues-assigned-to-the-authenticated-user>
pub(super) fn mine(state: &State, asked: &Asked, caller: Caller) -> Answer {
    let (user, filter) = (caller.user, asked.query("filter").unwrap_or_else(|| "assigned".to_owned()));
    let is_mine: fn(&Item, u64) -> bool = match filter.as_str() {
        "assigned" => |item, user| item.assignees.contains(&user),
        "created" => |item, user| item.author == Some(user),
        "mentioned" => |item, user| item.mentioned.contains(&user),
        "all" | "repos" | "subscribed" => |_, _| true,
        _ => return invalid("Issue", "filter"),
    };
    let all = state.here().map(|(_, item)| item);
    let all = all.filter(|item| is_mine(item, user) && state.is_visible(caller, item.repository));
    let (base, shapes) = (format!("{}/api/v3/issues", asked.origin()), Shapes::of(state, asked));
    let repositories = RefCell::new(BTreeMap::new());
    listed(state, asked, all.collect(), &base, |item| {
        let mut known = repositories.borrow_mut();
        let repository = known.entry(item.repository).or_insert_with(|| shapes.full_repository(item.repository));
        shapes.issue_of(item, repository.clone())
    })
}

/// Issues of one: <https://docs.github.com/en/rest/issues/issues#list-repository-issues>
pub(super) fn of_repository(state: &State, asked: &Asked, id: RepositoryId) -> Answer {
    let all = state.here().map(|(_, item)| item).filter(|item| item.repository == id);
    let (base, shapes) = (format!("{}/api/v3/repositories/{id}/issues", asked.origin()), Shapes::of(state, asked));
    listed(state, asked, all.collect(), &base, |item| shapes.issue(item))
}

fn listed(state: &State, asked: &Asked, mut items: Vec<&Item>, base: &str, shape: impl Fn(&Item) -> Value) -> Answer {
    if let Err(field) = narrow(asked, &mut items).and_then(|()| sort(asked, &mut items)) {
        return invalid("Issue", field);
    }
    let page = Page::of(asked, 100);
    let shown = page.cut(&items);
    // Of what the answer is made of: a day of polling would spend minutes on making answers that nobody gets.
    let open = state.here().filter(|(_, item)| !item.is_closed).count();
    let made_of = format!("{shown:?}{}{open}{:?}{:?}", items.len(), state.repositories, state.users);
    unless_known(asked, etag(asked, made_of.as_bytes()), || {
        let shown: Vec<Value> = shown.iter().map(|item| shape(item)).collect();
        page.linked(base, items.len(), Answer::json(200, &shown.into()))
    })
}

fn narrow(asked: &Asked, items: &mut Vec<&Item>) -> Result<(), &'static str> {
    match asked.query("state").as_deref() {
        None | Some("open") => items.retain(|item| !item.is_closed),
        Some("closed") => items.retain(|item| item.is_closed),
        Some("all") => {}
        Some(_) => return Err("state"),
    }
    if let Some(labels) = asked.query("labels").filter(|labels| !labels.is_empty()) {
        let has = |item: &Item, wanted: &str| item.labels.iter().any(|label| label.eq_ignore_ascii_case(wanted));
        items.retain(|item| labels.split(',').all(|wanted| has(item, wanted)));
    }
    if let Some(since) = asked.query("since") {
        let since: Timestamp = since.parse().map_err(|_| "since")?;
        items.retain(|item| item.updated_at >= since);
    }
    Ok(())
}

fn sort(asked: &Asked, items: &mut [&Item]) -> Result<(), &'static str> {
    let order: fn(&&Item, &&Item) -> Ordering = match asked.query("sort").as_deref() {
        None | Some("created") => |one, other| (one.created_at, one.id).cmp(&(other.created_at, other.id)),
        Some("updated") => |one, other| (one.updated_at, one.id).cmp(&(other.updated_at, other.id)),
        Some("comments") => |one, other| (one.comments.len(), one.id).cmp(&(other.comments.len(), other.id)),
        Some(_) => return Err("sort"),
    };
    items.sort_by(order);
    match asked.query("direction").as_deref() {
        None | Some("desc") => items.reverse(),
        Some("asc") => {}
        Some(_) => return Err("direction"),
    }
    Ok(())
}

/// A claim in the query.
pub(super) fn flag(asked: &Asked, name: &str) -> Result<bool, ()> {
    match asked.query(name).as_deref() {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(_) => Err(()),
    }
}
