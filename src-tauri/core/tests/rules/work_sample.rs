//! Issues and pull requests to try the rules on, and a list that takes them in.

use std::collections::BTreeSet;

use stint_core::{
    ids::{AccountId, ProjectId, TaskId},
    notice,
    task::Task,
    work::{self, Asker, Before, Kind, Outcome, Reach, Rulebook, State, Taken, Why, Work, WorkItem},
};
use uuid::Uuid;

use crate::sample::at;

/// The reasons that a list or a look-up tells whole.
pub const LISTED: [Why; 3] = [Why::Assigned, Why::ReviewRequested, Why::Authored];

/// An open issue of acme/api that waits for these reasons.
pub fn issue<const N: usize>(whys: [Why; N]) -> WorkItem {
    WorkItem {
        remote_id: "I_42".to_owned(),
        kind: Kind::Issue,
        place: "acme/api".to_owned(),
        reference: "acme/api#42".to_owned(),
        title: "Fix the login".to_owned(),
        url: "https://git.acme.example/acme/api/issues/42".to_owned(),
        state: State::Open,
        whys: whys.into(),
        labels: Vec::new(),
        author: Some("hubot".to_owned()),
        milestone: None,
        body: None,
        updated_at: None,
        review: None,
        checks: None,
        replied_at: None,
        mentioned_at: None,
        is_own_doing: false,
        thread: None,
        extra: String::new(),
    }
}

/// The person's own pull request.
pub fn request() -> WorkItem {
    WorkItem { kind: Kind::PullRequest, ..issue([Why::Authored]) }
}

pub fn project(number: u128) -> ProjectId {
    ProjectId(Uuid::from_u128(number))
}

pub fn account(number: u128) -> AccountId {
    AccountId(Uuid::from_u128(number))
}

/// The row of an item that was taken in by account 1.
pub fn row(item: WorkItem) -> Work {
    Work {
        service: "github".to_owned(),
        origin: "https://git.acme.example".to_owned(),
        account: Some(account(1)),
        item,
        task: Some(TaskId(Uuid::from_u128(7))),
        title_given: "Fix the login".to_owned(),
        project_given: None,
        priority_given: stint_core::task::Priority::Low,
        reach: Reach::Here,
        looked_up_at: None,
    }
}

/// A rule that gives the tasks of a place this project.
pub fn place_rule(place: &str, number: u128) -> (String, work::PlaceRule) {
    let rule = work::PlaceRule {
        service: "github".to_owned(),
        origin: "https://git.acme.example".to_owned(),
        place: place.to_owned(),
        project: Some(project(number)),
        starts_timer: false,
        muted: [].into(),
    };
    (place.to_owned(), rule)
}

/// What is kept of one item while it is told of again and again.
pub struct Shelf {
    pub work: Option<Work>,
    pub task: Option<Task>,
    pub rules: Rulebook,
    pub is_first: bool,
    /// The account that asks.
    pub asks: AccountId,
}

impl Shelf {
    pub fn new() -> Self {
        Self { work: None, task: None, rules: Rulebook::default(), is_first: false, asks: account(1) }
    }

    /// A shelf with this item on it.
    pub fn with(item: WorkItem) -> Self {
        let mut shelf = Self::new();
        shelf.take(item);
        shelf
    }

    /// Takes in what a list tells that is complete for all but mentions and follows.
    pub fn take(&mut self, item: WorkItem) -> (Outcome, Vec<notice::Kind>) {
        self.take_of(item, &LISTED)
    }

    /// Takes in what a list tells that is complete for these reasons.
    pub fn take_of(&mut self, item: WorkItem, complete: &[Why]) -> (Outcome, Vec<notice::Kind>) {
        let taken = self.plan(item, complete);
        let told = (taken.outcome, taken.events.clone());
        self.keep(taken);
        told
    }

    /// What taking it in would do.
    pub fn plan(&self, item: WorkItem, complete: &[Why]) -> Taken {
        let asker = Asker {
            service: "github",
            origin: "https://git.acme.example",
            account: self.asks,
            is_first: self.is_first,
        };
        let complete: BTreeSet<Why> = complete.iter().copied().collect();
        work::take_in(self.before(), item, &complete, &asker, &self.rules, TaskId(Uuid::from_u128(7)), at("10:00"))
    }

    pub fn before(&self) -> Before {
        Before { work: self.work.clone(), task: self.task.clone() }
    }

    pub fn keep(&mut self, taken: Taken) {
        self.work = Some(taken.work);
        if let Some(change) = taken.task {
            assert_eq!(change.before, self.task, "the change starts from the task as it is");
            assert_ne!(change.after, self.task, "a change changes something");
            self.task = change.after;
        }
    }

    pub fn task(&self) -> &Task {
        self.task.as_ref().unwrap()
    }

    pub fn whys(&self) -> Vec<Why> {
        self.work.as_ref().unwrap().item.whys.iter().copied().collect()
    }
}
