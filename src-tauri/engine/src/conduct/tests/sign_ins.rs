//! Sign-ins from their beginning to what is stored of them.

use serde_json::json;
use stint_core::{account::Way, ids::AccountId};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::*;
use crate::{conduct::Stage, page::Page};

const FRESH: AccountId = AccountId(Uuid::from_u128(1));

/// Goes where the service would send the browser back to.
async fn come_back(page: &Page) {
    let redirect = parameter(page, "redirect_uri");
    let (authority, path) = redirect.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let state = parameter(page, "state");
    let mut stream = TcpStream::connect(authority).await.unwrap();
    let head = format!("GET /{path}?code=c0de&state={state} HTTP/1.1\r\nHost: {authority}\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&answer));
}

fn parameter(page: &Page, name: &str) -> String {
    let query = page.as_str().split_once('?').unwrap().1;
    let pair = query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}="))).unwrap();
    pair.replace("%3A", ":").replace("%2F", "/")
}

async fn page_of(bench: &mut Bench) -> Page {
    loop {
        if let Told::Stage { stage: Stage::Waiting { page, .. }, .. } = bench.told().await {
            return page;
        }
    }
}

#[tokio::test]
async fn a_pasted_token_is_verified_then_stored_then_told() {
    let mut bench = Bench::new().await;
    bench.service.know("smp_1");
    bench.paste(" smp_1\n", bench.wish(Way::Token));
    let (account, replaced) = bench.connected().await;
    assert_eq!((account.id, account.name.as_str(), replaced), (FRESH, "octocat", false));
    assert_eq!(account.granted, Some(vec!["read".to_owned()]));
    assert_eq!(bench.stored(FRESH).as_deref(), Some("smp_1"));
}

#[tokio::test]
async fn what_cannot_be_a_token_goes_nowhere() {
    let mut bench = Bench::new().await;
    let long = "x".repeat(9_000);
    for token in ["", " \n ", "smp_1 smp_2", "smp\n1", "smp_\u{0}", "smp_ü", "oth_1", &long] {
        bench.paste(token, bench.wish(Way::Token));
        let (message, hint) = bench.failed().await;
        assert!(hint.ends_with("Nothing was stored."), "{message} {hint}");
        assert!(!message.contains("smp") && !hint.contains("smp_1"), "{message} {hint}");
    }
    assert_eq!(bench.service.count_of("/me").await, 0);
    assert_eq!(bench.stored(FRESH), None);
}

#[tokio::test]
async fn a_long_token_is_taken_as_it_is() {
    let mut bench = Bench::new().await;
    let token = "x".repeat(3_000);
    bench.service.know(&token);
    bench.paste(&token, bench.wish(Way::Token));
    bench.connected().await;
    assert_eq!(bench.stored(FRESH), Some(token));
}

#[tokio::test]
async fn a_ticket_that_is_spent_asks_for_another_paste() {
    let mut bench = Bench::new().await;
    let wish = SignIn { ticket: Some("0".repeat(32)), ..bench.wish(Way::Token) };
    bench.conduct.perform(Errand::SignIn(Box::new(wish)));
    assert!(bench.failed().await.1.contains("Paste it once more."));
}

#[tokio::test]
async fn a_token_that_will_not_do_is_refused_with_the_reason_and_nothing_is_stored() {
    let mut bench = Bench::new().await;
    let me = |scopes, end| json!({ "id": "1", "name": "octocat", "scopes": scopes, "expires_at": end });
    bench.service.know_as("smp_little", me(json!(["write"]), json!(null)));
    bench.service.know_as("smp_ended", me(json!(["read"]), json!("2026-11-01T00:00:00Z")));
    let table = [
        ("smp_wrong", "does not accept these credentials"),
        ("smp_little", "may not read things: read is missing"),
        ("smp_ended", "ended on 1 November 2026"),
    ];
    for (token, reason) in table {
        bench.paste(token, bench.wish(Way::Token));
        let (message, hint) = bench.failed().await;
        assert!(message.contains(reason), "{message}");
        assert!(hint.ends_with("Nothing was stored."), "{hint}");
        assert_eq!(bench.stored(FRESH), None);
    }
    assert!(bench.service.state().revoked.is_empty(), "a pasted token is the person's own");
}

#[tokio::test]
async fn the_browser_comes_back_and_the_account_is_connected() {
    let mut bench = Bench::new().await;
    bench.conduct.perform(Errand::SignIn(Box::new(bench.wish(Way::Browser))));
    let page = page_of(&mut bench).await;
    come_back(&page).await;
    let (account, _) = bench.connected().await;
    assert!(account.is_renewed);
    assert_eq!(account.expires_at, None, "Stint renews it by itself");
    assert_eq!(bench.stored(FRESH).as_deref(), Some("access-1"));
}

#[tokio::test]
async fn a_code_is_shown_until_it_was_typed() {
    let mut bench = Bench::new().await;
    bench.conduct.perform(Errand::SignIn(Box::new(bench.wish(Way::Device))));
    let code = loop {
        if let Told::Stage { stage: Stage::ShowingCode { user_code, page, .. }, .. } = bench.told().await {
            assert!(page.shown().ends_with("/activate"), "{page:?}");
            break user_code;
        }
    };
    assert_eq!(code, "WDJB-MJHT");
    assert_eq!(bench.connected().await.0.way, Way::Device);
}

#[tokio::test]
async fn a_link_goes_to_the_sign_in_it_belongs_to_and_others_are_counted() {
    let mut bench = Bench::new().await;
    bench.conduct.perform(Errand::SignIn(Box::new(bench.wish(Way::Link))));
    let page = page_of(&mut bench).await;
    let state = parameter(&page, "state");
    let links = [
        "stint://oauth/sample?code=c&state=other".to_owned(),
        format!("stint://oauth/another?code=c&state={state}"),
        "stint://oauth/sample".to_owned(),
        format!("stint://oauth/sample?code=c&state={state}"),
        format!("stint://oauth/sample?code=c&state={state}"),
    ];
    for link in links {
        let ticket = bench.tickets.put(secret(link)).unwrap();
        bench.conduct.perform(Errand::TakeLink { ticket });
    }
    assert_eq!(bench.conduct.stray_links, 4, "the right one counts once");
    assert_eq!(bench.connected().await.0.way, Way::Link);
}

#[tokio::test]
async fn a_sign_in_that_is_ended_closes_its_port_and_tells_nothing_more() {
    let mut bench = Bench::new().await;
    bench.conduct.perform(Errand::SignIn(Box::new(bench.wish(Way::Browser))));
    let page = page_of(&mut bench).await;
    bench.conduct.perform(Errand::Cancel { attempt: "one".to_owned() });
    bench.conduct.end();
    bench.conduct.settled().await;
    let redirect = parameter(&page, "redirect_uri");
    let authority = redirect.strip_prefix("http://").unwrap().split_once('/').unwrap().0;
    assert!(TcpStream::connect(authority).await.is_err());
    assert!(bench.inputs.try_recv().is_err());
    assert_eq!(bench.stored(FRESH), None);
}

#[tokio::test]
async fn a_grant_that_will_not_do_is_given_back() {
    let mut bench = Bench::new().await;
    let other = Account { remote_id: "2".to_owned(), name: "mona".to_owned(), ..bench.account(Way::Browser) };
    let wish = SignIn { account: Some(other), ..bench.wish(Way::Device) };
    bench.conduct.perform(Errand::SignIn(Box::new(wish)));
    let (message, hint) = bench.failed().await;
    assert_eq!(message, "These are credentials of octocat, not of mona.");
    assert_eq!(hint, "Connect it as another account. Nothing was stored.");
    bench.conduct.end();
    bench.conduct.settled().await;
    assert!(bench.service.state().revoked.contains("access-1"));
}

#[tokio::test]
async fn a_link_that_never_comes_ends_the_sign_in() {
    let mut bench = Bench::new().await;
    bench.conduct.perform(Errand::SignIn(Box::new(bench.wish(Way::Link))));
    page_of(&mut bench).await;
    bench.run_out.notify_one();
    assert_eq!(bench.failed().await.0, "The browser did not come back.");
}
