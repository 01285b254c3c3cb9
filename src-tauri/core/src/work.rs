//! Work that waits for the person at a service: issues and pull requests, as connectors bring them and the store keeps them.

mod follow;
mod item;
mod options;
mod plan;
mod rules;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use self::{
    follow::{Follow, after_reading},
    item::{Checks, Kind, Review, State, Why, WorkItem},
    options::{LeftOut, Options},
    plan::{Asker, Before, Outcome, Taken, gone, moved, take_in, unaccounted},
    rules::{LabelRule, PlaceRule, Rulebook, priority_of, usual_label_rules},
};
use crate::{
    ids::{AccountId, ProjectId, TaskId},
    incoming::Batch,
    task::Priority,
};

/// What a fetch brought, with the reasons it knows every item of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkBatch {
    /// The items, the cursor, when to return.
    pub batch: Batch<WorkItem>,
    /// An item known for one of these reasons that is missing waits for it no more; of all others nothing is said.
    pub complete: BTreeSet<Why>,
    /// What the person should know though it worked: an organisation that left its part out.
    pub warning: Option<String>,
    /// Every followed repository that cannot be seen for now, asked about in this fetch or before: its name, and why in sentences.
    pub unseen: BTreeMap<String, String>,
}

/// What became of an item that was looked up by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LookedUp {
    /// It is there; its reasons to be assigned, reviewed and authored are all told.
    Here(Box<WorkItem>),
    /// It goes by another id now.
    Moved(Box<WorkItem>),
    /// It is gone for good.
    Deleted,
    /// Nobody says whether it is gone or hidden.
    OutOfReach,
}

/// What is kept of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// The connector's name of the service.
    pub service: String,
    /// Where the service lies.
    pub origin: String,
    /// The account that watches it; none once that was revoked.
    pub account: Option<AccountId>,
    /// The item as it was seen last.
    pub item: WorkItem,
    /// Its task; none where the person's filters left it out. It may be deleted.
    pub task: Option<TaskId>,
    /// The title its task was given last; the item's may be newer. Empty where it never had a task.
    pub title_given: String,
    /// The project its task was given.
    pub project_given: Option<ProjectId>,
    /// The priority its task was given.
    pub priority_given: Priority,
    /// Whether it can be seen.
    pub reach: Reach,
    /// When it was looked up by itself last.
    pub looked_up_at: Option<Timestamp>,
}

/// Whether an item can be seen at the service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// It can.
    #[default]
    Here,
    /// It is hidden or gone; what was seen last stands.
    OutOfReach,
    /// It was deleted there.
    Deleted,
}
