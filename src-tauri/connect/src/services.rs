//! Every service there is; their modules stay private, so that nobody names one.

mod clockify;
mod git;
mod gitea;
mod github;
mod gitlab;
mod google;
mod revocation;
mod slack;
mod tokens;
mod work;

use crate::connector::Connector;

/// Every connector, in the order they are offered.
#[must_use]
pub fn all() -> Vec<Box<dyn Connector>> {
    vec![
        Box::new(github::GitHub),
        Box::new(gitlab::GitLab),
        Box::new(gitea::Gitea),
        Box::new(google::Google),
        Box::new(slack::Slack),
        Box::new(clockify::Clockify),
        Box::new(git::Git),
    ]
}
