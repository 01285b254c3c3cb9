//! Lists, page by page.

use jiff::{SignedDuration, Timestamp, fmt::rfc2822};
use serde::de::DeserializeOwned;

use super::{
    Lenient,
    due::{How, Question},
    round::Round,
};
use crate::{connector::Progress, error::Result, http::Reply};

/// The most pages of one list; GitLab itself ends at 50,000 items.
const MOST_PAGES: u32 = 500;
/// A list of changes begins this much before the last one that was seen, for a replica may lag.
const OVERLAP: SignedDuration = SignedDuration::from_mins(1);

/// How a list was read.
pub(in crate::services) struct Read {
    /// How many pages.
    pub pages: u32,
    /// Whether all of it was read and understood.
    pub is_whole: bool,
    /// The tag of the first page.
    pub etag: Option<String>,
    /// Whether it is as it was.
    pub is_unchanged: bool,
    /// When it began to be read, by the service's clock; what changed later may have been passed already.
    pub begun_at: Option<Timestamp>,
}

impl Round<'_> {
    /// Reads a list page by page as long as `take` wants more.
    pub(in crate::services) async fn read<T: DeserializeOwned + Send>(
        &mut self,
        path: &str,
        etag: Option<&str>,
        mut take: impl FnMut(&mut Self, T) -> bool + Send,
    ) -> Result<Read> {
        let mut reply = self.dialect.get(self.session, path, etag).await?;
        let tag = reply.header("etag").map(str::to_owned);
        let begun_at = reply.header("date").and_then(|it| rfc2822::parse(it).ok()).map(|it| it.timestamp());
        let mut read = Read { pages: 1, is_whole: true, etag: tag, is_unchanged: reply.status() == 304, begun_at };
        if read.is_unchanged {
            return Ok(Read { is_whole: false, ..read });
        }
        let before = self.read;
        loop {
            let page: Vec<Lenient<T>> = reply.json()?;
            let mut wants_more = true;
            self.read = self.read.saturating_add(u32::try_from(page.len()).unwrap_or(u32::MAX));
            for element in page {
                match element {
                    Lenient::Understood(element) => wants_more &= take(self, element),
                    Lenient::Odd(_) => read.is_whole = false,
                }
            }
            self.tell(before, &reply);
            let Some(next) = next_of(&reply, path) else { return Ok(read) };
            if !wants_more || read.pages >= MOST_PAGES {
                return Ok(Read { is_whole: false, ..read });
            }
            reply = self.dialect.get(self.session, &next, None).await?;
            read.pages += 1;
        }
    }

    fn tell(&self, before: u32, reply: &Reply) {
        let total: Option<u32> = reply.header("x-total").and_then(|total| total.parse().ok());
        let of = total.map(|total| before.saturating_add(total).max(self.read));
        (self.asked.progress)(Progress { read: self.read, of });
    }

    /// How many of the most items a page can have are asked for.
    pub(in crate::services) fn per_page(&mut self, question: Question, most: u32) -> u32 {
        most >> self.beat(question).halved
    }

    /// Since when changes are asked for, where that is known and enough.
    pub(in crate::services) fn since(&mut self, question: Question, how: How) -> Option<Timestamp> {
        let since = self.beat(question).since.filter(|_| how == How::Light);
        since.and_then(|since| since.checked_sub(OVERLAP).ok())
    }

    /// Remembers how a list was read.
    pub(in crate::services) fn note(&mut self, question: Question, how: How, read: &Read, newest: Option<Timestamp>) {
        let now = self.asked.now;
        let beat = self.beat(question);
        beat.since = beat.since.max(newest.map(|newest| read.begun_at.map_or(newest, |begun| begun.min(newest))));
        if how == How::Whole {
            (beat.whole_at, beat.pages) = (Some(now), read.pages);
            if read.is_whole {
                self.whole.push(question);
            }
        }
    }
}

/// The link as it was given; instances that give none may number the next page.
fn next_of(reply: &Reply, path: &str) -> Option<String> {
    let numbered = || {
        let page: u32 = reply.header("x-next-page")?.parse().ok()?;
        Some(format!("{path}&page={page}"))
    };
    reply.next_page().map(str::to_owned).or_else(numbered)
}
