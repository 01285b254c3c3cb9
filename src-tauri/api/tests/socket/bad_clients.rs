//! Clients that are old, broken, slow or silent lose their own connection and nobody else's.

use serde_json::json;

use crate::host::Host;

#[tokio::test]
async fn a_client_of_another_version_is_refused_in_words_that_name_both() {
    let host = Host::open();
    let mut raw = host.raw().await;
    raw.say(json!({ "protocol": 2, "program": "window", "version": "0.9.0" })).await;
    let error = raw.hear().await.unwrap()["error"].take();
    let expected = format!(
        "The program “window” 0.9.0 speaks version 2 of Stint’s protocol, the running Stint {} speaks version 1.",
        stint_api::VERSION
    );
    assert_eq!(error["code"], "version");
    assert_eq!(error["message"], expected);
    assert_eq!(error["hint"], "Quit Stint from its tray menu and start it again. A running timer goes on.");
    assert_eq!(raw.hear().await, None);
}

#[tokio::test]
async fn a_frame_over_the_limit_ends_the_connection_in_words() {
    let host = Host::open();
    let mut raw = host.raw().await;
    raw.greet().await;
    raw.write(&u32::MAX.to_be_bytes()).await;
    let message = raw.hear().await.unwrap()["error"]["message"].take();
    assert_eq!(
        message,
        "Stint did not understand this program: a frame of 4294967295 bytes, where 4194304 are the most."
    );
    assert_eq!(raw.hear().await, None);
    assert!(host.is_well().await);
}

#[tokio::test]
async fn junk_instead_of_a_greeting_is_answered_and_closed() {
    let host = Host::open();
    for junk in [&b"\0\0\0\x03}{!"[..], b"GET / HTTP/1.1\r\n\r\n", &[0, 0, 0, 0], &[0xff; 64]] {
        let mut raw = host.raw().await;
        raw.write(junk).await;
        assert!(raw.hear().await.unwrap()["error"]["message"].is_string());
        assert_eq!(raw.hear().await, None);
    }
    assert!(host.is_well().await);
}

#[tokio::test]
async fn junk_instead_of_a_request_closes_only_that_connection() {
    let host = Host::open();
    for junk in [json!([1, 2]), json!({ "id": "seven", "name": "echo" }), json!({ "id": 7 })] {
        let mut raw = host.raw().await;
        raw.greet().await;
        raw.say(junk).await;
        assert!(raw.hear().await.unwrap()["error"]["message"].is_string());
        assert_eq!(raw.hear().await, None);
    }
    assert!(host.is_well().await);
}

#[tokio::test]
async fn a_client_that_goes_in_the_middle_of_a_frame_is_forgotten() {
    let host = Host::open();
    let mut raw = host.raw().await;
    raw.greet().await;
    host.windows_are(1).await;
    raw.write(&[0, 0, 1, 0, b'{']).await;
    drop(raw);
    host.windows_are(0).await;
    assert!(host.is_well().await);
}

#[tokio::test]
async fn a_client_that_stops_asking_still_reads_its_answers() {
    use tokio::io::AsyncWriteExt;
    let host = Host::open();
    let mut raw = host.raw().await;
    raw.greet().await;
    raw.say(json!({ "id": 7, "name": "wait" })).await;
    raw.0.shutdown().await.unwrap();
    host.rules.let_go.add_permits(1);
    assert_eq!(raw.hear().await, Some(json!({ "id": 7, "ok": "waited" })));
    assert_eq!(raw.hear().await, None);
}

#[tokio::test(start_paused = true)]
async fn a_client_that_does_not_read_is_dropped() {
    let host = Host::open();
    let mut raw = host.raw().await;
    raw.greet().await;
    host.windows_are(1).await;
    raw.say(json!({ "id": 1, "name": "large", "body": 8 << 20 })).await;
    host.windows_are(0).await;
    assert!(host.is_well().await);
}

#[tokio::test(start_paused = true)]
async fn a_client_that_never_says_who_it_is_is_dropped() {
    let host = Host::open();
    let mut raw = host.raw().await;
    assert_eq!(raw.hear().await, None);
    assert!(host.is_well().await);
}
