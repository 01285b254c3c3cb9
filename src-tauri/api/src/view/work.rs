//! Work from services: what a task shows of its issue, the card of a connector, its options.

use serde::{Deserialize, Serialize};

use super::{BlockView, EntryView, NoticeKind, ProjectName, TaskView};
use crate::{
    command::LabelRule,
    shape::{choice, view},
};

view! {
    /// The issue or pull request that a task came from.
    WorkView {
        /// The service: `github`.
        service: String,
        /// The account that watches it; none once that was revoked.
        account: Option<String>,
        /// Its repository: `acme/api`.
        place: String,
        /// Issue or pull request.
        kind: WorkKind,
        /// How far it has come.
        state: WorkState,
        /// Why it waits for the person; empty where it waits no more.
        whys: Vec<WorkWhy>,
        /// Its labels.
        labels: Vec<String>,
        /// Who opened it.
        author: Option<String>,
        /// Its milestone.
        milestone: Option<String>,
        /// What reviewers said; of pull requests.
        review: Option<WorkReview>,
        /// What checks found; of pull requests.
        checks: Option<WorkChecks>,
        /// When it changed last at the service, RFC 3339.
        updated_at: Option<String>,
        /// Whether the service does not show it any more; what was seen last stands.
        is_out_of_reach: bool,
        /// Whether it was deleted there.
        is_deleted: bool,
    }
}
choice! {
    /// Issue or pull request.
    WorkKind {
        /// An issue.
        #[default]
        Issue,
        /// A pull request, or a merge request.
        PullRequest,
    }
}
choice! {
    /// How far it has come.
    WorkState {
        /// It is open.
        #[default]
        Open,
        /// It is open and not ready yet.
        Draft,
        /// It was merged.
        Merged,
        /// It was closed.
        Closed,
        /// Nobody knows.
        Unknown,
    }
}
choice! {
    /// Why it waits for the person.
    WorkWhy {
        /// It is assigned to them.
        #[default]
        Assigned,
        /// Their review is asked for.
        ReviewRequested,
        /// It is their own pull request.
        Authored,
        /// They were mentioned.
        Mentioned,
        /// They follow its repository.
        Followed,
    }
}
choice! {
    /// What reviewers said.
    WorkReview {
        /// Nothing yet.
        #[default]
        Awaited,
        /// It is good.
        Approved,
        /// It is not.
        ChangesRequested,
        /// Nobody knows.
        Unknown,
    }
}
choice! {
    /// What checks found.
    WorkChecks {
        /// There are none.
        #[default]
        Absent,
        /// They run.
        Pending,
        /// All is well.
        Passing,
        /// Something is not.
        Failing,
        /// Nobody knows.
        Unknown,
    }
}
view! {
    /// All there is to show of one task.
    TaskDetail {
        /// The task.
        task: TaskView,
        /// Its description, ready to be drawn; empty where there is none or it was not read yet.
        description: Vec<BlockView>,
        /// Whether the description was read.
        is_described: bool,
        /// Its entries, latest first, 200 at most.
        entries: Vec<EntryView>,
        /// How many entries there are in all.
        entry_count: u32,
        /// Whether the service is being asked about it now.
        is_refreshing: bool,
        /// When the service was asked about it last, RFC 3339.
        refreshed_at: Option<String>,
        /// Why the service could not be asked, in words; what is shown is what was seen last.
        problem: Option<String>,
    }
}
view! {
    /// What of a service becomes tasks.
    WorkOptions {
        /// Issues assigned to the person.
        takes_issues: bool,
        /// Reviews asked of them.
        takes_reviews: bool,
        /// Their own open pull requests.
        takes_own: bool,
        /// What mentions them.
        takes_mentions: bool,
        /// Labels, one of which an item must have; one that begins with `-` it must not have; empty for any.
        labels: Vec<String>,
        /// Repositories and organisations (`acme/api`, `acme`), likewise.
        places: Vec<String>,
        /// Authors, likewise.
        authors: Vec<String>,
        /// Whether what is read here is marked as read at the service.
        marks_read: bool,
    }
}
view! {
    /// How syncing an account goes.
    SyncView {
        /// Whether it is being read now.
        is_running: bool,
        /// The job of a sync that the person asked for, while it runs.
        job: Option<u32>,
        /// When it was read last, RFC 3339.
        at: Option<String>,
        /// Whether that went well.
        is_fine: bool,
        /// What it did or what went wrong: `3 new, 1 changed, 2 closed`.
        message: String,
        /// When it is read next, RFC 3339; none while it rests.
        next_at: Option<String>,
    }
}
view! {
    /// The card of a connector that brings work, beyond what its account says.
    WorkPage {
        /// The account.
        account: String,
        /// What becomes tasks.
        options: WorkOptions,
        /// Whether the service can be told what was read.
        can_mark_read: bool,
        /// The repositories followed, by name.
        follows: Vec<FollowView>,
        /// What holds for repositories and organisations, by name.
        places: Vec<PlaceRuleView>,
        /// Every repository and organisation seen so far, by name: to choose from.
        known_places: Vec<String>,
        /// Which label makes how urgent.
        label_rules: Vec<LabelRules>,
    }
}
view! {
    /// A repository that is followed.
    FollowView {
        /// The account it is read with.
        account: String,
        /// The service.
        service: String,
        /// What the service calls the person.
        name: String,
        /// Its full path.
        place: String,
        /// Only issues with this label.
        label: Option<String>,
        /// The project of its tasks.
        project: Option<ProjectName>,
        /// When all of it was read first, RFC 3339; none: not yet.
        synced_at: Option<String>,
        /// Why it cannot be seen and what to do, in sentences; none where it can, or nobody tried yet.
        problem: Option<String>,
        /// How many open tasks came from it.
        open_tasks: u32,
        /// How many tasks came from it alone and have no time on them: what removing it asks about.
        idle_tasks: u32,
    }
}
view! {
    /// What holds for a repository or an organisation.
    PlaceRuleView {
        /// Which one.
        place: String,
        /// The project of its tasks; where the person chose another, that stays.
        project: Option<ProjectName>,
        /// Whether the timer starts by itself.
        starts_timer: bool,
        /// Kinds of notices that are not shown.
        muted: Vec<NoticeKind>,
    }
}
view! {
    /// Which label makes how urgent, for a project or for every other one.
    LabelRules {
        /// The project; none for every other one.
        project: Option<ProjectName>,
        /// The rules, first match wins.
        rules: Vec<LabelRule>,
        /// Whether these are the usual ones, which nobody changed.
        is_usual: bool,
    }
}
