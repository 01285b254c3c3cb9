//! Data files that cannot be used, settings that cannot be read, and long work.

use std::{fs, sync::atomic::AtomicBool};

use stint_api::{
    Code,
    command::{DismissProblem, Export, ExportFormat, SaveSettings, StartFromText},
    question::{GetSettings, GetTimer, ListJobs},
    view::{JobState, ProblemView, SettingsView},
};

use super::{Bench, clock, paths};
use crate::{Engine, Input, Job, Output, answer::Answer, jobs};

#[test]
fn an_unusable_data_file_is_said_and_never_written() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("stint.db")).unwrap();
    let mut engine = Engine::open(paths(&folder), super::outside(), "UTC", clock("09:00"));
    let start = StartFromText { text: "Mail".into(), ..StartFromText::default() };
    let error = engine.handle(start.into(), clock("09:00")).unwrap_err();
    assert_eq!(error.code, Code::Storage);
    let timer = GetTimer {}.answer(&mut engine, clock("09:00")).unwrap();
    assert!(timer.problems.iter().any(|problem| problem.blocks_writing && problem.message == error.message));
    fs::remove_dir(folder.path().join("stint.db")).unwrap();
    let bench = Bench::new();
    let outputs = engine.handle(Input::Tick { reading: bench.reading() }, clock("09:01")).unwrap();
    assert!(outputs.contains(&Output::Withdraw("storage".into())), "mended by itself");
}

#[test]
fn a_broken_config_is_named_by_line_and_left_alone() {
    let mut bench = Bench::new();
    let file = paths(&bench.folder).config;
    fs::write(&file, "theme = \"dark\"\nday_goal_minutes = \"lots\"\n").unwrap();
    bench.engine.config = stint_store::config::ConfigFile::load(&file);
    let page = bench.ask(GetSettings {});
    assert!(page.problems[0].starts_with("line 2, day_goal_minutes:"), "{:?}", page.problems);
    assert_eq!(page.settings.day_goal_minutes, 450);
    fs::write(&file, "theme = [").unwrap();
    bench.engine.config = stint_store::config::ConfigFile::load(&file);
    let settings = bench.ask(GetSettings {}).settings;
    bench.refused(SaveSettings { settings });
    assert_eq!(fs::read_to_string(&file).unwrap(), "theme = [");
}

#[test]
fn a_notice_that_was_closed_is_said_again_only_when_it_is_news() {
    let mut bench = Bench::new();
    let problem = |kind: &str, message: &str| Input::Desktop {
        problem: ProblemView { kind: kind.into(), message: message.into(), ..ProblemView::default() },
    };
    let said = |bench: &mut Bench| bench.ask(GetTimer {}).problems.len();
    for kind in ["tray", "browser"] {
        bench.input(problem(kind, "It is not there."));
        bench.tell(DismissProblem { kind: kind.into() });
    }
    assert_eq!(said(&mut bench), 0);
    bench.input(problem("tray", "It is not there."));
    assert_eq!(said(&mut bench), 0, "as at the next start");
    bench.input(problem("browser", "It is not there."));
    assert_eq!(said(&mut bench), 1, "it happened again");
    bench.input(problem("tray", ""));
    bench.input(problem("tray", "It is not there."));
    assert_eq!(said(&mut bench), 2, "it was well meanwhile");
}

#[test]
fn settings_out_of_bounds_are_refused() {
    let mut bench = Bench::new();
    let mut settings = bench.ask(GetSettings {}).settings;
    settings.day_starts_at_hour = 20;
    assert_eq!(bench.refused(SaveSettings { settings: settings.clone() }).code, Code::Refused);
    settings.day_ends_at_hour = 24;
    let too_small = SettingsView { zoom_percent: 49, ..settings.clone() };
    assert_eq!(bench.refused(SaveSettings { settings: too_small }).code, Code::Refused);
    bench.tell(SaveSettings { settings: settings.clone() });
    assert_eq!(bench.ask(GetSettings {}).settings, settings);
}

#[test]
fn an_export_is_whole_or_not_there() {
    let mut bench = Bench::new();
    bench.at("09:00").tell(StartFromText { text: "Mail".into(), ..StartFromText::default() });
    let outputs = bench.input(Export { format: ExportFormat::Json, path: None }.into());
    let Some((id, job)) =
        outputs.into_iter().find_map(|output| if let Output::Run(id, job) = output { Some((id, job)) } else { None })
    else {
        panic!("an export is long work")
    };
    let Job::Export { path, .. } = &job else { panic!("{job:?}") };
    let conn = bench.engine.conn().unwrap();
    let cancelled = jobs::perform(&job, conn, bench.now, &AtomicBool::new(true), &mut |_| {});
    assert_eq!((cancelled.state, path.exists()), (JobState::Cancelled, false));
    let ending = jobs::perform(&job, conn, bench.now, &AtomicBool::new(false), &mut |_| {});
    assert_eq!(ending.state, JobState::Done, "{ending:?}");
    let written: serde_json::Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    assert_eq!(written["entries"][0]["description"], "Mail");
    bench.input(Input::Ended { job: id, ending });
    assert_eq!(bench.ask(ListJobs {})[0].state, JobState::Done);
}

#[test]
fn an_export_to_nowhere_is_refused_before_it_begins() {
    let mut bench = Bench::new();
    let error = bench.refused(Export { format: ExportFormat::Csv, path: Some("notes.csv".into()) });
    assert_eq!(error.message, "“notes.csv” is not a full path.");
}

#[test]
fn once_a_day_a_changed_data_file_is_copied() {
    let mut bench = Bench::new();
    let is_copied = |bench: &mut Bench, time: &str| {
        let reading = bench.at(time).reading();
        let outputs = bench.input(Input::Tick { reading });
        outputs.iter().any(|output| matches!(output, Output::Run(_, Job::BackUp { is_daily: true, .. })))
    };
    assert!(!is_copied(&mut bench, "08:10"), "nothing to copy yet");
    bench.at("08:20").tell(StartFromText { text: "Mail".into(), ..StartFromText::default() });
    assert!(!is_copied(&mut bench, "08:30"), "looked at it within the hour");
    assert!(is_copied(&mut bench, "09:30"));
}

#[test]
fn after_a_clean_end_everything_is_in_the_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = Engine::open(paths(&folder), super::outside(), "UTC", clock("09:00"));
    let start = StartFromText { text: "Mail".into(), ..StartFromText::default() };
    engine.handle(start.into(), clock("09:00")).unwrap();
    engine.borrow_reader().unwrap().give_back();
    drop(engine);
    assert!(!folder.path().join("stint.db-wal").exists(), "the log was taken into the file");
}
