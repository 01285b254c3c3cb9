//! Every request by its name; a new one is a file in `handle` or `answer` and a line here.

use jiff::Timestamp;
use serde_json::Value;
use stint_api::{ApiError, Call, Code, Request, Result, command::*, question::*};

use crate::{
    Engine,
    answer::{Answer, AnswerAside, Look},
    handle::{Decide, Handle},
};

/// A question the engine answers between inputs.
pub(crate) type Asked = Box<dyn FnOnce(&mut Engine, Timestamp) -> Result<Value> + Send>;
/// A question answered on a connection of its own.
pub(crate) type AskedAside = Box<dyn FnOnce(&Look<'_>) -> Result<Value> + Send>;

/// What a request turned out to be.
pub(crate) enum Routed {
    Command(Box<dyn Decide>),
    Question(Asked),
    Aside(AskedAside),
    Doctor,
}

type Route = (&'static str, fn(Request) -> Result<Routed>);

const ROUTES: &[Route] = &[
    command::<StartTimer>(),
    command::<StartFromText>(),
    command::<ContinueEntry>(),
    command::<StopTimer>(),
    command::<DiscardTimer>(),
    command::<AddEntry>(),
    command::<EditEntry>(),
    command::<SplitEntry>(),
    command::<MergeEntry>(),
    command::<DeleteEntry>(),
    command::<Undo>(),
    command::<Redo>(),
    command::<AddProject>(),
    command::<EditProject>(),
    command::<DeleteProject>(),
    command::<AddTask>(),
    command::<EditTask>(),
    command::<DeleteTask>(),
    command::<AnswerGap>(),
    command::<SaveSettings>(),
    command::<OpenWindow>(),
    command::<DismissProblem>(),
    command::<BackUp>(),
    command::<RestoreBackup>(),
    command::<Export>(),
    command::<CheckIntegrity>(),
    command::<CancelJob>(),
    command::<BeginSignIn>(),
    command::<AnswerSignIn>(),
    command::<OpenSignInPage>(),
    command::<CancelSignIn>(),
    command::<CheckAccount>(),
    command::<RevokeAccount>(),
    command::<OpenTokenPage>(),
    command::<OpenGrantsPage>(),
    command::<SetOAuthApp>(),
    command::<SetVault>(),
    command::<UnlockVault>(),
    command::<SyncNow>(),
    command::<PauseAccount>(),
    command::<RefreshTask>(),
    command::<Follow>(),
    command::<Unfollow>(),
    command::<SetWorkOptions>(),
    command::<SetPlaceRule>(),
    command::<SetLabelRules>(),
    command::<OpenTaskPage>(),
    command::<OpenTaskLink>(),
    command::<MarkRead>(),
    command::<Snooze>(),
    command::<UndoStart>(),
    command::<NeverStart>(),
    command::<SetFocus>(),
    command::<OpenUrl>(),
    command::<Quit>(),
    question::<GetTimer>(),
    question::<GetDay>(),
    question::<PreviewEntry>(),
    question::<ListTasks>(),
    question::<GetTask>(),
    question::<ListFeed>(),
    question::<GetTaskDetail>(),
    question::<GetWork>(),
    question::<ListFollows>(),
    question::<ListProjects>(),
    question::<ListTags>(),
    question::<GetSettings>(),
    question::<ListChanges>(),
    question::<ListBackups>(),
    question::<ListJobs>(),
    question::<GetAccounts>(),
    question::<ListWays>(),
    question::<ListAccountChanges>(),
    question::<ListRequests>(),
    aside::<Complete>(),
    aside::<ListEntries>(),
    aside::<GetTotals>(),
    (GetDoctor::NAME, |_| Ok(Routed::Doctor)),
];

/// Finds out what a request is, and reads it.
pub(crate) fn route(request: Request) -> Result<Routed> {
    let found = ROUTES.iter().find(|(name, _)| *name == request.name);
    let Some((_, read)) = found else {
        let message = format!("This engine knows no request “{}”.", crate::speak::shorten(&request.name, 40));
        return Err(ApiError::new(Code::Version, message).hint("Restart the older of the two programs."));
    };
    read(request)
}

const fn command<C: Handle>() -> Route {
    (C::NAME, |request| Ok(Routed::Command(Box::new(request.read::<C>()?))))
}

const fn question<Q: Answer>() -> Route {
    (Q::NAME, |request| {
        let question = request.read::<Q>()?;
        Ok(Routed::Question(Box::new(|engine, now| reply::<Q>(question.answer(engine, now)?))))
    })
}

const fn aside<Q: AnswerAside>() -> Route {
    (Q::NAME, |request| {
        let question = request.read::<Q>()?;
        Ok(Routed::Aside(Box::new(|look| reply::<Q>(question.answer(look)?))))
    })
}

fn reply<Q: Call>(reply: Q::Reply) -> Result<Value> {
    serde_json::to_value(reply)
        .map_err(|error| ApiError::new(Code::Internal, format!("The reply cannot be written: {error}")))
}
