//! One round of questions: what they bring, and what becomes of those that fail.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use serde::de::DeserializeOwned;
use stint_core::work::{Why, WorkBatch, WorkItem};

use super::{
    asking,
    cursor::{Beat, Memory},
    due::{self, Ask, Question},
};
use crate::{
    connector::{Asked, Depth, Known, Progress},
    error::{Error, Result},
    http::Reply,
    services::work::{Gathered, Lenient},
    session::Session,
};

/// The most pages of one list; GitLab itself ends at 50,000 items.
const MOST_PAGES: u32 = 500;
/// How long to leave a service alone that stopped answering in the middle.
const A_WHILE: SignedDuration = SignedDuration::from_mins(1);

/// One round of questions.
pub(super) struct Round<'a> {
    pub session: &'a Session,
    pub asked: &'a Asked<'a>,
    /// The person's id.
    pub me: u64,
    pub memory: Memory,
    pub known: BTreeMap<&'a str, &'a Known>,
    pub found: Gathered,
    /// The questions whose every page was read and understood.
    pub whole: Vec<Question>,
    /// What new to-dos are about.
    pub fresh: BTreeSet<String>,
    /// Whether nothing was asked before.
    pub is_first: bool,
    read: u32,
}

/// How a list was read.
pub(super) struct Read {
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
    pub(super) fn begin(session: &'a Session, asked: &'a Asked<'a>) -> Result<Self> {
        let me = asked.my_id.parse().map_err(|_| Error::SignInAgain)?;
        let memory = Memory::of(asked.cursor);
        let is_first = memory.is_empty();
        let known = asked.known.iter().map(|known| (known.remote_id.as_str(), known)).collect();
        let (found, whole, fresh) = (Gathered::default(), Vec::new(), BTreeSet::new());
        Ok(Self { session, asked, me, memory, known, found, whole, fresh, is_first, read: 0 })
    }

    /// Asks all that is due; when to return where the service stopped answering in the middle.
    pub(super) async fn ask_all(&mut self) -> Result<Option<Timestamp>> {
        let (mut refusal, mut is_answered) = (None, false);
        for ask in due::due(&self.memory, self.asked) {
            self.beat(ask.0).asked_at = Some(self.asked.now);
            match self.ask(ask).await {
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

    async fn ask(&mut self, (question, how): Ask) -> Result<()> {
        match question {
            Question::Todos => self.ask_todos(how).await,
            Question::Follow(at) => self.ask_follow(at, how).await,
            list => self.ask_list(list, how).await,
        }
    }

    /// What one question could not have may be had by the others; what none could have is an error.
    fn failed(&mut self, question: Question, error: Error, is_answered: bool) -> Result<Failed> {
        let words = match question {
            Question::Follow(at) => format!("{} could not be read: {error}.", self.asked.follows[at].place),
            other => format!("The list of {} could not be read: {error}.", other.key(&[])),
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
    pub(super) async fn read<T: DeserializeOwned>(
        &mut self,
        path: &str,
        etag: Option<&str>,
        mut take: impl FnMut(&mut Self, T) -> bool,
    ) -> Result<Read> {
        let mut reply = asking::get(self.session, path, etag).await?;
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
            reply = asking::get(self.session, &next, None).await?;
            read.pages += 1;
        }
    }

    fn tell(&self, before: u32, reply: &Reply) {
        let total: Option<u32> = reply.header("x-total").and_then(|total| total.parse().ok());
        let of = total.map(|total| before.saturating_add(total).max(self.read));
        (self.asked.progress)(Progress { read: self.read, of });
    }

    /// What is remembered of a question.
    pub(super) fn beat(&mut self, question: Question) -> &mut Beat {
        self.memory.beats.entry(question.key(self.asked.follows)).or_default()
    }

    /// How many items a page may have.
    pub(super) fn per_page(&mut self, question: Question) -> u32 {
        100 >> self.beat(question).halved
    }

    /// Takes an item in, unless it is over and nobody waits for it.
    pub(super) fn take(&mut self, item: WorkItem) {
        if !item.state.is_done() || self.known.contains_key(item.remote_id.as_str()) {
            self.found.add(item);
        }
    }

    /// What it all comes to.
    pub(super) fn end(mut self, later: Option<Timestamp>) -> WorkBatch {
        let now = self.asked.now;
        let keys: BTreeSet<String> = (0..self.asked.follows.len()).map(|at| self.key_of_follow(at)).collect();
        self.memory.beats.retain(|key, _| !key.starts_with("follow ") || keys.contains(key));
        let next = due::next(&self.memory, self.asked).into_iter().chain(later).max();
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
        let has = |question: Question| self.whole.contains(&question);
        let follows = self.asked.follows.len();
        let table = [
            (Why::Assigned, has(Question::AssignedIssues) && has(Question::AssignedMerges)),
            (Why::ReviewRequested, has(Question::Reviews)),
            (Why::Authored, has(Question::Own)),
            (Why::Mentioned, has(Question::Todos)),
            (Why::Followed, follows > 0 && (0..follows).all(|at| has(Question::Follow(at)))),
        ];
        table.into_iter().filter_map(|(why, is_complete)| is_complete.then_some(why)).collect()
    }

    fn key_of_follow(&self, at: usize) -> String {
        Question::Follow(at).key(self.asked.follows)
    }

    fn in_a_while(&self) -> Timestamp {
        self.asked.now.checked_add(A_WHILE).unwrap_or(Timestamp::MAX)
    }

    /// Whether somebody waits for everything to be read.
    pub(super) fn is_all(&self) -> bool {
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
