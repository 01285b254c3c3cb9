//! Long work of the engine: begun, waited for with its progress on a terminal, cancelled on Ctrl+C.

use std::{io, pin::Pin};

use stint_api::{
    ApiError, Call, Code, Event, Hello, Topic,
    client::{Client, EventStream},
    command::CancelJob,
    question::ListJobs,
    view::{JobId, JobState, JobView, Receipt},
};

use crate::{desk::Desk, failure::Failure, show::plain};

/// The most characters of a line that tells of progress, so that it never breaks.
const LONGEST: usize = 70;

/// What long work is called, and what is left of it where the engine ends first.
pub(crate) struct Long {
    /// `export`.
    pub(crate) name: &'static str,
    /// A sentence.
    pub(crate) left: &'static str,
}

/// Has long work begun by `call` and waits for its end, however it ends.
pub(crate) async fn run<C: Call<Reply = Receipt>>(
    call: C,
    long: &Long,
    desk: &mut Desk<'_>,
) -> Result<JobView, Failure> {
    let engine = desk.engine_as(Hello::of("cli").watching()).await?;
    // Listening before asking, so that the end is not missed.
    let events = engine.events().await?;
    let receipt = engine.call(call).await?;
    let begun = || ApiError::new(Code::Internal, format!("The {} did not begin. Nothing was changed.", long.name));
    let id = receipt.job.ok_or_else(begun)?;
    Waiting { engine, events, id, long }.until_ended(desk).await
}

/// Somebody waits for a job.
struct Waiting<'a> {
    engine: Client,
    events: EventStream,
    id: JobId,
    long: &'a Long,
}

impl Waiting<'_> {
    async fn until_ended(mut self, desk: &mut Desk<'_>) -> Result<JobView, Failure> {
        let mut interrupted = (desk.interrupt)();
        let mut is_cancelled = false;
        loop {
            let job = self.job().await?;
            if job.state != JobState::Running {
                hide(desk)?;
                return Ok(job);
            }
            show(&job, desk)?;
            tokio::select! {
                biased;
                () = &mut interrupted => {
                    hide(desk)?;
                    interrupted = self.interrupt(&mut is_cancelled, desk).await?;
                }
                changed = changed(&mut self.events, self.long) => changed?,
            }
        }
    }

    async fn job(&self) -> Result<JobView, Failure> {
        let job = self.engine.call(ListJobs {}).await?.into_iter().find(|job| job.id == self.id);
        let unknown = || ApiError::new(Code::NotFound, format!("The {} is not known any more.", self.long.name));
        Ok(job.ok_or_else(unknown)?)
    }

    /// The first time the job is cancelled, the second time nobody waits for its end any more.
    async fn interrupt(
        &self,
        is_cancelled: &mut bool,
        desk: &Desk<'_>,
    ) -> Result<Pin<Box<dyn Future<Output = ()>>>, Failure> {
        if std::mem::replace(is_cancelled, true) {
            let words = format!("The {} was cancelled, and nobody waits for its end.", self.long.name);
            return Err(ApiError::new(Code::Refused, words).into());
        }
        // One that ended in this moment cannot be cancelled, and says next how it ended.
        drop(self.engine.call(CancelJob { job: self.id }).await);
        Ok((desk.interrupt)())
    }
}

/// Waits until jobs are others than before.
async fn changed(events: &mut EventStream, long: &Long) -> Result<(), Failure> {
    loop {
        match events.next().await {
            Some(Event::Changed { topic: Topic::Jobs }) => return Ok(()),
            Some(Event::Changed { .. } | Event::Show { .. }) => {}
            Some(Event::Ended) | None => {
                let words = format!("Stint ended before the {} did. {}", long.name, long.left);
                return Err(ApiError::new(Code::NotRunning, words)
                    .hint(format!("Run the {} again.", long.name))
                    .into());
            }
        }
    }
}

/// Writes how far it is in place of what was written before, where a person sees it.
fn show(job: &JobView, desk: &mut Desk<'_>) -> io::Result<()> {
    if !desk.around.is_watched {
        return Ok(());
    }
    let words = if job.message.is_empty() { &job.title } else { &job.message };
    let line: String = plain(&format!("{:3.0} %  {words}", job.progress * 100.0)).chars().take(LONGEST).collect();
    write!(desk.err, "\r\x1b[K{line}")?;
    desk.err.flush()
}

fn hide(desk: &mut Desk<'_>) -> io::Result<()> {
    if desk.around.is_watched { write!(desk.err, "\r\x1b[K") } else { Ok(()) }
}
