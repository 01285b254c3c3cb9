//! Every open issue of a repository that is followed, page by page.

use jiff::SignedDuration;
use serde_json::json;
use stint_core::work::Follow;

use super::{One, Round};
use crate::{
    error::Result,
    services::github::{map::from_node, round::is_final, wire::graph::Page},
};

const WHOLE: &str = include_str!("../queries/follow.graphql");
const FIRST: usize = 100;
/// A list without an end is not read to its end.
const MOST: u32 = 30_000;
/// What changed while the list was read is asked for again, by whichever clock.
const OVERLAP: SignedDuration = SignedDuration::from_mins(5);

impl Round<'_> {
    /// Says whether nothing is missing.
    pub(super) async fn read_whole(&mut self, follow: &Follow, id: &str) -> Result<bool> {
        let (mut after, mut read, mut latest, before) = (None, 0, None, self.gathered.count());
        while read < MOST {
            let Some(page) = self.page_of(follow, id, after.as_deref()).await? else { return Ok(false) };
            let web = self.web()?;
            let so_far = read;
            for item in page.nodes.iter().flatten().filter_map(|it| from_node(it, web)) {
                latest = latest.max(item.updated_at);
                read += 1;
                self.take_followed(follow, item);
            }
            self.tell(page.total_count.map(|count| before.saturating_add(count)));
            match page.next() {
                Some(next) if read > so_far && after.as_deref() != Some(next) => after = Some(next.to_owned()),
                Some(_) => return Ok(false),
                None => {
                    let is_all = page.total_count.is_none_or(|count| read >= count);
                    self.is_read(follow, latest);
                    return Ok(is_all);
                }
            }
        }
        self.gathered.warn(format!("{}: only the first {read} issues were read.", follow.place));
        self.is_read(follow, latest);
        Ok(false)
    }

    /// None where it is missing; the list is read again the next time.
    async fn page_of(&mut self, follow: &Follow, id: &str, after: Option<&str>) -> Result<Option<Page>> {
        let labels = follow.label.as_ref().map(|label| [label]);
        let variables = |first: usize| json!({ "id": id, "labels": labels, "first": first, "after": after });
        match self.ask_sized::<One>(WHOLE, FIRST, variables).await {
            // What an organisation leaves out would seem to be gone.
            Ok((_, answer)) if answer.troubles.iter().any(|it| it.is_single_sign_on()) => {
                self.left_out_by_organisation(follow);
                Ok(None)
            }
            Ok((_, answer)) => {
                let page = answer.data.node.and_then(|it| it.issues);
                if page.is_none() && answer.troubles.iter().any(|it| it.is_not_found()) {
                    self.gone(follow);
                }
                Ok(page)
            }
            // After some pages those are kept; before the first there is nothing to keep.
            Err(error) if is_final(&error) || after.is_none() => Err(error),
            Err(_) => Ok(None),
        }
    }

    /// From now on changes are asked for, also where something of it could not be read: it would not be the next time.
    fn is_read(&mut self, follow: &Follow, latest: Option<jiff::Timestamp>) {
        let now = self.now();
        let begun = now.checked_sub(OVERLAP).unwrap_or(now);
        let seen = self.seen_of(follow);
        seen.changed_at = seen.changed_at.max(Some(latest.unwrap_or(begun).min(begun)));
        (seen.lost_at, seen.unseen, seen.whole_at) = (None, None, Some(now));
    }
}
