//! What a client may say and see: commands, questions, views and topics, and the local socket that carries them.

mod call;
pub mod command;
pub mod error;
pub mod question;
pub mod topic;
pub mod view;

pub use call::{Call, Command, Question};
pub use error::{ApiError, Code, Result};
pub use topic::{Event, Topic};

/// The version of requests, views and framing; a client of another version is refused in words.
pub const PROTOCOL: u32 = 1;
