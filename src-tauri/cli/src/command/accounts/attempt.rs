//! Follows a sign-in: shows each step, answers for the person what the command line answered, ends it on Ctrl+C.

use std::io::{self, Write};

use stint_api::{
    ApiError, Code, Event, Topic,
    client::{Client, EventStream},
    command::{AnswerSignIn, CancelSignIn},
    question::GetAccounts,
    view::{AccountsPage, AttemptView, SignInStage},
};

use super::{connect::lost, trouble};
use crate::{
    args::Form,
    desk::Desk,
    failure::Failure,
    show::{
        paint::{Ink, Paint},
        plain,
    },
};

/// A sign-in under way.
pub(super) struct Following {
    pub(super) engine: Client,
    pub(super) events: EventStream,
    pub(super) attempt: String,
    /// Whether it may go to a private address.
    pub(super) may_be_private: bool,
}

impl Following {
    /// Follows it to its end; what did not end well is a failure.
    pub(super) async fn run(&mut self, form: Form, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let mut shown = None;
        let mut interrupted = (desk.interrupt)();
        loop {
            let page = self.engine.call(GetAccounts {}).await?;
            let found = page.attempts.iter().find(|attempt| attempt.id == self.attempt).ok_or_else(lost)?;
            if shown.as_ref() != Some(found) {
                show(found, &page, form, desk)?;
                shown = Some(found.clone());
                if let Some(ended) = self.went_on(found).await? {
                    return ended;
                }
            }
            tokio::select! {
                biased;
                () = &mut interrupted => return Err(self.give_up("The sign-in was ended. Nothing was stored.").await.into()),
                changed = accounts_changed(&mut self.events) => changed?,
            }
        }
    }

    /// Does what a step asks for; how it ended, where it did.
    async fn went_on(&self, found: &AttemptView) -> Result<Option<Result<(), Failure>>, Failure> {
        match found.stage {
            SignInStage::Starting | SignInStage::Waiting | SignInStage::ShowingCode | SignInStage::Checking => {}
            SignInStage::AskingPrivate if self.may_be_private => {
                let answer = AnswerSignIn { attempt: self.attempt.clone(), is_allowed: true };
                drop(self.engine.call(answer).await?);
            }
            SignInStage::AskingPrivate => {
                let error = self.give_up(&found.message).await;
                let hint = "If that is your own server, say so with --allow-private. Nothing was stored.";
                return Ok(Some(Err(error.hint(hint).into())));
            }
            SignInStage::Done => {
                self.put_away().await;
                return Ok(Some(Ok(())));
            }
            SignInStage::Failed => {
                self.put_away().await;
                let error = ApiError { hint: found.hint.clone(), ..ApiError::new(Code::Refused, &found.message) };
                return Ok(Some(Err(error.into())));
            }
        }
        Ok(None)
    }

    async fn give_up(&self, words: &str) -> ApiError {
        self.put_away().await;
        ApiError::new(Code::Refused, words)
    }

    /// Where it cannot be put away, the engine does so by itself later.
    async fn put_away(&self) {
        drop(self.engine.call(CancelSignIn { attempt: self.attempt.clone() }).await);
    }
}

/// Waits until accounts or sign-ins are others than before.
pub(crate) async fn accounts_changed(events: &mut EventStream) -> Result<(), Failure> {
    loop {
        match events.next().await {
            Some(Event::Changed { topic: Topic::Accounts }) => return Ok(()),
            Some(Event::Changed { .. } | Event::Show { .. }) => {}
            Some(Event::Ended) | None => {
                let words = "Stint ended before this did. Nothing was stored that was not verified.";
                return Err(ApiError::new(Code::NotRunning, words).hint("Look at `stint accounts`.").into());
            }
        }
    }
}

fn show(found: &AttemptView, page: &AccountsPage, form: Form, desk: &mut Desk<'_>) -> Result<(), Failure> {
    if form.json {
        // A line a step, for whoever reads while it goes on.
        serde_json::to_writer(&mut *desk.out, found).map_err(io::Error::from)?;
        writeln!(desk.out)?;
    } else {
        say(found, page, desk.out, desk.around.out_paint)?;
    }
    Ok(desk.out.flush()?)
}

fn say(found: &AttemptView, page: &AccountsPage, out: &mut dyn Write, paint: Paint) -> io::Result<()> {
    match found.stage {
        // A failure has its words elsewhere; the others pass quickly.
        SignInStage::Starting | SignInStage::AskingPrivate | SignInStage::Checking | SignInStage::Failed => Ok(()),
        SignInStage::Waiting => {
            writeln!(out, "{}\n  {}", plain(&found.message), plain(&found.page))?;
            writeln!(out, "{}", paint.ink(Ink::Faint, "Ctrl+C ends the sign-in."))
        }
        SignInStage::ShowingCode => {
            writeln!(out, "{}\n\n    {}\n", plain(&found.message), paint.ink(Ink::Strong, &plain(&found.user_code)))?;
            writeln!(out, "{}", paint.ink(Ink::Faint, "Waiting until it was typed. Ctrl+C ends the sign-in."))
        }
        SignInStage::Done => {
            writeln!(out, "{}", plain(&found.message))?;
            let mut accounts = page.services.iter().flat_map(|service| &service.accounts);
            let account = accounts.find(|account| found.connected.as_ref() == Some(&account.id));
            account.into_iter().flat_map(trouble).try_for_each(|words| writeln!(out, "  {}", plain(&words)))
        }
    }
}
