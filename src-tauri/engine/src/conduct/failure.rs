//! Errors of services and of the vault as the rules see them, and in words.

use stint_connect::Error;
use stint_core::account::Failure;
use stint_store::vault::VaultError;

use crate::speak::sentence;

/// What an error of a service means for its account.
pub(super) fn of_service(error: &Error) -> Failure {
    match error {
        Error::SignInAgain => Failure::SignInAgain,
        Error::ComeBackLater { at } => Failure::ComeBackLater(*at),
        Error::Unreachable(_) => Failure::Unreachable,
        Error::StartOver => Failure::StartOver,
        Error::Refused { why } => Failure::Refused(why.clone()),
        Error::NotUnderstood { what } => Failure::NotUnderstood(what.clone()),
    }
}

/// What an error of the vault means for an account.
pub(super) fn of_vault(error: &VaultError) -> Failure {
    Failure::VaultClosed(sentence(error))
}

/// A failure in a sentence, said of the service of this name.
pub(crate) fn words(name: &str, failure: &Failure) -> String {
    match failure {
        Failure::SignInAgain => format!("{name} does not accept the credentials any more."),
        Failure::ComeBackLater(_) => format!("{name} asked to come back later."),
        Failure::Unreachable => format!("{name} cannot be reached."),
        Failure::StartOver => format!("{name} wants to be asked from the start."),
        Failure::Refused(why) => sentence(&format!("{name} refused: {why}")),
        Failure::NotUnderstood(what) => sentence(&format!("{name} answered what is not understood: {what}")),
        Failure::VaultClosed(why) => why.clone(),
    }
}
