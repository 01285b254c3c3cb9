//! What a client may say and see: commands, questions, views and topics, and the local socket that carries them.

mod call;
pub mod client;
pub mod command;
pub mod error;
pub mod folders;
mod frame;
pub mod handover;
mod hello;
pub mod question;
mod request;
pub mod server;
mod shape;
mod socket;
pub mod sparing;
pub mod topic;
pub mod view;
mod wire;

pub use call::{Call, Command, Question};
pub use error::{ApiError, Code, Result};
pub use hello::{Hello, VERSION};
pub use request::Request;
pub use topic::{Event, Topic};

/// The version of requests, views and framing; a client of another version is refused in words.
pub const PROTOCOL: u32 = 1;
