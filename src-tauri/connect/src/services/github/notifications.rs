//! Notifications: the quickest to tell that something is new, and never believed about what it is
//! (<https://docs.github.com/en/rest/activity/notifications>).

use jiff::Timestamp;
use stint_core::secret::ExposeSecret;

use super::{
    map::at,
    refusal::accepted,
    rest::{MEDIA, list},
    round::{Round, is_final},
    subjects::About,
    wire::rest::Thread,
};
use crate::{
    connector::Depth,
    error::{Error, Result},
    http::Reply,
    session::Session,
};

const LIST: &str = "/notifications?participating=true&per_page=50";
/// The last page that is read, also after a holiday.
const MOST_PAGES: u32 = 40;
/// The most threads that are looked at in one fetch; what is left is looked at in the next.
const MOST: usize = 300;
/// The longest beat that is taken from GitHub, in seconds.
const LONGEST_BEAT: u32 = 3_600;

/// A thread that changed.
struct Fresh {
    id: String,
    updated_at: Timestamp,
    about: Option<About>,
}

impl Round<'_> {
    /// Asks for threads that changed, and looks up what they are about.
    pub async fn ask_notifications(&mut self, is_whole: bool) -> Result<()> {
        let since = self.seen.threads.last_modified.clone().filter(|_| !is_whole);
        let condition = since.as_deref().map(|since| ("If-Modified-Since", since));
        let reply = self.get(LIST, condition.as_slice()).await?;
        if let Some(every) = reply.header("x-poll-interval").and_then(|it| it.trim().parse::<u32>().ok()) {
            self.seen.threads.every = every.min(LONGEST_BEAT);
        }
        if reply.status() == 304 {
            return Ok(());
        }
        let last_modified = reply.header("last-modified").map(str::to_owned);
        let is_all = self.asked.depth == Depth::All || self.asked.cursor.is_none();
        let mut threads = self.read_threads(reply, is_all).await?;
        // The oldest come first, so that what is left is newer than all that is known; of everything the newest count.
        let left = threads.len().saturating_sub(MOST);
        let some = if is_all { threads.iter().take(MOST) } else { threads[left..].iter().take(MOST) };
        self.look_at_subjects(some.filter_map(|it| it.about.clone()).collect()).await?;
        let threads = if is_all { threads } else { threads.split_off(left) };
        let is_left = left > 0 && !is_all;
        let now = self.now();
        let seen = &mut self.seen.threads;
        seen.known.extend(threads.into_iter().map(|it| (it.id, it.updated_at)));
        seen.prune();
        seen.last_modified = last_modified.filter(|_| !is_left);
        // Whatever changed it, the answer is that of an unconditional question, and was charged like one.
        seen.whole_at = Some(now);
        Ok(())
    }

    /// Takes in pages as long as they hold something new.
    async fn read_threads(&mut self, first: Reply, is_all: bool) -> Result<Vec<Fresh>> {
        let (mut threads, mut reply) = (Vec::new(), first);
        for page in 1..=MOST_PAGES {
            let fresh = self.fresh_threads(&reply, is_all)?;
            let has_fresh = !fresh.is_empty();
            threads.extend(fresh);
            if page == MOST_PAGES || !(has_fresh || is_all) {
                break;
            }
            match self.page_after(&reply).await {
                Ok(Some(next)) => reply = next,
                Ok(None) => break,
                Err(error) if is_final(&error) => return Err(error),
                Err(error @ Error::Refused { .. }) => {
                    self.gathered.warn(format!("Notifications: page {} is missing, for {error}.", page + 1));
                    break;
                }
                // The condition of the next time is that of this one, so that nothing is lost.
                Err(error) => return Err(error),
            }
        }
        threads.sort_by_key(|it| std::cmp::Reverse(it.updated_at));
        Ok(threads)
    }

    fn fresh_threads(&self, reply: &Reply, is_all: bool) -> Result<Vec<Fresh>> {
        let fresh = |thread: Thread| {
            let (id, updated_at) = (thread.id.clone()?, at(thread.updated_at.as_deref())?);
            let is_fresh = is_all || !self.seen.threads.knows(&id, updated_at);
            is_fresh.then(|| Fresh { id, updated_at, about: About::of(&thread) })
        };
        Ok(list::<Thread>(reply)?.into_iter().flatten().filter_map(fresh).collect())
    }
}

/// Tells that the person read a thread; one that is gone was read, too
/// (<https://docs.github.com/en/rest/activity/notifications#mark-a-thread-as-read>).
pub(super) async fn mark_read(session: &Session, thread: &str) -> Result<()> {
    if thread.is_empty() || !thread.bytes().all(|it| it.is_ascii_digit()) {
        return Err(Error::Refused { why: "it is no notification of GitHub's".to_owned() });
    }
    let api = session.sites.at("api")?;
    let request = api.patch(&format!("/notifications/threads/{thread}"))?;
    let reply = api.send(request.bearer_auth(session.secret.expose_secret()).header("Accept", MEDIA)).await?;
    match reply.status() {
        404 | 410 => Ok(()),
        _ => accepted(reply, session.now).map(|_| ()),
    }
}
