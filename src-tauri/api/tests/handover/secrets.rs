//! What is handed over arrives, once and whole, and nobody on the way sees it.

use std::{
    os::fd::AsFd,
    sync::{Arc, Mutex},
};

use stint_api::{Code, handover};
use tokio::net::{UnixListener, UnixStream};

use crate::host::{Host, catch, give, pass};

#[tokio::test]
async fn a_secret_arrives_and_its_ticket_is_good_once() {
    let host = Host::open();
    let ticket = handover::hand_over(&host.path, "ghp_canary é".as_bytes()).await.unwrap();
    assert_eq!(host.taken(&ticket).as_deref(), Some("ghp_canary é"));
    assert_eq!(host.taken(&ticket), None);
}

#[tokio::test]
async fn many_at_once_get_their_own_tickets() {
    let host = Host::open();
    let given = (0..24).map(|n| {
        let path = host.path.clone();
        tokio::spawn(async move { (n, handover::hand_over(&path, n.to_string().as_bytes()).await.unwrap()) })
    });
    for given in given.collect::<Vec<_>>() {
        let (n, ticket) = given.await.unwrap();
        assert_eq!(host.taken(&ticket), Some(n.to_string()));
    }
}

#[tokio::test]
async fn the_longest_secret_arrives_whole() {
    let host = Host::open();
    let long = "x".repeat(handover::LONGEST);
    let ticket = handover::hand_over(&host.path, long.as_bytes()).await.unwrap();
    assert_eq!(host.taken(&ticket).map(|text| text.len()), Some(long.len()));
}

#[tokio::test]
async fn nothing_and_too_much_are_refused_on_both_sides() {
    let host = Host::open();
    for bytes in [Vec::new(), vec![b'x'; handover::LONGEST + 1], vec![b'x'; 1 << 20]] {
        let error = handover::hand_over(&host.path, &bytes).await.unwrap_err();
        assert_eq!(error.code, Code::Refused);
        assert_eq!(give(&host, &bytes).await["error"]["message"], error.message);
    }
    assert!(host.is_well().await);
}

#[tokio::test]
async fn what_is_not_text_is_refused_in_words() {
    let host = Host::open();
    let error = handover::hand_over(&host.path, &[b'a', 0xff, 0xfe]).await.unwrap_err();
    assert_eq!((error.code, error.message.as_str()), (Code::Refused, "That is not text. Nothing was kept."));
}

#[tokio::test]
async fn without_an_engine_it_says_so() {
    let error = handover::hand_over("/no/such/hand.sock".as_ref(), b"canary").await.unwrap_err();
    assert_eq!((error.code, error.message.as_str()), (Code::NotRunning, "Stint is not running."));
}

#[tokio::test]
async fn on_the_socket_there_is_one_byte_and_a_ticket_and_never_the_secret() {
    let host = Host::open();
    let tapped = host.path.with_file_name("tap.sock");
    let listener = UnixListener::bind(&tapped).unwrap();
    let seen = Arc::new(Mutex::new((Vec::new(), Vec::new())));
    let (tape, server) = (Arc::clone(&seen), host.raw().await);
    let tap = tokio::spawn(async move {
        let (client, _) = listener.accept().await.unwrap();
        tokio::select! {
            () = relay(&client, &server, |bytes| tape.lock().unwrap().0.extend_from_slice(bytes)) => {}
            () = relay(&server, &client, |bytes| tape.lock().unwrap().1.extend_from_slice(bytes)) => {}
        }
    });
    let ticket = handover::hand_over(&tapped, b"ghp_canary").await.unwrap();
    tap.await.unwrap();
    assert_eq!(host.taken(&ticket).as_deref(), Some("ghp_canary"));
    let (asked, told) = seen.lock().unwrap().clone();
    assert_eq!(asked, b"1");
    let told = String::from_utf8_lossy(&told).into_owned();
    assert!(told.contains(&ticket) && !told.contains("canary"), "{told}");
}

/// Passes on what comes until it ends.
async fn relay(from: &UnixStream, to: &UnixStream, mut see: impl FnMut(&[u8])) {
    loop {
        let (bytes, files) = catch(from).await;
        if bytes.is_empty() {
            return;
        }
        see(&bytes);
        pass(to, &bytes, &files.iter().map(AsFd::as_fd).collect::<Vec<_>>()).await;
    }
}
