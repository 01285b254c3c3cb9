//! One round of questions: what they bring, and what becomes of those that fail.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use stint_core::work::{Why, WorkBatch, WorkItem};

use super::{
    Gathered,
    dialect::Dialect,
    due::{self, Question},
    memory::{Beat, Memory},
};
use crate::{
    connector::{Asked, Depth, Known},
    error::{Error, Result},
    session::Session,
};

/// How long to leave a service alone that stopped answering in the middle.
const A_WHILE: SignedDuration = SignedDuration::from_mins(1);

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
    /// How many items were read so far.
    pub(super) read: u32,
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
                    let beat = self.beat(ask.0);
                    (beat.trouble, beat.unseen) = (None, None);
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
        let what = if let Question::Follow(at) = question {
            self.asked.follows[at].place.clone()
        } else {
            format!("The list of {}", self.key(question))
        };
        let words = format!("{what} could not be read: {error}.");
        let beat = self.beat(question);
        beat.trouble = Some(words);
        if let Error::Refused { why } = &error {
            beat.unseen = Some(why.clone());
        }
        match error {
            Error::ComeBackLater { at } if is_answered => Ok(Failed::Later(at.unwrap_or_else(|| self.in_a_while()))),
            Error::Unreachable(_) if is_answered => Ok(Failed::Later(self.in_a_while())),
            Error::SignInAgain | Error::ComeBackLater { .. } | Error::Unreachable(_) | Error::StartOver => Err(error),
            Error::NotUnderstood { .. } | Error::Refused { .. } => {
                // A page of long descriptions may be more than is taken in.
                beat.halved = (beat.halved + u32::from(matches!(error, Error::NotUnderstood { .. }))).min(3);
                Ok(Failed::Alone(Some(error).filter(|_| !matches!(question, Question::Follow(_)))))
            }
        }
    }

    /// What is remembered of a question.
    pub(in crate::services) fn beat(&mut self, question: Question) -> &mut Beat {
        let key = self.key(question);
        self.memory.beats.entry(key).or_default()
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
        let asked = due::keys(self.dialect.plan(), self.asked);
        for trouble in self.memory.troubles(&asked) {
            self.found.warn(trouble);
        }
        for (at, follow) in self.asked.follows.iter().enumerate() {
            let beat = self.memory.beats.get(&self.key(Question::Follow(at)));
            if let Some(why) = beat.and_then(|beat| beat.unseen.as_deref()) {
                self.found.misses(&follow.place, why);
            }
        }
        self.memory.forget_oldest();
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
