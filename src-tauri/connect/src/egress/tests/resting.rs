//! Hosts that fail rest, hosts that are busy are waited for, and nobody is blamed for a missing network.

use super::*;

#[tokio::test]
async fn a_host_that_fails_again_and_again_rests_and_is_tried_once() {
    let (seconds, egress) = stage();
    let server = server(502).await;
    let (http, other) = (chosen(&egress, &server.uri()), chosen(&egress, &server.uri()));
    for _ in 0..5 {
        assert_eq!(get(&http, "/").await.unwrap().status(), 502);
    }
    let error = get(&other, "/").await.err().unwrap();
    assert!(matches!(&error, Error::Unreachable(why) if why.to_string().contains("left alone until")), "{error:?}");
    assert_eq!(server.received_requests().await.unwrap().len(), 5);
    let host = format!("127.0.0.1:{}", server.address().port());
    assert_eq!(egress.requests(0).resting, [(host, Timestamp::from_second(1_000_030).unwrap())]);
    seconds.fetch_add(30, Ordering::SeqCst);
    server.reset().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(200)).mount(&server).await;
    assert_eq!(get(&http, "/").await.unwrap().status(), 200);
    assert_eq!(egress.requests(0).resting, []);
}

#[tokio::test]
async fn only_a_request_that_was_sent_is_a_try() {
    let (_, egress) = stage_with(names(|| Err(io::Error::other("no such name"))));
    let nowhere = egress.open(Endpoint::standard("https://api.example.org").unwrap()).unwrap();
    let unlistened = chosen(&egress, "http://127.0.0.1:9");
    for _ in 0..6 {
        assert!(get(&nowhere, "/").await.err().unwrap().is_unsent());
        assert!(get(&unlistened, "/").await.err().unwrap().is_unsent(), "whether it is tried or rests");
    }
    let server = MockServer::start().await;
    let slow = ResponseTemplate::new(200).set_delay(Duration::from_secs(60));
    Mock::given(any()).respond_with(slow).mount(&server).await;
    assert!(!get(&chosen(&egress, &server.uri()), "/").await.err().unwrap().is_unsent());
}

#[tokio::test]
async fn a_try_that_is_called_off_leaves_room_for_another() {
    let (seconds, egress) = stage();
    let server = server(500).await;
    let http = chosen(&egress, &server.uri());
    for _ in 0..5 {
        get(&http, "/").await.unwrap();
    }
    seconds.fetch_add(31, Ordering::SeqCst);
    server.reset().await;
    let slow = ResponseTemplate::new(200).set_delay(Duration::from_secs(60));
    Mock::given(any()).respond_with(slow).mount(&server).await;
    assert!(timeout(Duration::from_millis(50), get(&http, "/")).await.is_err());
    server.reset().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(500)).mount(&server).await;
    assert_eq!(get(&http, "/").await.unwrap().status(), 500);
    assert!(get(&http, "/").await.is_err());
}

#[tokio::test]
async fn what_the_service_refuses_is_no_failure_of_the_host() {
    let (_, egress) = stage();
    for status in [400, 401, 403, 404, 429] {
        let server = server(status).await;
        let http = chosen(&egress, &server.uri());
        for _ in 0..12 {
            assert_eq!(get(&http, "/").await.unwrap().status(), status);
        }
    }
    assert_eq!(egress.requests(0).resting, []);
}

#[tokio::test]
async fn a_machine_without_network_blames_nobody() {
    let (_, egress) = stage_with(names(|| Err(io::Error::other("no such name"))));
    let named = egress.open(Endpoint::standard("https://api.example.org").unwrap()).unwrap();
    let there = chosen(&egress, "http://127.0.0.1:9");
    for is_online in [false, true] {
        egress.set_online(is_online);
        for _ in 0..6 {
            get(&named, "/").await.err().unwrap();
        }
    }
    egress.set_online(false);
    for _ in 0..6 {
        get(&there, "/").await.err().unwrap();
    }
    assert_eq!(egress.requests(0).resting, []);
    egress.set_online(true);
    for _ in 0..6 {
        get(&there, "/").await.err().unwrap();
    }
    assert_eq!(egress.requests(0).resting.len(), 1);
    egress.set_online(true);
    assert_eq!(egress.requests(0).resting.len(), 1);
    egress.set_online(false);
    egress.set_online(true);
    assert_eq!(egress.requests(0).resting, []);
}

#[tokio::test]
async fn four_go_to_a_host_at_once_and_the_fifth_waits_for_its_turn() {
    let (_, egress) = stage();
    let gate = egress.gate();
    let mut passes = Vec::new();
    for _ in 0..4 {
        passes.push(gate.enter(&egress).await.unwrap());
    }
    assert!(timeout(Duration::ZERO, gate.enter(&egress)).await.is_err());
    passes.pop();
    assert!(timeout(Duration::ZERO, gate.enter(&egress)).await.is_ok());
}

#[tokio::test]
async fn whoever_waited_for_a_host_that_rests_by_now_does_not_call() {
    let (_, egress) = stage();
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(ResponseTemplate::new(500)).mount(&server).await;
    let http = chosen(&egress, &server.uri());
    let calls: Vec<_> =
        (0..100).map(|_| http.clone()).map(|http| tokio::spawn(async move { get(&http, "/").await })).collect();
    for call in calls {
        drop(call.await.unwrap());
    }
    let asked = server.received_requests().await.unwrap().len();
    assert!((5..=8).contains(&asked), "{asked}");
}
