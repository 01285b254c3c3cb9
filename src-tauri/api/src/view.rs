//! What a client sees: plain values, ids and times as strings, durations in whole seconds.

use serde::{Deserialize, Serialize};

use crate::command::{PriorityName, StatusName, choice};

macro_rules! view {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $ty:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "specta", derive(specta::Type))]
        #[serde(rename_all = "camelCase")]
        pub struct $name { $($(#[$fdoc])* pub $field: $ty,)* }
    };
}

/// Identity of a job, unique while the engine lives.
pub type JobId = u32;

view! {
    /// What a command did.
    Receipt {
        /// What was done, past tense: `Started “Fix the login”`.
        label: String,
        /// Whether `Undo` takes exactly this back.
        can_undo: bool,
        /// The entry, task or project it made or changed.
        id: Option<String>,
        /// The job it began.
        job: Option<JobId>,
        /// What else happened on the way, one sentence each: entries trimmed or removed.
        consequences: Vec<String>,
    }
}
view! {
    /// The state a person looks at thirty times a day.
    TimerView {
        /// The running entry.
        running: Option<EntryView>,
        /// The open question about a gap.
        gap: Option<GapView>,
        /// What `Undo` would take back.
        undo: Option<String>,
        /// What `Redo` would make again.
        redo: Option<String>,
        /// Seconds of today, the running entry counted up to `asked_at`.
        today_seconds: u32,
        /// When this was answered, RFC 3339.
        asked_at: String,
        /// Whether there is neither an entry nor a task nor a project yet.
        is_first_run: bool,
        /// What is wrong with files or the desktop, most serious first.
        problems: Vec<ProblemView>,
    }
}
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
    /// Time of which nobody knows how it was spent, while the timer ran.
    GapView {
        /// Why there is a gap.
        cause: GapCause,
        /// The last sign of life, RFC 3339.
        last_seen_at: String,
        /// The first one after it, RFC 3339.
        back_at: String,
        /// How long it was.
        seconds: u32,
    }
}
choice! {
    /// Why Stint was not there.
    GapCause {
        /// It ended without saying so, or the machine did.
        #[default]
        Ended,
        /// The machine slept.
        Slept,
        /// The clock was set.
        ClockSet,
    }
}
view! {
    /// Something is wrong, and the person should know.
    ProblemView {
        /// What kind, stable: `storage`, `config`, `tray`, `notifications`, `zone`.
        kind: String,
        /// What happened and what was kept.
        message: String,
        /// What to do.
        hint: Option<String>,
        /// Whether nothing can be written until it is mended.
        blocks_writing: bool,
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
    /// What a line being typed may mean.
    SuggestionView {
        /// What kind.
        kind: SuggestionKind,
        /// What to show first.
        title: String,
        /// The task to start.
        task: Option<TaskName>,
        /// The project to start on.
        project: Option<ProjectName>,
        /// The description to start with.
        description: String,
        /// Labels to start with.
        tags: Vec<String>,
        /// When it was last done, RFC 3339.
        last_used_at: Option<String>,
    }
}
choice! {
    /// What kind of suggestion.
    SuggestionKind {
        /// What was done before.
        #[default]
        Recent,
        /// A task.
        Task,
        /// A project.
        Project,
    }
}
view! {
    /// Tasks, in the order to work on them: status in progress, todo, done; then priority; then newest.
    TaskPage {
        /// These.
        tasks: Vec<TaskView>,
        /// How many there are in all under the same filter.
        total: u32,
    }
}
view! {
    /// A task as it is shown.
    TaskView {
        /// Who it is.
        id: String,
        /// What is to be done.
        title: String,
        /// Its project.
        project: Option<ProjectName>,
        /// How urgent it is.
        priority: PriorityName,
        /// How far it has come.
        status: StatusName,
        /// How somebody else names it.
        reference: Option<String>,
        /// Where it can be read.
        url: Option<String>,
        /// Seconds spent on it in all.
        seconds: u32,
        /// Whether the timer runs on it.
        is_running: bool,
    }
}
view! {
    /// A project as it is shown.
    ProjectView {
        /// Who it is.
        id: String,
        /// What it is called.
        name: String,
        /// Its hue.
        colour: String,
        /// For whom it is done.
        client: Option<String>,
        /// Whether new entries on it are billable.
        is_billable: bool,
        /// Whether it is kept out of sight.
        is_archived: bool,
        /// How many tasks of it are not done.
        open_tasks: u32,
        /// Seconds booked on it in the last 30 days.
        recent_seconds: u32,
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
view! {
    /// The settings and what is wrong with their file.
    SettingsPage {
        /// What is in force.
        settings: SettingsView,
        /// Where the file lies.
        file: String,
        /// What is wrong in it, a line each: `line 3, day_goal_minutes: …`; defaults are used for these.
        problems: Vec<String>,
        /// Whether `SaveSettings` can write; not while the file is broken.
        can_save: bool,
    }
}
view! {
    /// What the person may set.
    SettingsView {
        /// `system`, `light` or `dark`.
        theme: ThemeName,
        /// Whether Stint starts when the person signs in to the desktop.
        starts_at_login: bool,
        /// How much a working day should hold; 0 hides the goal.
        day_goal_minutes: u32,
        /// First hour that the timeline always shows, 0 to 23.
        day_starts_at_hour: u8,
        /// Hour that the timeline always reaches, 1 to 24.
        day_ends_at_hour: u8,
        /// First day of the week.
        week_starts_on: WeekStartName,
        /// How many minutes without a sign of life make Stint ask.
        gap_threshold_minutes: u32,
    }
}
choice! {
    /// Light, dark, or as the desktop has it.
    ThemeName {
        /// As the desktop has it.
        #[default]
        System,
        /// Ink on paper.
        Light,
        /// Paper on ink.
        Dark,
    }
}
choice! {
    /// First day of the week.
    WeekStartName {
        /// As ISO 8601 has it.
        #[default]
        Monday,
        /// As much of the Americas has it.
        Sunday,
    }
}
view! {
    /// One change in the history.
    ChangeView {
        /// What was done.
        label: String,
        /// When, RFC 3339.
        at: String,
        /// Whether it was taken back.
        is_undone: bool,
    }
}
view! {
    /// A copy of the data file.
    BackupView {
        /// Its file name.
        file: String,
        /// When it was made, RFC 3339.
        made_at: String,
        /// Its size.
        #[cfg_attr(feature = "specta", specta(type = u32))]
        bytes: f64,
    }
}
view! {
    /// Long work.
    JobView {
        /// Which one.
        id: JobId,
        /// What it does: `Exporting to stint-2026-11-20.json`.
        title: String,
        /// How far it is.
        state: JobState,
        /// Parts done, 0 to 1.
        #[cfg_attr(feature = "specta", specta(type = u32))]
        progress: f64,
        /// How it ended, or what it does at the moment, one sentence.
        message: String,
        /// The file it wrote.
        file: Option<String>,
    }
}
choice! {
    /// How far long work is.
    JobState {
        /// It goes on.
        #[default]
        Running,
        /// It ended well.
        Done,
        /// It ended badly; `message` says why and what was kept.
        Failed,
        /// The person ended it.
        Cancelled,
    }
}
view! {
    /// What this desktop supports, where files lie, versions; never a secret.
    DoctorView {
        /// In groups, in the order to print them.
        sections: Vec<DoctorSection>,
    }
}
view! {
    /// One group of facts.
    DoctorSection {
        /// What they are about: `Desktop`, `Files`, `Versions`.
        title: String,
        /// The facts.
        facts: Vec<DoctorFact>,
    }
}
view! {
    /// One fact.
    DoctorFact {
        /// What it is about: `Tray host`.
        name: String,
        /// What was found: `org.kde.StatusNotifierWatcher with a host`.
        found: String,
        /// Whether it is as it should be; none where there is no should.
        is_well: Option<bool>,
        /// What to do about it.
        hint: Option<String>,
    }
}
