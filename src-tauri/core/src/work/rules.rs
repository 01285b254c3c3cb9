//! Which project and which priority the task of an item gets, and what else holds for its repository.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    Follow, Why, WorkItem,
    options::{Options, is_same},
};
use crate::{ids::ProjectId, notice, task::Priority};

/// A label and how urgent it makes an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelRule {
    /// The label; capitals do not matter.
    pub label: String,
    /// How urgent.
    pub priority: Priority,
}

/// The rules of a fresh install.
#[must_use]
pub fn usual_label_rules() -> Vec<LabelRule> {
    let rule = |(label, priority): (&str, Priority)| LabelRule { label: label.to_owned(), priority };
    [("bug", Priority::High), ("critical", Priority::High), ("enhancement", Priority::Medium)].map(rule).into()
}

/// How urgent these labels make an item: the first rule that fits decides, and without one it is low.
#[must_use]
pub fn priority_of(labels: &[String], rules: &[LabelRule]) -> Priority {
    let fits = |rule: &&LabelRule| labels.iter().any(|label| is_same(label.trim(), rule.label.trim()));
    rules.iter().find(fits).map_or(Priority::Low, |rule| rule.priority)
}

/// What holds for a repository, or for an organisation and all within.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceRule {
    /// The connector's name of the service.
    pub service: String,
    /// Where the service lies.
    pub origin: String,
    /// A repository `acme/api`, or an organisation or group `acme`.
    pub place: String,
    /// The project of its tasks.
    pub project: Option<ProjectId>,
    /// Whether the timer starts when something of it is assigned.
    pub starts_timer: bool,
    /// Kinds that are not shown on the desktop; the feed keeps them.
    pub muted: BTreeSet<notice::Kind>,
}

/// Everything the person chose that bears on the work of one account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rulebook {
    /// What becomes tasks.
    pub options: Options,
    /// What holds for places of the account's service, by place.
    pub places: BTreeMap<String, PlaceRule>,
    /// Which label makes how urgent, by project; `None` is for every other one.
    pub labels: BTreeMap<Option<ProjectId>, Vec<LabelRule>>,
    /// The repositories that the account follows.
    pub follows: Vec<Follow>,
}

impl Rulebook {
    /// The project that the item's task belongs to: that of its repository, else of its groups outwards, else of its follow.
    ///
    /// Where the item is only followed, its follow comes first.
    #[must_use]
    pub fn project_of(&self, item: &WorkItem) -> Option<ProjectId> {
        let of_place = self.rules_of(&item.place).find_map(|rule| rule.project);
        if !item.whys.contains(&Why::Followed) {
            return of_place;
        }
        let of_follow = self.follows.iter().filter(|follow| fits(follow, item)).find_map(|follow| follow.project);
        if item.whys.len() == 1 { of_follow.or(of_place) } else { of_place.or(of_follow) }
    }

    /// What holds for a place: its own rule, else that of the innermost group around it.
    #[must_use]
    pub fn rule_of(&self, place: &str) -> Option<&PlaceRule> {
        self.rules_of(place).next()
    }

    /// How urgent the item is as a task of this project.
    #[must_use]
    pub fn priority_of(&self, item: &WorkItem, project: Option<ProjectId>) -> Priority {
        let set = |project| self.labels.get(&project).filter(|rules| !rules.is_empty());
        let chosen = set(project).or_else(|| set(None));
        chosen.map_or_else(|| priority_of(&item.labels, &usual_label_rules()), |rules| priority_of(&item.labels, rules))
    }

    /// The rules that bear on a place, innermost first.
    fn rules_of(&self, place: &str) -> impl Iterator<Item = &PlaceRule> + use<'_> {
        let mut rules: Vec<&PlaceRule> = self.places.values().filter(|rule| is_within(place, &rule.place)).collect();
        rules.sort_by_key(|rule| std::cmp::Reverse(rule.place.len()));
        rules.into_iter()
    }
}

/// Whether a place is this one or lies within it.
pub(super) fn is_within(place: &str, around: &str) -> bool {
    let (place, around) = (place.to_lowercase(), around.to_lowercase());
    place.strip_prefix(&around).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn fits(follow: &Follow, item: &WorkItem) -> bool {
    let has = |label: &String| item.labels.iter().any(|other| is_same(other, label));
    is_same(&follow.place, &item.place) && follow.label.as_ref().is_none_or(has)
}
