//! What notifications are about, looked up ten at a time: the reason that a thread names is overwritten by later ones.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::{Map, Value};
use stint_core::work::{Why, WorkItem};

use super::{
    map::{Person, from_whole},
    round::Round,
    wire::{
        graph::{Actor, Node},
        rest::Thread,
    },
};
use crate::{error::Result, services::work::lenient};

const SUBJECTS: &str = include_str!("queries/subjects.graphql");
/// How many the question has room for.
const ROOM: usize = 10;

/// An issue or a pull request that a thread is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct About {
    thread: String,
    owner: String,
    name: String,
    number: u32,
    says_review: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Subjects {
    #[serde(deserialize_with = "lenient")]
    viewer: Option<Actor>,
    #[serde(flatten)]
    found: BTreeMap<String, Value>,
}

#[derive(Deserialize)]
struct Found {
    #[serde(default, rename = "issueOrPullRequest", deserialize_with = "lenient")]
    item: Option<Node>,
}

impl About {
    /// What a thread is about; none where that is neither an issue nor a pull request.
    pub fn of(thread: &Thread) -> Option<Self> {
        let (owner, name, number) = thread.subject.as_ref()?.names()?;
        Some(Self {
            thread: thread.id.clone()?,
            owner: owner.to_owned(),
            name: name.to_owned(),
            number,
            says_review: thread.reason.as_deref() == Some("review_requested"),
        })
    }
}

impl Round<'_> {
    /// Looks up what threads are about; only what waits for the person, or is known, becomes an item.
    pub async fn look_at_subjects(&mut self, about: Vec<About>) -> Result<()> {
        for some in about.chunks(ROOM) {
            for (about, node) in some.iter().zip(self.subjects(some).await?) {
                let Some(item) = node.map(|node| self.subject(about, &node)).transpose()?.flatten() else { continue };
                self.gathered.add(item);
            }
        }
        Ok(())
    }

    async fn subjects(&mut self, some: &[About]) -> Result<Vec<Option<Node>>> {
        let variables = variables(some);
        let (_, mut answer) = self.ask_sized::<Subjects>(SUBJECTS, ROOM, |_| variables.clone()).await?;
        if let Some(viewer) = answer.data.viewer {
            self.login = viewer.login;
        }
        let mut found = |slot: usize| {
            let value = answer.data.found.remove(&format!("s{slot}"))?;
            serde_json::from_value::<Found>(value).ok()?.item
        };
        Ok((0..some.len()).map(&mut found).collect())
    }

    fn subject(&self, about: &About, node: &Node) -> Result<Option<WorkItem>> {
        let mut known: BTreeSet<Why> = self.known_whys(node.id.as_deref().unwrap_or_default());
        if about.says_review {
            known.insert(Why::ReviewRequested);
        }
        let item = from_whole(node, Person(&self.login), &known, self.web()?);
        let is_for_us = |it: &WorkItem| !it.whys.is_empty() || self.known.contains_key(it.remote_id.as_str());
        Ok(item.filter(is_for_us).map(|item| WorkItem { thread: Some(about.thread.clone()), ..item }))
    }
}

/// Room that is not needed asks for the first one again.
fn variables(some: &[About]) -> Value {
    let mut all = Map::new();
    for slot in 0..ROOM {
        let Some(about) = some.get(slot).or(some.first()) else { break };
        all.insert(format!("o{slot}"), about.owner.clone().into());
        all.insert(format!("n{slot}"), about.name.clone().into());
        all.insert(format!("k{slot}"), about.number.into());
    }
    Value::Object(all)
}
