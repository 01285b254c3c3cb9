//! `stint sync`: reads everything that waits for the person, now, and waits until it is read.

use stint_api::{ApiError, Code, command::SyncNow, view::JobState};

use crate::{
    args::Form,
    desk::Desk,
    failure::Failure,
    job::{self, Long},
    show::{paint::Ink, plain},
};

const SYNC: Long = Long { name: "sync", left: "What was read so far is kept." };

/// Read issues and pull requests that wait for you, now
#[derive(Debug, clap::Args)]
pub(crate) struct Sync {
    /// Only the accounts of this service, such as github; every account where none is given
    service: Option<String>,
    #[command(flatten)]
    form: Form,
}

impl Sync {
    pub(crate) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let service = self.service.map(|service| service.to_lowercase());
        let job = job::run(SyncNow { account: None, service }, &SYNC, desk).await?;
        let is_fine = job.state == JobState::Done;
        let ink = if is_fine { Ink::Plain } else { Ink::Warning };
        // A line an account, whether it went well there or not.
        desk.print(self.form, &job, |job, out, paint| {
            job.message.lines().try_for_each(|line| writeln!(out, "{}", paint.ink(ink, &plain(line))))
        })?;
        // Said already, with everything else.
        if is_fine { Ok(()) } else { Err(Failure::Shown(ApiError::new(Code::Refused, &job.message))) }
    }
}
