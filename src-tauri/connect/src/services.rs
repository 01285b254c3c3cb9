//! Every service there is; their modules stay private, so that nobody names one.

mod github;
mod tokens;

use crate::connector::Connector;

/// Every connector, in the order they are offered.
#[must_use]
pub fn all() -> Vec<Box<dyn Connector>> {
    vec![Box::new(github::GitHub)]
}
