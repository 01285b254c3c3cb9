//! Items looked up one by one: what became of those that a list shows no more, and all that lists do not bring.

use std::collections::BTreeMap;

use stint_core::work::{Checks, Kind, LookedUp, Why, WorkItem};

use super::{
    map::{Person, from_issue, from_whole},
    rest::settled,
    round::{Round, is_final},
    wire::rest::{Issue, Login},
};
use crate::{
    connector::Known,
    error::{Error, Result},
    http::Reply,
    services::work,
};

const NODES: &str = include_str!("queries/nodes.graphql");
const FIRST: usize = 50;

impl Round<'_> {
    /// An answer each, in their order; checks in a question of their own, for not every token may see them.
    pub async fn look_up(&mut self, wanted: &[Known]) -> Result<Vec<LookedUp>> {
        let ids: Vec<String> = wanted.iter().map(|it| it.remote_id.clone()).collect();
        let answer = self.nodes(NODES, &ids, FIRST).await?;
        let mut all = Vec::with_capacity(wanted.len());
        for (known, node) in wanted.iter().zip(answer.data) {
            let web = self.web()?;
            let item = node.and_then(|node| from_whole(&node, self.me(), &known.whys, web));
            all.push(match item {
                Some(item) => LookedUp::Here(Box::new(item)),
                None => self.by_reference(known).await?,
            });
        }
        self.add_checks(&mut all).await?;
        Ok(all)
    }

    async fn add_checks(&mut self, all: &mut [LookedUp]) -> Result<()> {
        let is_meant = |it: &WorkItem| it.kind == Kind::PullRequest && !it.state.is_done();
        let ids: Vec<String> =
            all.iter().filter_map(item).filter(|it| is_meant(it)).map(|it| it.remote_id.clone()).collect();
        let found: BTreeMap<String, Option<Checks>> = match self.checked(&ids).await {
            Ok(found) => found.into_iter().map(|it| (it.remote_id, it.checks)).collect(),
            Err(error) if is_final(&error) => return Err(error),
            // All else is known.
            Err(_) => return Ok(()),
        };
        for found_up in all {
            if let LookedUp::Here(item) = found_up {
                item.checks = found.get(&item.remote_id).copied().flatten();
            }
        }
        Ok(())
    }

    /// Where an id leads nowhere, the number may say why: moved, deleted, or hidden from this token
    /// (<https://docs.github.com/en/rest/issues/issues#get-an-issue>).
    async fn by_reference(&mut self, known: &Known) -> Result<LookedUp> {
        let Some(path) = path(&known.reference) else { return Ok(LookedUp::OutOfReach) };
        let Some(reply) = self.seen_at(&path).await? else { return Ok(LookedUp::OutOfReach) };
        match (reply.status(), reply.header("location").map(str::to_owned)) {
            (410, _) => Ok(LookedUp::Deleted),
            (301 | 307 | 308, Some(target)) => {
                let found = self.seen_at(&target).await?.and_then(|reply| self.item(&reply, known));
                Ok(found.map_or(LookedUp::OutOfReach, |item| as_found(item, known)))
            }
            (200, _) => {
                // Another item may have taken over the place's name.
                let same = self.item(&reply, known).filter(|item| item.remote_id == known.remote_id);
                Ok(same.map_or(LookedUp::OutOfReach, |item| LookedUp::Here(Box::new(item))))
            }
            _ => Ok(LookedUp::OutOfReach),
        }
    }

    /// None where it may not be seen, or lies at another origin.
    async fn seen_at(&mut self, path: &str) -> Result<Option<Reply>> {
        let answer = match self.answer(path, &[]).await {
            Ok(reply) => settled(reply, self.now()),
            Err(error) => Err(error),
        };
        match answer {
            Ok(reply) => Ok(Some(reply)),
            Err(Error::Refused { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// What REST tells; who is asked for a review is not among it.
    fn item(&self, reply: &Reply, known: &Known) -> Option<WorkItem> {
        let issue: Issue = reply.json().ok().filter(|_| reply.status() == 200)?;
        let mut item = from_issue(&issue, self.web().ok()?)?;
        let Person(me) = self.me();
        let is_me = |who: &Login| who.login.eq_ignore_ascii_case(me);
        item.body = Some(work::body(issue.body.as_deref().unwrap_or_default()));
        if issue.assignees.iter().flatten().any(is_me) {
            item.whys.insert(Why::Assigned);
        }
        if item.kind == Kind::PullRequest && issue.user.as_ref().is_some_and(is_me) {
            item.whys.insert(Why::Authored);
        }
        item.whys.extend(known.whys.get(&Why::ReviewRequested).filter(|_| item.kind == Kind::PullRequest));
        Some(item)
    }
}

fn as_found(item: WorkItem, known: &Known) -> LookedUp {
    if item.remote_id == known.remote_id { LookedUp::Here(Box::new(item)) } else { LookedUp::Moved(Box::new(item)) }
}

fn item(found: &LookedUp) -> Option<&WorkItem> {
    if let LookedUp::Here(item) = found { Some(item) } else { None }
}

/// `acme/api#42` as a path of REST; none where it is no such name.
fn path(reference: &str) -> Option<String> {
    let (place, number) = reference.split_once('#')?;
    let number: u32 = number.parse().ok()?;
    super::follows::is_place(place).then(|| format!("/repos/{place}/issues/{number}"))
}
