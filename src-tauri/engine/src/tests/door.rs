//! The loop behind its door: a desktop that only takes notes, a real data file, no waiting.

use std::{
    future::ready,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};
use stint_api::{
    Code, Event, Request,
    command::{CheckIntegrity, OpenWindow, Place, Quit, StartFromText, StopTimer},
    question::{Complete, GetDoctor, GetTimer, ListJobs},
    server::Door as _,
    view::{DoctorSection, JobState, ProblemView},
};
use stint_core::gap::ClockReading;
use tokio::task::JoinHandle;

use crate::{Clock, Door, Facts, Notice, Page, Shell, TrayMenu, start};

#[derive(Clone, Default)]
struct Notes(Arc<Mutex<Vec<String>>>);

impl Notes {
    fn take(&self, note: String) {
        self.0.lock().unwrap().push(note);
    }

    fn all(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

impl Shell for Notes {
    fn draw(&mut self, menu: &TrayMenu) {
        self.take(format!("draw {}", menu.tooltip));
    }

    fn notify(&mut self, notice: Notice) {
        self.take(format!("notify {}", notice.key));
    }

    fn withdraw(&mut self, key: &str) {
        self.take(format!("withdraw {key}"));
    }

    fn open_window(&mut self, spot: &OpenWindow) {
        self.take(format!("open {:?}", spot.place));
    }

    fn open_page(&mut self, page: &Page) -> Result<(), String> {
        self.take(format!("page {}", page.shown()));
        Ok(())
    }

    fn start_at_login(&mut self, _wanted: bool) -> Result<(), String> {
        Ok(())
    }

    fn facts(&self) -> Facts {
        Box::pin(ready(vec![DoctorSection { title: "Desktop".into(), facts: Vec::new() }]))
    }
}

struct Noon;

impl Clock for Noon {
    fn read(&self) -> ClockReading {
        let wall: Timestamp = "2026-11-20T12:00:00Z".parse().unwrap();
        ClockReading { wall, boot_ms: 1, monotonic_ms: 1, boot_id: "one".into() }
    }

    fn zone(&self) -> String {
        "UTC".into()
    }
}

/// A machine that can be sent to sleep.
#[derive(Clone, Default)]
struct Sleeper(Arc<AtomicI64>);

impl Clock for Sleeper {
    fn read(&self) -> ClockReading {
        let slept = self.0.load(Ordering::Relaxed);
        let noon = Noon.read();
        ClockReading { wall: noon.wall + SignedDuration::from_millis(slept), boot_ms: noon.boot_ms + slept, ..noon }
    }

    fn zone(&self) -> String {
        "UTC".into()
    }
}

fn running(folder: &tempfile::TempDir) -> (Door, Notes, JoinHandle<()>) {
    running_by(folder, Noon)
}

fn running_by(folder: &tempfile::TempDir, clock: impl Clock) -> (Door, Notes, JoinHandle<()>) {
    let paths = super::paths(folder);
    let notes = Notes::default();
    let (door, run) = start(paths, clock, notes.clone());
    (door, notes, tokio::spawn(run))
}

fn words(text: &str) -> StartFromText {
    StartFromText { text: text.into(), ..StartFromText::default() }
}

#[tokio::test]
async fn a_command_is_answered_drawn_and_told_to_clients() {
    let folder = tempfile::tempdir().unwrap();
    let (door, notes, _run) = running(&folder);
    let mut events = door.events();
    let receipt = door.call(words("Mail")).await.unwrap();
    assert_eq!(receipt.label, "Started “Mail”");
    assert!(matches!(events.recv().await.unwrap(), Event::Changed { .. }));
    assert_eq!(notes.all().last().unwrap(), "draw Mail · 0:00 · 0:00 today");
    assert_eq!(door.call(GetTimer {}).await.unwrap().running.unwrap().title, "Mail");
    let found = door.call(Complete { text: "ma".into(), limit: None }).await.unwrap();
    assert_eq!(found[0].title, "Mail");
}

#[tokio::test]
async fn an_unknown_request_is_answered_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let (door, _, _run) = running(&folder);
    let unknown = Request { name: "fly".into(), body: serde_json::Value::Null };
    let error = Door::send(&door, unknown).await.unwrap_err();
    assert_eq!((error.code, error.hint.is_some()), (Code::Version, true));
}

#[tokio::test]
async fn a_window_is_started_once_and_told_from_then_on() {
    let folder = tempfile::tempdir().unwrap();
    let (door, notes, _run) = running(&folder);
    door.call(OpenWindow::at(Place::Today)).await.unwrap();
    door.call(OpenWindow::at(Place::Settings)).await.unwrap();
    let mut events = door.events();
    door.watchers_changed(1);
    assert_eq!(events.recv().await.unwrap(), Event::Show { place: Place::Settings, section: None });
    door.call(OpenWindow::at(Place::Tasks)).await.unwrap();
    assert_eq!(events.recv().await.unwrap(), Event::Show { place: Place::Tasks, section: None });
    let opened: Vec<_> = notes.all().into_iter().filter(|note| note.starts_with("open")).collect();
    assert_eq!(opened, ["open Today"]);
}

#[tokio::test]
async fn where_there_is_no_display_a_window_is_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let (door, notes, _run) = running(&folder);
    let message = "There is no display, so no window can be shown.".to_owned();
    door.problem(ProblemView { kind: "display".into(), message, ..ProblemView::default() });
    let error = door.call(OpenWindow::at(Place::Main)).await.unwrap_err();
    assert_eq!(error.message, "There is no display, so no window can be shown.");
    assert!(!notes.all().iter().any(|note| note.starts_with("open")));
    assert!(door.call(GetTimer {}).await.unwrap().problems.is_empty(), "told only to who asks for a window");
}

#[tokio::test]
async fn long_work_ends_and_is_listed() {
    let folder = tempfile::tempdir().unwrap();
    let (door, _, _run) = running(&folder);
    let mut events = door.events();
    let job = door.call(CheckIntegrity {}).await.unwrap().job;
    loop {
        let listed = door.call(ListJobs {}).await.unwrap().into_iter().find(|listed| Some(listed.id) == job).unwrap();
        if listed.state != JobState::Running {
            assert_eq!((listed.state, listed.message.as_str()), (JobState::Done, "No damage found."));
            break;
        }
        events.recv().await.unwrap();
    }
}

#[tokio::test]
async fn the_doctor_joins_the_facts_of_desktop_and_data() {
    let folder = tempfile::tempdir().unwrap();
    let (door, _, _run) = running(&folder);
    let titles: Vec<_> = door.call(GetDoctor {}).await.unwrap().sections.into_iter().map(|part| part.title).collect();
    assert_eq!(titles, ["Desktop", "Data", "Accounts"]);
}

#[tokio::test]
async fn quitting_tells_clients_ends_the_loop_and_keeps_the_timer() {
    let folder = tempfile::tempdir().unwrap();
    let (door, _, run) = running(&folder);
    door.call(words("Mail")).await.unwrap();
    let mut events = door.events();
    door.call(Quit {}).await.unwrap();
    run.await.unwrap();
    assert_eq!(events.recv().await.unwrap(), Event::Ended);
    assert_eq!(door.call(StopTimer::default()).await.unwrap_err().code, Code::NotRunning);
    let (again, _, _run) = running(&folder);
    assert_eq!(again.call(GetTimer {}).await.unwrap().running.unwrap().title, "Mail");
}

#[tokio::test(start_paused = true)]
async fn a_stop_right_after_sleep_does_not_pass_over_the_question() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Sleeper::default();
    let (door, notes, _run) = running_by(&folder, clock.clone());
    door.call(words("Mail")).await.unwrap();
    // The first sign of life is due at once.
    tokio::time::advance(Duration::from_millis(5)).await;
    door.call(GetTimer {}).await.unwrap();
    clock.0.store(15 * 3_600_000, Ordering::Relaxed);
    let receipt = door.call(StopTimer::default()).await.unwrap();
    assert!(notes.all().iter().any(|note| note == "notify gap"), "{:?}", notes.all());
    assert_eq!(receipt.consequences.len(), 1, "{receipt:?}");
    assert!(notes.all().iter().any(|note| note == "withdraw gap"));
}
