//! Sign-ins: what is asked for, what is shown, what is written down in the end.

use stint_api::{
    command::{BeginSignIn, CancelSignIn, OpenSignInPage},
    question::GetAccounts,
    view::{AccountState, SignInStage, WayKind},
};
use stint_core::secret::secret;

use super::{Bench, account, sign_in};
use crate::{
    Output, Page,
    conduct::{Stage, Told},
    errand::Errand,
};

#[test]
fn a_sign_in_asks_for_the_required_scopes_and_those_chosen() {
    let mut bench = Bench::new();
    let ticket = bench.engine.accounts.outside.tickets.put(secret("octo_1")).unwrap();
    let begin = BeginSignIn {
        attempt: "a-1".to_owned(),
        service: "octo".to_owned(),
        way: WayKind::Token,
        scopes: vec!["private".to_owned(), "everything".to_owned()],
        ticket: Some(ticket.clone()),
        ..BeginSignIn::default()
    };
    let outputs = bench.input(begin.into());
    let plan = sign_in(&outputs);
    assert_eq!(plan.scopes, ["issues", "private"]);
    assert_eq!((plan.origin.as_str(), plan.is_moved), ("https://octo.example.org", false));
    assert_eq!(plan.ticket, Some(ticket));
    assert_eq!(bench.attempts()[0].stage, SignInStage::Starting);
}

#[test]
fn a_sign_in_that_cannot_begin_says_why() {
    let mut bench = Bench::new();
    let base = BeginSignIn { attempt: "a".to_owned(), service: "octo".to_owned(), ..BeginSignIn::default() };
    let table = [
        (BeginSignIn { service: "nobody".to_owned(), ..base.clone() }, "Stint knows no service “nobody”."),
        (BeginSignIn { way: WayKind::Link, ..base.clone() }, "Octo cannot be signed in to that way."),
        (
            BeginSignIn { way: WayKind::Device, ..base.clone() },
            "This build of Stint has no OAuth app for octo.example.org.",
        ),
        (BeginSignIn { way: WayKind::Token, ..base.clone() }, "No token was pasted."),
        (BeginSignIn { way: WayKind::Token, attempt: "a b".to_owned(), ..base }, "“a b” is no name for a sign-in."),
    ];
    for (begin, message) in table {
        assert_eq!(bench.refused(begin).message, message);
    }
    assert_eq!(bench.attempts(), []);
}

#[test]
fn an_account_is_written_down_once_its_credentials_are_kept() {
    let mut bench = Bench::new();
    let id = bench.connect(7);
    let account = bench.only_account();
    assert_eq!(
        (account.id.as_str(), account.state, account.name.as_str()),
        (id.as_str(), AccountState::Connected, "mona")
    );
    assert_eq!(account.host, "octo.example.org");
    assert_eq!(account.may, ["issues"]);
    assert_eq!(account.missing[0].purpose, "notifications");
    let attempt = &bench.attempts()[0];
    assert_eq!((attempt.stage, attempt.connected.as_deref()), (SignInStage::Done, Some(id.as_str())));
    assert_eq!(bench.history(), ["Connected by you, with a token"]);
}

#[test]
fn a_sign_in_that_was_cancelled_leaves_nothing_even_if_it_succeeds_afterwards() {
    let mut bench = Bench::new();
    bench.begin("late");
    let outputs = bench.input(CancelSignIn { attempt: "late".to_owned() }.into());
    assert!(outputs.contains(&Output::Errand(Errand::Cancel { attempt: "late".to_owned() })));
    let account = account(7, bench.now);
    let forget = Output::Errand(Errand::Forget(account.id));
    let outputs = bench.connected("late", account, false);
    assert!(outputs.contains(&forget));
    assert_eq!(bench.ask(GetAccounts {}).services[0].accounts, []);
    assert_eq!(bench.history(), Vec::<String>::new());
}

#[test]
fn a_page_is_opened_once_and_again_when_asked_and_no_client_sees_its_query() {
    let mut bench = Bench::new();
    bench.begin("b");
    let page = Page::new("https://octo.example.org/authorize?state=hush");
    let stage = Stage::Waiting { page: page.clone(), expires_at: bench.now };
    let outputs = bench.told(Told::Stage { attempt: "b".to_owned(), stage });
    assert!(outputs.contains(&Output::OpenPage(page.clone())));
    let view = bench.attempts().remove(0);
    assert_eq!((view.stage, view.page.as_str()), (SignInStage::Waiting, "octo.example.org/authorize"));
    assert!(!format!("{outputs:?} {view:?}").contains("hush"));
    let again = bench.input(OpenSignInPage { attempt: "b".to_owned() }.into());
    assert!(again.contains(&Output::OpenPage(page)));
}

#[test]
fn a_failed_sign_in_says_how_and_can_be_tried_again() {
    let mut bench = Bench::new();
    bench.begin("c");
    let hint = Some("Make another.".to_owned());
    bench.told(Told::Failed { attempt: "c".to_owned(), message: "Nothing was stored.".to_owned(), hint });
    let view = bench.attempts().remove(0);
    assert_eq!((view.stage, view.message.as_str()), (SignInStage::Failed, "Nothing was stored."));
    bench.begin("d");
    assert_eq!(bench.attempts().len(), 1);
}
