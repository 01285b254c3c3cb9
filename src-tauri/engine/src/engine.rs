//! The engine: owns the store, the settings and what is open, and turns inputs into outputs.

use std::{collections::BTreeMap, path::PathBuf};

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use stint_api::{Topic, view::ProblemView};
use stint_core::{entry::whole_milliseconds, gap::ClockReading, settings::Settings};
use stint_store::{Conn, Store, config::ConfigFile};
use uuid::Uuid;

use crate::{
    Input, Output, TrayMenu,
    accounts::{Accounts, Outside},
    answer::Look,
    fault::{Fault, Result},
    handle::{self, Shown},
    jobs::Jobs,
    reader::Slot,
};

/// Where files lie, and services where the environment moved them.
#[derive(Clone, Debug)]
pub struct Paths {
    /// The data file.
    pub database: PathBuf,
    /// The folder of its copies.
    pub backups: PathBuf,
    /// The configuration file.
    pub config: PathBuf,
    /// The folder exports go to unless told otherwise.
    pub exports: PathBuf,
    /// The file of secrets, where the person chose one.
    pub secrets: PathBuf,
    /// Where the environment puts services: the origin of each, by its id.
    pub services: BTreeMap<String, String>,
}

/// How long after the start the daily copy waits, so that it slows nothing down.
const SETTLING: SignedDuration = SignedDuration::from_mins(5);

/// Makes identities that sort by the time they were made.
pub(crate) type Fresh = Box<dyn FnMut(Timestamp) -> Uuid + Send>;

/// The one owner of all state.
pub struct Engine {
    pub(crate) paths: Paths,
    /// Dropped before the store: the last connection to close takes the log into the file, and a reader cannot.
    pub(crate) reader: Slot,
    pub(crate) storage: std::result::Result<Store, stint_store::Error>,
    pub(crate) config: ConfigFile,
    pub(crate) zone: Zone,
    pub(crate) problems: BTreeMap<String, ProblemView>,
    pub(crate) jobs: Jobs,
    pub(crate) next_copy_at: Timestamp,
    pub(crate) windows: usize,
    pub(crate) last_beat: Option<ClockReading>,
    pub(crate) has_resumed: bool,
    pub(crate) told: Vec<ProblemView>,
    pub(crate) drawn: Option<TrayMenu>,
    pub(crate) fresh: Fresh,
    pub(crate) accounts: Accounts,
    pub(crate) shown: Shown,
    /// Whether the person is at the desk; none while nobody can say, which hinders nothing.
    pub(crate) is_at_desk: Option<bool>,
}

/// The zone the person is in.
#[derive(Clone, Debug)]
pub(crate) struct Zone {
    pub name: String,
    pub rules: TimeZone,
}

impl Zone {
    /// The zone of that name; UTC where no such zone is known.
    pub fn named(name: &str) -> Self {
        match TimeZone::get(name) {
            Ok(rules) => Self { name: name.to_owned(), rules },
            Err(_) => Self { name: "UTC".to_owned(), rules: TimeZone::UTC },
        }
    }
}

impl Engine {
    /// Opens the data file and the settings; what cannot be opened becomes a problem to be told, not an error.
    #[must_use]
    pub fn open(paths: Paths, outside: Outside, zone: &str, now: Timestamp) -> Self {
        let (storage, notes) = match Store::open(&paths.database, now) {
            Ok(opened) => (Ok(opened.store), opened.notes),
            Err(error) => (Err(error), Vec::new()),
        };
        let config = ConfigFile::load(&paths.config);
        let mut engine = Self::with(paths, outside, storage, config, zone, now);
        engine.remember_notes(notes);
        engine
    }

    /// An engine on a store and settings that are open already.
    pub(crate) fn with(
        paths: Paths,
        outside: Outside,
        storage: std::result::Result<Store, stint_store::Error>,
        config: ConfigFile,
        zone: &str,
        now: Timestamp,
    ) -> Self {
        let accounts = Accounts::new(outside, paths.services.clone());
        Self {
            paths,
            storage,
            config,
            zone: Zone::named(zone),
            problems: BTreeMap::new(),
            jobs: Jobs::default(),
            reader: Slot::default(),
            next_copy_at: now + SETTLING,
            windows: 0,
            last_beat: None,
            has_resumed: true,
            told: Vec::new(),
            drawn: None,
            fresh: Box::new(fresh_uuid),
            accounts,
            shown: Shown::default(),
            is_at_desk: None,
        }
    }

    /// Takes one thing that happened and says what must happen next.
    ///
    /// # Errors
    /// Only a command is refused; its words are for the person, and nothing was changed.
    pub fn handle(&mut self, input: Input, now: Timestamp) -> stint_api::Result<Vec<Output>> {
        let now = whole_milliseconds(now);
        let mut outputs = handle::input(self, input, now)?;
        outputs.extend(self.newly_wrong(&outputs));
        outputs.extend(self.redrawn(now));
        outputs.extend(self.next_wake(now).map(Output::WakeAt));
        Ok(outputs)
    }

    /// What is in force.
    pub(crate) fn settings(&self) -> &Settings {
        &self.config.settings
    }

    /// The open data file to read from.
    pub(crate) fn conn(&self) -> Result<&Conn> {
        self.storage.as_ref().map(Store::read).map_err(Fault::from)
    }

    /// What questions are answered from.
    pub(crate) fn look(&self, now: Timestamp) -> Result<Look<'_>> {
        Ok(Look { conn: self.conn()?, now, zone: self.zone.clone(), settings: self.settings().clone() })
    }

    /// A new identity.
    pub(crate) fn fresh_id(&mut self, now: Timestamp) -> Uuid {
        (self.fresh)(now)
    }

    pub(crate) fn remember_notes(&mut self, notes: Vec<String>) {
        if notes.is_empty() {
            return;
        }
        let message = notes.join(" ");
        let hint = Some("Settings → Data shows the files and the backups.".to_owned());
        let problem = ProblemView { kind: "recovered".to_owned(), message, hint, blocks_writing: false };
        self.problems.insert(problem.kind.clone(), problem);
    }

    /// Views say what is wrong, so they hear when that changed.
    fn newly_wrong(&mut self, outputs: &[Output]) -> Option<Output> {
        let problems = self.all_problems();
        let is_news = problems != self.told;
        self.told = problems;
        let changed = Output::Changed(Topic::Timer);
        (is_news && !outputs.contains(&changed)).then_some(changed)
    }

    fn redrawn(&mut self, now: Timestamp) -> Option<Output> {
        let menu = crate::tray::menu(&self.glance(now));
        if self.drawn.as_ref() == Some(&menu) {
            return None;
        }
        self.drawn = Some(menu.clone());
        Some(Output::Tray(menu))
    }
}

/// Every topic, for when everything may have changed.
pub(crate) const ALL_TOPICS: [Topic; 8] = Topic::ALL;

fn fresh_uuid(now: Timestamp) -> Uuid {
    let seconds = u64::try_from(now.as_second()).unwrap_or(0);
    let nanos = u32::try_from(now.subsec_nanosecond()).unwrap_or(0);
    Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, nanos))
}
