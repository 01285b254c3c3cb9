//! Sees to it that Stint can be seen: the first time its window greets, and where nobody draws tray icons it says so
//! once and opens its window instead.

use std::{sync::Arc, time::Duration};

use stint_api::{
    Request,
    command::{OpenWindow, Place},
    question::GetTimer,
    view::ProblemView,
};
use stint_engine::{Door, Notice};
use tokio::{
    sync::{Notify, mpsc::UnboundedSender},
    time,
};

use crate::{
    desktop::{TrayHost, tray_host},
    doctor::NO_TRAY,
    notify::Word,
};

/// How long a panel may be away while somebody looks: it may be restarting.
const WATCHED: Duration = Duration::from_millis(500);
/// How long a panel may take to come after login.
const AT_LOGIN: Duration = Duration::from_secs(20);

/// Looks once, and again after a while; `arrived` tells of a panel that comes late.
pub(crate) async fn ensure(door: Door, notices: UnboundedSender<Word>, arrived: Arc<Notify>, is_quiet: bool) {
    let greets = !is_quiet && door.call(GetTimer {}).await.is_ok_and(|timer| timer.is_first_run);
    if greets {
        open_window(&door).await;
    }
    let grace = if is_quiet { AT_LOGIN } else { WATCHED };
    if tray_host().await.is_there() {
        // Well again: should it go later, it is said again.
        return door.problem(problem(""));
    }
    time::timeout(grace, arrived.notified()).await.ok();
    let host = tray_host().await;
    if host.is_there() {
        return door.problem(problem(""));
    }
    tracing::info!(?host, "nobody draws tray icons");
    door.problem(problem(message(host)));
    // Closed at an earlier start, it is not said again.
    if door.call(GetTimer {}).await.is_ok_and(|timer| timer.problems.iter().any(|problem| problem.kind == KEY)) {
        notices.send(Word::Show(notice(message(host)))).ok();
    }
    // Opened twice it would come back to who closed it at once.
    if !is_quiet && !greets {
        open_window(&door).await;
    }
    arrived.notified().await;
    door.problem(problem(""));
    notices.send(Word::Withdraw(KEY.to_owned())).ok();
}

async fn open_window(door: &Door) {
    if let Err(error) = door.call(OpenWindow::at(Place::Main)).await {
        tracing::warn!(%error, "the window could not be opened");
    }
}

const KEY: &str = "tray";

const fn message(host: TrayHost) -> &'static str {
    match host {
        TrayHost::NoBus => "There is no session bus, so Stint has no tray icon. The timer works all the same.",
        TrayHost::System | TrayHost::Present | TrayHost::WatcherOnly | TrayHost::Missing => {
            "This desktop has no tray, so Stint has no icon there. The timer works all the same."
        }
    }
}

/// Without a message it takes the earlier one back.
fn problem(message: &str) -> ProblemView {
    ProblemView {
        kind: KEY.to_owned(),
        message: message.to_owned(),
        hint: Some(NO_TRAY.to_owned()),
        blocks_writing: false,
    }
}

fn notice(message: &str) -> Notice {
    Notice {
        key: KEY.to_owned(),
        title: "No tray on this desktop".to_owned(),
        body: message.to_owned(),
        actions: Vec::new(),
        default: Some(Request::of(&OpenWindow::at(Place::Main))),
    }
}
