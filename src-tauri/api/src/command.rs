//! The requests that change something.

use serde::{Deserialize, Serialize};

use crate::{
    call::calls,
    view::{JobId, Receipt, SettingsView},
};

macro_rules! request {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $ty:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "specta", derive(specta::Type))]
        #[serde(rename_all = "camelCase", default)]
        pub struct $name { $($(#[$fdoc])* pub $field: $ty,)* }
    };
}
pub(crate) use request;

request! {
    /// Starts the timer, ending the running one at the same instant.
    ///
    /// A task alone is enough; a project or words are, too. With nothing at all an unnamed timer starts.
    StartTimer {
        /// Task to work on; its project is taken where none is given.
        task: Option<String>,
        /// Project to book to.
        project: Option<String>,
        /// What is done; the task's title where none is given.
        description: Option<String>,
        /// When it began, RFC 3339; now where none is given.
        started_at: Option<String>,
        /// Labels without `#`.
        tags: Vec<String>,
        /// Whether somebody pays; the project's habit where none is given.
        is_billable: Option<bool>,
    }
}
request! {
    /// Starts the timer from one line: words, `@project`, `#tag`, or what names a task (`#42`, `acme/api#42`).
    StartFromText {
        /// The line as typed.
        text: String,
        /// When it began, RFC 3339; now where none is given.
        started_at: Option<String>,
    }
}
request! {
    /// Starts the timer again with everything an earlier entry had but its times.
    ContinueEntry {
        /// The earlier entry; the latest finished one where none is given.
        entry: Option<String>,
    }
}
request! {
    /// Ends the running timer.
    StopTimer {
        /// When it ended, RFC 3339; now where none is given.
        ended_at: Option<String>,
    }
}
request! {
    /// Removes the running timer as if it had never been started.
    DiscardTimer {}
}
request! {
    /// Everything of an entry that a person may write.
    EntryForm {
        /// What was done.
        description: String,
        /// The task it was done for.
        task: Option<String>,
        /// The project it counts towards.
        project: Option<String>,
        /// When it began, RFC 3339.
        started_at: String,
        /// When it ended, RFC 3339; none only for the running timer.
        ended_at: Option<String>,
        /// IANA zone name; the zone of this machine where none is given.
        zone: Option<String>,
        /// Labels without `#`.
        tags: Vec<String>,
        /// Whether somebody pays.
        is_billable: bool,
    }
}
request! {
    /// Adds an entry by hand; what it covers of other entries is trimmed (see `PreviewEntry`).
    AddEntry {
        /// The entry.
        entry: EntryForm,
    }
}
request! {
    /// Writes an entry anew; what it newly covers of other entries is trimmed (see `PreviewEntry`).
    EditEntry {
        /// Which one.
        id: String,
        /// All of it.
        entry: EntryForm,
    }
}
request! {
    /// Makes two entries of one.
    SplitEntry {
        /// Which one.
        id: String,
        /// Where, RFC 3339, strictly inside.
        at: String,
    }
}
request! {
    /// Joins an entry with the next later or next earlier one; the words of the named one stay, a gap between them is filled.
    MergeEntry {
        /// Which one.
        id: String,
        /// With which neighbour.
        with: Neighbour,
    }
}
request! {
    /// Deletes an entry.
    DeleteEntry {
        /// Which one.
        id: String,
    }
}
request! {
    /// Takes the latest change back.
    Undo {}
}
request! {
    /// Makes the change again that was last taken back.
    Redo {}
}
request! {
    /// Everything of a project that a person may write.
    ProjectForm {
        /// What it is called.
        name: String,
        /// `blue`, `rose`, `teal`, `amber`, `violet` or `slate`; the least used one where none is given.
        colour: Option<String>,
        /// For whom it is done.
        client: Option<String>,
        /// Whether new entries on it are billable.
        is_billable: bool,
        /// Whether it is kept out of sight.
        is_archived: bool,
    }
}
request! {
    /// Adds a project.
    AddProject {
        /// The project.
        project: ProjectForm,
    }
}
request! {
    /// Writes a project anew.
    EditProject {
        /// Which one.
        id: String,
        /// All of it.
        project: ProjectForm,
    }
}
request! {
    /// Deletes a project without entries; its tasks stay and belong to none. One with entries is archived instead.
    DeleteProject {
        /// Which one.
        id: String,
    }
}
request! {
    /// Everything of a task that a person may write.
    TaskForm {
        /// What is to be done.
        title: String,
        /// The project it belongs to.
        project: Option<String>,
        /// How urgent it is.
        priority: PriorityName,
        /// How far it has come.
        status: StatusName,
        /// How somebody else names it, such as `acme/api#42`.
        reference: Option<String>,
        /// Where it can be read.
        url: Option<String>,
    }
}
request! {
    /// Adds a task.
    AddTask {
        /// The task.
        task: TaskForm,
    }
}
request! {
    /// Writes a task anew.
    EditTask {
        /// Which one.
        id: String,
        /// All of it.
        task: TaskForm,
    }
}
request! {
    /// Deletes a task; its entries stay with their words and project.
    DeleteTask {
        /// Which one.
        id: String,
    }
}
request! {
    /// Answers the open question about a gap.
    AnswerGap {
        /// What to do with it.
        choice: GapChoice,
    }
}
request! {
    /// Writes the settings to the configuration file.
    SaveSettings {
        /// All of them.
        settings: SettingsView,
    }
}
request! {
    /// Shows the window, starting it where none is open.
    OpenWindow {
        /// What to show.
        place: Place,
    }
}
request! {
    /// Copies the data file into the backup folder now.
    BackUp {}
}
request! {
    /// Goes back to a backup; the present data file is set aside, never deleted.
    RestoreBackup {
        /// File name of the backup, or a full path.
        file: String,
    }
}
request! {
    /// Writes everything into a file, as a job.
    Export {
        /// JSON holds everything; CSV holds the entries.
        format: ExportFormat,
        /// Where to; the person's download folder where none is given.
        path: Option<String>,
    }
}
request! {
    /// Reads the whole data file and looks for damage, as a job.
    CheckIntegrity {}
}
request! {
    /// Ends a job early; what it had written is removed.
    CancelJob {
        /// Which one.
        job: JobId,
    }
}
request! {
    /// Ends the engine and its windows; a running timer goes on.
    Quit {}
}

macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "specta", derive(specta::Type))]
        #[serde(rename_all = "camelCase")]
        pub enum $name { $($(#[$vdoc])* $variant,)* }
    };
}
pub(crate) use choice;

choice! {
    /// Which neighbour of an entry.
    Neighbour {
        /// The next earlier one.
        #[default]
        Previous,
        /// The next later one.
        Next,
    }
}
choice! {
    /// What to do with time of which nobody knows how it was spent.
    GapChoice {
        /// It was work: the timer goes on from its own start.
        #[default]
        Keep,
        /// It was not: the timer ended when Stint was last alive.
        StopThere,
        /// It was not, but I am back: the timer ended then, and a like one starts now.
        Split,
        /// Nothing of this timer was work: remove it.
        Discard,
    }
}
choice! {
    /// How urgent a task is.
    PriorityName {
        /// Before all others.
        High,
        /// As it comes.
        #[default]
        Medium,
        /// When there is time.
        Low,
    }
}
choice! {
    /// How far a task has come.
    StatusName {
        /// Not begun.
        #[default]
        Todo,
        /// Begun.
        InProgress,
        /// Finished.
        Done,
    }
}
choice! {
    /// What an export holds.
    ExportFormat {
        /// Everything: projects, tasks, entries, the history of changes.
        #[default]
        Json,
        /// The entries, one a line, with RFC 3339 times.
        Csv,
    }
}
choice! {
    /// What a window can show.
    Place {
        /// The main window, as it was left.
        #[default]
        Main,
        /// The day.
        Today,
        /// The tasks.
        Tasks,
        /// The settings window.
        Settings,
        /// The data page of the settings window.
        Data,
    }
}

calls! { Command:
    StartTimer "startTimer" -> Receipt;
    StartFromText "startFromText" -> Receipt;
    ContinueEntry "continueEntry" -> Receipt;
    StopTimer "stopTimer" -> Receipt;
    DiscardTimer "discardTimer" -> Receipt;
    AddEntry "addEntry" -> Receipt;
    EditEntry "editEntry" -> Receipt;
    SplitEntry "splitEntry" -> Receipt;
    MergeEntry "mergeEntry" -> Receipt;
    DeleteEntry "deleteEntry" -> Receipt;
    Undo "undo" -> Receipt;
    Redo "redo" -> Receipt;
    AddProject "addProject" -> Receipt;
    EditProject "editProject" -> Receipt;
    DeleteProject "deleteProject" -> Receipt;
    AddTask "addTask" -> Receipt;
    EditTask "editTask" -> Receipt;
    DeleteTask "deleteTask" -> Receipt;
    AnswerGap "answerGap" -> Receipt;
    SaveSettings "saveSettings" -> Receipt;
    OpenWindow "openWindow" -> Receipt;
    BackUp "backUp" -> Receipt;
    RestoreBackup "restoreBackup" -> Receipt;
    Export "export" -> Receipt;
    CheckIntegrity "checkIntegrity" -> Receipt;
    CancelJob "cancelJob" -> Receipt;
    Quit "quit" -> Receipt;
}
