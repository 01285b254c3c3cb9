//! Quiet: until when nothing is shown, and since when notices wait for it to end.

use jiff::Timestamp;
use stint_core::notice;
use stint_store::{Error, Tx, table};

use crate::{Engine, fault::Result};

/// Under what the end of a focus is remembered, so that it outlives the program.
const FOCUS: &str = "focus until";
/// Under what is remembered since when notices wait.
const WAITING: &str = "notices wait since";

impl Engine {
    /// When the focus ends that the person began; one that is over is still there until somebody noticed.
    pub(super) fn focus(&self) -> Result<Option<Timestamp>> {
        self.instant_under(FOCUS)
    }

    /// When the focus ends that holds now.
    pub(crate) fn focus_until(&self, now: Timestamp) -> Result<Option<Timestamp>> {
        Ok(self.focus()?.filter(|until| *until > now))
    }

    /// When the quiet ends that holds now: a focus, quiet hours, a weekend.
    pub(crate) fn quiet_until(&self, now: Timestamp) -> Result<Option<Timestamp>> {
        let focus = self.focus_until(now)?;
        Ok(notice::quiet_until(self.settings(), focus, &self.zone.rules, now))
    }

    /// Since when notices wait for the quiet to end.
    pub(super) fn waiting_since(&self) -> Result<Option<Timestamp>> {
        self.instant_under(WAITING)
    }

    fn instant_under(&self, key: &str) -> Result<Option<Timestamp>> {
        // What is not understood counts as nothing.
        Ok(table::meta::get(self.conn()?, key)?.and_then(|kept| kept.parse().ok()))
    }
}

/// Remembers when the focus ends.
pub(super) fn set_focus(tx: &Tx<'_>, until: Option<Timestamp>) -> std::result::Result<(), Error> {
    put(tx, FOCUS, until)
}

/// Remembers since when notices wait.
pub(super) fn set_waiting(tx: &Tx<'_>, since: Option<Timestamp>) -> std::result::Result<(), Error> {
    put(tx, WAITING, since)
}

fn put(tx: &Tx<'_>, key: &str, at: Option<Timestamp>) -> std::result::Result<(), Error> {
    table::meta::put(tx, key, &at.map(|at| at.to_string()).unwrap_or_default())
}
