//! What watching clients are told.

use serde_json::json;
use stint_api::{Event, Hello, Topic, client::Client, command::Place};

use crate::host::{Host, request};

#[tokio::test]
async fn a_watching_client_is_told_in_order_until_the_end() {
    let host = Host::open();
    let client = Client::connect_as(&host.path, Hello::of("test").watching()).await.unwrap();
    let mut events = client.events().await.unwrap();
    let told =
        [Event::Changed { topic: Topic::Timer }, Event::Show { place: Place::Settings, section: None }, Event::Ended];
    for event in &told {
        host.rules.told.send(event.clone()).unwrap();
    }
    host.cancel.cancel();
    for event in told {
        assert_eq!(events.next().await, Some(event));
    }
    assert_eq!(events.next().await, None);
}

#[tokio::test]
async fn a_client_that_only_asks_is_told_nothing() {
    let host = Host::open();
    let client = host.client().await;
    assert!(client.events().await.is_err());
    assert_eq!(host.rules.told.receiver_count(), 0);
}

#[tokio::test]
async fn a_client_that_lagged_behind_asks_for_everything_again() {
    let host = Host::open();
    let client = Client::connect_as(&host.path, Hello::of("test").watching()).await.unwrap();
    let mut events = client.events().await.unwrap();
    for _ in 0..100 {
        host.rules.told.send(Event::Changed { topic: Topic::Timer }).unwrap();
    }
    for topic in Topic::ALL {
        assert_eq!(events.next().await, Some(Event::Changed { topic }));
    }
}

#[tokio::test]
async fn windows_are_counted_and_other_clients_are_not() {
    let host = Host::open();
    let watcher = Client::connect_as(&host.path, Hello::of("test").watching()).await.unwrap();
    let first = Client::connect_as(&host.path, Hello::window()).await.unwrap();
    let second = Client::connect_as(&host.path, Hello::window()).await.unwrap();
    host.windows_are(2).await;
    assert_eq!(watcher.send(request("echo", json!(1))).await, Ok(json!(1)));
    drop(first);
    host.windows_are(1).await;
    drop(second);
    host.windows_are(0).await;
}
