//! Reviews and checks of the person's own pull requests, what they wait for, and what they were only mentioned in.

use std::collections::BTreeSet;

use stint_core::work::{Kind, LookedUp, Why, WorkItem};

use super::{
    cursor::Question,
    map::from_node,
    round::{Round, is_only_mentioned},
};
use crate::{
    connector::Known,
    error::{Error, Result},
};

const CHECKS: &str = include_str!("queries/checks.graphql");
const REVIEWS: &str = include_str!("queries/reviews.graphql");
/// More of them take GitHub too long.
const FIRST: usize = 25;
/// The most that are looked up again at a beat of their own, latest first.
const MOST_MENTIONED: usize = 100;

impl Round<'_> {
    /// Asks for the person's own open pull requests, and looks up what they wait for.
    pub async fn ask_checks(&mut self) -> Result<()> {
        let awaited: Vec<Known> = self.asked.known.iter().filter(|it| it.is_awaited).cloned().collect();
        self.look_again(&awaited).await?;
        let ids: Vec<String> = self.own_pull_requests().into_iter().collect();
        for item in self.checked(&ids).await? {
            self.gathered.add(item);
        }
        Ok(())
    }

    /// Looks up what nothing else tells about.
    pub async fn ask_mentioned(&mut self) -> Result<()> {
        let mut all: Vec<Known> = self.asked.known.iter().filter(|it| is_only_mentioned(it)).cloned().collect();
        all.sort_by_key(|it| std::cmp::Reverse(it.updated_at));
        all.truncate(MOST_MENTIONED);
        self.look_again(&all).await
    }

    /// The items with their checks, or without where the token may not see those.
    pub async fn checked(&mut self, ids: &[String]) -> Result<Vec<WorkItem>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let is_retried = self.asked.depth == crate::connector::Depth::All;
        let may_see = is_retried || !self.seen.is_refused(Question::Rollup, self.now());
        let answer = match self.nodes(if may_see { CHECKS } else { REVIEWS }, ids, FIRST).await {
            Err(Error::Refused { .. }) if may_see => {
                self.sees_no_checks();
                self.nodes(REVIEWS, ids, FIRST).await?
            }
            answer => answer?,
        };
        let is_of_checks = |field| answer.troubles.iter().any(|it| it.is_of(field));
        let has_trouble = is_of_checks("statusCheckRollup") || is_of_checks("commits");
        if has_trouble && answer.troubles.iter().any(|it| it.is_forbidden()) {
            self.sees_no_checks();
        }
        let web = self.web()?;
        let items = answer.data.iter().flatten().filter_map(|node| from_node(node, web));
        // What was left out is not absent.
        Ok(items.map(|it| WorkItem { checks: it.checks.filter(|_| !has_trouble), ..it }).collect())
    }

    fn sees_no_checks(&mut self) {
        self.seen.may_not(Question::Rollup, self.asked.now);
        self.gathered.warn(
            "The token may not see checks, so pull requests are shown without them. It needs to read Commit statuses; GitHub shows them to no fine-grained token.",
        );
    }

    async fn look_again(&mut self, all: &[Known]) -> Result<()> {
        for found in self.look_up(all).await? {
            if let LookedUp::Here(item) = found {
                self.gathered.add(*item);
            }
        }
        Ok(())
    }

    fn own_pull_requests(&self) -> BTreeSet<String> {
        let known =
            self.asked.known.iter().filter(|it| it.kind == Kind::PullRequest && it.whys.contains(&Why::Authored));
        let found = self.gathered.items().filter(|it| !it.state.is_done() && it.whys.contains(&Why::Authored));
        let looked_up = |id: &str| self.gathered.items().any(|it| it.remote_id == id && it.checks.is_some());
        let all = known.map(|it| &it.remote_id).chain(found.map(|it| &it.remote_id));
        all.filter(|id| !looked_up(id)).cloned().collect()
    }
}
