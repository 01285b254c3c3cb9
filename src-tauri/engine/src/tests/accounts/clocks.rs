//! Clocks that were wrong: nothing waits for a time that was planned before they were set back.

use jiff::SignedDuration;
use stint_core::{account::Failure, ids::AccountId};

use super::{Bench, checks, clock, identity};
use crate::Presence;

const YEAR_AND_MORE: SignedDuration = SignedDuration::from_hours(24 * 400);

#[test]
fn a_clock_set_back_does_not_put_the_next_check_off_for_years() {
    let mut bench = Bench::new();
    let id: AccountId = bench.connect(7).parse().unwrap();
    bench.now = clock("08:00") + YEAR_AND_MORE;
    bench.checked(id, Ok(identity(&["all"])));
    assert_eq!(checks(&bench.tick("12:00")), 0);
    assert_eq!(checks(&bench.tick("13:10")), 1);
}

#[test]
fn a_service_that_asked_to_wait_is_waited_for_a_day_at_most_after_the_clock_was_set_back() {
    let mut bench = Bench::new();
    let id: AccountId = bench.connect(7).parse().unwrap();
    bench.now = clock("08:00") + YEAR_AND_MORE;
    let until = bench.now + SignedDuration::from_mins(5);
    bench.checked(id, Err(Failure::ComeBackLater(Some(until))));
    bench.tick("12:00");
    let day = SignedDuration::from_hours(24);
    assert!(bench.engine.accounts.watched[&id].next_check_at <= clock("12:00") + day.mul_f64(1.1));
    let refused = bench.refused(stint_api::command::CheckAccount { account: id.to_string() });
    assert_eq!(refused.message, "Octo allows no more until 21 Nov 12:00.");
}

#[test]
fn an_account_that_was_checked_in_the_future_is_looked_at_within_the_hour() {
    let mut bench = Bench::on_file();
    bench.connect(7);
    let id: AccountId = super::account(7, bench.now).id;
    bench.now = clock("08:00") + YEAR_AND_MORE;
    bench.checked(id, Ok(identity(&["all"])));
    let mut bench = bench.started_again("12:00");
    assert_eq!(checks(&bench.tick("13:10")), 1);
    bench.input(crate::Input::Presence(Presence::Offline));
}
