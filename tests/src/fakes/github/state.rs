//! The whole of a made-up GitHub: looked up, made by hand, and never asked for what is not there.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use jiff::{SignedDuration, Timestamp};

use super::{
    budget::Budget,
    faults::Queued,
    model::{Fate, Item, ItemId, Repository, RepositoryId, Thread, User, UserId},
    sign_in::Person,
};
use crate::fakes::clock::Clock;

/// What it knows now.
pub struct State {
    /// What the person did with the code.
    pub person: Person,
    /// How many questions it finds too fast before it is content.
    pub impatience: u32,
    /// What it was told while the person had not decided.
    pub waited: u32,
    /// Tokens taken back.
    pub revoked: u32,
    /// Whoever shows one of these is let in.
    pub tokens: BTreeMap<String, Token>,
    /// Everybody.
    pub users: Vec<User>,
    /// Every repository.
    pub repositories: Vec<Repository>,
    /// Every issue and pull request there ever was, in order.
    pub items: Vec<Item>,
    /// Everything anybody was told.
    pub threads: Vec<Thread>,
    /// Who spent how much.
    pub budget: Budget,
    /// What is to go wrong.
    pub faults: VecDeque<Queued>,
    /// Organisations that want the tokens authorised for single sign-on, which none is.
    pub sso: BTreeSet<String>,
    /// Seconds that `X-Poll-Interval` asks for.
    pub poll_interval: u32,
    /// How far its `Date` is off.
    pub skew: SignedDuration,
    pub(super) has_code: bool,
    pub(super) granted: u32,
    clock: Clock,
    last_id: u64,
}

/// A token.
#[derive(Clone, Debug)]
pub struct Token {
    /// Whose it is.
    pub user: UserId,
    /// Its scopes, as its header lists them; fine-grained tokens have none.
    pub scopes: &'static str,
}

impl Default for State {
    fn default() -> Self {
        Self::new(Clock::default())
    }
}

impl State {
    /// One whose clock is this.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        let mut state = Self {
            person: Person::default(),
            impatience: 0,
            waited: 0,
            revoked: 0,
            has_code: false,
            granted: 0,
            tokens: BTreeMap::new(),
            users: Vec::new(),
            repositories: Vec::new(),
            items: Vec::new(),
            threads: Vec::new(),
            budget: Budget::default(),
            faults: VecDeque::new(),
            sso: BTreeSet::new(),
            poll_interval: 60,
            skew: SignedDuration::ZERO,
            clock,
            last_id: 1_000,
        };
        state.add_user(583_231, "mona");
        state
    }

    /// What time it is there, in whole seconds.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        let now = self.clock.now();
        Timestamp::from_second(now.as_second()).unwrap_or(now)
    }

    /// Moves its clock on, unless it is read from elsewhere.
    pub fn pass(&mut self, time: SignedDuration) {
        self.clock.pass(time);
    }

    /// The time of a deed; GitHub counts whole seconds, so each has its own where the clock stands.
    pub(super) fn tick(&mut self) -> Timestamp {
        self.clock.pass(SignedDuration::from_secs(1));
        self.now()
    }

    /// A number that nothing has yet.
    pub(super) fn next_id(&mut self) -> u64 {
        self.last_id += 1;
        self.last_id
    }

    fn add_user(&mut self, id: UserId, login: &str) {
        self.users.push(User { id, login: login.to_owned(), node_id: format!("U_kgDO{id:08}") });
    }

    /// The person of this login, made up where there was none.
    pub fn user(&mut self, login: &str) -> UserId {
        if let Some(user) = self.users.iter().find(|user| user.login == login) {
            return user.id;
        }
        let id = self.next_id();
        self.add_user(id, login);
        id
    }

    /// The person of this id.
    #[must_use]
    pub fn person(&self, id: UserId) -> Option<&User> {
        self.users.iter().find(|user| user.id == id)
    }

    /// The repository of this name, made up, public and empty, where there was none.
    pub fn repository(&mut self, full_name: &str) -> RepositoryId {
        if let Some(repository) = self.repositories.iter().find(|known| known.full_name == full_name) {
            return repository.id;
        }
        let (id, created_at) = (self.next_id(), self.now());
        self.repositories.push(Repository {
            id,
            node_id: format!("R_kgDO{id:08}"),
            full_name: full_name.to_owned(),
            renamed_from: Vec::new(),
            is_private: false,
            is_archived: false,
            requires_reviews: true,
            members: BTreeSet::new(),
            watchers: BTreeSet::new(),
            created_at,
        });
        id
    }

    /// The repository of this name, to be changed.
    ///
    /// # Panics
    /// Where there is none: the test is wrong.
    pub fn repository_mut(&mut self, full_name: &str) -> &mut Repository {
        let known = self.repositories.iter_mut().find(|known| known.full_name == full_name);
        known.unwrap_or_else(|| panic!("there is no repository {full_name}"))
    }

    /// Where an item lies.
    pub(super) fn home(&self, item: &Item) -> Option<&Repository> {
        self.repositories.iter().find(|repository| repository.id == item.repository)
    }

    /// An item, wherever it went.
    #[must_use]
    pub fn item(&self, id: ItemId) -> &Item {
        &self.items[id.0]
    }

    /// An item, to be changed behind everybody's back: nothing is bumped, nobody is told.
    pub fn item_mut(&mut self, id: ItemId) -> &mut Item {
        &mut self.items[id.0]
    }

    /// Every item that is still there, with its name for tests.
    pub fn here(&self) -> impl DoubleEndedIterator<Item = (ItemId, &Item)> {
        let all = self.items.iter().enumerate().map(|(at, item)| (ItemId(at), item));
        all.filter(|(_, item)| item.fate == Fate::Here)
    }

    /// What this repository calls this number, there or gone.
    pub(super) fn numbered(&self, repository: RepositoryId, number: u64) -> Option<(ItemId, &Item)> {
        let all = self.items.iter().enumerate().map(|(at, item)| (ItemId(at), item));
        all.into_iter().find(|(_, item)| item.repository == repository && item.number == number)
    }
}
