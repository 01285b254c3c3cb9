//! The seam against servers that misbehave.

use std::{net::Ipv4Addr, sync::Arc, time::Duration};

use jiff::Timestamp;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::path};

use super::*;
use crate::egress::Limits;

fn hurried() -> Limits {
    Limits { patience: Duration::from_millis(200), longest_body: 1_000, longest_head: 1_000, ..Limits::default() }
}

fn egress(lookup: Lookup) -> Egress {
    Egress::with(Arc::new(|| Timestamp::UNIX_EPOCH), hurried(), lookup)
}

fn http(origin: &str) -> Http {
    egress(of_the_system()).open(Endpoint::chosen(origin).unwrap()).unwrap()
}

async fn get(http: &Http, path: &str) -> Result<Reply> {
    http.send(http.get(path)?).await
}

/// A server that answers one request with `head`, then with `body` as often as it is taken.
async fn raw(head: &'static str, body: &'static str, times: usize) -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    drop(tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let _request = stream.read(&mut [0; 4_096]).await;
        let mut written = stream.write_all(head.as_bytes()).await;
        for _ in 0..times {
            written = written.and(stream.write_all(body.as_bytes()).await);
        }
        // Held open until the client goes.
        let _end = stream.read(&mut [0; 1]).await;
    }));
    origin
}

/// A way to `origin` on which every name leads to `addresses`.
fn http_to(endpoint: Endpoint, addresses: &'static [&'static str]) -> Http {
    let lookup: Lookup = Arc::new(move |_| {
        Box::pin(async move { Ok(addresses.iter().map(|address| address.parse().unwrap()).collect()) })
    });
    egress(lookup).open(endpoint).unwrap()
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let server = MockServer::start().await;
    let moved = ResponseTemplate::new(302).insert_header("Location", "/there");
    Mock::given(path("/here")).respond_with(moved).mount(&server).await;
    Mock::given(path("/there")).respond_with(ResponseTemplate::new(200)).expect(0).mount(&server).await;
    let reply = get(&http(&server.uri()), "/here").await.unwrap();
    assert!(matches!(reply.accepted(jiff::Timestamp::UNIX_EPOCH), Err(Error::Refused { .. })));
}

#[tokio::test]
async fn no_request_goes_to_another_origin() {
    let here = http("http://127.0.0.1:9");
    for elsewhere in ["http://127.0.0.1:10/", "https://example.org/", "//example.org/", "http://me@127.0.0.1:9/"] {
        assert!(matches!(here.get(elsewhere), Err(Error::Refused { .. })), "{elsewhere}");
    }
}

#[tokio::test]
async fn a_body_without_end_is_cut_off() {
    let origin = raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "5\r\nhello\r\n", 1_000_000).await;
    assert!(matches!(get(&http(&origin), "/").await, Err(Error::NotUnderstood { .. })));
}

#[tokio::test]
async fn a_body_of_just_the_limit_is_taken_in() {
    let server = MockServer::start().await;
    let body = |length| ResponseTemplate::new(200).set_body_bytes(vec![b'x'; length]);
    Mock::given(path("/fits")).respond_with(body(1_000)).mount(&server).await;
    Mock::given(path("/more")).respond_with(body(1_001)).mount(&server).await;
    assert_eq!(get(&http(&server.uri()), "/fits").await.unwrap().status(), 200);
    assert!(matches!(get(&http(&server.uri()), "/more").await, Err(Error::NotUnderstood { .. })));
}

#[tokio::test]
async fn a_head_without_end_is_cut_off() {
    let server = MockServer::start().await;
    let head = |length| ResponseTemplate::new(200).insert_header("x-any", "x".repeat(length));
    Mock::given(path("/fits")).respond_with(head(500)).mount(&server).await;
    Mock::given(path("/more")).respond_with(head(1_001)).mount(&server).await;
    assert_eq!(get(&http(&server.uri()), "/fits").await.unwrap().status(), 200);
    assert!(matches!(get(&http(&server.uri()), "/more").await, Err(Error::NotUnderstood { .. })));
    let origin = raw("HTTP/1.1 200 OK\r\n", "x-any: and so on and so forth\r\n", 100_000).await;
    assert!(get(&http(&origin), "/").await.is_err());
}

#[tokio::test]
async fn a_call_may_take_in_less_than_usual() {
    let server = MockServer::start().await;
    let body = ResponseTemplate::new(200).set_body_bytes([b'x'; 100]);
    Mock::given(path("/")).respond_with(body).mount(&server).await;
    let http = http(&server.uri());
    let within = async |longest| http.send_within(http.get("/").unwrap(), longest).await;
    assert!(within(100).await.is_ok());
    assert!(matches!(within(99).await, Err(Error::NotUnderstood { .. })));
    assert!(within(usize::MAX).await.is_ok());
}

#[tokio::test]
async fn a_packed_body_is_not_unpacked() {
    let server = MockServer::start().await;
    let packed =
        ResponseTemplate::new(200).insert_header("content-encoding", "gzip").set_body_bytes(vec![0x1f, 0x8b, 8]);
    Mock::given(path("/")).respond_with(packed).mount(&server).await;
    let reply = get(&http(&server.uri()), "/").await.unwrap();
    assert_eq!(reply.body(), [0x1f, 0x8b, 8]);
    let asked = server.received_requests().await.unwrap();
    assert!(["accept-encoding", "cookie", "referer"].iter().all(|field| !asked[0].headers.contains_key(*field)));
}

#[tokio::test]
async fn a_cookie_is_not_sent_back() {
    let server = MockServer::start().await;
    let cookie = ResponseTemplate::new(200).insert_header("set-cookie", "session=1; Path=/");
    Mock::given(path("/")).respond_with(cookie).mount(&server).await;
    let http = http(&server.uri());
    for _ in 0..2 {
        get(&http, "/").await.unwrap();
    }
    assert!(server.received_requests().await.unwrap().iter().all(|asked| !asked.headers.contains_key("cookie")));
}

#[tokio::test]
async fn a_server_that_says_nothing_or_stops_halfway_is_unreachable() {
    for (head, body) in [("", ""), ("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n", "half"), ("SSH-2.0-x\r\n", "")] {
        let origin = raw(head, body, 1).await;
        assert!(matches!(get(&http(&origin), "/").await, Err(Error::Unreachable(_))), "{head}");
    }
}

#[tokio::test]
async fn a_name_that_leads_to_a_private_address_is_refused() {
    let table: [&[&str]; 4] = [&["10.0.0.1"], &["93.184.216.34", "127.0.0.1"], &["::1"], &["::ffff:169.254.169.254"]];
    for addresses in table {
        let http = http_to(Endpoint::standard("https://api.example.org").unwrap(), addresses);
        assert!(matches!(get(&http, "/").await, Err(Error::Refused { .. })), "{addresses:?}");
    }
}

#[tokio::test]
async fn not_even_a_chosen_name_may_lead_to_a_metadata_server() {
    let http = http_to(Endpoint::chosen("https://git.internal:8443").unwrap(), &["169.254.169.254"]);
    assert!(matches!(get(&http, "/").await, Err(Error::Refused { .. })));
}

#[tokio::test]
async fn plain_http_does_not_leave_this_computer_by_name() {
    let http = http_to(Endpoint::chosen("http://localhost:9").unwrap(), &["10.0.0.1"]);
    assert!(matches!(get(&http, "/").await, Err(Error::Refused { .. })));
}

#[tokio::test]
async fn a_chosen_name_is_reached_at_the_address_that_was_judged() {
    let server = MockServer::start().await;
    Mock::given(path("/")).respond_with(ResponseTemplate::new(200)).mount(&server).await;
    let origin = format!("http://localhost:{}", server.address().port());
    let http = http_to(Endpoint::chosen(&origin).unwrap(), &["127.0.0.1"]);
    assert_eq!(get(&http, "/").await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_name_that_nobody_knows_is_unreachable() {
    let lookup: Lookup = Arc::new(|_| Box::pin(async { Err(std::io::Error::other("no such name")) }));
    let endpoint = Endpoint::standard("https://api.example.org").unwrap();
    let http = egress(lookup).open(endpoint).unwrap();
    assert!(matches!(get(&http, "/").await, Err(Error::Unreachable(_))));
}

#[tokio::test]
async fn credentials_that_fit_into_no_head_are_told_as_such() {
    let http = http("http://127.0.0.1:9");
    let error = http.send(http.get("/").unwrap().bearer_auth("two\nlines")).await.err().unwrap();
    assert!(matches!(&error, Error::Refused { .. }), "{error:?}");
    assert!(!format!("{error:?}").contains("lines"));
}
