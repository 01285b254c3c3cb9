//! Why a sign-in ends without an account, in words.

use stint_connect::{Error, connector::Descriptor};
use stint_core::refusal::Refusal;
use stint_store::vault::VaultError;

use crate::{host, speak::sentence};

/// Why a sign-in ends without an account.
#[derive(Debug)]
pub(super) enum Halt {
    /// The person ended it.
    Cancelled,
    /// It cannot go on; nothing was stored.
    Refused(Refusal),
}

/// Nothing was stored, for this reason.
pub(super) fn refused(message: impl Into<String>, hint: impl Into<String>) -> Halt {
    Halt::Refused(Refusal::new(message).hint(format!("{} Nothing was stored.", hint.into()).trim_start()))
}

/// An answer that nobody thought of.
pub(super) fn stumbled(host: &str) -> Halt {
    refused(format!("Stint stumbled over an answer of {host}."), "Sign in another way, and report it.")
}

/// The vault did not take the credentials.
pub(super) fn vault(error: &VaultError) -> Halt {
    refused(sentence(error), error.hint().unwrap_or_default())
}

/// The vault would not take any.
pub(super) fn closed(why: Refusal) -> Halt {
    refused(why.message, why.hint.unwrap_or_default())
}

/// The service gave no answer.
pub(super) fn service(descriptor: &Descriptor, host: &str, error: &Error) -> Halt {
    let name = descriptor.name;
    match error {
        Error::SignInAgain => refused(
            format!("{host} does not accept these credentials."),
            format!("They may be incomplete, ended, revoked, or made for another host than {host}."),
        ),
        Error::ComeBackLater { .. } => refused(format!("{host} asked to come back later."), "Try again in a while."),
        Error::Unreachable(why) => refused(
            sentence(&format!("{host} cannot be reached: {why}")),
            if error.is_mistrusted() && is_own(descriptor, host) {
                "If it is your own server, add its certificate authority to this computer."
            } else {
                "Look at the network and at the host's name, then try again."
            },
        ),
        Error::NotUnderstood { what } => refused(
            sentence(&format!("{host} did not answer as {name} does: {what}")),
            "Look whether the host is right, and whether a network asks you to sign in first.",
        ),
        Error::Refused { .. } | Error::StartOver => {
            refused(sentence(&format!("{host}: {error}")), "Try another way to sign in.")
        }
    }
}

/// Whether a host is neither the service's usual one nor one of its regions.
fn is_own(descriptor: &Descriptor, host: &str) -> bool {
    let regions = descriptor.hosts.regions.iter().map(|(_, origin)| origin);
    descriptor.hosts.standard.iter().chain(regions).all(|origin| host::shown(origin) != host)
}
