//! OAuth apps of one's own, each for one place, and the pages and forms of a place.

use super::*;

#[test]
fn an_own_app_and_its_secret_belong_to_one_place() {
    let mut bench = Bench::new();
    assert_eq!(bench.app_at(""), ("built-in".to_owned(), None));
    assert_eq!(bench.bring("", "mine"), [keep(item(HOME, "mine"), Some("ticket"))]);
    assert_eq!(bench.app_at(""), ("mine".to_owned(), Some(item(HOME, "mine"))));
    let elsewhere =
        BeginSignIn { attempt: "b".into(), service: "forge".into(), host: OURS.into(), ..BeginSignIn::default() };
    assert_eq!(bench.refused(elsewhere).message, "This build of Stint has no OAuth app for git.acme.example:8443.");
    assert_eq!(bench.bring(OURS, "ours"), [keep(item(OURS, "ours"), Some("ticket"))]);
    assert_eq!(bench.app_at(OURS), ("ours".to_owned(), Some(item(OURS, "ours"))));
    assert_eq!(bench.app_at(""), ("mine".to_owned(), Some(item(HOME, "mine"))));
}

#[test]
fn a_service_that_was_moved_gets_the_client_id_but_never_the_secret_of_the_real_one() {
    let mut bench = Bench::new();
    bench.bring("", "mine");
    let mut bench = bench.moved();
    assert_eq!(bench.app_at(""), ("mine".to_owned(), None)); // O19
    assert_eq!(bench.bring("", "trial"), [keep(item(MOVED, "trial"), Some("ticket"))]);
    assert_eq!(bench.app_at(""), ("trial".to_owned(), Some(item(MOVED, "trial"))));
    bench.engine.accounts.moved.clear();
    assert_eq!(bench.app_at(""), ("mine".to_owned(), Some(item(HOME, "mine"))));
}

#[test]
fn another_client_id_never_meets_the_secret_of_before() {
    let mut bench = Bench::new();
    bench.bring("", "mine");
    let exchanged = bench.bring("", "other");
    assert_eq!(exchanged, [keep(item(HOME, "mine"), None), keep(item(HOME, "other"), Some("ticket"))]);
    assert_eq!(bench.app_at("").1, Some(item(HOME, "other")));
    // The same one again keeps its secret where no new one comes along.
    let same = SetOAuthApp { service: "forge".into(), client_id: "other".into(), ..SetOAuthApp::default() };
    assert_eq!(errands(bench.input(same.into())), []);
    assert_eq!(bench.bring("", ""), [keep(item(HOME, "other"), None)]);
    assert_eq!(bench.app_at("").0, "built-in");
}

#[test]
fn the_secrets_of_own_apps_go_along_to_another_vault() {
    let mut bench = Bench::new();
    bench.bring("", "mine");
    bench.bring(OURS, "ours");
    let moved = errands(bench.input(SetVault { kind: VaultKind::Memory, ticket: None }.into()));
    let items = vec![item(HOME, "mine"), item(OURS, "ours")];
    assert_eq!(moved, [Errand::SetVault { kind: VaultKind::Memory, ticket: None, items }]);
}

#[test]
fn the_form_is_drawn_for_the_place_that_was_typed() {
    let mut bench = Bench::new();
    bench.bring("", "mine");
    let home = bench.browser_at("");
    assert_eq!(
        (home.is_ready, home.own_client_id.as_str(), home.redirect.as_str()),
        (true, "mine", "http://127.0.0.1/forge")
    );
    let ours = bench.browser_at("git.acme.example:8443/team/app.git");
    assert_eq!((ours.is_ready, ours.has_built_in_app, ours.own_client_id.as_str()), (false, false, ""));
    assert_eq!(ours.why_not, "It needs an OAuth app of git.acme.example:8443. Use a token, or bring an app.");
    // Not that of the usual place: two hosts cannot be mixed up.
    assert_eq!(ours.redirect, "http://127.0.0.1/forge/git.acme.example/8443");
    assert_eq!(bench.browser_at("far.example.net").redirect, "http://127.0.0.1/forge");
    let unfit = ListWays { service: "forge".into(), host: "git acme".into() };
    assert!(unfit.answer(&mut bench.engine, bench.now).is_err());
    let mut bench = bench.moved();
    let moved = bench.browser_at("");
    assert_eq!((moved.is_ready, moved.has_built_in_app, moved.own_client_id.as_str()), (true, false, "mine"));
    assert_eq!(moved.redirect, "http://127.0.0.1/forge");
}

#[test]
fn the_pages_of_a_region_lie_where_the_service_says() {
    let mut bench = Bench::new();
    for (origin, shown) in [
        (HOME, "forge.example.org/grants"),
        ("https://far.example.net", "pages.example.net/grants"),
        (OURS, "git.acme.example:8443/grants"),
    ] {
        let account = bench.with_account(origin);
        assert_eq!(bench.tell(OpenGrantsPage { account }).label, format!("Opened {shown}"));
    }
}
