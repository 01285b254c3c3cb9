//! Reads the work of an account: what is due, then whatever is missing, one by one; told to the engine in pieces.

use std::{collections::BTreeSet, sync::Arc};

use stint_connect::{
    Error,
    connector::{Asked, Depth, Known, Progress, WorkSource},
    session::Session,
};
use stint_core::{
    account::{Account, Failure},
    governor,
    work::{self, LookedUp, WorkBatch, WorkItem},
};
use tokio::task::JoinSet;

use super::{
    Keeper, Told, failure,
    told::Ending,
    world::{World, refused},
};
use crate::errand::Fetch;

/// How many items the engine takes in at a time, so that nobody waits long behind them.
const PIECE: usize = 500;
/// How many missing items are looked up at a time.
const MOST_MISSING: usize = 50;

/// What the requests of an errand cost.
struct Cost {
    requests: u32,
    quota: Option<governor::Told>,
}

/// Reads the work of an account; its end is told whatever happens, or the engine would wait for it for ever.
pub(super) async fn gather(world: Arc<World>, keeper: Keeper, fetch: Fetch) {
    let (account, run) = (fetch.account.id, fetch.run);
    let (result, cost) = apart(Arc::clone(&world), keeper, fetch, Wish::Everything).await;
    let result = result.map(|found| if let Found::Ended(ending) = found { ending } else { Ending::default() });
    world.tell(Told::GatheringEnded { account, run, result, requests: cost.requests, quota: cost.quota });
}

/// Looks the known items up for the pages of their tasks.
pub(super) async fn look_up(world: Arc<World>, keeper: Keeper, fetch: Fetch) {
    let (account, run) = (fetch.account.id, fetch.run);
    let (result, cost) = apart(Arc::clone(&world), keeper, fetch, Wish::KnownOnes).await;
    let result = result.map(|found| if let Found::LookedUp(items) = found { items } else { Vec::new() });
    world.tell(Told::LookedUp { account, run, result, requests: cost.requests, quota: cost.quota });
}

/// What is to be read.
#[derive(Clone, Copy)]
enum Wish {
    Everything,
    KnownOnes,
}

/// What was read.
enum Found {
    Ended(Ending),
    LookedUp(Vec<(String, LookedUp)>),
}

/// Reads in a task of its own, so that one that stumbles is heard of; in a set, so that it ends with this one.
async fn apart(world: Arc<World>, keeper: Keeper, fetch: Fetch, wish: Wish) -> (Result<Found, Failure>, Cost) {
    let mut reading = JoinSet::new();
    reading.spawn(with_session(world, keeper, fetch, wish));
    let stumbled =
        || (Err(Failure::NotUnderstood("Stint stumbled over it".to_owned())), Cost { requests: 0, quota: None });
    reading.join_next().await.and_then(Result::ok).unwrap_or_else(stumbled)
}

/// Asks with a session of the account, and once more with new credentials where the service took these no more.
async fn with_session(world: Arc<World>, keeper: Keeper, fetch: Fetch, wish: Wish) -> (Result<Found, Failure>, Cost) {
    let account = &fetch.account;
    let session = match keeper.session(account, fetch.generation).await {
        Ok(session) => session,
        Err(failure) => return (Err(failure), Cost { requests: 0, quota: None }),
    };
    let first = once(&world, &fetch, &session, wish).await;
    let cost = cost_of(&session, &world, 0);
    if !matches!(first, Err(Failure::SignInAgain)) || !account.is_renewed {
        return (first, cost);
    }
    match keeper.session_instead_of(account, fetch.generation, &session).await {
        Ok(renewed) => {
            let second = once(&world, &fetch, &renewed, wish).await;
            (second, cost_of(&renewed, &world, cost.requests))
        }
        Err(failure) => (Err(failure), cost),
    }
}

async fn once(world: &World, fetch: &Fetch, session: &Session, wish: Wish) -> Result<Found, Failure> {
    let account = &fetch.account;
    let progress = |progress: Progress| {
        world.tell(Told::Gathering { account: account.id, run: fetch.run, read: progress.read, of: progress.of });
    };
    let found = async {
        let source = world.connector(&account.service)?.work().ok_or_else(|| refused("it brings no work"))?;
        let asked = asked(fetch, account, world, &progress);
        match wish {
            Wish::Everything => everything(world, source, session, &asked, fetch).await.map(Found::Ended),
            Wish::KnownOnes => {
                let found = source.look_up(session, &asked, &fetch.known).await?;
                Ok(Found::LookedUp(named(&fetch.known, found)))
            }
        }
    };
    found.await.map_err(|error| failure::of_service(&error))
}

async fn everything(
    world: &World,
    source: &dyn WorkSource,
    session: &Session,
    asked: &Asked<'_>,
    fetch: &Fetch,
) -> stint_connect::Result<Ending> {
    let batch = source.fetch(session, asked).await?;
    let mut missing = missing(&fetch.known, &fetch.missing, &batch);
    let looked_up = look_up_all(source, session, asked, &mut missing).await?;
    let (batch, looked_up) = as_moved(batch, looked_up);
    let missing = missing.into_iter().map(|it| it.remote_id).collect();
    Ok(Ending { missing, ..tell_pieces(world, fetch, batch, looked_up) })
}

fn asked<'a>(
    fetch: &'a Fetch,
    account: &'a Account,
    world: &World,
    progress: &'a (dyn Fn(Progress) + Send + Sync),
) -> Asked<'a> {
    Asked {
        me: &account.name,
        my_id: &account.remote_id,
        granted: account.granted.as_deref(),
        cursor: fetch.cursor.as_ref(),
        depth: fetch.depth,
        wanted: &fetch.wanted,
        follows: &fetch.follows,
        known: &fetch.known,
        now: world.now(),
        progress,
    }
}

fn cost_of(session: &Session, world: &World, before: u32) -> Cost {
    Cost { requests: before + session.sites.sent(), quota: session.sites.told(world.now()) }
}

/// Known items that a complete answer does not hold, and those left over from before, in the order they are known: those looked up longest ago come first,
/// so that everyone's turn comes though some are missing for good.
fn missing(known: &[Known], left: &BTreeSet<String>, batch: &WorkBatch) -> Vec<Known> {
    let pairs: Vec<_> = known.iter().map(|it| (it.remote_id.clone(), it.whys.clone())).collect();
    let mut ids: BTreeSet<&str> = work::unaccounted(&pairs, batch).into_iter().collect();
    let read: BTreeSet<&str> = batch.batch.items.iter().map(|item| item.remote_id.as_str()).collect();
    ids.extend(left.iter().map(String::as_str).filter(|id| !read.contains(id)));
    known.iter().filter(|it| ids.contains(it.remote_id.as_str())).cloned().collect()
}

/// What is not looked up now, for it is too much or cannot be, stays in `missing` for the next time.
async fn look_up_all(
    source: &dyn WorkSource,
    session: &Session,
    asked: &Asked<'_>,
    missing: &mut Vec<Known>,
) -> stint_connect::Result<Vec<(String, LookedUp)>> {
    let mut all = Vec::new();
    let most = if asked.depth == Depth::All { missing.len() } else { MOST_MISSING };
    let mut left = missing.split_off(most.min(missing.len()));
    while !missing.is_empty() {
        let some: Vec<Known> = missing.drain(..MOST_MISSING.min(missing.len())).collect();
        match source.look_up(session, asked, &some).await {
            Ok(found) => all.extend(named(&some, found)),
            Err(Error::SignInAgain) => return Err(Error::SignInAgain),
            Err(error) => {
                tracing::info!(%error, "items that are missing could not be looked up");
                left.extend(some);
                break;
            }
        }
    }
    missing.append(&mut left);
    Ok(all)
}

fn named(asked: &[Known], found: Vec<LookedUp>) -> Vec<(String, LookedUp)> {
    asked.iter().map(|it| it.remote_id.clone()).zip(found).collect()
}

/// What moved is told as that alone: an item read under its new id would be taken for a new one.
fn as_moved(mut batch: WorkBatch, mut looked_up: Vec<(String, LookedUp)>) -> (WorkBatch, Vec<(String, LookedUp)>) {
    let items = &mut batch.batch.items;
    for (old, found) in &mut looked_up {
        if let LookedUp::Moved(item) = found
            && *old != item.remote_id
            && let Some(at) = items.iter().position(|read| read.remote_id == item.remote_id)
        {
            let read = items.remove(at);
            item.whys.extend(read.whys);
            item.thread = item.thread.take().or(read.thread);
        }
    }
    (batch, looked_up)
}

fn tell_pieces(world: &World, fetch: &Fetch, batch: WorkBatch, looked_up: Vec<(String, LookedUp)>) -> Ending {
    let WorkBatch { batch, complete, warning, unseen } = batch;
    let (account, run) = (fetch.account.id, fetch.run);
    let mut looked_up = looked_up;
    while looked_up.len() > PIECE {
        let rest = looked_up.split_off(PIECE);
        world.tell(Told::Sought { account, run, looked_up, complete: complete.clone() });
        looked_up = rest;
    }
    let mut items = batch.items.into_iter();
    loop {
        let piece: Vec<WorkItem> = items.by_ref().take(PIECE).collect();
        if piece.is_empty() {
            break;
        }
        world.tell(Told::Gathered { account, run, items: piece, complete: complete.clone() });
    }
    Ending {
        cursor: batch.cursor,
        not_before: batch.not_before,
        warning,
        unseen,
        complete,
        missing: BTreeSet::new(),
        looked_up,
    }
}

#[cfg(test)]
mod tests;
