//! The log of requests: the latest of them, without query, body and tokens.

use std::{collections::VecDeque, time::Duration};

use jiff::Timestamp;
use reqwest::StatusCode;
use tokio::time::Instant;

use super::{Egress, redact};
use crate::endpoint::host_of;

/// How many rows are kept.
const KEPT: usize = 500;

/// What went out since the program started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestLog {
    /// Since when requests are counted.
    pub since: Timestamp,
    /// How many there were in all.
    pub count: u64,
    /// The latest of them, latest first.
    pub rows: Vec<Request>,
    /// Hosts that are left alone for a while, and until when.
    pub resting: Vec<(String, Timestamp)>,
}

/// One request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// When it began.
    pub at: Timestamp,
    /// `GET`.
    pub method: String,
    /// The host, and the port where it is not the usual one.
    pub host: String,
    /// The path without query; what looks like a token is `…`.
    pub path: String,
    /// What the service answered; none where it did not.
    pub status: Option<u16>,
    /// Why the answer was not taken in, in words.
    pub failure: Option<String>,
    /// Bytes of the body taken in.
    pub bytes: u64,
    /// How long it took.
    pub took: Duration,
}

#[derive(Debug)]
pub(super) struct Log {
    since: Timestamp,
    count: u64,
    rows: VecDeque<Request>,
}

impl Log {
    pub(super) fn since(since: Timestamp) -> Self {
        Self { since, count: 0, rows: VecDeque::new() }
    }

    pub(super) fn push(&mut self, request: Request) {
        self.count += 1;
        self.rows.truncate(KEPT - 1);
        self.rows.push_front(request);
    }

    pub(super) fn latest(&self, limit: usize, resting: Vec<(String, Timestamp)>) -> RequestLog {
        let rows = self.rows.iter().take(limit).cloned().collect();
        RequestLog { since: self.since, count: self.count, rows, resting }
    }
}

/// A request under way; written down when it ends, however it ends.
pub(crate) struct Trace<'a> {
    egress: &'a Egress,
    row: Option<Request>,
    began: Instant,
}

impl<'a> Trace<'a> {
    pub(crate) fn begin(egress: &'a Egress, request: &reqwest::Request) -> Self {
        let row = Request {
            at: egress.now(),
            method: request.method().to_string(),
            host: host_of(request.url()),
            path: redact::path(request.url().path()),
            status: None,
            failure: Some("it was called off".to_owned()),
            bytes: 0,
            took: Duration::ZERO,
        };
        Self { egress, row: Some(row), began: Instant::now() }
    }

    /// The head of the answer came.
    pub(crate) fn answered(&mut self, status: StatusCode) {
        self.note(|row| row.status = Some(status.as_u16()));
    }

    /// More of the body came.
    pub(crate) fn took_in(&mut self, bytes: usize) {
        self.note(|row| row.bytes += bytes as u64);
    }

    /// It ended; with words where something went wrong.
    pub(crate) fn end(mut self, failure: Option<String>) {
        self.note(|row| row.failure = failure);
    }

    fn note(&mut self, change: impl FnOnce(&mut Request)) {
        if let Some(row) = &mut self.row {
            change(row);
        }
    }
}

impl Drop for Trace<'_> {
    fn drop(&mut self) {
        if let Some(row) = self.row.take() {
            self.egress.write_down(Request { took: self.began.elapsed(), ..row });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_five_hundred_are_kept_and_all_are_counted() {
        let mut log = Log::since(Timestamp::UNIX_EPOCH);
        for number in 0..1_234 {
            log.push(Request {
                at: Timestamp::UNIX_EPOCH,
                method: "GET".to_owned(),
                host: "example.org".to_owned(),
                path: format!("/{number}"),
                status: Some(200),
                failure: None,
                bytes: 0,
                took: Duration::ZERO,
            });
        }
        let all = log.latest(usize::MAX, Vec::new());
        assert_eq!((all.count, all.rows.len()), (1_234, KEPT));
        assert_eq!((all.rows[0].path.as_str(), all.rows[499].path.as_str()), ("/1233", "/734"));
        assert_eq!(log.latest(2, Vec::new()).rows.len(), 2);
    }
}
