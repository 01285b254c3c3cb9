//! `stint export`: writes everything into a file and waits until it is written.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use stint_api::{
    ApiError, Code,
    command::ExportFormat,
    view::{JobState, JobView},
};

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
  stint export json --to stint.json
  stint export csv --to - | column -t -s ,")]
pub(crate) struct Export {
    /// What to write
    format: Format,
    /// The file to write, or - for standard output; without it one in your download folder
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
        if self.to.as_deref() == Some(Path::new("-")) {
            return self.pass_on(desk).await;
        }
        let path = self.to.map(|path| desk.around.folder.join(path));
        let job = exported(self.format, path, desk).await?;
        desk.print(self.form, &job, |job, out, _| {
            writeln!(out, "{}", job.message)?;
            let mut unnamed = job.file.iter().filter(|file| !job.message.contains(file.as_str()));
            unnamed.try_for_each(|file| writeln!(out, "  {file}"))
        })
    }

    /// Has it written where only this person reads, and passes that on to standard output.
    async fn pass_on(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        if self.form.json {
            let hint = "Leave --json away, or name a file: --to stint.json.";
            return Err(Failure::usage("Standard output takes the export itself, not what is told about it.", hint));
        }
        let name = format!("export-{}-{}", desk.around.now.as_millisecond(), desk.around.process);
        let path = desk.folders()?.runtime.join(name);
        let written = exported(self.format, Some(path.clone()), desk).await.map(|_| File::open(&path));
        let passed_on = written.and_then(|file| Ok(io::copy(&mut file?, &mut desk.out)?));
        // Where nothing was written there is nothing to remove.
        let _removed = fs::remove_file(&path);
        passed_on.map(drop)
    }
}

/// Waits until everything is in the file.
async fn exported(format: Format, path: Option<PathBuf>, desk: &mut Desk<'_>) -> Result<JobView, Failure> {
    let format = match format {
        Format::Json => ExportFormat::Json,
        Format::Csv => ExportFormat::Csv,
    };
    let path = path.map(|path| path.display().to_string());
    let job = job::run(stint_api::command::Export { format, path }, &EXPORT, desk).await?;
    // The file is not there, whether it failed or was cancelled in the window.
    if job.state != JobState::Done {
        return Err(ApiError::new(Code::Refused, job.message).into());
    }
    Ok(job)
}
