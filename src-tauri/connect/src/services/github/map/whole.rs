//! What only a look-up tells: the description, the reasons, who did what last.

use std::collections::BTreeSet;

use jiff::Timestamp;
use stint_core::work::{Why, WorkItem};

use super::{at, from_node};
use crate::{
    services::{
        github::wire::graph::{Actor, Event, Node, Nodes},
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
    let replied_at = latest(node.comments.as_ref(), by_others).max(latest(node.reviews.as_ref(), by_others));
    let done_at = latest(node.doings.as_ref(), |it| me.is_actor(it.actor.as_ref()));
    Some(WorkItem {
        whys: whys(node, me, known, mentioned_at),
        body: Some(work::body(node.body.as_deref().unwrap_or_default())),
        is_own_doing: done_at.is_some() && done_at >= mentioned_at.max(replied_at),
        replied_at,
        mentioned_at,
        ..item
    })
}

/// Why it waits; a team is only known to be one of theirs because the search said so before.
fn whys(node: &Node, me: Person<'_>, known: &BTreeSet<Why>, mentioned_at: Option<Timestamp>) -> BTreeSet<Why> {
    let is_assigned = node.assignees.iter().flat_map(Nodes::iter).any(|it| me.is(&it.login));
    let is_authored = node.kind.as_deref() == Some("PullRequest") && me.is_actor(node.author.as_ref());
    let mut requests = node.review_requests.iter().flat_map(Nodes::iter);
    let is_asked = requests.any(|request| {
        let login = request.requested_reviewer.as_ref().and_then(|it| it.login.as_deref());
        login.map_or(known.contains(&Why::ReviewRequested), |login| me.is(login))
    });
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
