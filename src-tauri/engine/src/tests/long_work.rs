//! Exports and checks: what they may not overwrite, and what they say at the end.

use std::{
    fs,
    sync::atomic::{AtomicBool, Ordering},
};

use stint_api::{
    command::{CheckIntegrity, Export, ExportFormat, StartFromText},
    view::JobState,
};

use super::Bench;
use crate::{
    Input, Job,
    jobs::{self, Ending},
};

fn perform(bench: &Bench, job: &Job, is_cancelled: &AtomicBool) -> Ending {
    jobs::perform(job, bench.engine.conn().unwrap(), bench.now, is_cancelled, &mut |_| {})
}

#[test]
fn an_export_never_takes_the_place_of_a_file() {
    let mut bench = Bench::new();
    let path = bench.folder.path().join("stint.db");
    fs::write(&path, "precious").unwrap();
    let wish = Export { format: ExportFormat::Json, path: Some(path.display().to_string()) };
    let error = bench.refused(wish);
    assert!(error.message.ends_with("stint.db is there already."), "{error}");
    let ending = perform(&bench, &Job::Export { format: ExportFormat::Csv, path: path.clone() }, &false.into());
    assert_eq!(ending.state, JobState::Failed);
    assert_eq!(fs::read_to_string(path).unwrap(), "precious");
}

#[test]
fn two_exports_of_one_name_in_two_formats_do_not_share_a_half_file() {
    let bench = Bench::new();
    let at = |name: &str| bench.folder.path().join(name);
    fs::write(at("all.part"), "precious").unwrap();
    fs::write(at("all.csv.part"), "the half of another export").unwrap();
    let ending = perform(&bench, &Job::Export { format: ExportFormat::Json, path: at("all.json") }, &false.into());
    assert_eq!(ending.state, JobState::Done, "{ending:?}");
    let ending = perform(&bench, &Job::Export { format: ExportFormat::Csv, path: at("all.csv") }, &false.into());
    assert_eq!(ending.state, JobState::Failed);
    assert!(ending.message.contains("all.csv.part"), "{ending:?}");
    assert_eq!(fs::read_to_string(at("all.part")).unwrap(), "precious");
    assert_eq!(fs::read_to_string(at("all.csv.part")).unwrap(), "the half of another export");
}

#[test]
fn long_work_leaves_threads_for_questions() {
    let mut bench = Bench::new();
    bench.tell(CheckIntegrity {});
    bench.tell(CheckIntegrity {});
    assert_eq!(bench.refused(CheckIntegrity {}).message, "Other long work is still under way.");
    bench.tell(StartFromText { text: "Mail".into(), ..StartFromText::default() });
    let ending = Ending { state: JobState::Done, message: String::new(), file: None };
    bench.input(Input::Ended { job: 1, ending });
    bench.tell(CheckIntegrity {});
}

#[test]
fn a_check_that_was_cancelled_does_not_say_that_all_is_well() {
    let bench = Bench::new();
    let cancelled = AtomicBool::new(false);
    cancelled.store(true, Ordering::Relaxed);
    assert_eq!(perform(&bench, &Job::Check, &cancelled).state, JobState::Cancelled);
    assert_eq!(perform(&bench, &Job::Check, &false.into()).message, "No damage found.");
}

#[test]
fn what_a_check_finds_is_said_in_whole_sentences() {
    let mut bench = Bench::new();
    bench.tell(StartFromText { text: "Mail".into(), ..StartFromText::default() });
    bench.engine.conn().unwrap().execute_batch("UPDATE entry SET phrase = NULL").unwrap();
    let ending = perform(&bench, &Job::Check, &false.into());
    assert_eq!(ending.state, JobState::Failed);
    assert!(!ending.message.contains(".."), "{}", ending.message);
    bench.engine.conn().unwrap().execute_batch("DROP TABLE change").unwrap();
    let path = bench.folder.path().join("all.json");
    let ending = perform(&bench, &Job::Export { format: ExportFormat::Json, path }, &false.into());
    assert_eq!(ending.state, JobState::Failed);
    assert!(!ending.message.contains(".."), "{}", ending.message);
}
