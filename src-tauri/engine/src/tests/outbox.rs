//! Effects: due ones are handed out, delivered ones go, failed ones wait for as long as their error asks; those of nobody are dropped.

use stint_api::command::PauseAccount;
use stint_connect::Error;
use stint_core::effect::EffectId;
use stint_store::table;

use super::{Bench, accounts::account, clock, minutes};
use crate::{Input, Output, Presence};

fn waiting() -> (Bench, EffectId) {
    let mut bench = Bench::new();
    let (now, account) = (bench.now, account(7, bench.now));
    let store = bench.engine.storage.as_mut().unwrap();
    let written = store.write(|tx| {
        table::account::put(tx, &account)?;
        table::outbox::enqueue(tx, &account.id.to_string(), "note", "{}", None, now)
    });
    (bench, written.unwrap())
}

fn handed_out(bench: &mut Bench) -> Vec<EffectId> {
    let reading = bench.reading();
    let outputs = bench.input(Input::Tick { reading });
    outputs.iter().filter_map(|it| if let Output::Deliver(effect) = it { Some(*effect) } else { None }).collect()
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
    assert_eq!(handed_out(&mut bench), [effect]);
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

#[test]
fn what_is_refused_three_times_is_not_tried_for_ever() {
    let (mut bench, effect) = waiting();
    for _ in 0..3 {
        delivered(&mut bench, effect, Err(Error::Refused { why: "it is gone".into() }));
    }
    assert_eq!(next_due(&bench), None);
}

#[test]
fn effects_of_an_account_that_is_gone_are_dropped() {
    let (mut bench, _) = waiting();
    let (store, id) = (bench.engine.storage.as_mut().unwrap(), account(7, clock("08:00")).id);
    store.write(|tx| table::account::remove(tx, id)).unwrap();
    assert_eq!(handed_out(&mut bench), []);
    assert_eq!(next_due(&bench), None);
}

#[test]
fn while_there_is_no_network_nothing_is_handed_out_and_nobody_wakes_for_it() {
    let (mut bench, effect) = waiting();
    let outputs = bench.input(Input::Presence(Presence::Offline));
    assert_eq!(outputs.last(), Some(&Output::WakeAt(clock("00:00") + minutes(24 * 60))));
    assert_eq!(handed_out(&mut bench), []);
    bench.input(Input::Presence(Presence::Online));
    assert_eq!(handed_out(&mut bench), [effect]);
}

#[test]
fn an_account_that_may_not_ask_waits_without_a_try_being_counted() {
    let (mut bench, effect) = waiting();
    bench.engine.accounts.governor.asked_to_wait(account(7, bench.now).id, clock("08:10"));
    assert_eq!(handed_out(&mut bench), []);
    assert_eq!(next_due(&bench), Some(clock("08:10")));
    assert_eq!(table::outbox::get(bench.engine.conn().unwrap(), effect).unwrap().unwrap().tries, 0);
    assert_eq!(handed_out(bench.at("08:10")), [effect]);
}

#[test]
fn an_account_that_rests_is_told_nothing_until_it_goes_on() {
    let (mut bench, effect) = waiting();
    let pause = |is_paused| PauseAccount { account: account(7, clock("08:00")).id.to_string(), is_paused };
    bench.tell(pause(true));
    assert_eq!(handed_out(&mut bench), []);
    bench.at("08:15").tell(pause(false));
    assert_eq!(handed_out(&mut bench), [effect]);
}
