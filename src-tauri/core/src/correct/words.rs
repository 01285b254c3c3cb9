//! What a correction is called, so that a list of them tells one from another.

use crate::{
    entry::TimeEntry,
    label::{name_of, quoted},
    zone,
};

/// What the task and the project of a corrected entry are called.
#[derive(Clone, Copy, Debug, Default)]
pub struct Named<'a> {
    /// The title of its task.
    pub task: Option<&'a str>,
    /// The name of its project.
    pub project: Option<&'a str>,
}

/// One fact of an entry.
#[derive(Clone, Copy)]
enum Fact {
    Start,
    End,
    Name,
    Task,
    Project,
    Tags,
    Billable,
    Zone,
}

/// What was done to an entry: `Changed the end of “Stand-up” to 06:10`; of several facts only which they are.
pub(super) fn of(before: &TimeEntry, after: &TimeEntry, named: Named<'_>) -> String {
    let changed = differences(before, after);
    let entry = if before.description.is_empty() { after } else { before };
    let name = name_of(entry, "an entry");
    match changed.as_slice() {
        [] => format!("Changed {name}"),
        [one] => of_one(*one, before, after, named),
        several => {
            let words: Vec<_> = several.iter().map(|fact| fact.word()).collect();
            format!("Changed {name}: {}", words.join(", "))
        }
    }
}

fn differences(before: &TimeEntry, after: &TimeEntry) -> Vec<Fact> {
    let all = [
        (Fact::Start, before.started_at != after.started_at),
        (Fact::End, before.ended_at != after.ended_at),
        (Fact::Name, before.description != after.description),
        (Fact::Task, before.task != after.task),
        (Fact::Project, before.project != after.project),
        (Fact::Tags, before.tags != after.tags),
        (Fact::Billable, before.is_billable != after.is_billable),
        (Fact::Zone, before.zone != after.zone),
    ];
    all.into_iter().filter_map(|(fact, is_other)| is_other.then_some(fact)).collect()
}

fn of_one(fact: Fact, before: &TimeEntry, after: &TimeEntry, named: Named<'_>) -> String {
    let name = name_of(before, "an entry");
    let clock = |at| zone::clock_time(at, &after.zone);
    match fact {
        Fact::Start => format!("Changed the start of {name} to {}", clock(after.started_at)),
        Fact::End => match (before.ended_at, after.ended_at) {
            (None, Some(end)) => format!("Ended {name} at {}", clock(end)),
            (_, end) => format!("Changed the end of {name} to {}", end.map(clock).unwrap_or_default()),
        },
        Fact::Name => renamed(&before.description, &after.description),
        Fact::Task => moved(&name, "task", after.task.is_some(), named.task.map(quoted)),
        Fact::Project => moved(&name, "project", after.project.is_some(), named.project.map(str::to_owned)),
        Fact::Tags if after.tags.is_empty() => format!("Removed the tags of {name}"),
        Fact::Tags => {
            let tags: Vec<_> = after.tags.iter().map(|tag| format!("#{tag}")).collect();
            format!("Changed the tags of {name} to {}", tags.join(" "))
        }
        Fact::Billable if after.is_billable => format!("Made {name} billable"),
        Fact::Billable => format!("Made {name} not billable"),
        Fact::Zone => format!("Changed the time zone of {name} to {}", after.zone),
    }
}

fn renamed(before: &str, after: &str) -> String {
    match (before, after) {
        ("", after) => format!("Named an entry {}", quoted(after)),
        (before, "") => format!("Removed the name {}", quoted(before)),
        (before, after) => format!("Renamed {} to {}", quoted(before), quoted(after)),
    }
}

fn moved(name: &str, what: &str, is_on_one: bool, to: Option<String>) -> String {
    match to {
        Some(to) => format!("Moved {name} to {what} {to}"),
        None if is_on_one => format!("Moved {name} to another {what}"),
        None => format!("Took {name} off its {what}"),
    }
}

impl Fact {
    fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::End => "end",
            Self::Name => "name",
            Self::Task => "task",
            Self::Project => "project",
            Self::Tags => "tags",
            Self::Billable => "billable",
            Self::Zone => "time zone",
        }
    }
}
