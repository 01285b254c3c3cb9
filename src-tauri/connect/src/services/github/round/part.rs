//! What becomes of a fetch where one of its questions fails.

use super::Round;
use crate::{
    error::Error,
    services::github::{cursor::Question, refusal},
};

/// Whether an error is the whole account's, and not that of one question.
pub(in super::super) fn is_final(error: &Error) -> bool {
    matches!(error, Error::SignInAgain | Error::ComeBackLater { .. })
}

impl Round<'_> {
    /// A question failed alone: it is said, and one that was refused is left alone until tomorrow.
    pub(super) fn left_out(&mut self, question: Question, error: &Error) {
        let what = name(question);
        let words = if let Error::Refused { why } = error {
            if refusal::is_single_sign_on(why) {
                format!("{what}: {why}. What was known is kept.")
            } else {
                self.seen.may_not(question, self.now());
                format!("{what}: GitHub refused, for {why}. Stint tries again tomorrow, or when you sync.")
            }
        } else if matches!(error, Error::NotUnderstood { .. }) {
            format!("{what}: GitHub's answer was not understood. What was known is kept; Stint tries again soon.")
        } else {
            format!("{what}: GitHub did not answer. Stint tries again soon.")
        };
        self.gathered.warn(words);
    }
}

fn name(question: Question) -> &'static str {
    match question {
        Question::Notifications => "Notifications",
        Question::Assigned => "Assigned to you",
        Question::Searches => "Reviews and your pull requests",
        Question::Follows => "Followed repositories",
        Question::Checks | Question::Rollup => "Reviews and checks",
        Question::Mentioned => "Mentions",
    }
}
