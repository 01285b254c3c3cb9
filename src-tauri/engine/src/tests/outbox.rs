//! Effects: due ones are handed out, delivered ones go, failed ones wait for as long as their error asks.

use stint_connect::Error;
use stint_core::effect::EffectId;
use stint_store::table;

use super::{Bench, clock, minutes};
use crate::{Input, Output};

fn waiting() -> (Bench, EffectId) {
    let mut bench = Bench::new();
    let now = bench.now;
    let store = bench.engine.storage.as_mut().unwrap();
    let effect = store.write(|tx| table::outbox::enqueue(tx, "acme", "note", "{}", None, now)).unwrap();
    (bench, effect)
}

fn delivered(bench: &mut Bench, effect: EffectId, result: Result<(), Error>) {
    bench.input(Input::Delivered { effect, result });
}

fn next_due(bench: &Bench) -> Option<jiff::Timestamp> {
    table::outbox::next_due_at(bench.engine.conn().unwrap()).unwrap()
}

#[test]
fn what_is_due_is_handed_out_and_goes_once_delivered() {
    let (mut bench, effect) = waiting();
    let reading = bench.reading();
    assert!(bench.input(Input::Tick { reading }).contains(&Output::Deliver(effect)));
    delivered(&mut bench, effect, Ok(()));
    assert_eq!(next_due(&bench), None);
}

#[test]
fn each_error_waits_as_long_as_it_asks() {
    let at = clock("08:30");
    let (mut bench, effect) = waiting();
    delivered(&mut bench, effect, Err(Error::ComeBackLater { at: Some(at) }));
    assert_eq!(next_due(&bench), Some(at));
    let (mut bench, effect) = waiting();
    delivered(&mut bench, effect, Err(Error::Refused { why: "no".into() }));
    assert_eq!(next_due(&bench), Some(bench.now + minutes(24 * 60)));
    let (mut bench, effect) = waiting();
    delivered(&mut bench, effect, Err(Error::ComeBackLater { at: None }));
    let due = next_due(&bench).unwrap();
    assert!(due > bench.now && due <= bench.now + minutes(30), "{due}");
}
