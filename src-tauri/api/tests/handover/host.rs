//! A server that takes secrets in, and a client that passes whatever it likes.
#![expect(clippy::unwrap_used, reason = "a test ends where its surroundings fail")]

use std::{
    io::{IoSlice, IoSliceMut},
    mem::MaybeUninit,
    os::fd::{AsFd, BorrowedFd, OwnedFd},
    path::PathBuf,
    sync::Arc,
};

use jiff::Timestamp;
use rustix::net::{
    RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, SendAncillaryBuffer, SendAncillaryMessage, SendFlags,
};
use secrecy::ExposeSecret;
use serde_json::Value;
use stint_api::handover::{self, Tickets};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, Interest},
    net::UnixStream,
};
use tokio_util::sync::CancellationToken;

pub struct Host {
    pub path: PathBuf,
    pub tickets: Tickets,
    cancel: CancellationToken,
    _home: TempDir,
}

impl Host {
    pub fn open() -> Self {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("run/hand.sock");
        let tickets = Tickets::new(Arc::new(|| Timestamp::UNIX_EPOCH));
        let cancel = CancellationToken::new();
        let listener = handover::bind(&path).unwrap();
        drop(tokio::spawn(handover::serve(listener, tickets.clone(), cancel.clone())));
        Self { path, tickets, cancel, _home: home }
    }

    /// What a ticket stands for.
    pub fn taken(&self, ticket: &str) -> Option<String> {
        self.tickets.take(ticket).map(|secret| secret.expose_secret().to_owned())
    }

    pub async fn raw(&self) -> UnixStream {
        UnixStream::connect(&self.path).await.unwrap()
    }

    /// Whether a well-behaved client is still served.
    pub async fn is_well(&self) -> bool {
        let ticket = handover::hand_over(&self.path, b"canary").await.unwrap();
        self.taken(&ticket).as_deref() == Some("canary")
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.cancel.cancel();
    }
}

/// Sends bytes and open files.
pub async fn pass(stream: &UnixStream, bytes: &[u8], files: &[BorrowedFd<'_>]) {
    let send = || {
        let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(2))];
        let mut control = SendAncillaryBuffer::new(&mut space);
        assert!(files.is_empty() || control.push(SendAncillaryMessage::ScmRights(files)));
        Ok(rustix::net::sendmsg(stream, &[IoSlice::new(bytes)], &mut control, SendFlags::NOSIGNAL)?)
    };
    assert_eq!(stream.async_io(Interest::WRITABLE, send).await.unwrap(), bytes.len());
}

/// What comes next: bytes, and open files.
pub async fn catch(stream: &UnixStream) -> (Vec<u8>, Vec<OwnedFd>) {
    let receive = || {
        let (mut space, mut bytes) = ([MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(2))], vec![0; 64 << 10]);
        let mut control = RecvAncillaryBuffer::new(&mut space);
        let came = rustix::net::recvmsg(stream, &mut [IoSliceMut::new(&mut bytes)], &mut control, RecvFlags::empty())?;
        bytes.truncate(came.bytes);
        let mut files = Vec::new();
        for message in control.drain() {
            if let RecvAncillaryMessage::ScmRights(passed) = message {
                files.extend(passed);
            }
        }
        Ok((bytes, files))
    };
    stream.async_io(Interest::READABLE, receive).await.unwrap()
}

/// The next frame, or `None` once the server closed.
pub async fn hear(stream: &mut UnixStream) -> Option<Value> {
    let length = stream.read_u32().await.ok()?;
    let mut frame = vec![0; length as usize];
    stream.read_exact(&mut frame).await.ok()?;
    Some(serde_json::from_slice(&frame).unwrap())
}

/// Passes the reading end of a pipe that holds `bytes`, and hears what the server says.
pub async fn give(host: &Host, bytes: &[u8]) -> Value {
    let mut stream = host.raw().await;
    let (reading, mut writing) = std::io::pipe().unwrap();
    pass(&stream, b"1", &[reading.as_fd()]).await;
    drop(reading);
    let bytes = bytes.to_vec();
    let writer = tokio::task::spawn_blocking(move || std::io::Write::write_all(&mut writing, &bytes));
    let answer = hear(&mut stream).await.unwrap();
    drop(writer.await.unwrap());
    answer
}
