//! The open question about a gap, through whatever else is done meanwhile.

use stint_api::{
    command::{AnswerGap, EditEntry, EntryForm, GapChoice, StartFromText, StopTimer, Undo},
    question::GetTimer,
    view::GapView,
};

use super::{Bench, wire};
use crate::{Input, Output};

fn asked() -> Bench {
    let mut bench = Bench::new();
    bench.at("09:00").tell(StartFromText { text: "Deep work".into(), ..StartFromText::default() });
    tick(&mut bench, "09:42");
    came_up(&mut bench, "11:00");
    bench
}

fn tick(bench: &mut Bench, time: &str) -> Vec<Output> {
    let reading = bench.at(time).reading();
    bench.input(Input::Tick { reading })
}

fn came_up(bench: &mut Bench, time: &str) -> Vec<Output> {
    let reading = bench.at(time).reading();
    bench.input(Input::Started { reading })
}

fn open(bench: &mut Bench) -> Option<(String, String)> {
    let time = |at: &str| at[11..16].to_owned();
    bench.ask(GetTimer {}).gap.map(|GapView { last_seen_at, back_at, .. }| (time(&last_seen_at), time(&back_at)))
}

fn withdraws(outputs: &[Output]) -> bool {
    outputs.contains(&Output::Withdraw("gap".into()))
}

fn asks(outputs: &[Output]) -> bool {
    outputs.iter().any(|output| matches!(output, Output::Notify(notice) if notice.key == "gap"))
}

#[test]
fn an_answer_taken_back_asks_again() {
    let mut bench = asked();
    bench.tell(AnswerGap { choice: GapChoice::Discard });
    assert_eq!(open(&mut bench), None);
    let outputs = bench.input(Undo {}.into());
    assert!(asks(&outputs) && !withdraws(&outputs));
    assert_eq!(open(&mut bench), Some(("09:42".into(), "11:00".into())));
    bench.tell(AnswerGap { choice: GapChoice::StopThere });
    assert_eq!(bench.day(), "09:00-09:42 Deep work\n");
}

#[test]
fn stopping_closes_the_question_and_says_that_the_time_counts() {
    let mut bench = asked();
    let outputs = bench.input(StopTimer::default().into());
    assert!(withdraws(&outputs), "a button of that notice would lead nowhere");
    let Some(Output::Granted(receipt)) = outputs.first() else { panic!("{outputs:?}") };
    assert_eq!(receipt.consequences, ["The time from 09:42 to 11:00 counts, too; correct it if it was no work."]);
    bench.input(Undo {}.into());
    assert!(open(&mut bench).is_some());
}

#[test]
fn correcting_the_start_leaves_the_question_open() {
    let mut bench = asked();
    let id = bench.ask(GetTimer {}).running.unwrap().id;
    let form = EntryForm { description: "Deep work".into(), started_at: wire("08:50"), ..EntryForm::default() };
    bench.tell(EditEntry { id: id.clone(), entry: form.clone() });
    assert!(open(&mut bench).is_some());
    let undone = bench.input(Undo {}.into());
    assert!(open(&mut bench).is_some() && !withdraws(&undone));
    bench.tell(EditEntry { id, entry: EntryForm { started_at: wire("10:30"), ..form } });
    assert_eq!(open(&mut bench), None, "the time in question is no longer part of it");
}

#[test]
fn a_second_silence_before_the_answer_becomes_part_of_the_question() {
    let mut bench = asked();
    tick(&mut bench, "11:30");
    came_up(&mut bench, "13:00");
    assert_eq!(open(&mut bench), Some(("09:42".into(), "13:00".into())));
}

#[test]
fn a_clock_set_back_is_not_offered_a_stop_in_the_future() {
    let mut bench = Bench::new();
    bench.at("09:00").tell(StartFromText { text: "Deep work".into(), ..StartFromText::default() });
    tick(&mut bench, "09:30");
    let mut reading = bench.at("09:00").reading();
    reading.boot_ms += 31 * 60_000;
    reading.monotonic_ms += 31 * 60_000;
    let outputs = bench.input(Input::Tick { reading });
    let Some(Output::Notify(notice)) = outputs.iter().find(|output| matches!(output, Output::Notify(_))) else {
        panic!("{outputs:?}")
    };
    assert_eq!(notice.body, "The clock was set from 09:30 to 09:00. The timer goes on until you decide.");
    let labels: Vec<_> = notice.actions.iter().map(|action| action.label.as_str()).collect();
    assert_eq!(labels, ["Keep going", "Discard all of “Deep work”"]);
}

#[test]
fn a_gap_that_could_not_be_written_down_is_asked_about_once_it_can() {
    let mut bench = asked();
    bench.tell(AnswerGap { choice: GapChoice::Keep });
    tick(&mut bench, "11:00");
    let conn = bench.engine.conn().unwrap();
    conn.execute_batch("PRAGMA query_only = ON").unwrap();
    assert!(!asks(&came_up(&mut bench, "15:00")));
    assert!(tick(&mut bench, "15:01").iter().all(|output| *output != Output::WakeAt(bench.now)), "no hot loop");
    bench.engine.conn().unwrap().execute_batch("PRAGMA query_only = OFF").unwrap();
    assert!(asks(&tick(&mut bench, "15:02")));
    assert_eq!(open(&mut bench).unwrap().0, "11:00");
}

#[test]
fn sleep_that_could_not_be_written_down_is_asked_about_once_it_can() {
    let mut bench = Bench::new();
    bench.at("09:00").tell(StartFromText { text: "Deep work".into(), ..StartFromText::default() });
    tick(&mut bench, "09:00");
    let woken = |bench: &mut Bench, time: &str| {
        let mut reading = bench.at(time).reading();
        reading.monotonic_ms -= 3_300_000;
        bench.input(Input::Tick { reading })
    };
    bench.engine.conn().unwrap().execute_batch("PRAGMA query_only = ON").unwrap();
    assert!(!asks(&woken(&mut bench, "10:00")));
    bench.engine.conn().unwrap().execute_batch("PRAGMA query_only = OFF").unwrap();
    assert!(asks(&woken(&mut bench, "10:01")));
    assert_eq!(open(&mut bench), Some(("09:00".into(), "10:01".into())));
}
