//! Notifications: something happened; what it was is told by what they are about.

use std::collections::BTreeMap;

use stint_core::work::Kind;

use super::{
    lists::A_PAGE,
    look_up, map,
    wire::{self, Thread},
};
use crate::{
    error::{Error, Result},
    services::work::{How, Look, Pending, Question, Round},
};

/// How many of those that are new are looked at alone; the lists bring the others.
const MOST_LOOKS: usize = 10;

/// <https://docs.gitea.com/api/#tag/notification/operation/notifyGetList>, the newest first: a light reading ends at what was seen before.
pub(super) async fn ask(round: &mut Round<'_>, how: How) -> Result<()> {
    let path = format!("/notifications?status-types=unread&limit={}", round.per_page(Question::Inbox, A_PAGE));
    let seen = round.memory.newest;
    let (mut newest, mut pending, mut fresh) = (seen, BTreeMap::new(), Vec::new());
    let take = |_: &mut Round<'_>, thread: Thread| {
        let at = wire::at(thread.updated_at.as_deref()).map_or(0, |at| at.as_second());
        let at = u64::try_from(at).unwrap_or_default();
        newest = newest.max(at);
        if let Some(reference) = reference(&thread) {
            if at > seen {
                fresh.push(reference.clone());
            }
            pending.insert(reference, Pending { thread: thread.id, is_own: false });
        }
        how == How::Whole || at > seen
    };
    let read = round.read(&path, None, take).await.map_err(scopeless)?;
    round.memory.newest = newest;
    if read.is_whole {
        round.memory.pending = pending;
    } else {
        round.memory.pending.append(&mut pending);
    }
    round.note(Question::Inbox, if read.is_whole { How::Whole } else { how }, &read, None);
    if !round.is_first {
        look_at(round, fresh).await?;
    }
    Ok(())
}

/// What is new and was not brought by a list is looked at at once; where it waits for nobody, it may be a mention.
async fn look_at(round: &mut Round<'_>, fresh: Vec<String>) -> Result<()> {
    for reference in fresh.into_iter().take(MOST_LOOKS) {
        let Some((place, number)) = map::parted(&reference) else { continue };
        let look = Look { session: round.session, me: round.me, kind: Kind::Issue, place, number };
        let Some(mut item) = look_up::item(&look).await? else { continue };
        // Descriptions come with look-ups only.
        item.body = None;
        if !item.whys.is_empty() || round.known.contains_key(item.remote_id.as_str()) {
            round.take(item);
        } else {
            round.beat(Question::Mentions).asked_at = None;
        }
        round.fresh.insert(reference);
    }
    Ok(())
}

/// `https://git.acme.example/api/v1/repos/acme/api/issues/42`, or `pulls`; commits and releases wait for nobody.
fn reference(thread: &Thread) -> Option<String> {
    let (repository, subject) = (thread.repository.as_ref()?, thread.subject.as_ref()?);
    if !matches!(subject.kind.as_deref(), Some("Issue" | "Pull")) {
        return None;
    }
    let number: u64 = subject.url.as_deref()?.rsplit('/').next()?.parse().ok()?;
    Some(format!("{}#{number}", repository.full_name))
}

fn scopeless(error: Error) -> Error {
    if !matches!(&error, Error::Refused { why } if why.starts_with("it answered 403")) {
        return error;
    }
    Error::Refused { why: "the token needs the scope read:notification".to_owned() }
}
