//! The one thread that asks a place for secrets, and how long anybody waits for it.
//!
//! A keyring may never answer, and a call to it cannot be taken back: the thread that hangs is left behind and another one made, at most
//! a few. After a time-out the place rests: whoever asks is told at once.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc::{self, RecvTimeoutError},
    },
    thread,
    time::{Duration, Instant},
};

use super::{
    Kind, State,
    error::{Result, VaultError},
    keeper::Keeper,
};

/// How long a place for secrets may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// For an answer.
    pub answer: Duration,
    /// For an answer while the person is asked for a password.
    pub prompt: Duration,
    /// How long it is left alone after it did not answer.
    pub rest: Duration,
    /// How many threads may be there at once, the ones that hang included.
    pub threads: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            answer: Duration::from_secs(3),
            prompt: Duration::from_secs(120),
            rest: Duration::from_secs(30),
            threads: 4,
        }
    }
}

/// Makes the keeper anew for each thread.
pub(crate) type Maker = Box<dyn Fn() -> Box<dyn Keeper> + Send + Sync>;

type Job = Box<dyn FnOnce(&mut dyn Keeper) + Send>;

/// What is done with a place.
pub(crate) trait Work<T>: FnOnce(&mut dyn Keeper) -> Result<T> + Send + 'static {}

impl<T, F: FnOnce(&mut dyn Keeper) -> Result<T> + Send + 'static> Work<T> for F {}

/// How somebody asks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// A place that rests is left alone.
    Patient,
    /// The person wants it tried now.
    Urged,
    /// The person will be asked.
    Prompting,
}

/// The line of those who ask one place for secrets.
pub(crate) struct Line {
    /// Where it is.
    pub kind: Kind,
    limits: Limits,
    make: Arc<Maker>,
    desk: Mutex<Desk>,
    state: Mutex<State>,
    threads: Arc<AtomicUsize>,
}

/// The thread that takes jobs now.
#[derive(Default)]
struct Desk {
    jobs: Option<mpsc::Sender<Job>>,
    /// Tells a thread from the one before it.
    number: u64,
    rests_until: Option<Instant>,
    is_prompting: bool,
}

impl Line {
    pub(crate) fn new(kind: Kind, limits: Limits, make: Maker) -> Self {
        let (make, threads) = (Arc::new(make), Arc::default());
        Self { kind, limits, make, desk: Mutex::default(), state: Mutex::default(), threads }
    }

    /// What is known of the place; asks nobody.
    pub(crate) fn state(&self) -> State {
        *lock(&self.state)
    }

    /// Does something with the place, within the limit for answers.
    pub(crate) fn ask<T: Send + 'static>(&self, work: impl Work<T>) -> Result<T> {
        self.call(self.limits.answer, Manner::Patient, work)
    }

    /// Like [`Self::ask`], because the person wants it to be tried now: a place that rests is asked all the same.
    pub(crate) fn ask_again<T: Send + 'static>(&self, work: impl Work<T>) -> Result<T> {
        self.call(self.limits.answer, Manner::Urged, work)
    }

    /// Does something with the place that may ask the person; everybody else is told meanwhile that it is locked.
    pub(crate) fn ask_person<T: Send + 'static>(&self, work: impl Work<T>) -> Result<T> {
        self.call(self.limits.prompt, Manner::Prompting, work)
    }

    fn call<T: Send + 'static>(&self, limit: Duration, manner: Manner, work: impl Work<T>) -> Result<T> {
        let outcome = self.wait(limit, manner, work);
        let state = outcome.as_ref().err().map_or(Some(State::Ready), VaultError::state);
        if let Some(state) = state {
            *lock(&self.state) = state;
        }
        outcome
    }

    fn wait<T: Send + 'static>(&self, limit: Duration, manner: Manner, work: impl Work<T>) -> Result<T> {
        let (answer, answered) = mpsc::sync_channel(1);
        let is_given_up = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&is_given_up);
        let job: Job = Box::new(move |keeper| {
            // What nobody waits for any longer must not happen late.
            if !seen.load(Ordering::SeqCst) {
                answer.send(work(keeper)).ok();
            }
        });
        let number = self.enter(manner, job)?;
        let outcome = match answered.recv_timeout(limit) {
            Ok(outcome) => outcome,
            Err(RecvTimeoutError::Timeout) => {
                is_given_up.store(true, Ordering::SeqCst);
                Err(self.give_up(number, manner))
            }
            Err(RecvTimeoutError::Disconnected) => {
                self.replace(number, None);
                Err(VaultError::Unreadable("it broke off"))
            }
        };
        if manner == Manner::Prompting {
            lock(&self.desk).is_prompting = false;
        }
        outcome
    }

    /// Hands a job to the thread, whose number is returned; an error where nobody is to be asked now.
    fn enter(&self, manner: Manner, job: Job) -> Result<u64> {
        let mut desk = lock(&self.desk);
        if desk.is_prompting {
            return Err(VaultError::closed(&self.kind));
        }
        if manner == Manner::Patient && desk.rests_until.is_some_and(|until| now() < until) {
            return Err(self.hanging());
        }
        desk.rests_until = None;
        if desk.jobs.is_none() {
            desk.jobs = Some(self.start_thread().ok_or_else(|| self.hanging())?);
            desk.number += 1;
        }
        desk.is_prompting = manner == Manner::Prompting;
        if let Some(jobs) = &desk.jobs {
            jobs.send(job).ok();
        }
        Ok(desk.number)
    }

    /// A prompt that nobody answers leaves the place locked; silence otherwise lets it rest.
    fn give_up(&self, number: u64, manner: Manner) -> VaultError {
        if manner == Manner::Prompting {
            self.replace(number, None);
            return VaultError::closed(&self.kind);
        }
        self.replace(number, now().checked_add(self.limits.rest));
        self.hanging()
    }

    /// Leaves a thread behind, unless somebody did already.
    fn replace(&self, number: u64, rests_until: Option<Instant>) {
        let mut desk = lock(&self.desk);
        if desk.number == number && desk.jobs.take().is_some() {
            desk.rests_until = rests_until;
        }
    }

    fn start_thread(&self) -> Option<mpsc::Sender<Job>> {
        let place = Place::take(&self.threads, self.limits.threads)?;
        let (jobs, waiting) = mpsc::channel::<Job>();
        let make = Arc::clone(&self.make);
        let work = move || {
            let _place = place;
            let mut keeper = make();
            while let Ok(job) = waiting.recv() {
                job(keeper.as_mut());
            }
        };
        thread::Builder::new().name("vault".to_owned()).spawn(work).ok().map(|_| jobs)
    }

    fn hanging(&self) -> VaultError {
        VaultError::Hanging(self.kind.clone())
    }
}

/// One of the few threads there may be, given back when it ends.
struct Place(Arc<AtomicUsize>);

impl Place {
    fn take(taken: &Arc<AtomicUsize>, most: usize) -> Option<Self> {
        let take = |count| (count < most).then_some(count + 1);
        taken.fetch_update(Ordering::SeqCst, Ordering::SeqCst, take).ok().map(|_| Self(Arc::clone(taken)))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[expect(clippy::disallowed_methods, reason = "how long a place rests is no matter of the day's time")]
fn now() -> Instant {
    Instant::now()
}
