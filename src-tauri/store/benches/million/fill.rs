//! A database of ten busy years, the same every time.

use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use stint_core::{
    entry::TimeEntry,
    ids::{EntryId, ProjectId, TaskId},
    project::{Colour, Project},
    task::{Priority, Status, Task},
};
use stint_store::{Error, Store, table};
use uuid::Uuid;

/// The end of the ten years.
pub const END: Timestamp = Timestamp::constant(1_795_219_200, 0);

const YEARS: SignedDuration = SignedDuration::from_hours(24 * 3_652);
const ENTRIES: u32 = 1_000_000;
const PROJECTS: u32 = 40;
const TASKS: u32 = 10_000;
/// How many different things the person does.
const HABITS: u32 = 30_000;
const AT_ONCE: u32 = 50_000;

const VERBS: [&str; 8] = ["Fix", "Review", "Write", "Test", "Plan", "Refactor", "Discuss", "Release"];
const THINGS: [&str; 8] =
    ["the login", "a migration", "the parser", "the docs", "a report", "the tray", "an API", "tests"];

/// Makes the file and fills it.
pub fn fill(file: &Path) -> Result<(), Error> {
    let mut store = Store::open(file, END)?.store;
    // A million triggers with the small cache of the tray process would take minutes.
    store.write(|tx| tx.execute_batch("PRAGMA cache_size = -262144").map_err(Error::from))?;
    store.write(|tx| {
        (0..PROJECTS).try_for_each(|number| table::project::put(tx, &project(number)))?;
        (0..TASKS).try_for_each(|number| table::task::put(tx, &task(number)))
    })?;
    for first in (0..ENTRIES).step_by(AT_ONCE as usize) {
        let numbers = first..(first + AT_ONCE).min(ENTRIES);
        store.write(|tx| numbers.into_iter().try_for_each(|number| table::entry::put(tx, &entry(number))))?;
    }
    Ok(())
}

/// An entry after all others.
pub fn entry_of_today(number: u32) -> TimeEntry {
    let started_at = END + SignedDuration::from_secs(i64::from(number) * 60);
    let ended_at = Some(started_at + SignedDuration::from_secs(60));
    TimeEntry { id: EntryId(id(9, number)), started_at, ended_at, ..entry(number) }
}

fn id(kind: u128, number: u32) -> Uuid {
    Uuid::from_u128((kind << 64) | u128::from(number))
}

/// A number that looks like chance (the finaliser of MurmurHash3).
fn scattered(number: u32) -> u32 {
    let mut mixed = (number ^ (number >> 16)).wrapping_mul(0x85eb_ca6b);
    mixed = (mixed ^ (mixed >> 13)).wrapping_mul(0xc2b2_ae35);
    mixed ^ (mixed >> 16)
}

fn pick<'a>(words: &[&'a str], number: u32) -> &'a str {
    words.get(number as usize % words.len()).copied().unwrap_or_default()
}

fn words(habit: u32) -> String {
    format!("{} {} of part {}", pick(&VERBS, habit), pick(&THINGS, habit / 8), habit / 64)
}

fn project(number: u32) -> Project {
    Project {
        id: ProjectId(id(1, number)),
        name: format!("Project {number}"),
        colour: Colour::Teal,
        client: None,
        is_billable: number.is_multiple_of(2),
        is_archived: false,
        created_at: END - YEARS,
    }
}

fn task(number: u32) -> Task {
    let is_done = !number.is_multiple_of(5);
    Task {
        id: TaskId(id(2, number)),
        title: words(number),
        project: Some(ProjectId(id(1, number % PROJECTS))),
        priority: Priority::Medium,
        status: if is_done { Status::Done } else { Status::Todo },
        reference: Some(format!("acme/api#{number}")),
        url: None,
        created_at: END - YEARS,
        done_at: is_done.then_some(END),
    }
}

fn entry(number: u32) -> TimeEntry {
    let step = YEARS.as_secs() / i64::from(ENTRIES);
    let started_at = END - YEARS + SignedDuration::from_secs(step * i64::from(number));
    let dice = scattered(number);
    // The square makes some habits far more common than others.
    let share = f64::from(dice) / f64::from(u32::MAX);
    let habit = (share * share * f64::from(HABITS)) as u32;
    TimeEntry {
        id: EntryId(id(3, number)),
        description: words(habit),
        task: habit.is_multiple_of(3).then(|| TaskId(id(2, habit % TASKS))),
        project: (!habit.is_multiple_of(7)).then(|| ProjectId(id(1, habit % PROJECTS))),
        started_at,
        ended_at: Some(started_at + SignedDuration::from_secs(step - i64::from(dice % 60).min(step))),
        zone: "Europe/Berlin".to_owned(),
        tags: if dice.is_multiple_of(4) { ["deep".to_owned()].into() } else { [].into() },
        is_billable: habit.is_multiple_of(2),
    }
}
