//! Tasks, projects, and what a line being typed may mean.

use serde::{Deserialize, Serialize};

use super::{ProjectName, TaskName, WorkView};
use crate::{
    command::{PriorityName, StatusName},
    shape::{choice, view},
};

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
        /// The issue or pull request it came from.
        work: Option<WorkView>,
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
