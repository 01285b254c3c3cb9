//! What people do with issues: each deed moves `updated_at` and tells the others, never the one who did it.

use jiff::Timestamp;

use super::{
    model::{Comment, Event, EventKind, Fate, Item, ItemId, Pull, UserId},
    state::State,
};

impl State {
    /// Somebody opens an issue.
    pub fn open_issue(&mut self, repository: &str, by: &str, title: &str) -> ItemId {
        self.open(repository, by, title, None)
    }

    /// Somebody opens a pull request.
    pub fn open_pull(&mut self, repository: &str, by: &str, title: &str) -> ItemId {
        self.open(repository, by, title, Some(Pull::default()))
    }

    fn open(&mut self, repository: &str, by: &str, title: &str, pull: Option<Pull>) -> ItemId {
        let (repository, by, id, now) = (self.repository(repository), self.user(by), self.next_id(), self.tick());
        let last = self.items.iter().rev().find(|item| item.repository == repository);
        let number = last.map_or(1, |last| last.number + 1);
        self.items.push(Item {
            id,
            node_id: format!("{}_kwDO{id:08}", if pull.is_some() { "PR" } else { "I" }),
            repository,
            number,
            title: title.to_owned(),
            body: Some(format!("About: {title}")),
            is_closed: false,
            state_reason: None,
            labels: Vec::new(),
            assignees: Vec::new(),
            author: Some(by),
            milestone: None,
            comments: Vec::new(),
            events: Vec::new(),
            mentioned: Default::default(),
            created_at: now,
            updated_at: now,
            closed_at: None,
            pull,
            fate: Fate::Here,
        });
        let item = ItemId(self.items.len() - 1);
        self.tell(item, by);
        item
    }

    /// Assigns somebody.
    pub fn assign(&mut self, item: ItemId, whom: &str, by: &str) {
        let (whom, by) = (self.user(whom), self.user(by));
        self.touch(item);
        let assignees = &mut self.item_mut(item).assignees;
        if !assignees.contains(&whom) {
            assignees.push(whom);
        }
        self.happens(item, EventKind::Assigned, by, Some(whom));
        self.tell_one(item, whom, by, "assign");
    }

    /// Takes it off somebody's list; GitHub tells nobody.
    pub fn unassign(&mut self, item: ItemId, whom: &str, by: &str) {
        let (whom, by) = (self.user(whom), self.user(by));
        self.touch(item);
        self.happens(item, EventKind::Unassigned, by, Some(whom));
        self.item_mut(item).assignees.retain(|assignee| *assignee != whom);
    }

    /// Closes it as completed.
    pub fn close(&mut self, item: ItemId, by: &str) {
        let (by, now) = (self.user(by), self.touch(item));
        let item_mut = self.item_mut(item);
        (item_mut.is_closed, item_mut.closed_at) = (true, Some(now));
        item_mut.state_reason = item_mut.pull.is_none().then(|| "completed".to_owned());
        self.happens(item, EventKind::Closed, by, None);
        self.tell(item, by);
    }

    /// Opens it again.
    pub fn reopen(&mut self, item: ItemId, by: &str) {
        let by = self.user(by);
        self.touch(item);
        let item_mut = self.item_mut(item);
        (item_mut.is_closed, item_mut.closed_at) = (false, None);
        item_mut.state_reason = item_mut.pull.is_none().then(|| "reopened".to_owned());
        self.happens(item, EventKind::Reopened, by, None);
        self.tell(item, by);
    }

    /// Somebody says something.
    pub fn comment(&mut self, item: ItemId, by: &str, body: &str) {
        let by = self.user(by);
        let at = self.touch(item);
        self.item_mut(item).comments.push(Comment { author: Some(by), body: body.to_owned(), at });
        self.tell(item, by);
    }

    /// Somebody says something to somebody.
    pub fn mention(&mut self, item: ItemId, whom: &str, by: &str) {
        self.comment(item, by, &format!("@{whom}, what do you think?"));
        let (whom, by) = (self.user(whom), self.user(by));
        self.item_mut(item).mentioned.insert(whom);
        self.happens(item, EventKind::Mentioned, whom, None);
        self.tell_one(item, whom, by, "mention");
    }

    /// Gives it exactly these labels; GitHub tells nobody.
    pub fn label(&mut self, item: ItemId, labels: &[&str]) {
        self.touch(item);
        self.item_mut(item).labels = labels.iter().map(|&label| label.to_owned()).collect();
    }

    /// Gives it another title; GitHub tells nobody.
    pub fn retitle(&mut self, item: ItemId, title: &str) {
        self.touch(item);
        title.clone_into(&mut self.item_mut(item).title);
    }

    /// Puts it on a milestone, or takes it off; GitHub tells nobody.
    pub fn plan_for(&mut self, item: ItemId, milestone: Option<&str>) {
        self.touch(item);
        self.item_mut(item).milestone = milestone.map(str::to_owned);
    }

    /// Moves it to another repository, where it has another number and another node id.
    pub fn transfer(&mut self, item: ItemId, repository: &str) -> ItemId {
        self.touch(item);
        let old = self.item(item).clone();
        let moved = self.open(repository, "ghost", &old.title, old.pull.clone());
        let (id, node_id, number) = {
            let new = self.item(moved);
            (new.id, new.node_id.clone(), new.number)
        };
        let repository = self.item(moved).repository;
        *self.item_mut(moved) = Item { id, node_id, number, repository, ..old };
        self.item_mut(item).fate = Fate::Transferred(moved);
        self.follow_threads(item, moved);
        moved
    }

    /// Deletes it; who may read the repository gets 410.
    pub fn delete(&mut self, item: ItemId) {
        self.item_mut(item).fate = Fate::Deleted;
        self.forget_threads(item);
    }

    /// Gives a repository another name; the old one leads there.
    pub fn rename_repository(&mut self, from: &str, to: &str) {
        let repository = self.repository_mut(from);
        repository.renamed_from.push(from.to_owned());
        to.clone_into(&mut repository.full_name);
    }

    /// Shuts everybody out who is no member.
    pub fn make_private(&mut self, repository: &str) {
        self.repository_mut(repository).is_private = true;
    }

    /// Lets somebody in.
    pub fn add_member(&mut self, repository: &str, whom: &str) {
        let whom = self.user(whom);
        self.repository_mut(repository).members.insert(whom);
    }

    /// From now on somebody hears of everything in a repository.
    pub fn watch(&mut self, repository: &str, whom: &str) {
        let (whom, _) = (self.user(whom), self.repository(repository));
        self.repository_mut(repository).watchers.insert(whom);
    }

    /// Somebody deletes their account: what they wrote stays, of nobody.
    pub fn delete_user(&mut self, login: &str) {
        let gone = self.user(login);
        let forget = |author: &mut Option<UserId>| *author = author.filter(|id| *id != gone);
        for item in &mut self.items {
            forget(&mut item.author);
            item.comments.iter_mut().for_each(|comment| forget(&mut comment.author));
            item.events.iter_mut().for_each(|event| forget(&mut event.actor));
            item.assignees.retain(|id| *id != gone);
            if let Some(pull) = &mut item.pull {
                pull.reviews.iter_mut().for_each(|review| forget(&mut review.author));
                pull.reviewers.retain(|id| *id != gone);
                forget(&mut pull.merged_by);
            }
        }
        self.users.retain(|user| user.id != gone);
    }

    /// Adds to its timeline.
    pub(super) fn happens(&mut self, item: ItemId, kind: EventKind, by: UserId, whom: Option<UserId>) {
        let at = self.item(item).updated_at;
        self.item_mut(item).events.push(Event { kind, actor: Some(by), whom, at });
    }

    /// Something happened to it now.
    pub(super) fn touch(&mut self, item: ItemId) -> Timestamp {
        let now = self.tick();
        self.item_mut(item).updated_at = now;
        now
    }
}
