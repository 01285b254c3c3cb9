//! Writes a plan: every row must still be as the plan believed, and then becomes as the plan wants it.

use stint_core::edit::{Change, Edit};

use crate::{
    Tx,
    error::{Error, Result},
    table::{entry, project, task},
};

/// Writes the edits in their order; where a row is not as `before` says, all of them fail with [`Error::Stale`].
pub fn edits(tx: &Tx<'_>, edits: &[Edit]) -> Result<()> {
    edits.iter().try_for_each(|edit| one(tx, edit))
}

macro_rules! write_row {
    ($tx:ident, $change:ident, $table:ident, $what:literal) => {{
        let Some(id) = id_of($change, |row| row.id) else { return Ok(()) };
        if $table::get($tx, id)? != $change.before {
            return Err(Error::Stale($what));
        }
        match &$change.after {
            Some(row) if row.id == id => $table::put($tx, row),
            Some(_) => Err(Error::Failed(concat!("a change cannot turn one ", $what, " into another").to_owned())),
            None => $table::remove($tx, id),
        }
    }};
}

fn one(tx: &Tx<'_>, edit: &Edit) -> Result<()> {
    match edit {
        Edit::Entry(change) => write_row!(tx, change, entry, "entry"),
        Edit::Task(change) => write_row!(tx, change, task, "task"),
        Edit::Project(change) => write_row!(tx, change, project, "project"),
    }
}

fn id_of<T, I>(change: &Change<T>, id: impl Fn(&T) -> I) -> Option<I> {
    change.before.as_ref().or(change.after.as_ref()).map(id)
}
