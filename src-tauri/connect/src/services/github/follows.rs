//! Repositories that the person follows: what changed in all of them is one question; a new one is read as a whole.

#[cfg(test)]
mod tests;
mod unseen;
mod whole;

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::json;
use stint_core::work::{Follow, State, Why, WorkItem};

use super::{
    cursor::Followed,
    map::from_node,
    rest::settled,
    round::{Round, is_final},
    wire::{graph, rest::Repository},
};
use crate::{
    error::{Error, Result},
    services::work::{lenient, lenient_list},
};

const FOLLOWS: &str = include_str!("queries/follows.graphql");
const CHANGED: &str = include_str!("queries/follow_changed.graphql");
/// Repositories a question.
const FIRST: usize = 25;
/// How many may fail before the others are left alone.
const MOST_FAILED: usize = 3;
/// The most pages of changes that are read of one repository; with more it is read as a whole.
const MOST_PAGES: u32 = 20;
/// What changed this much before the latest that was seen may show only now.
const OVERLAP: SignedDuration = SignedDuration::from_mins(1);
/// How often the whole list is read again, so that what was deleted or moved is missed.
const WHOLE_EVERY: SignedDuration = SignedDuration::from_hours(24);

#[derive(Default, Deserialize)]
#[serde(default)]
struct Many {
    #[serde(deserialize_with = "lenient_list")]
    nodes: Vec<Option<graph::Followed>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct One {
    #[serde(deserialize_with = "lenient")]
    node: Option<graph::Followed>,
}

/// How far one follow is.
enum Begun {
    /// All of it was read.
    Whole,
    /// Something of it is missing.
    Partly,
    /// It was read before; its changes are asked for by this id.
    Known(String),
}

impl Round<'_> {
    /// Asks for changes in all of them, and for the whole of those that are new.
    pub async fn ask_follows(&mut self, is_whole: bool) -> Result<()> {
        let follows = self.asked.follows;
        self.seen.follows.retain(|place, _| follows.iter().any(|it| &it.place == place));
        let (mut changed, mut are_all_whole, mut failed) = (Vec::new(), true, Vec::new());
        for follow in follows {
            match self.begin(follow, is_whole).await {
                Ok(Begun::Whole) => continue,
                Ok(Begun::Partly) => {}
                Ok(Begun::Known(id)) => changed.push((follow, id)),
                Err(error) if is_final(&error) || failed.len() + 1 >= MOST_FAILED => return Err(error),
                // It takes no other along.
                Err(error) => failed.push(error),
            }
            are_all_whole = false;
        }
        let mut rest = changed.as_slice();
        while !rest.is_empty() {
            let (some, others) = rest.split_at(rest.len().min(FIRST));
            let read = self.read_changed(some).await?;
            rest = if read < some.len() { &rest[read.max(1)..] } else { others };
        }
        if are_all_whole {
            self.gathered.completes(Why::Followed);
        }
        failed.into_iter().next().map_or(Ok(()), Err)
    }

    /// Reads the whole of one that is new, or says by which id its changes are asked for.
    async fn begin(&mut self, follow: &Follow, is_whole: bool) -> Result<Begun> {
        let Some(id) = self.id_of(follow, is_whole).await? else { return Ok(Begun::Partly) };
        if !is_whole && !self.is_to_be_read(follow) {
            return Ok(Begun::Known(id));
        }
        let is_all = self.read_whole(follow, &id).await?;
        Ok(if is_all { Begun::Whole } else { Begun::Partly })
    }

    /// The node id of its repository; one that cannot be seen is asked for again the next day.
    async fn id_of(&mut self, follow: &Follow, is_whole: bool) -> Result<Option<String>> {
        let now = self.now();
        let seen = self.seen.follows.entry(follow.place.clone()).or_default();
        if seen.label != follow.label {
            *seen = Followed { id: seen.id.take(), label: follow.label.clone(), ..Followed::default() };
        }
        let is_lately = |at: Timestamp| at <= now && now.duration_since(at) < WHOLE_EVERY;
        let is_lost = seen.lost_at.is_some_and(is_lately) && !seen.is_sought_anew(follow, now);
        if seen.id.is_some() || (is_lost && !is_whole) {
            return Ok(seen.id.clone());
        }
        let found = match self.repository(&follow.place).await {
            Ok(found) => found,
            Err(Error::Refused { why }) => {
                self.lost(follow, &why);
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        if found.is_none() {
            self.gone(follow);
        }
        self.seen_of(follow).id.clone_from(&found);
        Ok(found)
    }

    /// Asks whether a repository is there; one that was renamed leads to its new name.
    async fn repository(&mut self, place: &str) -> Result<Option<String>> {
        if !is_place(place) {
            return Err(Error::Refused {
                why: "a repository is named by its owner and name, such as acme/api".to_owned(),
            });
        }
        let reply = self.answer(&format!("/repos/{place}"), &[]).await?;
        let mut reply = settled(reply, self.now())?;
        if let Some(target) = reply.header("location").filter(|_| reply.status() != 200).map(str::to_owned) {
            let there = self.answer(&target, &[]).await?;
            reply = settled(there, self.now())?;
        }
        if reply.status() != 200 {
            return Ok(None);
        }
        Ok(reply.json::<Repository>()?.node_id)
    }

    /// Takes in what changed since the last time, going on where that is more than a page; says of how many, for GitHub may manage fewer.
    async fn read_changed(&mut self, some: &[(&Follow, String)]) -> Result<usize> {
        let ids: Vec<&str> = some.iter().map(|(_, id)| id.as_str()).collect();
        let (size, answer) =
            self.ask_sized::<Many>(FOLLOWS, FIRST, |size| json!({ "ids": &ids[..size.min(ids.len())] })).await?;
        let asked = &some[..size.min(some.len())];
        let mut found = answer.data.nodes;
        found.resize_with(asked.len(), || None);
        for ((follow, id), found) in asked.iter().zip(found) {
            match found.and_then(|it| it.issues) {
                Some(page) => self.read_pages(follow, id, page).await?,
                None if answer.troubles.iter().all(|it| it.is_not_found()) => self.gone(follow),
                None if answer.troubles.iter().any(|it| it.is_single_sign_on()) => {
                    self.left_out_by_organisation(follow);
                }
                // GitHub was in trouble: it is asked for again.
                None => {}
            }
        }
        Ok(asked.len())
    }

    async fn read_pages(&mut self, follow: &Follow, id: &str, first: graph::Page) -> Result<()> {
        let seen = self.seen_of(follow);
        (seen.unseen, seen.lost_at) = (None, None);
        let since = seen.changed_at;
        let (mut page, mut latest) = (first, since);
        for _ in 0..MOST_PAGES {
            let (is_more, newest) = self.take_changed(follow, &page, since)?;
            latest = latest.max(newest);
            let Some(after) = page.next().filter(|_| is_more).map(str::to_owned) else {
                self.seen_of(follow).changed_at = latest;
                return Ok(());
            };
            let variables = |_| json!({ "id": id, "after": after });
            let answer = match self.ask_sized::<One>(CHANGED, 100, variables).await {
                Err(error) if !is_final(&error) => return Ok(()),
                answer => answer?.1,
            };
            let Some(next) = answer.data.node.and_then(|it| it.issues) else { return Ok(()) };
            page = next;
        }
        self.seen_of(follow).whole_at = None;
        Ok(())
    }

    /// Takes in what changed; says whether all of the page did, and when the latest was.
    fn take_changed(
        &mut self,
        follow: &Follow,
        page: &graph::Page,
        since: Option<Timestamp>,
    ) -> Result<(bool, Option<Timestamp>)> {
        let web = self.web()?;
        let items: Vec<WorkItem> = page.nodes.iter().flatten().filter_map(|it| from_node(it, web)).collect();
        let newest = items.iter().filter_map(|it| it.updated_at).max();
        let seen_until = since.map(|since| since.checked_sub(OVERLAP).unwrap_or(since));
        let is_changed = |it: &WorkItem| seen_until.is_none_or(|since| it.updated_at.is_none_or(|at| at >= since));
        // Many changed in the same second were read whole when they did: equal times alone are no reason to go on.
        let is_newer = |it: &WorkItem| since.is_none_or(|since| it.updated_at.is_none_or(|at| at > since));
        let is_more = items.iter().all(is_newer);
        items.into_iter().filter(is_changed).for_each(|it| self.take_followed(follow, it));
        Ok((is_more, newest))
    }

    /// An item without the label is of no concern, unless it had it before.
    fn take_followed(&mut self, follow: &Follow, mut item: WorkItem) {
        let is_meant =
            follow.label.as_ref().is_none_or(|label| item.labels.iter().any(|it| it.eq_ignore_ascii_case(label)));
        if is_meant && item.state != State::Unknown {
            item.whys.insert(Why::Followed);
        }
        if is_meant || self.known.contains_key(item.remote_id.as_str()) {
            self.gathered.add(item);
        }
    }

    fn is_to_be_read(&self, follow: &Follow) -> bool {
        let whole_at = self.seen.follows.get(&follow.place).and_then(|it| it.whole_at);
        whole_at.is_none_or(|at| at > self.now() || self.now().duration_since(at) >= WHOLE_EVERY)
    }

    fn seen_of(&mut self, follow: &Follow) -> &mut Followed {
        self.seen.follows.entry(follow.place.clone()).or_default()
    }
}

/// Whether it names a repository: `acme/api`.
pub(super) fn is_place(place: &str) -> bool {
    let is_name = |part: &str| {
        let is_letter = |it: u8| it.is_ascii_alphanumeric() || b"._-".contains(&it);
        !part.is_empty() && part != "." && part != ".." && part.bytes().all(is_letter)
    };
    place.split_once('/').is_some_and(|(owner, name)| is_name(owner) && is_name(name))
}
