//! Going back to a backup, and data files that go bad while Stint runs.

use std::fs;

use jiff::Timestamp;
use stint_api::{
    Code, Topic,
    command::{BackUp, EditEntry, EntryForm, RestoreBackup, StartFromText},
    question::GetTimer,
};
use stint_core::gap::ClockReading;
use tempfile::TempDir;

use super::{Bench, clock, paths, wire};
use crate::{Engine, Input, Output, answer::Answer};

fn on_file() -> (TempDir, Engine) {
    let folder = tempfile::tempdir().unwrap();
    let engine = Engine::open(paths(&folder), super::outside(), "Europe/Berlin", clock("08:00"));
    (folder, engine)
}

fn reading(wall: Timestamp) -> ClockReading {
    ClockReading { wall, boot_ms: 0, monotonic_ms: 0, boot_id: "one".into() }
}

fn start(engine: &mut Engine, time: &str) {
    engine.handle(StartFromText { text: "Mail".into(), ..StartFromText::default() }.into(), clock(time)).unwrap();
}

#[test]
fn a_timer_that_ran_in_the_backup_is_asked_about() {
    let (folder, mut engine) = on_file();
    start(&mut engine, "08:00");
    engine.handle(Input::Tick { reading: reading(clock("08:00")) }, clock("08:00")).unwrap();
    let copy = stint_store::backup::make(engine.conn().unwrap(), &paths(&folder).backups, clock("08:00")).unwrap();
    let restore = RestoreBackup { file: copy.file_name().unwrap().to_string_lossy().into_owned() };
    let outputs = engine.handle(restore.into(), clock("12:00")).unwrap();
    assert!(
        outputs.iter().any(|output| matches!(output, Output::Notify(notice) if notice.key == "gap")),
        "{outputs:?}"
    );
    assert!(GetTimer {}.answer(&mut engine, clock("12:00")).unwrap().gap.is_some());
}

#[test]
fn nothing_is_restored_while_a_job_reads_the_data_file() {
    let (_folder, mut engine) = on_file();
    engine.handle(BackUp {}.into(), clock("08:00")).unwrap();
    let error = engine.handle(RestoreBackup { file: "any.db".into() }.into(), clock("08:00")).unwrap_err();
    assert_eq!(error.message, "“Backing up” is still under way.");
}

#[test]
fn a_damaged_file_found_at_a_later_try_is_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let file = paths(&folder).database;
    fs::create_dir(&file).unwrap();
    let mut engine = Engine::open(paths(&folder), super::outside(), "UTC", clock("08:00"));
    fs::remove_dir(&file).unwrap();
    fs::write(&file, [7; 9000]).unwrap();
    engine.handle(Input::Tick { reading: reading(clock("08:01")) }, clock("08:01")).unwrap();
    let problems = GetTimer {}.answer(&mut engine, clock("08:01")).unwrap().problems;
    assert!(problems.iter().any(|problem| problem.kind == "recovered"), "{problems:?}");
}

#[test]
fn a_menu_that_cannot_be_read_does_not_say_that_nothing_runs() {
    let mut bench = Bench::new();
    bench.tell(StartFromText { text: "Mail".into(), ..StartFromText::default() });
    bench.engine.conn().unwrap().execute_batch("DROP TABLE gap").unwrap();
    let glance = bench.engine.glance(bench.now);
    assert_eq!(glance.problem.as_deref(), Some("The data file cannot be read"));
}

#[test]
fn a_write_that_fails_is_told_to_every_view_and_so_is_its_end() {
    let mut bench = Bench::new();
    bench.tell(StartFromText { text: "Mail".into(), ..StartFromText::default() });
    let tick = |bench: &mut Bench, time: &str| {
        let reading = bench.at(time).reading();
        bench.input(Input::Tick { reading })
    };
    bench.engine.conn().unwrap().execute_batch("PRAGMA query_only = ON").unwrap();
    assert!(tick(&mut bench, "08:01").contains(&Output::Changed(Topic::Timer)));
    assert!(!tick(&mut bench, "08:02").contains(&Output::Changed(Topic::Timer)), "said once");
    bench.engine.conn().unwrap().execute_batch("PRAGMA query_only = OFF").unwrap();
    assert!(tick(&mut bench, "08:03").contains(&Output::Changed(Topic::Timer)));
}

#[test]
fn a_write_that_failed_leaves_everything_as_it_was() {
    let mut bench = Bench::new();
    bench.tell(StartFromText { text: "Mail".into(), ..StartFromText::default() });
    let day = bench.day();
    bench.engine.conn().unwrap().execute_batch("PRAGMA query_only = ON").unwrap();
    let error = bench.at("09:00").refused(StartFromText { text: "Other".into(), ..StartFromText::default() });
    assert_eq!(error.code, Code::Storage);
    bench.engine.conn().unwrap().execute_batch("PRAGMA query_only = OFF").unwrap();
    assert_eq!(bench.day(), day);
    assert_eq!(bench.ask(GetTimer {}).undo.as_deref(), Some("Started “Mail”"));
}

#[test]
fn an_edit_that_names_no_zone_keeps_that_of_the_entry() {
    let mut bench = Bench::new();
    let id = bench.tell(StartFromText { text: "Mail".into(), ..StartFromText::default() }).id.unwrap();
    bench.input(Input::Moved { zone: "America/New_York".into() });
    let entry = EntryForm { description: "Letters".into(), started_at: wire("08:00"), ..EntryForm::default() };
    bench.tell(EditEntry { id, entry });
    assert_eq!(bench.ask(GetTimer {}).running.unwrap().zone, "Europe/Berlin");
}
