//! The desktop around the engine: windows, settings, zone, problems, the end.

use jiff::Timestamp;
use stint_api::{
    Topic,
    command::{OpenWindow, Place, Quit, SaveSettings},
    view::{ProblemView, VaultState},
};

use super::{Done, Handle, changed};
use crate::{
    Engine, Notice, Output,
    engine::{ALL_TOPICS, Zone},
    errand::Errand,
    fault::{Fault, Result},
    settings_view, speak,
};

/// The problem that keeps windows from being shown; it is told only to who asks for one.
const NO_DISPLAY: &str = "display";

impl Handle for OpenWindow {
    fn handle(self, engine: &mut Engine, _now: Timestamp) -> Result<Done> {
        if let (Some(problem), 0) = (engine.problems.get(NO_DISPLAY), engine.windows) {
            return Err(Fault::refused(&problem.message, "`stint` does everything in a terminal, too."));
        }
        let label = match self.place {
            Place::Main | Place::Today | Place::Tasks | Place::Feed => "Opened the window",
            Place::Settings | Place::Accounts | Place::Notifications | Place::Data => "Opened the settings",
        };
        Ok(Done::said(label, vec![Output::Show(self)]))
    }
}

impl Handle for SaveSettings {
    fn handle(self, engine: &mut Engine, _now: Timestamp) -> Result<Done> {
        let settings = settings_view::settings_from(&self.settings)?;
        engine.config.save(&settings)?;
        let mut outputs = vec![Output::StartAtLogin(settings.starts_at_login)];
        outputs.extend(changed(&[Topic::Settings, Topic::Entries]));
        Ok(Done::said("Saved the settings", outputs))
    }
}

impl Handle for Quit {
    fn handle(self, _engine: &mut Engine, _now: Timestamp) -> Result<Done> {
        Ok(Done::said("Stint ends; a running timer goes on", vec![Output::Quit]))
    }
}

/// The person is in another zone.
pub(super) fn moved(engine: &mut Engine, zone: &str) -> Vec<Output> {
    if engine.zone.name == zone {
        return Vec::new();
    }
    engine.zone = Zone::named(zone);
    changed(&ALL_TOPICS)
}

/// Windows came or went.
pub(super) fn counted(engine: &mut Engine, open: usize) -> Vec<Output> {
    engine.windows = open;
    let is_unknown = engine.accounts.vault.state == VaultState::Unknown;
    (open > 0 && is_unknown).then_some(Output::Errand(Errand::ProbeVault)).into_iter().collect()
}

/// Something is wrong with the desktop, or mended: a problem without words is none.
pub(super) fn desktop(engine: &mut Engine, problem: ProblemView) -> Vec<Output> {
    if engine.was_closed(&problem) || problem.message.is_empty() {
        engine.problems.remove(&problem.kind);
    } else {
        engine.problems.insert(problem.kind.clone(), problem);
    }
    changed(&[Topic::Timer])
}

impl Engine {
    /// Remembers whether the latest write went well, so that every view can say so.
    pub(crate) fn remember_write(&mut self, error: Option<&stint_store::Error>) {
        match error {
            None => drop(self.problems.remove("write")),
            // That a row was not as expected says nothing about the disk.
            Some(stint_store::Error::Stale(_)) => {}
            Some(error) => {
                let problem = ProblemView {
                    kind: "write".to_owned(),
                    message: error.to_string(),
                    hint: error.hint(),
                    blocks_writing: false,
                };
                drop(self.problems.insert(problem.kind.clone(), problem));
            }
        }
    }

    /// Everything that is wrong, most serious first.
    pub(crate) fn all_problems(&self) -> Vec<ProblemView> {
        let storage = self.storage.as_ref().err().map(|error| ProblemView {
            kind: "storage".to_owned(),
            message: error.to_string(),
            hint: error.hint(),
            blocks_writing: true,
        });
        let config = self.config.problems.first().map(|first| ProblemView {
            kind: "config".to_owned(),
            message: speak::sentence(&format!("config.toml: {first}")),
            hint: Some(format!("Mend {} with an editor; Stint leaves it as it is.", self.paths.config.display())),
            blocks_writing: false,
        });
        storage
            .into_iter()
            .chain(self.problems.values().filter(|problem| problem.kind != NO_DISPLAY).cloned())
            .chain(config)
            .collect()
    }

    /// What the person must hear about files at the start.
    pub(crate) fn notices_of_problems(&self) -> Vec<Output> {
        let told = self.all_problems().into_iter().filter(|problem| problem.kind != "tray");
        let notice = |problem: ProblemView| {
            let body = [Some(problem.message), problem.hint].into_iter().flatten().collect::<Vec<_>>().join(" ");
            let default = Some(stint_api::Request::of(&OpenWindow::at(Place::Data)));
            let title = "Stint needs a look".to_owned();
            Output::Notify(Notice { key: problem.kind, title, body, actions: Vec::new(), default })
        };
        told.map(notice).collect()
    }
}
