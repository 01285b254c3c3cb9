//! Long work: begun here, performed by the loop on a thread, listed while it runs and a while after.

use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use stint_api::{
    Topic,
    command::{BackUp, CancelJob, CheckIntegrity, Export, ExportFormat, RestoreBackup},
    view::{JobId, JobState, Receipt},
};
use stint_store::{Store, backup, restore::restore, table};

use super::{Done, Handle, changed, tick::only_wall};
use crate::{
    Engine, Job, Output,
    engine::ALL_TOPICS,
    fault::{Fault, Result},
    jobs::Ending,
    reader::Slot,
};

const DAY: SignedDuration = SignedDuration::from_hours(24);
const HOUR: SignedDuration = SignedDuration::from_hours(1);

impl Handle for Export {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        engine.conn()?;
        let path = match self.path.as_deref().map(str::trim).filter(|path| !path.is_empty()) {
            Some(path) => PathBuf::from(path),
            None => engine.paths.exports.join(engine.export_name(self.format, now)),
        };
        if !path.is_absolute() {
            return Err(Fault::refused(
                format!("“{}” is not a full path.", path.display()),
                "Begin with the top folder, or leave it empty for your download folder.",
            ));
        }
        if path.exists() {
            return Err(Fault::refused(
                format!("{} is there already.", path.display()),
                "Choose another name; Stint writes over no file.",
            ));
        }
        if self.path.is_some() && !path.parent().is_some_and(Path::is_dir) {
            return Err(Fault::refused(
                format!("There is no folder for {}.", path.display()),
                "Make it first, or name another file. Nothing was written.",
            ));
        }
        let title = format!("Exporting to {}", path.file_name().unwrap_or(path.as_os_str()).display());
        engine.begin(title, Job::Export { format: self.format, path })
    }
}

impl Handle for BackUp {
    fn handle(self, engine: &mut Engine, _now: Timestamp) -> Result<Done> {
        engine.conn()?;
        let folder = engine.paths.backups.clone();
        engine.begin("Backing up".to_owned(), Job::BackUp { folder, is_daily: false })
    }
}

impl Handle for CheckIntegrity {
    fn handle(self, engine: &mut Engine, _now: Timestamp) -> Result<Done> {
        engine.conn()?;
        engine.begin("Checking the data file".to_owned(), Job::Check)
    }
}

impl Handle for CancelJob {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        let job = engine.jobs.get_mut(self.job).ok_or_else(|| Fault::not_found("job"))?;
        if job.state != JobState::Running {
            return Err(Fault::refused("This job has ended already.", "Nothing is left to cancel."));
        }
        let outputs = engine.cancel_sync(self.job, now).unwrap_or_else(|| vec![Output::Cancel(self.job)]);
        Ok(Done::said("Cancelling", outputs))
    }
}

impl Handle for RestoreBackup {
    /// The connection is closed while the file is exchanged, and whatever happens a file is opened again.
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        if let Some(job) = engine.jobs.running() {
            return Err(Fault::refused(
                format!("“{}” is still under way.", job.title),
                "Restore the backup when it has ended, or cancel it first. Nothing was changed.",
            ));
        }
        let file = engine.paths.backups.join(&self.file);
        engine.reader = Slot::default();
        let closed = stint_store::Error::Busy;
        drop(std::mem::replace(&mut engine.storage, Err(closed)));
        let restored = restore(&engine.paths.database, &file, now);
        engine.storage = Store::open(&engine.paths.database, now).map(|opened| {
            engine.remember_notes(opened.notes);
            opened.store
        });
        let notes = restored?;
        engine.conn()?;
        let mut done = Done::said("Went back to the backup", changed(&ALL_TOPICS));
        done.receipt.consequences = notes;
        // The question was about the timer of the other file; this one may have its own.
        done.outputs.push(Output::Withdraw(super::gap::KEY.to_owned()));
        done.outputs.extend(engine.shown.forget());
        done.outputs.extend(engine.come_back(&only_wall(now), now));
        done.outputs.extend(engine.look_after_other_accounts(now).unwrap_or_default());
        Ok(done)
    }
}

impl Engine {
    /// Copies the data file once a day where something changed since the latest copy.
    pub(crate) fn daily_backup(&mut self, now: Timestamp) -> Result<Vec<Output>> {
        if now < self.next_copy_at {
            return Ok(Vec::new());
        }
        let latest = backup::list(&self.paths.backups)?.first().map(|copy| copy.made_at);
        let changed_at = table::change::list(self.conn()?, 1)?.first().map(|change| change.at);
        self.next_copy_at = latest.map_or(now, |latest| latest + DAY).max(now + HOUR);
        let is_due = latest.is_none_or(|latest| latest + DAY <= now) && changed_at > latest;
        if !is_due {
            return Ok(Vec::new());
        }
        let folder = self.paths.backups.clone();
        Ok(self.begin("Daily backup".to_owned(), Job::BackUp { folder, is_daily: true })?.outputs)
    }

    fn begin(&mut self, title: String, job: Job) -> Result<Done> {
        if self.jobs.are_enough() {
            let hint = "Wait until one has ended, or cancel it. Nothing was begun.";
            return Err(Fault::refused("Other long work is still under way.", hint));
        }
        let id = self.jobs.begin(title.clone());
        let mut outputs = vec![Output::Run(id, job)];
        outputs.extend(changed(&[Topic::Jobs]));
        Ok(Done { receipt: Receipt { label: title, job: Some(id), ..Receipt::default() }, outputs })
    }

    fn export_name(&self, format: ExportFormat, now: Timestamp) -> String {
        let extension = match format {
            ExportFormat::Json => "json",
            ExportFormat::Csv => "csv",
        };
        now.to_zoned(self.zone.rules.clone()).strftime(&format!("stint-%Y-%m-%d-%H%M%S.{extension}")).to_string()
    }
}

/// A job got on.
pub(super) fn progressed(engine: &mut Engine, id: JobId, progress: f64) -> Vec<Output> {
    match engine.jobs.get_mut(id) {
        Some(job) => {
            job.progress = progress;
            changed(&[Topic::Jobs])
        }
        None => Vec::new(),
    }
}

/// A job ended.
pub(super) fn ended(engine: &mut Engine, id: JobId, ending: Ending) -> Vec<Output> {
    if let Some(job) = engine.jobs.get_mut(id) {
        job.state = ending.state;
        job.message = ending.message;
        job.file = ending.file.map(|file| file.display().to_string());
        if ending.state == JobState::Done {
            job.progress = 1.0;
        }
    }
    changed(&[Topic::Jobs])
}
