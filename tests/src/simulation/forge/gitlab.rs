//! The made-up GitLab as a forge.

use anyhow::Result;

use super::{Forge, Hour, Standing};
use crate::{
    fakes::gitlab::{
        GitLab,
        subject::{Key, Kind, State, Subject},
    },
    simulation::Hand,
};

const TOKEN: &str = "glpat-0123456789abcdefghij";

/// A GitLab that goes by the hand.
pub struct AtGitLab(pub GitLab);

impl AtGitLab {
    /// Starts it; mona's token is known.
    pub fn start(hand: &Hand) -> Result<Self> {
        let gitlab = GitLab::start()?;
        gitlab.make_token(TOKEN, &["read_api"]);
        gitlab.state().world.clock = hand.clock();
        Ok(Self(gitlab))
    }
}

impl Forge for AtGitLab {
    type Item = Key;

    const SERVICE: &'static str = "gitlab";

    fn origin(&self) -> String {
        self.0.origin()
    }

    fn token(&self) -> &'static str {
        TOKEN
    }

    fn open(&self, place: &str, title: &str) -> Key {
        self.0.state().world.open_issue(place, title, "hubot")
    }

    fn propose(&self, place: &str, title: &str, by: &str) -> Key {
        self.0.state().world.open_merge_request(place, title, by)
    }

    fn assign(&self, item: Key) {
        self.0.state().world.assign(item, "mona", "hubot");
    }

    fn unassign(&self, item: Key) {
        self.0.state().world.unassign(item, "mona", "hubot");
    }

    fn comment(&self, item: Key) {
        self.0.state().world.comment(item, "I had a look at it.", "octocat");
    }

    fn mention(&self, item: Key) {
        self.0.state().world.mention(item, "mona", "octocat");
    }

    fn label(&self, item: Key, label: &str) {
        let world = &mut self.0.state().world;
        world.unlabel(item, label, "hubot");
        world.label(item, label, "hubot");
    }

    fn retitle(&self, item: Key, title: &str) {
        self.0.state().world.rename(item, title, "hubot");
    }

    fn close(&self, item: Key) {
        self.0.state().world.close(item, "hubot");
    }

    fn reopen(&self, item: Key) {
        self.0.state().world.reopen(item, "hubot");
    }

    fn request_review(&self, item: Key) {
        self.0.state().world.request_review(item, "mona", "hubot");
    }

    fn approve(&self, item: Key) {
        self.0.state().world.approve(item, "octocat");
    }

    fn merge(&self, item: Key) {
        self.0.state().world.merge(item, "hubot");
    }

    fn read_all(&self) {
        self.0.state().world.todos.iter_mut().for_each(|todo| todo.is_done = true);
    }

    fn standing(&self) -> Vec<Standing> {
        let state = self.0.state();
        let world = &state.world;
        let is_hers = |subject: &Subject| {
            let is_merge = subject.key.kind == Kind::MergeRequest;
            let is_reviewer = subject.merge.reviewers.iter().any(|(name, _)| name == "mona");
            let is_own = is_merge && subject.author.as_deref() == Some("mona");
            let is_named = subject.notes.iter().any(|note| !note.is_system && note.body.contains("@mona"));
            subject.assignees.iter().any(|name| name == "mona") || is_own || (is_merge && is_reviewer) || is_named
        };
        let standing = |(key, subject): (&Key, &Subject)| {
            let mut labels = subject.labels.clone();
            labels.sort();
            Standing {
                reference: world.reference(*key),
                title: subject.title.clone(),
                is_open: matches!(subject.state, State::Opened | State::Locked),
                is_hers: is_hers(subject),
                is_issue: key.kind == Kind::Issue,
                labels,
            }
        };
        world.subjects.iter().map(standing).collect()
    }

    fn hours(&self) -> Vec<Hour> {
        let hours = self.0.state().tally.by_hour().into_iter();
        hours.map(|requests| Hour { requests, charged: requests, points: 0 }).collect()
    }
}
