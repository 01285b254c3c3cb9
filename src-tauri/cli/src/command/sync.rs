//! `stint sync`: reads everything that waits for the person, now, and waits until it is read.

use std::io;

use stint_api::{
    ApiError, Code,
    command::SyncNow,
    question::GetAccounts,
    view::{AccountsPage, JobState, JobView},
};

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
    /// Only the accounts of this service, such as github; without it every account
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
        let amiss = if is_fine && !self.form.json { amiss(&job, desk).await? } else { Vec::new() };
        // A line an account, whether it went well there or not.
        desk.print(self.form, &job, |job, out, paint| {
            let mut well = job.message.lines().filter(|line| !amiss.contains(line));
            well.try_for_each(|line| writeln!(out, "{}", paint.ink(ink, &plain(line))))
        })?;
        warn(&amiss, desk)?;
        // Said already, with everything else.
        if is_fine { Ok(()) } else { Err(Failure::Shown(ApiError::new(Code::Refused, &job.message))) }
    }
}

/// The lines of accounts that were read, but not all of them.
async fn amiss<'a>(job: &'a JobView, desk: &Desk<'_>) -> Result<Vec<&'a str>, Failure> {
    let page = desk.ask(GetAccounts {}).await?;
    let messages = left_out(&page);
    let is_amiss = |line: &&str| messages.iter().any(|message| line.ends_with(message));
    Ok(job.message.lines().filter(is_amiss).collect())
}

/// What is said of the accounts whose latest reading was not fine.
fn left_out(page: &AccountsPage) -> Vec<&str> {
    let syncs = page.services.iter().flat_map(|service| &service.accounts).filter_map(|account| account.sync.as_ref());
    syncs.filter(|sync| !sync.is_fine && !sync.message.is_empty()).map(|sync| sync.message.as_str()).collect()
}

fn warn(lines: &[&str], desk: &mut Desk<'_>) -> io::Result<()> {
    let paint = desk.around.err_paint;
    lines.iter().try_for_each(|line| writeln!(desk.err, "{}", paint.ink(Ink::Warning, &plain(line))))
}
