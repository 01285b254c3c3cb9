//! Two entries made one, and what of them is otherwise afterwards.

use jiff::Timestamp;
use stint_api::command::{MergeEntry, Neighbour};
use stint_core::{
    correct,
    edit::{Edit, Plan},
    entry::TimeEntry,
};
use stint_store::{Conn, table};

use super::{Done, Handle};
use crate::{
    Engine,
    fault::{Fault, Result},
    resolve, speak,
    view::{self, Names},
};

impl Handle for MergeEntry {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let conn = engine.conn()?;
        let entry = resolve::entry(conn, &self.id)?;
        let (neighbour, direction) = match self.with {
            Neighbour::Previous => (table::entry::before(conn, &entry)?, "before"),
            Neighbour::Next => (table::entry::after(conn, &entry)?, "after"),
        };
        let neighbour = neighbour.ok_or_else(|| {
            Fault::refused(format!("There is no entry {direction} this one."), "Merge it with the other neighbour.")
        })?;
        let plan = correct::merge(entry.clone(), neighbour.clone())?;
        let told = consequences(conn, &plan, &entry, &neighbour)?;
        let mut done = engine.commit(plan, Some(self.id), now)?;
        // The neighbour is part of the entry now, not removed.
        done.receipt.consequences = told;
        Ok(done)
    }
}

/// What the merged entry says otherwise than one of the two did, a sentence each.
fn consequences(conn: &Conn, plan: &Plan, entry: &TimeEntry, neighbour: &TimeEntry) -> Result<Vec<String>> {
    let joined = plan.edits.iter().find_map(|edit| match edit {
        Edit::Entry(change) => change.after.as_ref(),
        Edit::Task(_) | Edit::Project(_) => None,
    });
    let Some(joined) = joined else { return Ok(Vec::new()) };
    let mut told: Vec<_> = filled(entry, neighbour).into_iter().collect();
    let mut names = Names::new(conn);
    let (task, project) = (names.task(joined.task)?, names.project(joined.project)?);
    let name = view::title(&joined.description, task.as_ref(), project.as_ref());
    for one in [entry, neighbour] {
        let (own_task, own_project) = (names.task(one.task)?, names.project(one.project)?);
        let own = view::title(&one.description, own_task.as_ref(), own_project.as_ref());
        if own != name {
            told.push(format!("“{own}” is called “{name}” now."));
        }
        if one.task != joined.task {
            told.push(moved(&own, "task", task.as_ref().map(|task| task.title.as_str())));
        }
        if one.project != joined.project {
            told.push(moved(&own, "project", project.as_ref().map(|project| project.name.as_str())));
        }
        if one.is_billable != joined.is_billable {
            told.push(format!("“{own}” is billable now."));
        }
    }
    Ok(told)
}

fn filled(entry: &TimeEntry, neighbour: &TimeEntry) -> Option<String> {
    Some(match correct::between(entry, neighbour).as_mins() {
        0 => return None,
        1 => "The minute between them counts, too.".to_owned(),
        minutes => format!("The {} between them count, too.", speak::minutes_in_words(minutes)),
    })
}

fn moved(name: &str, what: &str, to: Option<&str>) -> String {
    match to {
        Some(to) => format!("“{name}” counts for the {what} “{to}” now."),
        None => format!("“{name}” has no {what} any more."),
    }
}
