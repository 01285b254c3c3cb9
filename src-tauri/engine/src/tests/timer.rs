//! The timer: start, switch, continue, stop, discard, undo.

use insta::assert_snapshot;
use stint_api::{
    Code,
    command::{
        AddProject, AddTask, ContinueEntry, DiscardTimer, ProjectForm, Redo, StartFromText, StartTimer, StopTimer,
        TaskForm, Undo,
    },
    question::{Complete, GetDay, GetTimer, ListTags},
};

use super::{Bench, wire};

fn words(text: &str) -> StartFromText {
    StartFromText { text: text.into(), ..StartFromText::default() }
}

fn project(name: &str, is_billable: bool) -> AddProject {
    AddProject { project: ProjectForm { name: name.into(), is_billable, ..ProjectForm::default() } }
}

fn task(title: &str, reference: &str) -> AddTask {
    let reference = Some(reference.to_owned());
    AddTask { task: TaskForm { title: title.into(), reference, ..TaskForm::default() } }
}

#[test]
fn starting_the_next_ends_the_running_one_at_the_same_instant() {
    let mut bench = Bench::new();
    bench.at("09:00").tell(words("Mail"));
    let receipt = bench.at("09:35").tell(words("Review"));
    assert_eq!(receipt.consequences, ["“Mail” ended at 09:35, 0:35."]);
    bench.at("10:00").tell(StopTimer::default());
    assert_snapshot!(bench.day(), @r"
    09:00-09:35 Mail
    09:35-10:00 Review
    ");
}

#[test]
fn what_runs_already_is_not_cut_in_two() {
    let mut bench = Bench::new();
    bench.tell(project("api", true));
    let first = bench.at("09:00").tell(words("Mail @api #daily"));
    let earlier = first.id.clone();
    for again in [bench.at("09:10").tell(words("Mail @api #daily")), bench.tell(ContinueEntry { entry: earlier })] {
        assert_eq!((again.label.as_str(), again.can_undo), ("“Mail” is running already", false));
        assert_eq!(again.id, first.id);
    }
    assert_snapshot!(bench.day(), @"09:00-now   Mail");
    assert_eq!(bench.tell(Undo {}).label, "Undone: Started “Mail”", "no line of the journal was written");
}

#[test]
fn an_unnamed_start_is_refused_only_while_something_runs() {
    let mut bench = Bench::new();
    assert_eq!(bench.tell(StartTimer::default()).label, "Started the timer");
    for error in [bench.refused(StartTimer::default()), bench.refused(words(" "))] {
        assert_eq!(error.message, "Say what to start.");
        assert_eq!(error.hint.as_deref(), Some("`stint stop` ends what runs."));
    }
}

#[test]
fn labels_are_offered_latest_used_first() {
    let mut bench = Bench::new();
    bench.tell(words("Mail #admin"));
    bench.at("08:10").tell(words("Fix the login #deep #late"));
    bench.at("08:20").tell(words("Call #admin"));
    assert_eq!(bench.ask(ListTags { limit: None }), ["admin", "deep", "late"]);
    assert_eq!(bench.ask(ListTags { limit: Some(1) }), ["admin"]);
}

#[test]
fn a_line_names_project_tags_and_task() {
    let mut bench = Bench::new();
    bench.tell(project("api", true));
    bench.tell(task("Fix the login redirect loop", "acme/api#42"));
    bench.tell(words("#42 @api #deep"));
    let running = bench.ask(GetTimer {}).running.unwrap();
    assert_eq!(running.title, "Fix the login redirect loop");
    assert_eq!(running.task.unwrap().reference.as_deref(), Some("acme/api#42"));
    assert_eq!(running.project.unwrap().name, "api");
    assert_eq!(running.tags, ["deep"]);
    assert!(running.is_billable, "the project's habit");
}

#[test]
fn a_bare_number_names_a_task_and_otherwise_stays_words() {
    let mut bench = Bench::new();
    bench.tell(task("Fix the login", "acme/api#42"));
    bench.tell(words("42"));
    assert_eq!(bench.ask(GetTimer {}).running.unwrap().title, "Fix the login");
    bench.at("08:10").tell(words("43"));
    assert_eq!(bench.ask(GetTimer {}).running.unwrap().title, "43");
    assert_eq!(bench.refused(words("#43")).message, "There is no task #43.");
    bench.at("08:20").tell(words("look into #77"));
    assert_eq!(bench.ask(GetTimer {}).running.unwrap().title, "look into #77");
}

#[test]
fn an_unknown_project_is_refused_and_nothing_changes() {
    let mut bench = Bench::new();
    bench.tell(words("Mail"));
    let error = bench.refused(words("Review @nowhere"));
    assert_eq!(error.code, Code::Refused);
    assert_snapshot!(error.message, @"There is no project called “nowhere”.");
    assert_eq!(bench.ask(GetTimer {}).running.unwrap().title, "Mail");
}

#[test]
fn a_timer_started_earlier_trims_what_it_covers_and_says_so() {
    let mut bench = Bench::new();
    bench.at("09:00").tell(words("Mail"));
    bench.at("10:00").tell(StopTimer::default());
    let started_at = Some(wire("09:45"));
    let receipt =
        bench.at("10:10").tell(StartTimer { description: Some("Call".into()), started_at, ..StartTimer::default() });
    assert_snapshot!(receipt.consequences.join("\n"), @"“Mail” ends at 09:45 instead of 10:00.");
    assert_snapshot!(bench.day(), @r"
    09:00-09:45 Mail
    09:45-now   Call
    ");
}

#[test]
fn continuing_takes_everything_but_the_times() {
    let mut bench = Bench::new();
    bench.tell(project("api", false));
    bench.at("09:00").tell(words("Mail @api #daily"));
    bench.at("09:10").tell(StopTimer::default());
    bench.at("11:00").tell(ContinueEntry::default());
    let running = bench.ask(GetTimer {}).running.unwrap();
    assert_eq!((running.title.as_str(), running.tags.as_slice()), ("Mail", ["daily".to_owned()].as_slice()));
    assert_eq!(running.started_at, "2026-11-20T11:00:00+01:00");
}

#[test]
fn undo_and_redo_walk_through_the_history() {
    let mut bench = Bench::new();
    bench.at("09:00").tell(words("Mail"));
    bench.at("09:30").tell(words("Review"));
    let before = bench.day();
    bench.at("10:00").tell(DiscardTimer {});
    assert_snapshot!(bench.tell(Undo {}).label, @"Undone: Discarded “Review”");
    assert_eq!(bench.day(), before);
    bench.tell(Undo {});
    assert_snapshot!(bench.day(), @"09:00-now   Mail");
    bench.tell(Redo {});
    assert_eq!(bench.day(), before);
    bench.tell(Undo {});
    bench.tell(Undo {});
    assert_eq!(bench.day(), "");
    assert_eq!(bench.refused(Undo {}).message, "There is nothing to undo.");
}

#[test]
fn a_new_change_ends_the_branch_that_redo_would_take() {
    let mut bench = Bench::new();
    bench.at("09:00").tell(words("Mail"));
    bench.tell(Undo {});
    bench.at("09:10").tell(words("Review"));
    assert_eq!(bench.refused(Redo {}).message, "There is nothing to redo.");
}

#[test]
fn stopping_discarding_or_undoing_nothing_is_refused_in_words() {
    let mut bench = Bench::new();
    assert_eq!(bench.refused(StopTimer::default()).message, "No timer runs.");
    assert_eq!(bench.refused(DiscardTimer {}).message, "No timer runs.");
    assert_eq!(bench.refused(ContinueEntry::default()).message, "There is no earlier entry to continue.");
}

#[test]
fn completion_offers_tasks_before_what_was_typed_before() {
    let mut bench = Bench::new();
    bench.tell(task("Fix the export", "acme/desktop#7"));
    bench.at("09:00").tell(words("Fix the printer"));
    bench.at("09:10").tell(StopTimer::default());
    let found = bench.ask_aside(Complete { text: "fix".into(), limit: None });
    let titles: Vec<_> = found.iter().map(|found| found.title.as_str()).collect();
    assert_eq!(titles, ["Fix the export", "Fix the printer"]);
}

#[test]
fn a_start_in_the_past_removes_no_entry_unless_told_so() {
    let mut bench = Bench::new();
    bench.at("09:00").tell(words("Mail"));
    bench.at("09:30").tell(StopTimer::default());
    let slip = StartFromText { started_at: Some(wire("08:30")), ..words("Call") };
    let error = bench.at("10:00").refused(slip.clone());
    assert_eq!(error.message, "This start would remove “Mail”. Nothing was changed.");
    let receipt = bench.tell(StartFromText { may_remove: true, ..slip });
    assert_eq!(receipt.consequences, ["“Mail” is removed."]);
}

#[test]
fn what_runs_is_no_part_of_a_day_to_come() {
    let mut bench = Bench::new();
    bench.at("09:00").tell(words("Mail"));
    let tomorrow = bench.ask(GetDay { date: Some("2026-11-21".into()) });
    assert!(tomorrow.entries.is_empty());
}
