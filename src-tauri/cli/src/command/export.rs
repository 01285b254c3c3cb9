//! `stint export`: writes everything into a file and waits until it is written.

use std::path::PathBuf;

use stint_api::{
    ApiError, Code, Hello,
    client::{Client, EventStream},
    command::ExportFormat,
    question::ListJobs,
    view::{JobId, JobState, JobView},
};

use crate::{args::Form, desk::Desk, failure::Failure};

/// Write everything into a file
#[derive(Debug, clap::Args)]
pub(crate) struct Export {
    /// What to write
    format: Format,
    /// The file to write; one in your download folder where none is given
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
        let engine = desk.engine_as(Hello::of("cli").watching()).await?;
        // Listening before asking, so that the end is not missed.
        let mut events = engine.events().await?;
        let receipt = engine.call(stint_api::command::Export { format, path }).await?;
        let begun = receipt.job.ok_or_else(|| ApiError::new(Code::Internal, "The export did not begin."))?;
        let job = ended(&engine, &mut events, begun).await?;
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

/// Waits until the job runs no more.
async fn ended(engine: &Client, events: &mut EventStream, id: JobId) -> Result<JobView, Failure> {
    loop {
        let job = engine.call(ListJobs {}).await?.into_iter().find(|job| job.id == id);
        match job {
            Some(job) if job.state == JobState::Running => {}
            Some(job) => return Ok(job),
            None => return Err(ApiError::new(Code::NotFound, "The export is not known any more.").into()),
        }
        if events.next().await.is_none() {
            let words = "Stint ended before the export did. What was written so far is not complete.";
            return Err(ApiError::new(Code::NotRunning, words).hint("Run the export again.").into());
        }
    }
}
