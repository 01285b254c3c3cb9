//! The feed: reading, putting off, and the quiet of a focus.

use serde::{Deserialize, Serialize};

use crate::shape::{choice, request};

request! {
    /// Marks notices as read, or as unread again; read ones also at the service, where that is allowed and wished.
    MarkRead {
        /// Which ones.
        notices: Vec<String>,
        /// All of this repository, too.
        place: Option<String>,
        /// Of that repository only what lies here, as `FeedView` has it; every one of that name where none is given.
        origin: Option<String>,
        /// All of them.
        all: bool,
        /// Whether they are unread again.
        is_unread: bool,
    }
}
request! {
    /// Puts a notice off: it is read until then, and then told anew.
    Snooze {
        /// Which one.
        notice: String,
        /// Until when.
        until: SnoozeUntil,
    }
}
choice! {
    /// Until when a notice is put off.
    SnoozeUntil {
        /// For an hour.
        #[default]
        Hour,
        /// Until the day starts again.
        Tomorrow,
        /// Until somebody else writes to it.
        Reply,
        /// Until its checks ended.
        Checks,
        /// Until it is merged or closed.
        Merge,
    }
}
request! {
    /// Takes back a timer that a notice says was started by itself, where that very one still runs.
    UndoStart {
        /// Which notice.
        notice: String,
    }
}
request! {
    /// Takes back a timer that a notice says was started by itself, and starts none for that repository again.
    NeverStart {
        /// Which notice.
        notice: String,
    }
}
request! {
    /// Tells nothing while the person concentrates; one digest follows.
    SetFocus {
        /// For how many minutes from now, 720 at most; none ends it.
        minutes: Option<u32>,
        /// Until the day starts again, however many minutes are said.
        is_until_morning: bool,
    }
}
