//! Frames: four bytes of length, most significant first, then that many bytes of JSON.

use std::io;

use serde::Serialize;
use thiserror::Error;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// The longest frame a client may send: a description of a megabyte shall reach the engine and be refused in words.
pub(crate) const FROM_CLIENT: usize = 4 << 20;
/// The longest frame a server may send.
pub(crate) const FROM_SERVER: usize = 64 << 20;

const HEAD: usize = 4;
const STEP: usize = 16 << 10;

/// Why no frame could be read.
#[derive(Debug, Error)]
pub(crate) enum FrameError {
    #[error("a frame of {length} bytes, where {limit} are the most")]
    TooLong { length: usize, limit: usize },
    #[error("the connection ended inside a frame")]
    Half,
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Reads frames; `next` may be dropped at any await and loses nothing.
pub(crate) struct FrameReader<R> {
    from: R,
    buffer: Vec<u8>,
    limit: usize,
}

impl<R: AsyncRead + Unpin> FrameReader<R> {
    pub(crate) fn new(from: R, limit: usize) -> Self {
        Self { from, buffer: Vec::new(), limit }
    }

    /// The next frame, or `None` at the end of the stream.
    pub(crate) async fn next(&mut self) -> Result<Option<Vec<u8>>, FrameError> {
        loop {
            let wanted = match self.length()? {
                Some(length) if self.buffer.len() >= HEAD + length => return Ok(Some(self.take(length))),
                Some(length) => HEAD + length,
                None => HEAD,
            };
            // Grows with what arrives, not with what the length promises.
            self.buffer.reserve((wanted - self.buffer.len()).min(STEP));
            if self.from.read_buf(&mut self.buffer).await? == 0 {
                return if self.buffer.is_empty() { Ok(None) } else { Err(FrameError::Half) };
            }
        }
    }

    fn length(&self) -> Result<Option<usize>, FrameError> {
        let Some(head) = self.buffer.first_chunk::<HEAD>() else { return Ok(None) };
        let length = u32::from_be_bytes(*head) as usize;
        if length > self.limit {
            return Err(FrameError::TooLong { length, limit: self.limit });
        }
        Ok(Some(length))
    }

    fn take(&mut self, length: usize) -> Vec<u8> {
        let rest = self.buffer.split_off(HEAD + length);
        let mut frame = std::mem::replace(&mut self.buffer, rest);
        frame.drain(..HEAD);
        frame
    }
}

/// A value as a frame, ready to be written.
pub(crate) fn encode(value: &impl Serialize, limit: usize) -> Result<Vec<u8>, FrameError> {
    let mut frame = vec![0; HEAD];
    serde_json::to_writer(&mut frame, value).map_err(io::Error::from)?;
    let length = frame.len() - HEAD;
    match u32::try_from(length) {
        Ok(head) if length <= limit => frame[..HEAD].copy_from_slice(&head.to_be_bytes()),
        _ => return Err(FrameError::TooLong { length, limit }),
    }
    Ok(frame)
}

/// Writes a frame made by `encode`.
pub(crate) async fn write(to: &mut (impl AsyncWrite + Unpin), frame: &[u8]) -> io::Result<()> {
    to.write_all(frame).await?;
    to.flush().await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(bytes: &[u8]) -> FrameReader<&[u8]> {
        FrameReader::new(bytes, 16)
    }

    #[tokio::test]
    async fn frames_come_out_as_they_went_in() {
        let mut bytes = encode(&"one", 16).unwrap();
        bytes.extend(encode(&2, 16).unwrap());
        let mut frames = reader(&bytes);
        assert_eq!(frames.next().await.unwrap().unwrap(), b"\"one\"");
        assert_eq!(frames.next().await.unwrap().unwrap(), b"2");
        assert!(frames.next().await.unwrap().is_none());
    }

    #[tokio::test]
    async fn an_empty_frame_is_a_frame() {
        let mut frames = reader(&[0, 0, 0, 0]);
        assert_eq!(frames.next().await.unwrap().unwrap(), b"");
        assert!(frames.next().await.unwrap().is_none());
    }

    #[tokio::test]
    async fn a_frame_over_the_limit_is_refused_before_it_is_read() {
        let error = reader(&[0, 0, 0, 17]).next().await.unwrap_err();
        assert!(matches!(error, FrameError::TooLong { length: 17, limit: 16 }), "{error}");
        assert!(encode(&"seventeen letters", 16).is_err());
    }

    #[tokio::test]
    async fn a_half_frame_is_an_error_and_not_an_end() {
        for half in [&[0, 0][..], &[0, 0, 0, 5, b'1'][..]] {
            assert!(matches!(reader(half).next().await, Err(FrameError::Half)));
        }
    }

    #[tokio::test]
    async fn a_read_given_up_in_the_middle_loses_nothing() {
        let (mut ours, theirs) = tokio::io::duplex(64);
        let mut frames = FrameReader::new(theirs, 16);
        let frame = encode(&"word", 16).unwrap();
        let (first, second) = frame.split_at(6);
        ours.write_all(first).await.unwrap();
        tokio::select! {
            biased;
            _ = frames.next() => panic!("half a frame is none"),
            () = tokio::task::yield_now() => {}
        }
        ours.write_all(second).await.unwrap();
        assert_eq!(frames.next().await.unwrap().unwrap(), b"\"word\"");
    }
}
