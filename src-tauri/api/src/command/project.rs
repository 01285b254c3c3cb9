//! Projects by hand.

use serde::{Deserialize, Serialize};

use crate::shape::request;

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
