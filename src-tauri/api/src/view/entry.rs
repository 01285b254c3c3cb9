//! Entries, days and spans.

use serde::{Deserialize, Serialize};

use crate::shape::view;

view! {
    /// A time entry as it is shown.
    EntryView {
        /// Who it is.
        id: String,
        /// What to call it: its description, else its task's title, else its project's name, else `No description`.
        title: String,
        /// The description as written, possibly empty.
        description: String,
        /// Its task.
        task: Option<TaskName>,
        /// Its project.
        project: Option<ProjectName>,
        /// When it began, RFC 3339 in the entry's own zone, such as `2026-11-20T13:52:00+01:00`.
        started_at: String,
        /// When it ended, likewise; none while it runs.
        ended_at: Option<String>,
        /// How long it lasted, up to the answer for the running one.
        seconds: u32,
        /// IANA zone name.
        zone: String,
        /// Labels without `#`, in order.
        tags: Vec<String>,
        /// Whether somebody pays.
        is_billable: bool,
    }
}

view! {
    /// A task as an entry names it.
    TaskName {
        /// Who it is.
        id: String,
        /// What is to be done.
        title: String,
        /// How somebody else names it.
        reference: Option<String>,
    }
}

view! {
    /// A project as an entry or a task names it.
    ProjectName {
        /// Who it is.
        id: String,
        /// What it is called.
        name: String,
        /// Its hue: `blue`, `rose`, `teal`, `amber`, `violet` or `slate`.
        colour: String,
    }
}

view! {
    /// One day.
    DayView {
        /// The day, `2026-11-20`.
        date: String,
        /// Whether it is today.
        is_today: bool,
        /// Its first instant in the present zone, RFC 3339.
        starts_at: String,
        /// The first instant of the next day.
        ends_at: String,
        /// When this was answered, RFC 3339 in the present zone.
        asked_at: String,
        /// First hour that the timeline shows, 0 to 23: settings, or earlier where entries are.
        first_hour: u8,
        /// Last hour that the timeline reaches, 1 to 25.
        last_hour: u8,
        /// The entries that touch the day, earliest first, with their own times.
        entries: Vec<EntryView>,
        /// The unfilled spans between them of a minute or more, earliest first.
        gaps: Vec<SpanView>,
        /// Seconds of these entries that lie within the day, the running one up to `asked_at`.
        total_seconds: u32,
        /// Seconds a day should hold; 0 for no goal.
        goal_seconds: u32,
    }
}

view! {
    /// A stretch of time.
    SpanView {
        /// Its first instant, RFC 3339.
        started_at: String,
        /// The first instant after it, RFC 3339.
        ended_at: String,
        /// How long it is.
        seconds: u32,
    }
}

view! {
    /// What writing an entry would do to others.
    PreviewView {
        /// Each entry that would change, earliest first.
        consequences: Vec<ConsequenceView>,
    }
}

view! {
    /// What happens to one other entry.
    ConsequenceView {
        /// Which one.
        id: String,
        /// The whole of it in a sentence: `“Standup” ends at 10:50 instead of 11:00.`
        sentence: String,
        /// What remains of it, earliest first; nothing when it goes.
        remains: Vec<SpanView>,
    }
}

view! {
    /// Entries, latest first.
    EntryPage {
        /// These.
        entries: Vec<EntryView>,
        /// Whether there are more.
        has_more: bool,
        /// Seconds of all entries under the same filter, also those not listed.
        total_seconds: u32,
    }
}

view! {
    /// Time per project.
    TotalsView {
        /// Each project, most time first; no project at all is one of them.
        projects: Vec<TotalView>,
        /// Seconds in all.
        total_seconds: u32,
    }
}

view! {
    /// The time of one project.
    TotalView {
        /// Which one; none for time without a project.
        project: Option<ProjectName>,
        /// How much.
        seconds: u32,
        /// How much of it somebody pays for.
        billable_seconds: u32,
    }
}
