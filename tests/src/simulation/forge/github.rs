//! The made-up GitHub as a forge.

use super::{Forge, Hour, Standing};
use crate::{
    fakes::github::{GitHub, Item, ItemId, State},
    simulation::Hand,
};

const TOKEN: &str = "ghp_0123456789abcdefghijklmnopqrstuvwxyz";

/// A GitHub that goes by the hand.
pub struct AtGitHub(pub GitHub);

impl AtGitHub {
    /// Starts it; mona's token is known.
    #[must_use]
    pub fn start(hand: &Hand) -> Self {
        let github = GitHub::with_clock(hand.clock());
        github.make_token(TOKEN, "notifications, repo");
        Self(github)
    }
}

impl Forge for AtGitHub {
    type Item = ItemId;

    const SERVICE: &'static str = "github";

    fn origin(&self) -> String {
        self.0.origin()
    }

    fn token(&self) -> &'static str {
        TOKEN
    }

    fn open(&self, place: &str, title: &str) -> ItemId {
        self.0.state().open_issue(place, "hubot", title)
    }

    fn propose(&self, place: &str, title: &str, by: &str) -> ItemId {
        self.0.state().open_pull(place, by, title)
    }

    fn assign(&self, item: ItemId) {
        self.0.state().assign(item, "mona", "hubot");
    }

    fn unassign(&self, item: ItemId) {
        self.0.state().unassign(item, "mona", "hubot");
    }

    fn comment(&self, item: ItemId) {
        self.0.state().comment(item, "octocat", "I had a look at it.");
    }

    fn mention(&self, item: ItemId) {
        self.0.state().mention(item, "mona", "octocat");
    }

    fn label(&self, item: ItemId, label: &str) {
        let mut state = self.0.state();
        let mut labels = state.item(item).labels.clone();
        labels.retain(|known| known != label);
        labels.push(label.to_owned());
        state.label(item, &labels.iter().map(String::as_str).collect::<Vec<_>>());
    }

    fn retitle(&self, item: ItemId, title: &str) {
        self.0.state().retitle(item, title);
    }

    fn close(&self, item: ItemId) {
        self.0.state().close(item, "hubot");
    }

    fn reopen(&self, item: ItemId) {
        self.0.state().reopen(item, "hubot");
    }

    fn request_review(&self, item: ItemId) {
        self.0.state().request_review(item, "mona", "hubot");
    }

    fn approve(&self, item: ItemId) {
        self.0.state().review(item, "octocat", "APPROVED");
    }

    fn merge(&self, item: ItemId) {
        self.0.state().merge(item, "hubot");
    }

    fn read_all(&self) {
        self.0.state().threads.iter_mut().for_each(|thread| thread.is_unread = false);
    }

    fn standing(&self) -> Vec<Standing> {
        let mut state = self.0.state();
        let mona = state.user("mona");
        let is_hers = |item: &Item| {
            let pull = item.pull.as_ref();
            let is_own = pull.is_some() && item.author == Some(mona);
            let is_reviewer = pull.is_some_and(|pull| pull.reviewers.contains(&mona));
            item.assignees.contains(&mona) || is_own || is_reviewer || item.mentioned.contains(&mona)
        };
        let standing = |item: &Item| Standing {
            reference: reference(&state, item),
            title: item.title.clone(),
            is_open: !item.is_closed,
            is_hers: is_hers(item),
            is_issue: item.pull.is_none(),
            labels: sorted(&item.labels),
        };
        state.here().map(|(_, item)| standing(item)).collect()
    }

    fn hours(&self) -> Vec<Hour> {
        let hours = self.0.state().spent().into_iter();
        hours.map(|it| Hour { requests: it.requests, charged: it.charged, points: it.points }).collect()
    }
}

fn reference(state: &State, item: &Item) -> String {
    let home = state.repositories.iter().find(|repository| repository.id == item.repository);
    format!("{}#{}", home.map_or("", |home| &home.full_name), item.number)
}

fn sorted(labels: &[String]) -> Vec<String> {
    let mut labels = labels.to_vec();
    labels.sort();
    labels
}
