//! Clients that pass junk, the wrong thing, too much or nothing lose their own connection and nobody else's.

use std::{io::Write, os::fd::AsFd};

use crate::host::{Host, give, hear, pass};

#[tokio::test]
async fn without_a_pipe_nothing_is_taken() {
    let host = Host::open();
    for junk in [&b"1"[..], b"2", b"{}", b"GET / HTTP/1.1\r\n\r\n", &[0xff; 1 << 10]] {
        let mut stream = host.raw().await;
        pass(&stream, junk, &[]).await;
        let message = hear(&mut stream).await.unwrap()["error"]["message"].take();
        assert_eq!(message, "Stint did not understand what was handed over: no pipe came along.");
        assert_eq!(hear(&mut stream).await, None);
    }
    assert!(host.is_well().await);
}

#[tokio::test]
async fn only_the_reading_end_of_a_pipe_is_read() {
    let host = Host::open();
    let (reading, writing) = std::io::pipe().unwrap();
    let file = tempfile::tempfile().unwrap();
    let (socket, _other) = std::os::unix::net::UnixStream::pair().unwrap();
    for wrong in [writing.as_fd(), file.as_fd(), socket.as_fd()] {
        let mut stream = host.raw().await;
        pass(&stream, b"1", &[wrong]).await;
        assert!(hear(&mut stream).await.unwrap()["error"].is_object());
    }
    let mut stream = host.raw().await;
    pass(&stream, b"2", &[reading.as_fd()]).await;
    assert!(hear(&mut stream).await.unwrap()["error"].is_object(), "it comes in a manner that is not known");
    assert!(host.is_well().await);
}

#[tokio::test]
async fn of_two_files_the_first_counts_and_the_other_is_closed() {
    let host = Host::open();
    let mut stream = host.raw().await;
    let ((reading, mut writing), (second, mut into_second)) = (std::io::pipe().unwrap(), std::io::pipe().unwrap());
    pass(&stream, b"1", &[reading.as_fd(), second.as_fd()]).await;
    drop((reading, second));
    writing.write_all(b"canary").unwrap();
    drop(writing);
    let ticket = hear(&mut stream).await.unwrap()["ticket"].take();
    assert_eq!(host.taken(ticket.as_str().unwrap()).as_deref(), Some("canary"));
    assert_eq!(into_second.write(b"x").unwrap_err().kind(), std::io::ErrorKind::BrokenPipe);
}

#[tokio::test]
async fn a_megabyte_is_refused_before_it_is_read() {
    let host = Host::open();
    let answer = give(&host, &vec![b'x'; 1 << 20]).await;
    assert_eq!(answer["error"]["message"], "That is too long: a secret may have 64 KiB.");
    assert!(host.is_well().await);
}

#[tokio::test(start_paused = true)]
async fn a_silent_client_and_a_pipe_that_never_ends_are_given_up() {
    let host = Host::open();
    let (reading, writing) = std::io::pipe().unwrap();
    let mut silent = host.raw().await;
    let mut endless = host.raw().await;
    pass(&endless, b"1", &[reading.as_fd()]).await;
    assert_eq!(hear(&mut silent).await, None);
    assert_eq!(hear(&mut endless).await, None);
    drop(writing);
    assert!(host.is_well().await);
}

#[tokio::test(start_paused = true)]
async fn of_many_silent_clients_only_eight_are_waited_for_at_a_time() {
    let host = Host::open();
    let mut silent = Vec::new();
    for _ in 0..20 {
        silent.push(host.raw().await);
    }
    for stream in &mut silent {
        assert_eq!(hear(stream).await, None);
    }
    assert!(host.is_well().await);
}
