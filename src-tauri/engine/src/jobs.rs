//! Long work: exports, backups, checks; each on a thread and a connection of its own, with progress and an end.

use std::{
    fmt::Display,
    fs::{self, File},
    io::{BufWriter, Write},
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
};

use jiff::Timestamp;
use stint_api::{
    command::ExportFormat,
    view::{JobId, JobState, JobView},
};
use stint_store::{Conn, backup, check, export};

use crate::speak::sentence;

/// How many ended jobs are remembered.
const REMEMBERED: usize = 8;

/// How many jobs may be under way at a time, so that threads are left for questions.
const MOST: usize = 2;

/// What long work does.
#[derive(Clone, Debug, PartialEq)]
pub enum Job {
    /// Write everything, or all entries, into a file.
    Export {
        /// JSON or CSV.
        format: ExportFormat,
        /// Where to.
        path: PathBuf,
    },
    /// Copy the data file.
    BackUp {
        /// Into which folder.
        folder: PathBuf,
        /// Whether it is the copy of the day, of which only the latest are kept.
        is_daily: bool,
    },
    /// Look for damage.
    Check,
}

/// How long work ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Ending {
    /// Well, badly, or by the person's wish.
    pub state: JobState,
    /// In a sentence.
    pub message: String,
    /// The file it wrote.
    pub file: Option<PathBuf>,
}

/// The jobs that run or lately ended, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Jobs {
    last_id: JobId,
    list: Vec<JobView>,
}

impl Jobs {
    /// Lists a new one.
    pub fn begin(&mut self, title: String) -> JobId {
        self.last_id += 1;
        if self.list.len() >= REMEMBERED {
            let ended = self.list.iter().position(|job| job.state != JobState::Running);
            ended.map(|oldest| self.list.remove(oldest));
        }
        self.list.push(JobView { id: self.last_id, title, ..JobView::default() });
        self.last_id
    }

    /// The one of that number.
    pub fn get_mut(&mut self, id: JobId) -> Option<&mut JobView> {
        self.list.iter_mut().find(|job| job.id == id)
    }

    /// One that has not ended.
    pub fn running(&self) -> Option<&JobView> {
        self.list.iter().find(|job| job.state == JobState::Running)
    }

    /// Whether no other may begin before one ends.
    pub fn are_enough(&self) -> bool {
        self.list.iter().filter(|job| job.state == JobState::Running).count() >= MOST
    }

    /// All, latest first.
    pub fn list(&self) -> Vec<JobView> {
        self.list.iter().rev().cloned().collect()
    }
}

/// Does the work on a reading connection; `tell` hears parts done, `is_cancelled` is looked at often.
pub(crate) fn perform(
    job: &Job,
    conn: &Conn,
    now: Timestamp,
    is_cancelled: &AtomicBool,
    tell: &mut dyn FnMut(f64),
) -> Ending {
    let mut told = 0;
    let mut progress = |done: u64, total: u64| {
        let percent = done.saturating_mul(100).checked_div(total).unwrap_or(100);
        if percent > told {
            told = percent;
            #[expect(clippy::cast_precision_loss, reason = "a percentage")]
            tell(percent as f64 / 100.0);
        }
        if is_cancelled.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let done = match job {
        Job::Export { format, path } => write_export(*format, path, conn, now, &mut progress),
        Job::BackUp { folder, is_daily } => back_up(conn, folder, *is_daily, now, is_cancelled),
        Job::Check => look_for_damage(conn, is_cancelled, &mut progress),
    };
    done.unwrap_or_else(|message| Ending { state: JobState::Failed, message, file: None })
}

type Progress<'a> = &'a mut dyn FnMut(u64, u64) -> ControlFlow<()>;

/// Writes beside the wanted file and renames, so that a half export never bears its name.
fn write_export(
    format: ExportFormat,
    path: &Path,
    conn: &Conn,
    now: Timestamp,
    progress: Progress<'_>,
) -> Result<Ending, String> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    let failed = |error: &dyn Display| {
        format!("{} was not written: {} Your data is untouched.", path.display(), sentence(error))
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| failed(&error))?;
    }
    // Another export may be writing there, or one that was interrupted: neither is ours to remove.
    let file = File::create_new(&part).map_err(|error| failed(&format!("{}: {error}", part.display())))?;
    let ended = (|| -> Result<export::Ended, String> {
        let mut file = BufWriter::new(file);
        let ended = match format {
            ExportFormat::Json => export::json(conn, &mut file, now, progress),
            ExportFormat::Csv => export::csv(conn, &mut file, progress),
        };
        let ended = ended.map_err(|error| failed(&error))?;
        file.flush().and_then(|()| file.get_ref().sync_all()).map_err(|error| failed(&error))?;
        if path.exists() {
            return Err(failed(&"a file of this name is there already"));
        }
        if ended == export::Ended::Complete {
            fs::rename(&part, path).map_err(|error| failed(&error))?;
        }
        Ok(ended)
    })();
    if !matches!(ended, Ok(export::Ended::Complete)) {
        // Nothing is lost if the half file is not there or stays.
        fs::remove_file(&part).ok();
    }
    Ok(match ended? {
        export::Ended::Complete => done(format!("Wrote {}.", path.display()), Some(path.to_owned())),
        export::Ended::Cancelled => cancelled(),
    })
}

/// SQLite copies in one go, so that a wish to cancel is heard at the end and the copy removed.
fn back_up(
    conn: &Conn,
    folder: &Path,
    is_daily: bool,
    now: Timestamp,
    is_cancelled: &AtomicBool,
) -> Result<Ending, String> {
    let make = if is_daily { backup::make_daily } else { backup::make };
    let file = make(conn, folder, now).map_err(|error| format!("No backup was made: {}", sentence(&error)))?;
    if is_cancelled.load(Ordering::Relaxed) {
        fs::remove_file(&file).map_err(|error| format!("The copy stays at {}: {error}.", file.display()))?;
        return Ok(cancelled());
    }
    Ok(done("Backed up and checked.".to_owned(), Some(file)))
}

fn look_for_damage(conn: &Conn, is_cancelled: &AtomicBool, progress: Progress<'_>) -> Result<Ending, String> {
    let findings =
        check::integrity(conn, progress).map_err(|error| format!("The check could not end: {}", sentence(&error)))?;
    match findings.as_slice() {
        [] if is_cancelled.load(Ordering::Relaxed) => Ok(cancelled()),
        [] => Ok(done("No damage found.".to_owned(), None)),
        [only] => Err(format!("Damage found: {} Restore a backup in Settings → Data.", sentence(only))),
        [first, rest @ ..] => Err(format!(
            "Damage found: {} And {} more. Restore a backup in Settings → Data.",
            sentence(first),
            rest.len()
        )),
    }
}

fn done(message: String, file: Option<PathBuf>) -> Ending {
    Ending { state: JobState::Done, message, file }
}

fn cancelled() -> Ending {
    Ending { state: JobState::Cancelled, message: "Cancelled; nothing was left behind.".to_owned(), file: None }
}
