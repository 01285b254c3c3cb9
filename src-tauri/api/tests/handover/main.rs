//! Secrets handed over, by clients that behave and by clients that do not.

mod bad_guests;
mod host;
mod secrets;
