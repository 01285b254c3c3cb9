//! One round of questions: what they bring, and what becomes of those that fail.

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use serde::de::DeserializeOwned;
use stint_core::work::{Checks, Kind, Review, Why, WorkBatch, WorkItem};

use super::{
    Gathered, Lenient,
    changes::Look,
    due::{self, Ask, How, Plan, Question},
    memory::{Beat, Memory},
};
use crate::{
    connector::{Asked, Depth, Known, Progress},
    error::{Error, Result},
    http::Reply,
    session::Session,
};

/// The most pages of one list; GitLab itself ends at 50,000 items.
const MOST_PAGES: u32 = 500;
/// How long to leave a service alone that stopped answering in the middle.
const A_WHILE: SignedDuration = SignedDuration::from_mins(1);

/// A list of changes begins this much before the last one that was seen, for a replica may lag.
const OVERLAP: SignedDuration = SignedDuration::from_mins(1);

/// How one service is asked.
#[async_trait]
pub(in crate::services) trait Dialect: Send + Sync {
    /// What it is asked, and how often.
    fn plan(&self) -> &'static Plan;

    /// Reads a path; with a tag, whether there is anything new.
    async fn get(&self, session: &Session, path: &str, etag: Option<&str>) -> Result<Reply>;

    /// Asks one question, and takes in what it brings.
    async fn ask(&self, round: &mut Round<'_>, ask: Ask) -> Result<()>;

    /// The checks and, where it is asked for, the reviews of a pull request; none where it is out of reach.
    async fn merge(&self, look: &Look<'_>, is_with_review: bool) -> Result<Option<(Checks, Option<Review>)>>;

    /// When somebody else said something last.
    async fn replied_at(&self, look: &Look<'_>) -> Result<Option<Timestamp>>;

    /// Path and number of a reference.
    fn parted<'a>(&self, kind: Kind, reference: &'a str) -> Option<(&'a str, u64)>;
}

/// One round of questions.
pub(in crate::services) struct Round<'a> {
    pub dialect: &'a dyn Dialect,
    pub session: &'a Session,
    pub asked: &'a Asked<'a>,
    /// The person's id.
    pub me: u64,
    pub memory: Memory,
    pub known: BTreeMap<&'a str, &'a Known>,
    pub found: Gathered,
    /// The questions whose every page was read and understood.
    pub whole: Vec<Question>,
    /// The references of what is new in the inbox.
    pub fresh: BTreeSet<String>,
    /// Whether nothing was asked before.
    pub is_first: bool,
    read: u32,
}

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
}

impl<'a> Round<'a> {
    /// Begins where the cursor left off.
    pub(in crate::services) fn begin(
        dialect: &'a dyn Dialect,
        session: &'a Session,
        asked: &'a Asked<'a>,
    ) -> Result<Self> {
        let me = asked.my_id.parse().map_err(|_| Error::SignInAgain)?;
        let memory = Memory::of(asked.cursor);
        let is_first = memory.is_empty();
        let known = asked.known.iter().map(|known| (known.remote_id.as_str(), known)).collect();
        let (found, whole, fresh) = (Gathered::default(), Vec::new(), BTreeSet::new());
        Ok(Self { dialect, session, asked, me, memory, known, found, whole, fresh, is_first, read: 0 })
    }

    /// Asks what is due, looks at what changed, judges whose doing it was.
    pub(in crate::services) async fn run(mut self) -> Result<WorkBatch> {
        let mut later = self.ask_all().await?;
        if later.is_none() {
            later = self.look_at_changes().await?;
        }
        self.judge();
        Ok(self.end(later))
    }

    /// Asks all that is due; when to return where the service stopped answering in the middle.
    async fn ask_all(&mut self) -> Result<Option<Timestamp>> {
        let (mut refusal, mut is_answered) = (None, false);
        for ask in due::due(self.dialect.plan(), &self.memory, self.asked) {
            self.beat(ask.0).asked_at = Some(self.asked.now);
            let dialect = self.dialect;
            match dialect.ask(self, ask).await {
                Ok(()) => {
                    is_answered = true;
                    self.beat(ask.0).trouble = None;
                }
                Err(error) => match self.failed(ask.0, error, is_answered)? {
                    Failed::Later(at) => return Ok(Some(at)),
                    Failed::Alone(error) => refusal = refusal.or(error),
                },
            }
        }
        refusal.filter(|_| !is_answered).map_or(Ok(None), Err)
    }

    /// What one question could not have may be had by the others; what none could have is an error.
    fn failed(&mut self, question: Question, error: Error, is_answered: bool) -> Result<Failed> {
        let words = match question {
            Question::Follow(at) => format!("{} could not be read: {error}.", self.asked.follows[at].place),
            other => format!("The list of {} could not be read: {error}.", self.key(other)),
        };
        let beat = self.beat(question);
        beat.trouble = Some(words);
        match error {
            Error::ComeBackLater { at } if is_answered => Ok(Failed::Later(at.unwrap_or_else(|| self.in_a_while()))),
            Error::Unreachable(_) if is_answered => Ok(Failed::Later(self.in_a_while())),
            Error::NotUnderstood { .. } | Error::Refused { .. } => {
                beat.halved = (beat.halved + 1).min(3);
                Ok(Failed::Alone(Some(error).filter(|_| !matches!(question, Question::Follow(_)))))
            }
            other => Err(other),
        }
    }

    /// Reads a list page by page as long as `take` wants more.
    pub(in crate::services) async fn read<T: DeserializeOwned + Send>(
        &mut self,
        path: &str,
        etag: Option<&str>,
        mut take: impl FnMut(&mut Self, T) -> bool + Send,
    ) -> Result<Read> {
        let mut reply = self.dialect.get(self.session, path, etag).await?;
        let tag = reply.header("etag").map(str::to_owned);
        let mut read = Read { pages: 1, is_whole: true, etag: tag, is_unchanged: reply.status() == 304 };
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

    /// What is remembered of a question.
    pub(in crate::services) fn beat(&mut self, question: Question) -> &mut Beat {
        let key = self.key(question);
        self.memory.beats.entry(key).or_default()
    }

    /// How many of the most items a page can have are asked for.
    pub(in crate::services) fn per_page(&mut self, question: Question, most: u32) -> u32 {
        most >> self.beat(question).halved
    }

    /// Takes an item in, unless it is over and nobody waits for it.
    pub(in crate::services) fn take(&mut self, item: WorkItem) {
        if !item.state.is_done() || self.known.contains_key(item.remote_id.as_str()) {
            self.found.add(item);
        }
    }

    /// What it all comes to.
    fn end(mut self, later: Option<Timestamp>) -> WorkBatch {
        let now = self.asked.now;
        let keys: BTreeSet<String> = (0..self.asked.follows.len()).map(|at| self.key(Question::Follow(at))).collect();
        self.memory.beats.retain(|key, _| !key.starts_with("follow ") || keys.contains(key));
        let next = due::next(self.dialect.plan(), &self.memory, self.asked).into_iter().chain(later).max();
        let not_before = next.filter(|at| *at > now);
        let complete = self.complete();
        for why in complete {
            self.found.completes(why);
        }
        for trouble in self.memory.troubles() {
            self.found.warn(trouble);
        }
        self.found.batch(self.memory.cursor(), not_before)
    }

    /// A reason that several questions ask for is complete only where all of them were.
    fn complete(&self) -> BTreeSet<Why> {
        let plan = self.dialect.plan().questions;
        let is_complete = |why: &Why| {
            let mut of_it = plan.iter().filter(|it| it.why == Some(*why)).peekable();
            of_it.peek().is_some() && of_it.all(|it| self.whole.contains(&it.question))
        };
        let mut complete: BTreeSet<Why> = plan.iter().filter_map(|it| it.why).filter(is_complete).collect();
        let follows = self.asked.follows.len();
        if follows > 0 && (0..follows).all(|at| self.whole.contains(&Question::Follow(at))) {
            complete.insert(Why::Followed);
        }
        complete
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
        beat.since = beat.since.max(newest);
        if how == How::Whole {
            (beat.whole_at, beat.pages) = (Some(now), read.pages);
            if read.is_whole {
                self.whole.push(question);
            }
        }
    }

    fn key(&self, question: Question) -> String {
        self.dialect.plan().key(question, self.asked.follows)
    }

    fn in_a_while(&self) -> Timestamp {
        self.asked.now.checked_add(A_WHILE).unwrap_or(Timestamp::MAX)
    }

    /// Whether somebody waits for everything to be read.
    pub(in crate::services) fn is_all(&self) -> bool {
        self.asked.depth == Depth::All
    }
}

/// What a failure of one question means for the others.
enum Failed {
    /// They wait until then.
    Later(Timestamp),
    /// They go on.
    Alone(Option<Error>),
}

/// The link as it was given; instances that give none may number the next page.
fn next_of(reply: &Reply, path: &str) -> Option<String> {
    let numbered = || {
        let page: u32 = reply.header("x-next-page")?.parse().ok()?;
        Some(format!("{path}&page={page}"))
    };
    reply.next_page().map(str::to_owned).or_else(numbered)
}
