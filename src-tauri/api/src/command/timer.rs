//! The timer: start, continue, stop, discard, and the question about a gap.

use serde::{Deserialize, Serialize};

use crate::shape::{choice, request};

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
        /// Whether entries may go that a start in the past covers whole; refused otherwise.
        may_remove: bool,
    }
}

request! {
    /// Starts the timer from one line: words, `@project`, `#tag`, or what names a task (`#42`, `acme/api#42`).
    StartFromText {
        /// The line as typed.
        text: String,
        /// When it began, RFC 3339; now where none is given.
        started_at: Option<String>,
        /// Whether entries may go that a start in the past covers whole; refused otherwise.
        may_remove: bool,
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
    /// Answers the open question about a gap.
    AnswerGap {
        /// What to do with it.
        choice: GapChoice,
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
