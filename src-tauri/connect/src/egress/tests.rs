//! The way out as a whole: what is written down, what is kept, what names lead to.

mod resting;

use std::{
    io,
    net::IpAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use jiff::Timestamp;
use tokio::time::timeout;
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::any, matchers::path};

use super::*;
use crate::http::{Found, Reply};

const SECRET: &str = "s3cr3t-t0ken";

/// A clock that stands until it is set, and a way out that goes by it.
fn stage() -> (Arc<AtomicI64>, Egress) {
    stage_with(of_the_system())
}

fn stage_with(lookup: Lookup) -> (Arc<AtomicI64>, Egress) {
    let seconds = Arc::new(AtomicI64::new(1_000_000));
    let clock = Arc::clone(&seconds);
    let limits =
        Limits { patience: Duration::from_millis(300), to_connect: Duration::from_millis(200), ..Limits::default() };
    let clock = Arc::new(move || Timestamp::from_second(clock.load(Ordering::SeqCst)).unwrap());
    (seconds, Egress::with(clock, limits, lookup))
}

/// Names lead where `answer` says.
fn names(answer: impl Fn() -> io::Result<Vec<IpAddr>> + Send + Sync + 'static) -> Lookup {
    Arc::new(move |_| {
        let answer = answer();
        Box::pin(async move { answer }) as Found
    })
}

fn chosen(egress: &Egress, origin: &str) -> Http {
    egress.open(Endpoint::chosen(origin).unwrap()).unwrap()
}

async fn get(http: &Http, path: &str) -> Result<Reply> {
    http.send(http.get(path)?.bearer_auth(SECRET)).await
}

async fn server(status: u16) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(status).set_body_string("1234")).mount(&server).await;
    server
}

#[tokio::test]
async fn every_request_is_written_down_without_query_and_tokens() {
    let (_, egress) = stage();
    let server = server(404).await;
    let http = chosen(&egress, &server.uri());
    let posted = http.send(http.post("/x/ghp_abc?code=hunter2").unwrap().body("hunter3")).await;
    assert_eq!(posted.unwrap().status(), 404);
    get(&http, "/user").await.unwrap();
    get(&chosen(&egress, "http://127.0.0.1:9"), "/gone").await.err().unwrap();
    let log = egress.requests(10);
    let rows: Vec<_> =
        log.rows.iter().map(|row| (row.method.as_str(), row.path.as_str(), row.status, row.bytes)).collect();
    assert_eq!(rows, [("GET", "/gone", None, 0), ("GET", "/user", Some(404), 4), ("POST", "/x/…", Some(404), 4)]);
    let failures: Vec<_> = log.rows.iter().map(|row| row.failure.as_deref()).collect();
    assert_eq!(failures, [Some("nobody listens there"), None, None]);
    assert_eq!(log.rows[1].host, format!("127.0.0.1:{}", server.address().port()));
    assert_eq!((log.count, log.since), (3, Timestamp::from_second(1_000_000).unwrap()));
    let said = format!("{log:?} {egress:?} {http:?}");
    assert!(["hunter", "ghp_", SECRET].iter().all(|secret| !said.contains(secret)), "{said}");
}

#[tokio::test]
async fn a_request_that_is_called_off_is_written_down_too() {
    let (_, egress) = stage();
    let server = MockServer::start().await;
    let slow = ResponseTemplate::new(200).set_delay(Duration::from_secs(60));
    Mock::given(any()).respond_with(slow).mount(&server).await;
    let http = chosen(&egress, &server.uri());
    assert!(timeout(Duration::from_millis(50), get(&http, "/")).await.is_err());
    assert_eq!(egress.requests(1).rows[0].failure.as_deref(), Some("it was called off"));
    get(&http, "/").await.err().unwrap();
    assert_eq!(egress.requests(1).rows[0].failure.as_deref(), Some("it took too long"));
}

#[tokio::test]
async fn a_name_that_leads_astray_is_written_down_with_the_reason() {
    let (_, egress) = stage_with(names(|| Ok(vec!["10.0.0.5".parse().unwrap()])));
    let http = egress.open(Endpoint::standard("https://api.example.org").unwrap()).unwrap();
    let error = get(&http, "/user").await.err().unwrap();
    assert!(error.to_string().contains("10.0.0.5"), "{error}");
    let row = egress.requests(1).rows.remove(0);
    assert_eq!((row.host.as_str(), row.status), ("api.example.org", None));
    assert!(row.failure.unwrap().contains("10.0.0.5"));
}

#[tokio::test]
async fn what_the_service_said_of_its_limit_is_kept_with_the_way() {
    let (_, egress) = stage();
    let server = MockServer::start().await;
    let limited = ResponseTemplate::new(200)
        .insert_header("x-ratelimit-limit", "60")
        .insert_header("x-ratelimit-remaining", "59")
        .insert_header("x-ratelimit-reset", "30");
    Mock::given(path("/limited")).respond_with(limited).mount(&server).await;
    Mock::given(path("/silent")).respond_with(ResponseTemplate::new(200)).mount(&server).await;
    let (http, other) = (chosen(&egress, &server.uri()), chosen(&egress, &server.uri()));
    get(&http, "/limited").await.unwrap();
    get(&http, "/silent").await.unwrap();
    assert_eq!(http.clone().told().map(|told| (told.limit, told.left)), Some((60, 59)));
    assert_eq!(other.told(), None);
}

#[tokio::test]
async fn a_request_that_another_way_formed_goes_nowhere() {
    let (_, egress) = stage();
    let server = server(200).await;
    let (here, there) = (chosen(&egress, &server.uri()), chosen(&egress, "http://127.0.0.1:9"));
    let request = there.get("/").unwrap().bearer_auth(SECRET);
    assert!(matches!(here.send(request).await, Err(Error::Refused { .. })));
    assert_eq!(server.received_requests().await.unwrap().len(), 0);
}

#[tokio::test]
async fn a_host_is_looked_up_so_that_the_person_can_be_asked() {
    let at = |text: &str| text.parse::<IpAddr>().unwrap();
    let many = vec![at("10.0.0.5"), at("::ffff:10.0.0.5"), at("fd12::5"), at("10.0.0.5")];
    let (_, egress) = stage_with(names(move || Ok(many.clone())));
    let found = egress.resolve("https://git.acme.example:8443").await.unwrap();
    assert_eq!(found, [at("10.0.0.5"), at("fd12::5")]);
    assert_eq!(egress.resolve("https://[::ffff:10.0.0.7]").await.unwrap(), [at("10.0.0.7")]);
    for bad in ["git.acme.example", "https://me@git.acme.example", "https://a.example/path"] {
        assert!(matches!(egress.resolve(bad).await, Err(Error::Refused { .. })), "{bad}");
    }
    let silent: Lookup = Arc::new(|_| Box::pin(std::future::pending()) as Found);
    for lookup in [names(|| Ok(Vec::new())), names(|| Err(io::Error::other("no such name"))), silent] {
        let (_, egress) = stage_with(lookup);
        assert!(matches!(egress.resolve("https://git.acme.example").await, Err(Error::Unreachable(_))));
    }
}

#[tokio::test]
async fn connections_are_used_again_and_look_ups_with_them() {
    let lookups = Arc::new(Mutex::new(0));
    let counted = Arc::clone(&lookups);
    let (_, egress) = stage_with(names(move || {
        *counted.lock().unwrap() += 1;
        Ok(vec!["127.0.0.1".parse().unwrap()])
    }));
    let server = server(200).await;
    let origin = format!("http://localhost:{}", server.address().port());
    for _ in 0..5 {
        get(&chosen(&egress, &origin), "/").await.unwrap();
    }
    assert_eq!(*lookups.lock().unwrap(), 1);
}
