//! The list of what is assigned to the person: a first page that answers 304 costs nothing
//! (<https://docs.github.com/en/rest/issues/issues#list-issues-assigned-to-the-authenticated-user>).

use stint_core::work::Why;

use super::{
    map::from_issue,
    rest::{is_partial, list},
    round::{Round, is_final},
    wire::rest::Issue,
};
use crate::{error::Result, http::Reply};

/// The URL never changes, for an `ETag` is of one URL.
const LIST: &str = "/issues?filter=assigned&state=open&sort=updated&per_page=100";
/// A list without an end is not read to its end.
const MOST_PAGES: u32 = 300;

/// How a list ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// Everything is there.
    Whole,
    /// It was read to its end, and something was left out or not understood.
    Partial,
    /// A page is missing.
    BrokenOff,
}

impl Round<'_> {
    /// Asks for the first page, and for the others only where that changed.
    pub async fn ask_assigned(&mut self, is_whole: bool) -> Result<()> {
        let etag = self.seen.assigned.etag.clone().filter(|_| !is_whole);
        let condition = etag.as_deref().map(|etag| ("If-None-Match", etag));
        let reply = self.get(LIST, condition.as_slice()).await?;
        self.seen.assigned.has_changed = reply.status() != 304 && etag.is_some();
        if reply.status() == 304 {
            return Ok(());
        }
        let etag = reply.header("etag").map(str::to_owned);
        let (pages, end) = self.read_assigned(reply).await?;
        let assigned = &mut self.seen.assigned;
        assigned.pages = pages;
        assigned.broken_off = if end == End::BrokenOff { assigned.broken_off.saturating_add(1) } else { 0 };
        // What was not read to its end is asked for again; what an organisation leaves out stays away.
        assigned.etag = etag.filter(|_| end != End::BrokenOff);
        if end != End::BrokenOff {
            assigned.whole_at = Some(self.asked.now);
        }
        if end == End::Whole {
            self.gathered.completes(Why::Assigned);
        }
        Ok(())
    }

    /// Takes in page after page; says how many there were, and how they ended.
    async fn read_assigned(&mut self, first: Reply) -> Result<(u32, End)> {
        let (mut reply, mut pages, mut is_all) = (first, 0, true);
        loop {
            is_all &= self.take_assigned(&reply)?;
            pages += 1;
            self.tell(None);
            match self.page_after(&reply).await {
                Ok(Some(_)) if pages >= MOST_PAGES => return Ok((pages, End::BrokenOff)),
                Ok(Some(next)) => reply = next,
                Ok(None) => return Ok((pages, if is_all { End::Whole } else { End::Partial })),
                Err(error) if is_final(&error) => return Err(error),
                Err(error) => {
                    self.gathered.warn(format!("Assigned to you: page {} is missing, for {error}.", pages + 1));
                    return Ok((pages, End::BrokenOff));
                }
            }
        }
    }

    fn take_assigned(&mut self, reply: &Reply) -> Result<bool> {
        let web = self.web()?;
        let mut is_all = !is_partial(reply);
        for issue in list::<Issue>(reply)? {
            let Some(mut item) = issue.and_then(|it| from_issue(&it, web)) else {
                is_all = false;
                continue;
            };
            item.whys.insert(Why::Assigned);
            self.gathered.add(item);
        }
        Ok(is_all)
    }
}
