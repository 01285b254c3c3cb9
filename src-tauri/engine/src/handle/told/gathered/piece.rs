//! One item on its way into the data file: what was kept of it, what is to be kept, and where it lay before it moved.

use std::collections::BTreeSet;

use jiff::Timestamp;
use stint_core::{
    account::Account,
    ids::TaskId,
    notice::Kind,
    task::{Status, Task},
    work::{self, Asker, Before, LookedUp, Reach, Rulebook, Taken, Why, WorkItem},
};
use stint_store::{Conn, Tx, table};

use crate::fault::Result;

/// One item on its way into the data file.
pub(super) struct Piece {
    pub taken: Taken,
    /// The id it had before it moved.
    left: Option<String>,
    /// The task it got under its new id while nobody knew that it had moved.
    twin: Option<TaskId>,
    /// Whether all of it is kept already.
    pub is_kept: bool,
}

/// What decides what becomes of an item.
pub(super) struct Wanted<'a> {
    pub account: &'a Account,
    pub is_first: bool,
    /// Where all is read once more: what was wanted before, of which alone somebody is told.
    pub told_of: Option<&'a BTreeSet<Why>>,
    pub complete: &'a BTreeSet<Why>,
    pub rules: &'a Rulebook,
    /// The id of its task, should it get one.
    pub fresh: TaskId,
    pub now: Timestamp,
}

impl Wanted<'_> {
    /// An item that was read.
    pub fn read(&self, conn: &Conn, item: WorkItem) -> Result<Piece> {
        let before = self.before(conn, &item.remote_id)?;
        let kept = before.work.clone();
        let mut taken = work::take_in(before, item, self.complete, &self.asker(), self.rules, self.fresh, self.now);
        let is_kept = taken.task.is_none() && kept.as_ref() == Some(&taken.work);
        if let Some(told_of) = self.told_of {
            // One that was known and not on the list was kept off it by a filter.
            let was_kept_off = kept.is_some_and(|work| work.item.whys.is_empty());
            taken.events.retain(|kind| !was_kept_off && told_of.contains(&why_of(*kind)));
        }
        Ok(Piece { taken, left: None, twin: None, is_kept })
    }

    /// What was found out about an item; none where nothing is kept of it.
    pub fn looked_up(&self, conn: &Conn, remote_id: &str, found: LookedUp) -> Result<Option<Piece>> {
        let before = self.before(conn, remote_id)?;
        let piece = |taken| Piece { taken, left: None, twin: None, is_kept: false };
        let gone = |before, how| work::gone(before, how, self.now).map(piece);
        let piece = match found {
            LookedUp::Here(item) => Some(self.read(conn, *item)?),
            LookedUp::Moved(item) => Some(self.moved(conn, before, remote_id, *item)?),
            LookedUp::Deleted => gone(before, Reach::Deleted),
            LookedUp::OutOfReach => gone(before, Reach::OutOfReach),
        };
        let at = Some(self.now);
        Ok(piece.map(|mut piece| {
            piece.taken.work.looked_up_at = at;
            piece.is_kept = false;
            piece
        }))
    }

    /// An item that goes by another id now, under which it may have been read already.
    fn moved(&self, conn: &Conn, before: Before, remote_id: &str, mut item: WorkItem) -> Result<Piece> {
        let there = self.before(conn, &item.remote_id)?;
        let known = there.work.iter().flat_map(|work| work.item.whys.difference(self.complete));
        item.whys.extend(known);
        let twin = match &before.task {
            Some(task) => twin(conn, task, &there)?,
            None => None,
        };
        let taken = work::moved(before, item, self.complete, &self.asker(), self.rules, self.fresh, self.now);
        let left = (taken.work.item.remote_id != remote_id).then(|| remote_id.to_owned());
        Ok(Piece { taken, left, twin, is_kept: false })
    }

    fn asker(&self) -> Asker<'_> {
        let account = self.account;
        Asker { service: &account.service, origin: &account.origin, account: account.id, is_first: self.is_first }
    }

    fn before(&self, conn: &Conn, remote_id: &str) -> Result<Before> {
        let work = table::work::get(conn, &self.account.service, &self.account.origin, remote_id)?;
        let task = work.as_ref().and_then(|work| work.task);
        let task = task.map(|task| table::task::get(conn, task)).transpose()?.flatten();
        Ok(Before { work, task })
    }
}

impl Piece {
    /// Writes it down.
    pub fn put(&self, tx: &Tx<'_>, account: &Account) -> std::result::Result<(), stint_store::Error> {
        if let Some(left) = &self.left {
            table::work::remove(tx, &account.service, &account.origin, left)?;
        }
        if let Some(twin) = self.twin {
            table::task::remove(tx, twin)?;
        }
        if let Some(after) = self.taken.task.as_ref().and_then(|change| change.after.as_ref()) {
            table::task::put(tx, after)?;
        }
        table::work::put(tx, &self.taken.work)
    }
}

/// The reason to take an item whose kind of notice this is.
const fn why_of(kind: Kind) -> Why {
    match kind {
        Kind::Assigned | Kind::Started | Kind::Due => Why::Assigned,
        Kind::ReviewRequested => Why::ReviewRequested,
        Kind::Mentioned => Why::Mentioned,
        Kind::Approved | Kind::ChangesRequested | Kind::Failing | Kind::Merged => Why::Authored,
    }
}

/// The task that an item got under its new id beside `task`, where it is as Stint made it and has no time on it.
fn twin(conn: &Conn, task: &Task, there: &Before) -> Result<Option<TaskId>> {
    let Before { work: Some(work), task: Some(twin) } = there else { return Ok(None) };
    let is_as_made = twin.title == work.item.title
        && twin.status == Status::Todo
        && twin.project == work.project_given
        && twin.priority == work.priority_given;
    let goes = twin.id != task.id && is_as_made && table::entry::of_task(conn, twin.id)?.is_empty();
    Ok(goes.then_some(twin.id))
}
