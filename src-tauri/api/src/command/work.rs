//! Work from services: syncing, following, options, rules of repositories; and the pages of tasks.

use serde::{Deserialize, Serialize};

use super::PriorityName;
use crate::{
    shape::{choice, request},
    view::{NoticeKind, WorkOptions},
};

request! {
    /// Reads everything that waits for the person, every page of it; its job tells how far it is and what it did.
    SyncNow {
        /// The account; where none is given, each of the service.
        account: Option<String>,
        /// The service; where none is given, each.
        service: Option<String>,
    }
}
request! {
    /// Asks the service of an account nothing more, or goes on.
    PauseAccount {
        /// Which one.
        account: String,
        /// Whether it rests.
        is_paused: bool,
    }
}
request! {
    /// Chooses what of a service becomes tasks.
    SetWorkOptions {
        /// Which account.
        account: String,
        /// All of it.
        options: WorkOptions,
    }
}
request! {
    /// Follows a repository, or follows it otherwise: its open issues become tasks.
    Follow {
        /// Its full path: `acme/api`.
        place: String,
        /// The account to read it with; the only one of the service where none is given.
        account: Option<String>,
        /// The service; the only one that has work where none is given.
        service: Option<String>,
        /// Only issues with this label.
        label: Option<String>,
        /// The project of its tasks.
        project: Option<String>,
    }
}
request! {
    /// Follows a repository no more.
    Unfollow {
        /// Its full path.
        place: String,
        /// The account it is read with; the only one that follows it where none is given.
        account: Option<String>,
        /// What becomes of tasks without time on them that came from it alone.
        tasks: UnfollowedTasks,
    }
}
choice! {
    /// What becomes of tasks without time on them.
    UnfollowedTasks {
        /// They stay.
        #[default]
        Keep,
        /// They go; the history can bring them back.
        Delete,
    }
}
request! {
    /// What holds for the tasks of a repository or of an organisation.
    SetPlaceRule {
        /// The account, for its service and host.
        account: String,
        /// A repository `acme/api`, or an organisation `acme`.
        place: String,
        /// The project of its tasks; where the person chose another, that stays.
        project: Option<String>,
        /// Whether the timer starts when an issue of it is assigned and nothing runs.
        starts_timer: bool,
        /// Kinds of notices that are not shown for it; the feed keeps them.
        muted: Vec<NoticeKind>,
    }
}
request! {
    /// Says which label makes how urgent; the first of these that an issue has decides, and without any it is low.
    SetLabelRules {
        /// The project they hold for; every other one where none is given.
        project: Option<String>,
        /// The rules, first match wins; none at all takes up those of every other project, or the usual ones.
        rules: Vec<LabelRule>,
    }
}
request! {
    /// A label and how urgent it makes an issue.
    LabelRule {
        /// The label; capitals do not matter.
        label: String,
        /// How urgent.
        priority: PriorityName,
    }
}
request! {
    /// Asks the service about the task's issue or pull request; the task's answer goes stale when it said something.
    RefreshTask {
        /// Which one.
        task: String,
    }
}
request! {
    /// Opens the task's page in the browser.
    OpenTaskPage {
        /// Which one.
        task: String,
    }
}
request! {
    /// Opens a link of a task's description in the browser.
    OpenTaskLink {
        /// Which task.
        task: String,
        /// Which link, as the description numbers them.
        link: u32,
    }
}
