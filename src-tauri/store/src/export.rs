//! Exports: everything as JSON, or the entries as CSV, streamed.

mod csv;
mod json;

use std::ops::ControlFlow;

use jiff::Timestamp;

pub use self::{csv::csv, json::json};

/// Told how many rows of how many are written; may break the export off.
pub type Progress<'a> = dyn FnMut(u64, u64) -> ControlFlow<()> + 'a;

/// How often progress is told.
const ROWS_A_STEP: u64 = 1_000;

/// How an export ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// All was written.
    Complete,
    /// It was broken off; what was written is of no use.
    Cancelled,
}

/// Counts rows and passes the count on now and then.
struct Counter<'a> {
    done: u64,
    total: u64,
    progress: &'a mut Progress<'a>,
}

impl Counter<'_> {
    fn one_more(&mut self) -> ControlFlow<()> {
        self.done += 1;
        if self.done.is_multiple_of(ROWS_A_STEP) || self.done == self.total {
            return (self.progress)(self.done, self.total);
        }
        ControlFlow::Continue(())
    }
}

/// An instant as exports spell it: RFC 3339 in UTC.
fn spelled(at: Timestamp) -> String {
    at.to_string()
}
