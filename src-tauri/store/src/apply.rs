//! Writes a plan: every row must still be as the plan believed, and then becomes as the plan wants it.

use stint_core::{
    edit::{Change, Edit},
    task::{Task, rebase},
};

use crate::{
    Tx,
    error::{Error, Result},
    table::{entry, project, task},
};

/// Writes the edits in their order; where a row is not as `before` says, all of them fail with [`Error::Stale`].
///
/// A task may have changed in other fields than those of its edit, as services change titles and people undo late.
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
        Edit::Task(change) => {
            let change = &on_top_of_today(tx, change)?;
            write_row!(tx, change, task, "task")
        }
        Edit::Project(change) => write_row!(tx, change, project, "project"),
    }
}

/// The change as it is made to the task that stands there now; as it is where that cannot be.
fn on_top_of_today(tx: &Tx<'_>, change: &Change<Task>) -> Result<Change<Task>> {
    let Change { before: Some(before), after: Some(after) } = change else { return Ok(change.clone()) };
    let current = task::get(tx, before.id)?.filter(|current| current != before && before.id == after.id);
    let rebased = current.and_then(|current| rebase(&current, before, after).map(|after| (current, after)));
    Ok(rebased.map_or_else(|| change.clone(), |(current, after)| Change::changed(current, after)))
}

fn id_of<T, I>(change: &Change<T>, id: impl Fn(&T) -> I) -> Option<I> {
    change.before.as_ref().or(change.after.as_ref()).map(id)
}
