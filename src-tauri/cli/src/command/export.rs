//! `stint export`: writes everything into a file and waits until it is written.

use std::path::PathBuf;

use stint_api::{ApiError, Code, command::ExportFormat, view::JobState};

use crate::{
    args::Form,
    desk::Desk,
    failure::Failure,
    job::{self, Long},
};

const EXPORT: Long = Long { name: "export", left: "What was written so far is not complete." };

/// Write everything into a file
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  stint export csv
  stint export json --to stint.json")]
pub(crate) struct Export {
    /// What to write
    format: Format,
    /// The file to write; without it one in your download folder
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
    #[command(flatten)]
    form: Form,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// Everything: projects, tasks, entries, the history of changes
    Json,
    /// The entries, one a line
    Csv,
}

impl Export {
    pub(crate) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let format = match self.format {
            Format::Json => ExportFormat::Json,
            Format::Csv => ExportFormat::Csv,
        };
        let path = self.to.map(|path| desk.around.folder.join(path).display().to_string());
        let job = job::run(stint_api::command::Export { format, path }, &EXPORT, desk).await?;
        // The file is not there, whether it failed or was cancelled in the window.
        if job.state != JobState::Done {
            return Err(ApiError::new(Code::Refused, job.message).into());
        }
        desk.print(self.form, &job, |job, out, _| {
            writeln!(out, "{}", job.message)?;
            let mut unnamed = job.file.iter().filter(|file| !job.message.contains(file.as_str()));
            unnamed.try_for_each(|file| writeln!(out, "  {file}"))
        })
    }
}
