//! A wish to sync as it stands: what each account brought so far, and how it ended.

use std::collections::BTreeMap;

use stint_api::view::{JobId, JobState};
use stint_core::ids::AccountId;

/// A wish to sync.
#[derive(Debug)]
pub(crate) struct SyncJob {
    /// Its job.
    pub id: JobId,
    parts: BTreeMap<AccountId, Part>,
}

/// How one account of it stands.
#[derive(Debug)]
struct Part {
    name: String,
    read: u32,
    of: Option<u32>,
    taken_in: usize,
    ended: Option<Result<String, String>>,
    is_left_out: bool,
}

impl SyncJob {
    /// One that nothing was read for yet, with the names of its accounts.
    pub fn new(id: JobId, names: BTreeMap<AccountId, String>) -> Self {
        let part = |name| Part { name, read: 0, of: None, taken_in: 0, ended: None, is_left_out: false };
        Self { id, parts: names.into_iter().map(|(id, name)| (id, part(name))).collect() }
    }

    /// An account's reading got on.
    pub fn got_on(&mut self, account: AccountId, read: u32, of: Option<u32>) {
        if let Some(part) = self.parts.get_mut(&account) {
            (part.read, part.of) = (read.max(part.read), of);
        }
    }

    /// A piece of an account was written down.
    pub fn took_in(&mut self, account: AccountId, items: usize) {
        if let Some(part) = self.parts.get_mut(&account) {
            part.taken_in += items;
        }
    }

    /// An account's reading ended, well with what it did, or with why not.
    pub fn end(&mut self, account: AccountId, result: Result<String, String>) {
        if let Some(part) = self.parts.get_mut(&account) {
            part.ended = Some(result);
        }
    }

    /// An account rests by the person's wish, and why is said.
    pub fn leave_out(&mut self, account: AccountId, why: String) {
        if let Some(part) = self.parts.get_mut(&account) {
            (part.ended, part.is_left_out) = (Some(Ok(why)), true);
        }
    }

    /// Items read so far.
    pub fn read(&self) -> u32 {
        self.parts.values().map(|part| part.read).sum()
    }

    /// Items written down so far.
    pub fn taken_in(&self) -> usize {
        self.parts.values().map(|part| part.taken_in).sum()
    }

    /// Parts done, 0 to 1; an account that does not say how much there is counts when it ends.
    pub fn progress(&self) -> f64 {
        let done = |part: &Part| match (&part.ended, part.of) {
            (Some(_), _) => 1.0,
            (None, Some(of)) if of > 0 => f64::from(part.read.min(of)) / f64::from(of),
            (None, _) => 0.0,
        };
        let count = u32::try_from(self.parts.len()).unwrap_or(1).max(1);
        self.parts.values().map(done).sum::<f64>() / f64::from(count)
    }

    /// Whether every account's reading ended.
    pub fn is_over(&self) -> bool {
        self.parts.values().all(|part| part.ended.is_some())
    }

    /// How it ended: badly where any of its accounts did, or where all of them were left out.
    pub fn state(&self) -> JobState {
        let is_bad = self.parts.values().any(|part| matches!(part.ended, Some(Err(_))));
        let is_nothing = self.parts.values().all(|part| part.is_left_out);
        if is_bad || is_nothing { JobState::Failed } else { JobState::Done }
    }

    /// What it did, where there are several accounts a line each with its name.
    pub fn words(&self) -> String {
        let ended = self.parts.values().filter_map(|part| Some((&part.name, part.ended.as_ref()?)));
        let words: Vec<_> = ended
            .map(|(name, ended)| {
                let (Ok(said) | Err(said)) = ended;
                if self.parts.len() == 1 { said.clone() } else { format!("{name}: {said}") }
            })
            .collect();
        words.join("\n")
    }
}
