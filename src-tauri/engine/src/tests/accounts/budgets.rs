//! Budgets: the meter shows what the service says, or what was really sent, never both.

use stint_api::{question::GetAccounts, view::QuotaView};
use stint_core::{account::Failure, governor::Told as Quota, ids::AccountId};

use super::{Bench, account, clock};
use crate::conduct::Told;

impl Bench {
    fn quota(&mut self) -> QuotaView {
        self.ask(GetAccounts {}).services[0].accounts[0].quota.clone().unwrap()
    }
}

#[test]
fn the_meter_shows_what_the_service_said() {
    let mut bench = Bench::new();
    let id: AccountId = bench.connect(7).parse().unwrap();
    for left in [4_999, 4_998] {
        bench.checked_and_told(id, Quota { limit: 5_000, left, resets_at: clock("09:00") });
        let quota = bench.quota();
        assert_eq!((quota.used, quota.limit, quota.is_told), (5_000 - left, 5_000, true));
    }
}

#[test]
fn what_the_service_said_at_the_sign_in_is_shown_at_once() {
    let mut bench = Bench::new();
    bench.begin("a");
    let quota = Some(Quota { limit: 60, left: 59, resets_at: clock("09:00") });
    let account = Box::new(account(7, bench.now));
    bench.told(Told::Connected { attempt: "a".to_owned(), account, replaced: false, requests: 1, quota });
    assert_eq!((bench.quota().used, bench.quota().is_told), (1, true));
}

#[test]
fn where_the_service_says_nothing_what_was_sent_is_counted() {
    let mut bench = Bench::new();
    let account: AccountId = bench.connect(7).parse().unwrap();
    assert_eq!((bench.quota().used, bench.quota().is_told), (1, false));
    let generation = bench.generation(account);
    let check = |requests, result| Told::Checked { account, generation, result, requests, quota: None };
    bench.told(check(2, Err(Failure::SignInAgain)));
    // The vault was closed: nothing was sent.
    bench.told(check(0, Err(Failure::VaultClosed("it is locked".to_owned()))));
    assert_eq!(bench.quota().used, 3);
}
