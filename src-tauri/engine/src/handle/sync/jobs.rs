//! Syncing as a job: one wish of the person, an account or several, with progress, an end and its result in words.

use jiff::{SignedDuration, Timestamp};
use stint_api::{
    Topic,
    view::{JobId, JobState},
};
use stint_core::{account::Account, ids::AccountId};

use crate::{Engine, Output, accounts::SyncJob, errand::Errand, handle::changed};

/// How long an account is left in peace after the person stopped reading it.
const PAUSE: SignedDuration = SignedDuration::from_mins(5);

impl Engine {
    /// Lists a job for syncing these accounts.
    pub(super) fn begin_sync(&mut self, title: String, accounts: &[Account]) -> JobId {
        let id = self.jobs.begin(title);
        let names = accounts.iter().map(|it| (it.id, format!("{} ({})", self.accounts.name_of(&it.service), it.name)));
        self.accounts.syncs.push(SyncJob::new(id, names.collect()));
        id
    }

    /// A reading for a job got on.
    pub(in crate::handle) fn sync_progressed(
        &mut self,
        job: JobId,
        account: AccountId,
        read: u32,
        of: Option<u32>,
    ) -> Vec<Output> {
        let Some(sync) = self.accounts.syncs.iter_mut().find(|it| it.id == job) else { return Vec::new() };
        sync.got_on(account, read, of);
        let (progress, message) = (sync.progress(), format!("{} read so far", sync.read()));
        let Some(view) = self.jobs.get_mut(job) else { return Vec::new() };
        (view.progress, view.message) = (progress, message);
        changed(&[Topic::Jobs])
    }

    /// A reading for a job ended; with the last one the job does.
    pub(in crate::handle) fn synced(
        &mut self,
        job: JobId,
        account: AccountId,
        result: Result<String, String>,
    ) -> Vec<Output> {
        self.part_ended(job, |sync| sync.end(account, result))
    }

    /// Nothing is read for a job of an account that rests by the person's wish.
    pub(super) fn left_out(&mut self, job: JobId, account: AccountId, why: String) -> Vec<Output> {
        self.part_ended(job, |sync| sync.leave_out(account, why))
    }

    fn part_ended(&mut self, job: JobId, end: impl FnOnce(&mut SyncJob)) -> Vec<Output> {
        let Some(at) = self.accounts.syncs.iter().position(|it| it.id == job) else { return Vec::new() };
        let sync = &mut self.accounts.syncs[at];
        end(sync);
        let (progress, is_over) = (sync.progress(), sync.is_over());
        let (state, message) = (sync.state(), sync.words());
        if is_over {
            self.accounts.syncs.remove(at);
        }
        if let Some(view) = self.jobs.get_mut(job) {
            view.progress = progress;
            if is_over {
                (view.state, view.message) = (state, message);
            }
        }
        changed(&[Topic::Jobs, Topic::Accounts])
    }

    /// Ends a job that syncs, by the person's wish; what was read stays. None where the job is another kind of work.
    pub(in crate::handle) fn cancel_sync(&mut self, job: JobId, now: Timestamp) -> Option<Vec<Output>> {
        let at = self.accounts.syncs.iter().position(|it| it.id == job)?;
        let sync = self.accounts.syncs.remove(at);
        let mut outputs = changed(&[Topic::Jobs, Topic::Accounts]);
        for (id, gathering) in &mut self.accounts.gatherings {
            if gathering.under_way.as_ref().is_some_and(|it| it.job == Some(job)) {
                gathering.under_way = None;
                // What the person stopped does not begin anew by itself at once.
                gathering.plan(gathering.next_at.max(now.checked_add(PAUSE).unwrap_or(now)));
                outputs.push(Output::Errand(Errand::StopFetch(*id)));
            }
        }
        if let Some(view) = self.jobs.get_mut(job) {
            view.state = JobState::Cancelled;
            view.message = format!("Cancelled; {} items read so far were kept.", sync.taken_in());
        }
        Some(outputs)
    }

    /// Ends what is under way for an account, and with it the job that waits for it.
    pub(in crate::handle) fn stop_reading(&mut self, account: AccountId, why: &str) -> Vec<Output> {
        let under_way = self.accounts.gatherings.get_mut(&account).and_then(|it| it.under_way.take());
        let Some(under_way) = under_way else { return Vec::new() };
        let mut outputs = vec![Output::Errand(Errand::StopFetch(account))];
        outputs.extend(under_way.job.map(|job| self.synced(job, account, Err(why.to_owned()))).unwrap_or_default());
        outputs
    }
}
