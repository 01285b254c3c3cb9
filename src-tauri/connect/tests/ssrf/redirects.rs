//! Redirects of every status and kind, none of which is followed.

use jiff::Timestamp;
use stint_connect::endpoint::Endpoint;
use wiremock::{Mock, MockServer, Request, ResponseTemplate, matchers::any};

use crate::stage::{Doors, egress_home};

pub const CASES: usize = STATUSES.len() * KINDS.len() * TARGETS.len();

const STATUSES: [u16; 9] = [300, 301, 302, 303, 304, 305, 306, 307, 308];
const KINDS: [&str; 6] =
    ["text/html", "application/json", "text/plain", "application/xml", "image/svg+xml", "application/octet-stream"];
/// `P` stands for the port of the doors.
const TARGETS: [&str; 10] = [
    "http://127.0.0.1:P/",
    "http://[::1]:P/",
    "http://localhost:P/",
    "//127.0.0.1:P/",
    "https://127.0.0.1:P/",
    "http://2130706433:P/",
    "http://[::ffff:127.0.0.1]:P/",
    "http://169.254.169.254/latest/meta-data/",
    "gopher://127.0.0.1:P/_GET",
    "/next",
];

#[tokio::test]
async fn no_redirect_is_followed() {
    let (doors, server) = (Doors::open(), MockServer::start().await);
    let port = doors.port.to_string();
    let answer = move |request: &Request| {
        let mut asked = request.url.path_segments().unwrap().map(|part| part.parse::<usize>().unwrap());
        let (status, kind) = (asked.next().unwrap() as u16, KINDS[asked.next().unwrap()]);
        let target = TARGETS[asked.next().unwrap()].replace('P', &port);
        let page = format!("<meta http-equiv=refresh content='0;url={target}'>");
        ResponseTemplate::new(status)
            .insert_header("Location", target.as_str())
            .insert_header("Refresh", format!("0;url={target}"))
            .set_body_raw(page, kind)
    };
    Mock::given(any()).respond_with(answer).mount(&server).await;
    let http = egress_home().open(Endpoint::chosen(&server.uri()).unwrap()).unwrap();
    let mut cases = 0;
    for status in STATUSES {
        for (kind, target) in (0..KINDS.len()).flat_map(|kind| (0..TARGETS.len()).map(move |target| (kind, target))) {
            let reply = http.send(http.get(&format!("/{status}/{kind}/{target}")).unwrap()).await.unwrap();
            assert_eq!(reply.status(), status);
            assert_eq!(reply.accepted(Timestamp::UNIX_EPOCH).is_ok(), status == 304, "{status} {kind} {target}");
            cases += 1;
        }
    }
    let asked = server.received_requests().await.unwrap();
    assert_eq!((cases, asked.len(), doors.visits()), (CASES, CASES, 0));
}
