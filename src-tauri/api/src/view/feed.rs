//! The feed: what the person was told, kept until they read it.

use serde::{Deserialize, Serialize};

use crate::shape::{choice, view};

view! {
    /// A part of the feed, latest first.
    FeedPage {
        /// These.
        notices: Vec<FeedView>,
        /// How many there are in all under the same filter.
        total: u32,
        /// How many are unread, filter or not.
        unread: u32,
        /// Until when nothing is told, RFC 3339: a focus the person began.
        focus_until: Option<String>,
        /// Whether quiet hours hold now.
        is_quiet: bool,
        /// Whether any account brings work; the feed stays empty without.
        has_source: bool,
    }
}
view! {
    /// One notice of the feed.
    FeedView {
        /// Which one.
        id: String,
        /// What happened.
        kind: NoticeKind,
        /// In words: `Assigned to you`.
        label: String,
        /// When, RFC 3339.
        at: String,
        /// The service: `github`; empty for what Stint itself says.
        service: String,
        /// Where the service lies, `https://github.com`; empty for what Stint itself says.
        origin: String,
        /// The repository: `acme/api`.
        place: String,
        /// How a person names it: `acme/api#42`.
        reference: String,
        /// Its title.
        title: String,
        /// Its task, if it still has one.
        task: Option<String>,
        /// Whether it was read.
        is_read: bool,
        /// Until when it is put off, in words: `until 09:00`, `until someone replies`.
        snoozed: Option<String>,
        /// What it may be put off until.
        may_snooze: Vec<crate::command::SnoozeUntil>,
    }
}
choice! {
    /// What happened.
    NoticeKind {
        /// An issue was assigned.
        #[default]
        Assigned,
        /// A review is asked for.
        ReviewRequested,
        /// Somebody mentioned the person.
        Mentioned,
        /// Their pull request was approved.
        Approved,
        /// Changes of it are asked for.
        ChangesRequested,
        /// Its checks fail.
        Failing,
        /// It was merged.
        Merged,
        /// The timer was started by itself.
        Started,
        /// What was put off is due.
        Due,
    }
}
