//! Corrections: add, edit, split, merge, delete; bad input is refused and loses nothing.

use insta::assert_snapshot;
use stint_api::{
    Code,
    command::{
        AddEntry, AddProject, AddTask, DeleteEntry, DeleteProject, DeleteTask, EditEntry, EntryForm, MergeEntry,
        Neighbour, ProjectForm, SplitEntry, TaskForm, Undo,
    },
    question::{GetDay, PreviewEntry},
};

use super::{Bench, wire};

fn form(words: &str, from: &str, to: &str) -> EntryForm {
    EntryForm { description: words.into(), started_at: wire(from), ended_at: Some(wire(to)), ..EntryForm::default() }
}

fn add(words: &str, from: &str, to: &str) -> AddEntry {
    AddEntry { entry: form(words, from, to) }
}

/// Mail 9 to 10, Standup 10 to 11, at noon.
fn morning() -> (Bench, String) {
    let mut bench = Bench::new();
    bench.at("12:00").tell(add("Mail", "09:00", "10:00"));
    let id = bench.tell(add("Standup", "10:00", "11:00")).id.unwrap();
    (bench, id)
}

#[test]
fn entries_that_outlive_their_task_are_not_said_to_have_moved() {
    let mut bench = Bench::new();
    let task = bench.tell(AddTask { task: TaskForm { title: "Login".into(), ..TaskForm::default() } }).id;
    let entry = EntryForm { task: task.clone(), ..form("Mail", "08:00", "09:00") };
    bench.at("12:00").tell(AddEntry { entry });
    assert_eq!(bench.tell(DeleteTask { id: task.unwrap() }).consequences, Vec::<String>::new());
}

#[test]
fn a_neighbour_that_was_merged_is_not_called_removed() {
    let (mut bench, id) = morning();
    bench.tell(EditEntry { id: id.clone(), entry: form("Mail", "10:00", "11:00") });
    let receipt = bench.tell(MergeEntry { id, with: Neighbour::Previous });
    assert_eq!(receipt.consequences, Vec::<String>::new());
}

#[test]
fn a_merge_says_what_counts_and_is_called_otherwise_and_stays_billable() {
    let mut bench = Bench::new();
    let add_project = AddProject { project: ProjectForm { name: "api".into(), ..ProjectForm::default() } };
    let project = bench.tell(add_project).id;
    let tags = vec!["daily".to_owned()];
    let standup = EntryForm { project, is_billable: true, tags, ..form("Stand-up", "05:00", "06:15") };
    bench.at("12:00").tell(AddEntry { entry: standup });
    let id = bench.tell(add("Read mail", "06:30", "07:15")).id.unwrap();
    let receipt = bench.tell(MergeEntry { id, with: Neighbour::Previous });
    assert_snapshot!(format!("{}\n{}", receipt.label, receipt.consequences.join("\n")), @r"
    Merged “Read mail” with “Stand-up”
    The 15 min between them count, too.
    “Read mail” counts for the project “api” now.
    “Read mail” is billable now.
    “Stand-up” is called “Read mail” now.
    ");
    let merged = bench.ask(GetDay::default()).entries.remove(0);
    assert_eq!((merged.is_billable, merged.tags), (true, vec!["daily".to_owned()]));
    assert_snapshot!(bench.day(), @"05:00-07:15 Read mail");
}

#[test]
fn the_preview_says_what_then_happens() {
    let (mut bench, id) = morning();
    let entry = form("Standup", "09:50", "11:00");
    let preview = bench.ask(PreviewEntry { id: Some(id.clone()), entry: entry.clone() });
    let told: Vec<_> = preview.consequences.into_iter().map(|consequence| consequence.sentence).collect();
    let receipt = bench.tell(EditEntry { id, entry });
    assert_eq!((receipt.label.as_str(), &receipt.consequences), ("Changed the start of “Standup” to 09:50", &told));
    assert_snapshot!(told.join("\n"), @"“Mail” ends at 09:50 instead of 10:00.");
    assert_snapshot!(bench.day(), @r"
    09:00-09:50 Mail
    09:50-11:00 Standup
    ");
}

#[test]
fn an_entry_added_in_the_middle_splits_the_one_around_it() {
    let (mut bench, _) = morning();
    let receipt = bench.tell(add("Call", "09:20", "09:30"));
    assert_snapshot!(receipt.consequences.join("\n"), @"“Mail” is split around it: to 09:20 and from 09:30.");
    assert_snapshot!(bench.day(), @r"
    09:00-09:20 Mail
    09:20-09:30 Call
    09:30-10:00 Mail
    10:00-11:00 Standup
    ");
}

#[test]
fn what_is_wholly_covered_goes_and_comes_back_by_undo() {
    let (mut bench, _) = morning();
    let before = bench.day();
    let receipt = bench.tell(add("Workshop", "08:30", "11:30"));
    assert_snapshot!(receipt.consequences.join("\n"), @r"
    “Mail” is removed.
    “Standup” is removed.
    ");
    bench.tell(Undo {});
    assert_eq!(bench.day(), before);
}

#[test]
fn splitting_and_merging_take_each_other_back() {
    let (mut bench, id) = morning();
    let before = bench.day();
    bench.tell(SplitEntry { id: id.clone(), at: wire("10:30") });
    assert_snapshot!(bench.day(), @r"
    09:00-10:00 Mail
    10:00-10:30 Standup
    10:30-11:00 Standup
    ");
    bench.tell(MergeEntry { id: id.clone(), with: Neighbour::Next });
    assert_eq!(bench.day(), before);
    bench.tell(MergeEntry { id, with: Neighbour::Previous });
    assert_snapshot!(bench.day(), @"09:00-11:00 Standup");
}

#[test]
fn bad_input_is_refused_in_words_and_loses_nothing() {
    let (mut bench, id) = morning();
    let before = bench.day();
    let mut bad = |entry: EntryForm| {
        let error = bench.refused(EditEntry { id: id.clone(), entry });
        assert_eq!(error.code, Code::Refused, "{error:?}");
        format!("{}\n", error.message)
    };
    let told = [
        bad(form("Standup", "11:00", "10:00")),
        bad(form("Standup", "10:00", "12:30")),
        bad(EntryForm { started_at: "2026-10-20T10:00:00+02:00".into(), ..form("Standup", "10:00", "11:00") }),
        bad(EntryForm { started_at: "yesterday".into(), ..form("Standup", "10:00", "11:00") }),
        bad(EntryForm { zone: Some("Mars/Olympus".into()), ..form("Standup", "10:00", "11:00") }),
        bad(form(&"x".repeat(1 << 20), "10:00", "11:00")),
    ];
    assert_snapshot!(told.concat());
    assert_eq!(bench.day(), before);
}

#[test]
fn control_characters_become_spaces_or_go() {
    let mut bench = Bench::new();
    bench.at("12:00").tell(add("one\ntwo\u{7}\tthree ", "09:00", "10:00"));
    assert_snapshot!(bench.day(), @"09:00-10:00 one two three");
}

#[test]
fn a_day_shows_its_gaps_and_the_hours_where_entries_are() {
    let mut bench = Bench::new();
    bench.at("23:00").tell(add("Early", "06:30", "07:00"));
    bench.tell(add("Late", "07:45", "08:15"));
    let day = bench.ask(GetDay::default());
    assert_eq!((day.first_hour, day.last_hour), (6, 18));
    let gaps: Vec<_> = day.gaps.iter().map(|gap| (&gap.started_at[11..16], gap.seconds)).collect();
    assert_eq!(gaps, [("07:00", 45 * 60)]);
    assert_eq!(day.total_seconds, 60 * 60);
    let other = bench.ask(GetDay { date: Some("2026-11-19".into()) });
    assert!(other.entries.is_empty() && !other.is_today);
}

#[test]
fn what_is_gone_is_not_found() {
    let (mut bench, id) = morning();
    bench.tell(DeleteEntry { id: id.clone() });
    assert_eq!(bench.refused(DeleteEntry { id }).code, Code::NotFound);
    assert_eq!(bench.refused(DeleteEntry { id: "nonsense".into() }).code, Code::NotFound);
}

#[test]
fn a_project_with_time_on_it_is_archived_rather_than_deleted() {
    let mut bench = Bench::new();
    let add_project = AddProject { project: ProjectForm { name: "api".into(), ..ProjectForm::default() } };
    let project = bench.tell(add_project.clone()).id.unwrap();
    assert_eq!(bench.refused(add_project).code, Code::Refused, "no two share a name");
    let entry = EntryForm { project: Some(project.clone()), ..form("Mail", "09:00", "10:00") };
    bench.at("12:00").tell(AddEntry { entry });
    assert_eq!(bench.tell(DeleteProject { id: project }).label, "Archived “api”: 1 entry names it");
    let projects = bench.ask(stint_api::question::ListProjects { with_archived: true });
    assert!(projects[0].is_archived);
}
