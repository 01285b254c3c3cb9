//! One fetch: what is due is asked, each question failing alone, and what came of it is one batch.

mod fresh;
mod part;

use std::collections::BTreeMap;

use jiff::Timestamp;
use stint_core::work::{Kind, Why, WorkBatch};

pub(super) use self::part::is_final;
use super::{
    cursor::{Question, Seen},
    due::{self, Due},
    map::Person,
};
use crate::{
    connector::{Asked, Known, Progress},
    error::{Error, Result},
    services::work::Gathered,
    session::Session,
    sites::Site,
};

/// How many questions in a row may go unanswered before the others are left alone.
const MOST_UNANSWERED: usize = 2;

/// One fetch, or one look-up.
pub(super) struct Round<'a> {
    pub session: &'a Session,
    pub asked: &'a Asked<'a>,
    pub known: BTreeMap<&'a str, &'a Known>,
    pub seen: Seen,
    pub gathered: Gathered,
    /// The name the person signs in with now, as GitHub said last.
    pub login: String,
    /// How often a question was too large for GitHub.
    pub halved: u32,
}

impl<'a> Round<'a> {
    /// Takes up where the cursor left off.
    pub fn open(session: &'a Session, asked: &'a Asked<'a>) -> Self {
        Self {
            session,
            asked,
            known: asked.known.iter().map(|it| (it.remote_id.as_str(), it)).collect(),
            seen: Seen::of(asked.cursor, &session.secret),
            gathered: Gathered::default(),
            login: asked.me.to_owned(),
            halved: 0,
        }
    }

    /// Asks what is due.
    pub async fn fetch(mut self) -> Result<WorkBatch> {
        self.hurry_to_new_follows();
        let all = due::due(&self.seen, |it| is_of_use(self.asked, it), self.asked.depth, self.now());
        let (mut first, mut unanswered, mut answered) = (None, 0, 0);
        for due in all {
            let sent = self.session.sites.sent();
            let outcome = self.ask(due).await;
            self.seen.ask(due.question, self.now());
            match outcome {
                Ok(()) => {
                    self.seen.may(due.question);
                    answered += usize::from(self.session.sites.sent() > sent);
                }
                Err(error) if is_final(&error) => return Err(error),
                Err(error) => {
                    unanswered += usize::from(matches!(error, Error::Unreachable(_)));
                    self.left_out(due.question, &error);
                    first.get_or_insert(error);
                }
            }
            if unanswered >= MOST_UNANSWERED && answered == 0 {
                break;
            }
        }
        match first {
            Some(error) if answered == 0 && !self.may_go_on(&error) => Err(error),
            Some(_) | None => self.verified().await,
        }
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        self.asked.now
    }

    /// The person.
    pub fn me(&self) -> Person<'_> {
        Person(&self.login)
    }

    /// Where pages for people lie.
    pub fn web(&self) -> Result<&'a Site> {
        self.session.sites.at("web")
    }

    /// Tells how far it is.
    pub fn tell(&self, of: Option<u32>) {
        (self.asked.progress)(Progress { read: self.gathered.count(), of });
    }

    /// Why an item waits, as far as was known.
    pub fn known_whys(&self, id: &str) -> std::collections::BTreeSet<Why> {
        self.known.get(id).map(|known| known.whys.clone()).unwrap_or_default()
    }

    async fn ask(&mut self, due: Due) -> Result<()> {
        match due.question {
            Question::Notifications => self.ask_notifications(due.is_whole).await,
            Question::Assigned => self.ask_assigned(due.is_whole).await,
            Question::Searches => self.ask_searches(due.is_whole).await,
            Question::Follows => self.ask_follows(due.is_whole).await,
            Question::Checks => self.ask_checks().await,
            Question::Mentioned => self.ask_mentioned().await,
            Question::Rollup => Ok(()),
        }
    }

    /// A refused question rests while others may still be asked; then the account is well, and the cursor remembers.
    fn may_go_on(&self, error: &Error) -> bool {
        let others = [Question::Notifications, Question::Assigned, Question::Searches, Question::Follows];
        let is_open = |it: Question| is_of_use(self.asked, it) && !self.seen.is_refused(it, self.now());
        let is_refused = matches!(error, Error::Refused { .. });
        if is_refused { others.into_iter().any(is_open) } else { self.halved > 0 && self.asked.cursor.is_some() }
    }
}

/// Whether a question is of any use to this person.
fn is_of_use(asked: &Asked<'_>, question: Question) -> bool {
    let wants = |whys: &[Why]| whys.iter().any(|why| asked.wanted.contains(why));
    match question {
        Question::Notifications => wants(&[Why::Assigned, Why::ReviewRequested, Why::Mentioned]),
        Question::Assigned => wants(&[Why::Assigned]),
        Question::Searches => wants(&[Why::Assigned, Why::ReviewRequested, Why::Authored, Why::Mentioned]),
        Question::Follows => !asked.follows.is_empty(),
        Question::Checks => {
            let is_own = |it: &Known| it.kind == Kind::PullRequest && it.whys.contains(&Why::Authored);
            wants(&[Why::Authored]) || asked.known.iter().any(|it| it.is_awaited || is_own(it))
        }
        Question::Mentioned => asked.known.iter().any(is_only_mentioned),
        Question::Rollup => false,
    }
}

/// Whether the person was mentioned in it, and that is all.
pub(super) fn is_only_mentioned(known: &Known) -> bool {
    known.whys.len() == 1 && known.whys.contains(&Why::Mentioned)
}

/// When to come back.
pub(super) fn next_at(round: &Round<'_>) -> Option<Timestamp> {
    due::next_at(&round.seen, |it| is_of_use(round.asked, it), round.now())
}
