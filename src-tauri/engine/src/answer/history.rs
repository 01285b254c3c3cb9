//! The history of changes, backups, jobs, settings.

use jiff::Timestamp;
use stint_api::{
    question::{GetSettings, ListBackups, ListChanges, ListJobs},
    view::{BackupView, ChangeView, JobView, SettingsPage},
};
use stint_store::{backup, table};

use super::Answer;
use crate::{Engine, fault::Result, settings_view, speak::rfc3339};

impl Answer for GetSettings {
    fn answer(self, engine: &mut Engine, _now: Timestamp) -> Result<SettingsPage> {
        Ok(SettingsPage {
            settings: settings_view::settings(engine.settings()),
            file: engine.paths.config.display().to_string(),
            problems: engine.config.problems.clone(),
            can_save: engine.config.can_save,
        })
    }
}

impl Answer for ListChanges {
    fn answer(self, engine: &mut Engine, _now: Timestamp) -> Result<Vec<ChangeView>> {
        let zone = &engine.zone.rules;
        let changes = table::change::list(engine.conn()?, self.limit.unwrap_or(50).min(1_000))?;
        let view = |change: table::change::Listed| ChangeView {
            label: change.label,
            at: rfc3339(change.at, zone),
            is_undone: change.is_undone,
        };
        Ok(changes.into_iter().map(view).collect())
    }
}

impl Answer for ListBackups {
    fn answer(self, engine: &mut Engine, _now: Timestamp) -> Result<Vec<BackupView>> {
        let zone = &engine.zone.rules;
        #[expect(clippy::cast_precision_loss, reason = "a size to read")]
        let view = |copy: backup::Backup| BackupView {
            file: copy.file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            made_at: rfc3339(copy.made_at, zone),
            bytes: copy.bytes as f64,
        };
        Ok(backup::list(&engine.paths.backups)?.into_iter().map(view).collect())
    }
}

impl Answer for ListJobs {
    fn answer(self, engine: &mut Engine, _now: Timestamp) -> Result<Vec<JobView>> {
        Ok(engine.jobs.list())
    }
}
