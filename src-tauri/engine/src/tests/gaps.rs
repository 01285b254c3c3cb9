//! Signs of life, and the question after a long silence.

use insta::assert_snapshot;
use stint_api::{
    command::{AnswerGap, GapChoice, StartFromText},
    question::GetTimer,
};

use super::{Bench, clock, minutes};
use crate::{Input, Output};

fn started(time: &str) -> Bench {
    let mut bench = Bench::new();
    bench.at(time).tell(StartFromText { text: "Deep work".into(), ..StartFromText::default() });
    bench
}

fn tick(bench: &mut Bench) -> Vec<Output> {
    let reading = bench.reading();
    bench.input(Input::Tick { reading })
}

fn question(outputs: &[Output]) -> Option<String> {
    outputs.iter().find_map(|output| {
        if let Output::Notify(notice) = output { Some(format!("{}\n{}", notice.title, notice.body)) } else { None }
    })
}

#[test]
fn after_a_crash_the_timer_runs_on_from_its_own_start_and_a_long_silence_is_asked_about() {
    let mut bench = started("09:00");
    bench.at("09:42");
    tick(&mut bench);
    bench.at("11:00");
    let reading = bench.reading();
    let outputs = bench.input(Input::Started { reading });
    assert_snapshot!(question(&outputs).unwrap(), @r"
    Still running since 09:42?
    Stint was last alive at 09:42. The timer goes on until you decide.
    ");
    assert_snapshot!(bench.day(), @"09:00-now   Deep work");
    bench.tell(AnswerGap { choice: GapChoice::StopThere });
    assert_snapshot!(bench.day(), @"09:00-09:42 Deep work");
    assert!(bench.ask(GetTimer {}).gap.is_none());
}

#[test]
fn a_short_silence_is_not_asked_about() {
    let mut bench = started("09:00");
    tick(&mut bench);
    bench.at("09:05");
    let reading = bench.reading();
    assert!(question(&bench.input(Input::Started { reading })).is_none());
}

#[test]
fn sleep_is_told_apart_and_can_be_split_off() {
    let mut bench = started("09:00");
    tick(&mut bench);
    bench.at("10:00");
    let mut reading = bench.reading();
    reading.monotonic_ms -= i64::try_from(minutes(55).as_millis()).unwrap();
    let outputs = bench.input(Input::Tick { reading });
    assert!(question(&outputs).unwrap().contains("The machine slept from 09:00."));
    let receipt = bench.at("10:01").tell(AnswerGap { choice: GapChoice::Split });
    assert_eq!(receipt.consequences, Vec::<String>::new(), "the label says it all");
    assert_snapshot!(bench.day(), @r"
    09:00-09:00 Deep work
    10:00-now   Deep work
    ");
}

#[test]
fn an_unanswered_question_keeps_its_beginning() {
    let mut bench = started("09:00");
    tick(&mut bench);
    for time in ["10:00", "12:00"] {
        let reading = bench.at(time).reading();
        bench.input(Input::Started { reading });
    }
    let gap = bench.ask(GetTimer {}).gap.unwrap();
    assert_eq!(&gap.last_seen_at[11..16], "09:00");
    bench.tell(AnswerGap { choice: GapChoice::Keep });
    assert!(bench.ask(GetTimer {}).gap.is_none());
}

#[test]
fn the_next_wake_falls_on_the_minute_of_the_running_timer() {
    let mut bench = started("09:00:10");
    tick(&mut bench);
    bench.at("09:00:25");
    let outputs = tick(&mut bench);
    assert_eq!(outputs.last(), Some(&Output::WakeAt(clock("09:00:40"))));
}

#[test]
fn while_nothing_runs_nothing_wakes_before_midnight() {
    let mut bench = Bench::new();
    let outputs = tick(&mut bench);
    assert_eq!(outputs.last(), Some(&Output::WakeAt(clock("00:00") + minutes(24 * 60))));
}
