//! Talks to outside services behind one trait; it knows neither the database nor the keyring.

#[cfg(test)]
mod conformance;
pub mod connector;
pub mod egress;
pub mod endpoint;
mod error;
pub mod guard;
pub mod http;
pub mod oauth;
pub mod services;
pub mod session;
pub mod sites;

pub use error::{Error, Result};
