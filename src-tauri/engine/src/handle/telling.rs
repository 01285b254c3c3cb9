//! What became of an account, in words for the person.

use stint_core::account::{Failure, Telling};

/// Title and body of a notice about the account `name` at `service`.
pub(super) fn said(telling: &Telling, service: &str, name: &str) -> (String, String) {
    let account = format!("the account {name}");
    match telling {
        Telling::NeedsSignIn => (
            format!("{service} wants you to sign in again"),
            format!("It no longer accepts the credentials of {account}. Nothing else was changed."),
        ),
        Telling::Suspended => (
            format!("{service} could not be renewed"),
            format!("Three tries for {account} failed, so Stint rests it. Check it or sign in again in Settings."),
        ),
        Telling::Refused(why) => {
            (format!("{service} refuses"), format!("For {account}: {why}. Stint asks again tomorrow."))
        }
        Telling::NotUnderstood => (
            format!("{service} answered something Stint does not understand"),
            format!("Stint asks for {account} again in an hour. Please report it if it stays."),
        ),
        Telling::UnreachableLong => (
            format!("{service} has been out of reach for an hour"),
            format!("Stint goes on trying for {account}. The timer is not touched by it."),
        ),
    }
}

/// Why a service gave no answer, in words.
pub(super) fn words(failure: &Failure) -> String {
    match failure {
        Failure::SignInAgain => "The service no longer accepts the credentials.".to_owned(),
        Failure::ComeBackLater(_) => "The service asked to come back later.".to_owned(),
        Failure::Unreachable => "The service could not be reached.".to_owned(),
        Failure::StartOver => "The service wants to be asked from the start.".to_owned(),
        Failure::Refused(why) => crate::speak::sentence(why),
        Failure::NotUnderstood(what) => format!("The answer was not understood: {what}."),
        Failure::VaultClosed(why) => crate::speak::sentence(why),
    }
}
