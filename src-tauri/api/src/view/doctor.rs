//! What this desktop supports.

use serde::{Deserialize, Serialize};

use crate::shape::view;

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
