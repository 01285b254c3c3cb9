//! What of a service becomes tasks: the kinds and filters that the person chose for an account.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Why, WorkItem, rules::is_within};

/// What of an account becomes tasks.
///
/// A filter names what an item must be; a name that begins with `-` names what it must not be. Capitals do not matter, and an
/// empty filter lets everything through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Options {
    /// The reasons to take an item; [`Why::Followed`] always is one.
    pub takes: BTreeSet<Why>,
    /// Labels.
    pub labels: Vec<String>,
    /// Repositories and whole organisations: `acme/api`, `acme`.
    pub places: Vec<String>,
    /// Who opened it.
    pub authors: Vec<String>,
    /// Whether what is read here is marked as read at the service.
    pub marks_read: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            takes: BTreeSet::from([Why::Assigned, Why::ReviewRequested, Why::Authored, Why::Mentioned]),
            labels: Vec::new(),
            places: Vec::new(),
            authors: Vec::new(),
            marks_read: false,
        }
    }
}

/// Why an item makes no task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// The person does not take what waits for such a reason.
    Kind,
    /// Its labels are filtered.
    Label,
    /// Its repository is filtered.
    Place,
    /// Its author is filtered.
    Author,
    /// Another account brings it.
    Elsewhere,
    /// The person deleted its task.
    DeletedByYou,
}

impl LeftOut {
    /// Why, as it follows `2 skipped:`.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Kind => "of a kind you do not take",
            Self::Label => "filtered by label",
            Self::Place => "filtered by repository",
            Self::Author => "filtered by author",
            Self::Elsewhere => "brought by another account",
            Self::DeletedByYou => "deleted by you",
        }
    }
}

impl Options {
    /// Whether an item that waits for this reason is taken.
    #[must_use]
    pub fn is_taken(&self, why: Why) -> bool {
        why == Why::Followed || self.takes.contains(&why)
    }

    /// Why the item makes no task, if a kind or a filter says so.
    ///
    /// To follow a repository is to name it: neither kinds nor places are filters of what is followed.
    #[must_use]
    pub fn leaves_out(&self, item: &WorkItem) -> Option<LeftOut> {
        let is_followed = item.whys.contains(&Why::Followed);
        let is_label = |wanted: &str| item.labels.iter().any(|label| is_same(label, wanted));
        let is_author = |wanted: &str| item.author.as_deref().is_some_and(|author| is_same(author, wanted));
        if !item.whys.is_empty() && !item.whys.iter().any(|why| self.is_taken(*why)) {
            Some(LeftOut::Kind)
        } else if !is_followed && !lets_through(&self.places, |wanted| is_within(&item.place, wanted)) {
            Some(LeftOut::Place)
        } else if !lets_through(&self.labels, is_label) {
            Some(LeftOut::Label)
        } else if !lets_through(&self.authors, is_author) {
            Some(LeftOut::Author)
        } else {
            None
        }
    }
}

/// Whether a filter lets through what `is` says of each name in it.
fn lets_through(filter: &[String], is: impl Fn(&str) -> bool) -> bool {
    let unwanted = |name: &String| name.strip_prefix('-').is_some_and(|name| is(name.trim()));
    let mut wanted = filter.iter().filter(|name| !name.starts_with('-')).peekable();
    let is_wanted = wanted.peek().is_none() || wanted.any(|name| is(name.trim()));
    is_wanted && !filter.iter().any(unwanted)
}

/// Whether two names are one, whatever the capitals.
pub(super) fn is_same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}
