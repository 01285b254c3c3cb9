//! Tasks by hand.

use serde::{Deserialize, Serialize};

use crate::shape::{choice, request};

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
