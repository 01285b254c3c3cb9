//! What became of an account, in words for the person.

use stint_core::account::Telling;

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
            format!(
                "Stint tried again and again for {account} and rests it now. Check it or sign in again in Settings."
            ),
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
