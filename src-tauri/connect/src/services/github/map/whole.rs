//! What only a look-up tells: the description, the reasons, who did what last.

use std::collections::BTreeSet;

use jiff::Timestamp;
use stint_core::work::{Why, WorkItem};

use super::{at, from_node};
use crate::{
    services::{
        github::wire::graph::{Actor, Event, Node, Nodes, ReviewRequest},
        work,
    },
    sites::Site,
};

/// The person whose account it is, by the name they sign in with now.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Person<'a>(pub &'a str);

impl Person<'_> {
    fn is(self, login: &str) -> bool {
        self.0.eq_ignore_ascii_case(login)
    }

    fn is_actor(self, actor: Option<&Actor>) -> bool {
        actor.is_some_and(|it| self.is(&it.login))
    }
}

/// An item with all that is asked for in a look-up; `known` are the reasons that were known.
pub(in super::super) fn from_whole(node: &Node, me: Person<'_>, known: &BTreeSet<Why>, web: &Site) -> Option<WorkItem> {
    let item = from_node(node, web)?;
    let mentioned_at = latest(node.mentions.as_ref(), |it| me.is_actor(it.actor.as_ref()));
    let by_others = |it: &Event| !me.is_actor(it.author.as_ref());
    let reviewed_at = latest(node.reviews.as_ref(), by_others);
    let replied_at = latest(node.comments.as_ref(), by_others).max(reviewed_at);
    // Who else was assigned, or asked, is no news to the person.
    let is_of_me = |it: &&Event| it.assignee.as_ref().and_then(|it| it.login.as_deref()).is_none_or(|it| me.is(it));
    let doings = node.doings.iter().flat_map(Nodes::iter).filter(is_of_me);
    let last = doings.max_by_key(|it| at(it.created_at.as_deref()));
    let done_at = last.filter(|it| me.is_actor(it.actor.as_ref())).and_then(|it| at(it.created_at.as_deref()));
    Some(WorkItem {
        whys: whys(node, me, known, mentioned_at),
        body: Some(work::body(node.body.as_deref().unwrap_or_default())),
        // A comment of somebody else makes nobody else's of what the person did before.
        is_own_doing: done_at.is_some() && done_at >= mentioned_at.max(reviewed_at),
        replied_at,
        mentioned_at,
        ..item
    })
}

/// Why it waits; a team is only known to be one of theirs because the search said so before, and what is left out of an answer is as it was known.
fn whys(node: &Node, me: Person<'_>, known: &BTreeSet<Why>, mentioned_at: Option<Timestamp>) -> BTreeSet<Why> {
    let was = |why| known.contains(&why);
    let is_mine = |all: &Nodes<Actor>| all.iter().any(|it| me.is(&it.login));
    let is_assigned = node.assignees.as_ref().map_or_else(|| was(Why::Assigned), is_mine);
    let is_pull = node.kind.as_deref() == Some("PullRequest");
    let is_authored = is_pull && node.author.as_ref().map_or_else(|| was(Why::Authored), |it| me.is(&it.login));
    let asks = |request: &ReviewRequest| {
        let login = request.requested_reviewer.as_ref().and_then(|it| it.login.as_deref());
        login.map_or(was(Why::ReviewRequested), |login| me.is(login))
    };
    let asked = node.review_requests.as_ref().map(|all| all.iter().any(asks));
    let is_asked = is_pull && asked.unwrap_or(was(Why::ReviewRequested));
    let all = [
        (is_assigned, Why::Assigned),
        (is_asked, Why::ReviewRequested),
        (is_authored, Why::Authored),
        (mentioned_at.is_some(), Why::Mentioned),
    ];
    all.into_iter().filter(|(is_so, _)| *is_so).map(|(_, why)| why).collect()
}

fn latest(events: Option<&Nodes<Event>>, is_meant: impl Fn(&Event) -> bool) -> Option<Timestamp> {
    events?.iter().filter(|it| is_meant(it)).filter_map(|it| at(it.created_at.as_deref())).max()
}
