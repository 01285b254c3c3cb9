//! Four searches in one question: what the list of the assigned does not show, reviews, own pull requests, mentions.

use serde::Deserialize;
use serde_json::json;
use stint_core::work::Why;

use super::{
    cursor::Question,
    graphql::Answer,
    map::from_node,
    round::{Round, is_final},
    wire::graph::Page,
};
use crate::{error::Result, services::work::lenient};

const SEARCHES: &str = include_str!("queries/searches.graphql");
const SEARCHES_AND_MENTIONS: &str = include_str!("queries/searches_mentions.graphql");
const SEARCH: &str = include_str!("queries/search.graphql");

/// A review asked of a team is asked of its people, too.
const ASSIGNED: &str = "is:open archived:false assignee:@me sort:updated-desc";
const REVIEWS: &str = "is:open is:pr archived:false review-requested:@me sort:updated-desc";
const AUTHORED: &str = "is:open is:pr archived:false author:@me sort:updated-desc";
const MENTIONS: &str = "is:open archived:false mentions:@me sort:updated-desc";

/// Items a page: with their labels, three searches cost two points of 5,000 an hour.
const FIRST: usize = 50;
/// No search shows more (<https://docs.github.com/en/rest/search/search#about-search>).
const MOST: u32 = 1_000;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Searches {
    #[serde(deserialize_with = "lenient")]
    assigned: Option<Page>,
    #[serde(deserialize_with = "lenient")]
    reviews: Option<Page>,
    #[serde(deserialize_with = "lenient")]
    authored: Option<Page>,
    #[serde(deserialize_with = "lenient")]
    mentions: Option<Page>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Found {
    #[serde(deserialize_with = "lenient")]
    search: Option<Page>,
}

impl Round<'_> {
    /// Asks all at once, and goes on with each that has more.
    pub async fn ask_searches(&mut self, is_whole: bool) -> Result<()> {
        let is_alone = self.seen.is_refused(Question::Notifications, self.now());
        let question = if is_alone { SEARCHES_AND_MENTIONS } else { SEARCHES };
        let variables = |first: usize| {
            let mut all = json!({ "assigned": ASSIGNED, "reviews": REVIEWS, "authored": AUTHORED, "first": first });
            if is_alone {
                all["mentions"] = MENTIONS.into();
            }
            all
        };
        let (_, Answer { data, troubles }) = self.ask_sized::<Searches>(question, FIRST, variables).await?;
        self.count_assigned(data.assigned.as_ref());
        let is_whole_answer = troubles.is_empty();
        let all = [
            (Why::Assigned, ASSIGNED, data.assigned),
            (Why::ReviewRequested, REVIEWS, data.reviews),
            (Why::Authored, AUTHORED, data.authored),
            (Why::Mentioned, MENTIONS, data.mentions),
        ];
        for (why, query, page) in all {
            let Some(page) = page.filter(|_| self.asked.wanted.contains(&why)) else { continue };
            // The list tells of the assigned sooner; the search adds what that does not show.
            let is_to_end = is_whole || why != Why::Assigned;
            let is_all = self.read_on(why, query, page, is_to_end).await? && is_whole_answer;
            if is_all && (why != Why::Assigned || self.seen.is_refused(Question::Assigned, self.now())) {
                self.gathered.completes(why);
            }
        }
        Ok(())
    }

    /// A count that changed says that the list changed, though its first page may not show it.
    fn count_assigned(&mut self, page: Option<&Page>) {
        let Some(counted) = page.and_then(|page| page.issue_count) else { return };
        let before = self.seen.assigned.counted.replace(counted);
        if before.is_some_and(|before| before != counted) {
            self.seen.assigned.etag = None;
        }
    }

    /// Takes in page after page; says whether nothing is missing.
    async fn read_on(&mut self, why: Why, query: &str, first: Page, is_to_end: bool) -> Result<bool> {
        let count = first.issue_count.unwrap_or(u32::MAX);
        let (mut page, mut read) = (first, 0);
        loop {
            let found = self.take_found(&page, why)?;
            read += found;
            self.tell(None);
            // Pages of nothing, or of more than there can be, lead in a circle.
            let is_on = found > 0 && read < MOST;
            let Some(after) = page.next().filter(|_| is_on).map(str::to_owned) else { break };
            if !is_to_end {
                return Ok(false);
            }
            let variables = |first: usize| json!({ "query": query, "first": first, "after": after });
            let found = match self.ask_sized::<Found>(SEARCH, FIRST, variables).await {
                Ok((_, answer)) if answer.troubles.is_empty() => answer.data.search,
                Ok((_, answer)) => {
                    // Kept, but nothing follows from what is missing.
                    let kept = answer.data.search.map(|page| self.take_found(&page, why)).transpose();
                    return kept.map(|_| false);
                }
                Err(error) if is_final(&error) => return Err(error),
                Err(_) => None,
            };
            let Some(next) = found else { return Ok(false) };
            page = next;
        }
        if count > MOST && count < u32::MAX {
            self.gathered.warn(format!("GitHub's search shows {MOST} of {count} items."));
        }
        Ok(read >= count)
    }

    /// Whether the list of the assigned, just read to its end, lacks what was on it: the search lags behind, and a look-up tells.
    fn is_off_the_list(&mut self, id: &str) -> bool {
        let was_on = self.known.get(id).is_some_and(|it| it.whys.contains(&Why::Assigned));
        was_on && self.gathered.is_complete(Why::Assigned) && self.gathered.get_mut(id).is_none()
    }

    fn take_found(&mut self, page: &Page, why: Why) -> Result<u32> {
        let web = self.web()?;
        let mut read = 0;
        for mut item in page.nodes.iter().flatten().filter_map(|node| from_node(node, web)) {
            read += 1;
            if why == Why::Assigned && self.is_off_the_list(&item.remote_id) {
                continue;
            }
            item.whys.insert(why);
            self.gathered.add(item);
        }
        Ok(read)
    }
}
