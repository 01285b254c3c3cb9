//! The program's life: take the seat, open the door, draw, and end in order.

use std::{io, path::Path, process::ExitCode, sync::Arc, time::Duration};

use stint_api::{
    Request, handover,
    server::{self, Listener},
    view::ProblemView,
};
use stint_engine::{Door, LONGEST_FAREWELL, Notice, Paths};
use tokio::{
    runtime::{Builder, Runtime},
    sync::{
        Notify,
        mpsc::{self, UnboundedReceiver, UnboundedSender},
        watch,
    },
    task::JoinSet,
    time,
};
use tokio_util::sync::CancellationToken;

use crate::{
    autostart::Autostart,
    clock::{self, SystemClock},
    draw::{self, Canvas},
    edge::{self, Surroundings},
    ending, instance,
    instance::Seat,
    launch::{ActivationToken, Launcher},
    log,
    notify::{Notifier, Word},
    presence,
    shell::Desktop,
    visible,
};

/// How long the tasks of the desktop may take at the end; with what the engine usually takes before, it stays below five seconds.
const LAST_WORK: Duration = Duration::from_millis(2500);
/// How long the last drawing and the last notification may take to go.
const LAST_STROKES: Duration = Duration::from_millis(300);
/// Stint runs, or something in its place does.
const OCCUPIED: u8 = 3;

/// Runs Stint until it is asked to end; 0 also when it handed over to the Stint that runs, 3 when it could not.
#[must_use]
pub fn run() -> ExitCode {
    log::begin(&edge::log_filter());
    let surroundings = match Surroundings::find() {
        Ok(surroundings) => surroundings,
        Err(words) => return log::give_up(&words, 1),
    };
    if surroundings.is_quiet {
        ending::outlive_terminal();
    }
    draw::start(move || match runtime() {
        Ok(runtime) => {
            let code = runtime.block_on(live(surroundings));
            runtime.shutdown_timeout(LAST_STROKES);
            code
        }
        Err(error) => log::give_up(&format!("Stint cannot start: {error}."), 1),
    })
}

/// How many threads may block at once; a look-up, a keyring or a slow disk that hangs is to leave some for others.
const MOST_BLOCKING: usize = 16;

/// One thread: a second one would cost memory and gain nothing. Those that block are there only while they are needed.
fn runtime() -> io::Result<Runtime> {
    let keep_alive = Duration::from_secs(1);
    Builder::new_current_thread().enable_all().max_blocking_threads(MOST_BLOCKING).thread_keep_alive(keep_alive).build()
}

async fn live(surroundings: Surroundings) -> ExitCode {
    let folders = &surroundings.folders;
    let seat = match instance::sit_or_hand_over(folders, surroundings.is_quiet).await {
        Ok(Some(seat)) => seat,
        Ok(None) => return ExitCode::SUCCESS,
        Err(words) => return log::give_up(&words, OCCUPIED),
    };
    if let Seat::Unguarded(error) = &seat {
        tracing::warn!(%error, "the data folder cannot be locked");
    }
    match server::bind(&folders.socket()) {
        Ok(listener) => serve(surroundings, listener).await,
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            hand_over(&folders.socket(), surroundings.is_quiet).await
        }
        Err(error) => {
            let words = format!("Stint cannot listen on {}: {error}.", folders.socket().display());
            log::give_up(&words, OCCUPIED)
        }
    }
}

async fn hand_over(socket: &Path, is_quiet: bool) -> ExitCode {
    match instance::hand_over(socket, is_quiet).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(words) => log::give_up(&words, OCCUPIED),
    }
}

async fn serve(surroundings: Surroundings, listener: Listener) -> ExitCode {
    let (notices, told) = mpsc::unbounded_channel();
    let (clicks, clicked) = mpsc::unbounded_channel();
    let (menu, drawn) = watch::channel(None);
    let (token, arrived) = (ActivationToken::default(), Arc::new(Notify::new()));
    let canvas = Canvas {
        menu: drawn,
        clicks: clicks.clone(),
        token: token.clone(),
        arrived: Arc::clone(&arrived),
        desktop: surroundings.desktop.clone(),
    };
    let is_quiet = surroundings.is_quiet;
    let paths = paths(&surroundings);
    let (runtime, hand_socket) = (surroundings.folders.runtime.clone(), surroundings.folders.hand_socket());
    let desktop = desktop(surroundings, menu, notices.clone(), token);
    let (door, engine) = stint_engine::start(paths, SystemClock::new(), desktop);

    let end = CancellationToken::new();
    let mut tasks = JoinSet::new();
    match handover::bind(&hand_socket) {
        Ok(listener) => drop(tasks.spawn(handover::serve(listener, door.tickets(), end.clone()))),
        Err(error) => mention_hand_socket(&door, &error),
    }
    tasks.spawn(server::serve(listener, door.clone(), end.clone()));
    tasks.spawn(draw(canvas));
    tasks.spawn(Notifier::new(door.clone(), clicks, &runtime).run(told, end.clone()));
    let aside = [
        tokio::spawn(pass_on(door.clone(), clicked, notices.clone())),
        tokio::spawn(visible::ensure(door.clone(), notices, arrived, is_quiet)),
        tokio::spawn(follow_presence(door.clone())),
    ];
    mention_zone(&door);
    until_the_end(&door, engine).await;
    end.cancel();
    aside.iter().for_each(tokio::task::JoinHandle::abort);
    if time::timeout(LAST_WORK, tasks.join_all()).await.is_err() {
        tracing::warn!("some tasks did not end in time");
    }
    ExitCode::SUCCESS
}

fn paths(surroundings: &Surroundings) -> Paths {
    let folders = &surroundings.folders;
    Paths {
        database: folders.database(),
        backups: folders.backups(),
        config: folders.config_file(),
        exports: folders.downloads.clone(),
        secrets: folders.data.join("vault").join("secrets"),
        services: surroundings.services.clone(),
    }
}

fn desktop(
    surroundings: Surroundings,
    menu: watch::Sender<Option<stint_engine::TrayMenu>>,
    notices: UnboundedSender<Word>,
    token: ActivationToken,
) -> Desktop {
    let launcher = Launcher::new(surroundings.window.clone(), surroundings.window_lacks.clone(), token);
    let autostart = Autostart::new(surroundings.autostart.as_deref(), &surroundings.program);
    Desktop { menu, notices, launcher, autostart, surroundings }
}

async fn draw(canvas: Canvas) {
    if let Err(why) = draw::draw(canvas).await {
        tracing::warn!(why, "no tray icon");
    }
}

/// Asks for what was clicked, in order; what is refused is told where the person looks.
async fn pass_on(door: Door, mut clicked: UnboundedReceiver<Request>, notices: UnboundedSender<Word>) {
    while let Some(request) = clicked.recv().await {
        if let Err(error) = door.send(request).await {
            let body = [error.message, error.hint.unwrap_or_default()].join(" ").trim().to_owned();
            let title = "That did not work".to_owned();
            let notice = Notice { key: "refused".to_owned(), title, body, actions: Vec::new(), default: None };
            notices.send(Word::Show(notice)).ok();
        }
    }
}

async fn follow_presence(door: Door) {
    presence::watch(|change| door.presence(change)).await;
}

fn mention_hand_socket(door: &Door, error: &io::Error) {
    tracing::warn!(%error, "no secrets can be handed over");
    door.problem(ProblemView {
        kind: "hand".to_owned(),
        message: format!(
            "No token can be pasted and no stint:// link taken: the socket for them cannot be made ({error})."
        ),
        hint: Some("Restart Stint. The timer works all the same.".to_owned()),
        blocks_writing: false,
    });
}

fn mention_zone(door: &Door) {
    if clock::known_zone().is_none() {
        door.problem(ProblemView {
            kind: "zone".to_owned(),
            message: "The system does not say in which time zone you are, so days are counted in UTC.".to_owned(),
            hint: Some("Set the time zone in the system's settings, or TZ in the environment.".to_owned()),
            blocks_writing: false,
        });
    }
}

/// Runs the engine until it is asked to end, by a client or by the system.
async fn until_the_end(door: &Door, engine: impl Future<Output = ()>) {
    tokio::pin!(engine);
    tokio::select! {
        () = &mut engine => return,
        signal = ending::asked() => tracing::info!(signal, "ending"),
    }
    door.quit();
    // The engine knows itself how long it may take; this is for one that hangs.
    if time::timeout(LONGEST_FAREWELL + LAST_STROKES, engine).await.is_err() {
        tracing::warn!("the last work did not end in time");
    }
}
