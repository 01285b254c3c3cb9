//! What a GitHub holds: people, repositories, issues, pull requests and threads of notifications.

use std::collections::BTreeSet;

use jiff::Timestamp;

/// Names a person for good; the login may change.
pub type UserId = u64;

/// Names a repository for good; owner and name may change.
pub type RepositoryId = u64;

/// Names an issue or a pull request in tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ItemId(pub(super) usize);

/// A person.
#[derive(Clone, Debug)]
pub struct User {
    /// Never changes.
    pub id: UserId,
    /// What they are called now.
    pub login: String,
    /// Their id in GraphQL.
    pub node_id: String,
}

/// A repository.
#[derive(Clone, Debug)]
pub struct Repository {
    /// Never changes.
    pub id: RepositoryId,
    /// Its id in GraphQL.
    pub node_id: String,
    /// `owner/name`, now.
    pub full_name: String,
    /// What it was called before; GitHub answers 301 there.
    pub renamed_from: Vec<String>,
    /// Only members see it, and only with a token that may.
    pub is_private: bool,
    /// Nothing happens in it any more.
    pub is_archived: bool,
    /// A branch rule asks for reviews; without one GitHub leaves `reviewDecision` null whatever reviews say.
    pub requires_reviews: bool,
    /// Who sees it while it is private.
    pub members: BTreeSet<UserId>,
    /// Who hears of everything in it.
    pub watchers: BTreeSet<UserId>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// An issue or a pull request.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its number in the database.
    pub id: u64,
    /// Its id in GraphQL; another one after a transfer.
    pub node_id: String,
    /// Where it lies.
    pub repository: RepositoryId,
    /// Its number in the repository.
    pub number: u64,
    /// As its author or another wrote it.
    pub title: String,
    /// Markdown.
    pub body: Option<String>,
    /// Closed, or merged.
    pub is_closed: bool,
    /// `completed`, `not_planned`, `duplicate`, `reopened`; a test may write what nobody knows.
    pub state_reason: Option<String>,
    /// By name.
    pub labels: Vec<String>,
    /// Whose it is.
    pub assignees: Vec<UserId>,
    /// `None` once the person deleted their account.
    pub author: Option<UserId>,
    /// Its title.
    pub milestone: Option<String>,
    /// Oldest first.
    pub comments: Vec<Comment>,
    /// What happened to it, oldest first.
    pub events: Vec<Event>,
    /// Who hears of it, whatever else they are.
    pub mentioned: BTreeSet<UserId>,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When anything happened to it.
    pub updated_at: Timestamp,
    /// When it was closed or merged.
    pub closed_at: Option<Timestamp>,
    /// What only pull requests have.
    pub pull: Option<Pull>,
    /// Whether it is still there.
    pub fate: Fate,
}

/// What only pull requests have.
#[derive(Clone, Debug, Default)]
pub struct Pull {
    /// Not to be reviewed yet.
    pub is_draft: bool,
    /// When it was merged.
    pub merged_at: Option<Timestamp>,
    /// Who merged it.
    pub merged_by: Option<UserId>,
    /// Who is asked for a review and has not given one.
    pub reviewers: Vec<UserId>,
    /// Oldest first.
    pub reviews: Vec<Review>,
    /// `SUCCESS`, `FAILURE`, `PENDING`, `ERROR`, `EXPECTED`; a test may write what nobody knows.
    pub checks: Option<String>,
}

/// A comment.
#[derive(Clone, Debug)]
pub struct Comment {
    /// `None` once the person deleted their account.
    pub author: Option<UserId>,
    /// What they wrote.
    pub body: String,
    /// When.
    pub at: Timestamp,
}

/// A review that was given.
#[derive(Clone, Debug)]
pub struct Review {
    /// `None` once the person deleted their account.
    pub author: Option<UserId>,
    /// `APPROVED`, `CHANGES_REQUESTED`, `COMMENTED`; a test may write what nobody knows.
    pub state: String,
    /// When.
    pub at: Timestamp,
}

/// Something that happened, as timelines tell it.
#[derive(Clone, Debug)]
pub struct Event {
    /// What it was.
    pub kind: EventKind,
    /// Who did it; of a mention, who was mentioned, as GitHub has it.
    pub actor: Option<UserId>,
    /// To whom it was done.
    pub whom: Option<UserId>,
    /// When.
    pub at: Timestamp,
}

/// The kinds of events, named as in GraphQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum EventKind {
    Assigned,
    Unassigned,
    ReviewRequested,
    Mentioned,
    Closed,
    Reopened,
    Merged,
}

/// Whether an item is still there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is.
    Here,
    /// It went to another repository, under another node id.
    Transferred(ItemId),
    /// Deleted; 410 to who may read the repository.
    Deleted,
}

/// What somebody was told, one for each subject.
#[derive(Clone, Debug)]
pub struct Thread {
    /// Its id.
    pub id: u64,
    /// Who was told.
    pub user: UserId,
    /// The last reason; later ones overwrite earlier ones.
    pub reason: String,
    /// Not read yet.
    pub is_unread: bool,
    /// Taken off the list for good, until something happens.
    pub is_done: bool,
    /// When the last thing happened.
    pub updated_at: Timestamp,
    /// When it was read last.
    pub last_read_at: Option<Timestamp>,
    /// What it is about.
    pub subject: Subject,
}

/// What a thread is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An issue or a pull request.
    Item(ItemId),
    /// A run of the checks of a pull request: GitHub gives no URL for it.
    Checks(ItemId),
}
