//! Passes the reading end of a pipe over a Unix-domain socket (`SCM_RIGHTS`, unix(7)).

use std::{
    io::{self, IoSlice, IoSliceMut},
    mem::MaybeUninit,
    os::fd::{AsFd, OwnedFd},
};

use rustix::net::{
    RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, SendAncillaryBuffer, SendAncillaryMessage, SendFlags,
};
use tokio::io::Interest;

use crate::socket::Stream;

/// Sends one byte and, with it, an open file.
pub(super) async fn pass(stream: &Stream, manner: u8, file: OwnedFd) -> io::Result<()> {
    let passed = [file.as_fd()];
    let send = || {
        let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
        let mut control = SendAncillaryBuffer::new(&mut space);
        control.push(SendAncillaryMessage::ScmRights(&passed));
        Ok(rustix::net::sendmsg(stream, &[IoSlice::new(&[manner])], &mut control, SendFlags::NOSIGNAL)?)
    };
    stream.async_io(Interest::WRITABLE, send).await.map(drop)
}

/// The byte that came and the file that came with it; further files are closed, none is inherited by a program started later.
pub(super) async fn receive(stream: &Stream) -> io::Result<(Option<u8>, Option<OwnedFd>)> {
    stream.async_io(Interest::READABLE, || receive_now(stream)).await
}

fn receive_now(stream: &Stream) -> io::Result<(Option<u8>, Option<OwnedFd>)> {
    let (mut space, mut byte) = ([MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))], [0]);
    let mut control = RecvAncillaryBuffer::new(&mut space);
    let came = rustix::net::recvmsg(stream, &mut [IoSliceMut::new(&mut byte)], &mut control, FLAGS)?;
    let mut file = None;
    for message in control.drain() {
        if let RecvAncillaryMessage::ScmRights(files) = message {
            file = files.fold(file, |first, passed| first.or(Some(passed)));
        }
    }
    #[cfg(not(target_os = "linux"))]
    if let Some(file) = &file {
        rustix::io::fcntl_setfd(file, rustix::io::FdFlags::CLOEXEC)?;
    }
    Ok(((came.bytes == 1).then_some(byte[0]), file))
}

#[cfg(target_os = "linux")]
const FLAGS: RecvFlags = RecvFlags::CMSG_CLOEXEC;
#[cfg(not(target_os = "linux"))]
const FLAGS: RecvFlags = RecvFlags::empty();
