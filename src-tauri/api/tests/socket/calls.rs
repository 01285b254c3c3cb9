//! Calls of well-behaved clients.

use serde_json::json;
use stint_api::{Code, client::Client, command::Undo};

use crate::host::{Host, request};

#[tokio::test]
async fn a_call_brings_its_reply_or_the_reason_why_there_is_none() {
    let host = Host::open();
    let client = host.client().await;
    assert_eq!(client.send(request("echo", json!({ "a": [1, null] }))).await, Ok(json!({ "a": [1, null] })));
    let error = client.call(Undo {}).await.unwrap_err();
    assert_eq!((error.code, error.message.as_str()), (Code::Refused, "There is no request undo."));
    assert_eq!(error.hint.as_deref(), Some("Ask for another."));
}

#[tokio::test]
async fn a_slow_call_holds_up_no_other_call_of_the_same_connection() {
    let host = Host::open();
    let client = host.client().await;
    let slow = tokio::spawn({
        let client = client.clone();
        async move { client.send(request("wait", json!(null))).await }
    });
    for n in 0..100 {
        assert_eq!(client.send(request("echo", json!(n))).await, Ok(json!(n)));
    }
    assert!(!slow.is_finished());
    host.rules.let_go.add_permits(1);
    assert_eq!(slow.await.unwrap(), Ok(json!("waited")));
}

#[tokio::test]
async fn more_calls_than_are_taken_at_a_time_wait_their_turn() {
    let host = Host::open();
    let client = host.client().await;
    let calls: Vec<_> = (0..100)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.send(request("wait", json!(null))).await })
        })
        .collect();
    host.rules.let_go.add_permits(100);
    for call in calls {
        assert_eq!(call.await.unwrap(), Ok(json!("waited")));
    }
}

#[tokio::test]
async fn sixty_four_clients_are_served_and_one_more_is_turned_away_in_words() {
    let host = Host::open();
    let mut clients = vec![Client::connect_as(&host.path, stint_api::Hello::window()).await.unwrap()];
    for _ in 1..64 {
        clients.push(host.client().await);
    }
    for (n, client) in clients.iter().enumerate() {
        assert_eq!(client.send(request("echo", json!(n))).await, Ok(json!(n)));
    }
    let error = Client::connect(&host.path, "test").await.unwrap_err();
    assert_eq!(error.message, "Stint already serves 64 programs at a time, and lets no more in.");
    drop(clients.swap_remove(0));
    host.windows_are(0).await;
    assert!(host.is_well().await);
}

#[tokio::test]
async fn a_megabyte_of_words_reaches_the_engine_and_five_are_refused_before_they_are_sent() {
    let host = Host::open();
    let client = host.client().await;
    let megabyte = "x".repeat(1 << 20);
    assert_eq!(client.send(request("length", json!(megabyte))).await, Ok(json!(1 << 20)));
    let error = client.send(request("length", json!(megabyte.repeat(5)))).await.unwrap_err();
    assert_eq!(error.code, Code::Refused);
    assert_eq!(client.send(request("large", json!(10 << 20))).await.unwrap().as_str().map(str::len), Some(10 << 20));
}

#[tokio::test]
async fn where_nobody_listens_the_client_is_told_so() {
    let home = tempfile::tempdir().unwrap();
    let error = Client::connect(&home.path().join("stint.sock"), "test").await.unwrap_err();
    assert_eq!((error.code, error.message.as_str()), (Code::NotRunning, "Stint is not running."));
}

#[tokio::test]
async fn the_end_of_the_server_lets_answers_out_and_fails_later_calls() {
    let host = Host::open();
    let client = host.client().await;
    let last = tokio::spawn({
        let client = client.clone();
        async move { client.send(request("wait", json!(null))).await }
    });
    assert_eq!(client.send(request("echo", json!(1))).await, Ok(json!(1)));
    host.cancel.cancel();
    host.rules.let_go.add_permits(1);
    assert_eq!(last.await.unwrap(), Ok(json!("waited")));
    host.served.await.unwrap();
    assert!(!host.path.exists());
    let error = client.send(request("echo", json!(1))).await.unwrap_err();
    assert_eq!(error.code, Code::NotRunning);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_never_ends_does_not_keep_the_server_from_ending() {
    let host = Host::open();
    let client = host.client().await;
    let stuck = tokio::spawn(async move { client.send(request("wait", json!(null))).await });
    assert!(host.is_well().await);
    host.cancel.cancel();
    host.served.await.unwrap();
    assert_eq!(stuck.await.unwrap().unwrap_err().code, Code::NotRunning);
}
