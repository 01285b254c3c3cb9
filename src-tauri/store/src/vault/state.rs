//! Whether a place for secrets can be used, in words for the person.

use super::Kind;

/// Whether a place for secrets can be used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// It was not asked yet.
    #[default]
    Unknown,
    /// It opens.
    Ready,
    /// There is none.
    Absent,
    /// It waits for a password.
    Locked,
    /// It answers, and what it holds cannot be read.
    Unreadable,
    /// It does not answer.
    Hanging,
}

impl State {
    /// What is found, one sentence.
    #[must_use]
    pub const fn words(self, kind: &Kind) -> &'static str {
        match (self, kind) {
            (Self::Unknown, Kind::Keyring) => "The keyring was not asked yet.",
            (Self::Ready, Kind::Keyring) => "The keyring of this desktop is open.",
            (Self::Absent, Kind::Keyring) => "There is no keyring on this desktop.",
            (Self::Locked, Kind::Keyring) => "The keyring is locked.",
            (Self::Unreadable, Kind::Keyring) => "The keyring answers, but what it holds cannot be read.",
            (Self::Hanging, Kind::Keyring) => "The keyring does not answer.",
            (Self::Unknown, Kind::File(_)) => "The encrypted file was not opened yet.",
            (Self::Ready, Kind::File(_)) => "The encrypted file is open.",
            (Self::Absent, Kind::File(_)) => "There is no encrypted file.",
            (Self::Locked, Kind::File(_)) => "The encrypted file waits for its passphrase.",
            (Self::Unreadable, Kind::File(_)) => "The encrypted file cannot be read.",
            (Self::Hanging, Kind::File(_)) => "The disk with the encrypted file does not answer.",
            (_, Kind::Memory) => "Secrets stay in memory and are gone when Stint ends.",
        }
    }

    /// What the person can do about it, where there is something to do.
    #[must_use]
    pub const fn hint(self, kind: &Kind) -> Option<&'static str> {
        match (self, kind) {
            (Self::Unknown | Self::Ready, _) | (_, Kind::Memory) => None,
            (Self::Absent, Kind::Keyring) => {
                Some("Install and start gnome-keyring or KWallet, or choose an encrypted file.")
            }
            (Self::Locked, Kind::Keyring) => Some("Unlock it with the password of your login, then go on."),
            (Self::Unreadable, Kind::Keyring) => {
                Some("Restart the keyring, or look after it with its own program. An encrypted file works without it.")
            }
            (Self::Hanging, Kind::Keyring) => {
                Some("Look for its password window behind others, or restart the keyring. Stint asks again by itself.")
            }
            (Self::Absent | Self::Locked, Kind::File(_)) => {
                Some("Enter the passphrase. It is asked for once after each start.")
            }
            (Self::Unreadable, Kind::File(_)) => {
                Some("Enter the passphrase: a damaged file is set aside, never deleted, and a new one begun.")
            }
            (Self::Hanging, Kind::File(_)) => Some("Look after the disk. Stint asks again by itself."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BAD: [State; 4] = [State::Absent, State::Locked, State::Unreadable, State::Hanging];

    #[test]
    fn the_four_bad_states_read_differently_and_say_what_to_do() {
        for kind in [Kind::Keyring, Kind::File("secrets".into())] {
            let words = BAD.map(|state| state.words(&kind));
            for (number, sentence) in words.iter().enumerate() {
                assert!(!words[..number].contains(sentence), "{sentence}");
            }
            assert!(BAD.iter().all(|state| state.hint(&kind).is_some()), "{kind:?}");
        }
    }

    #[test]
    fn a_place_that_opens_needs_no_hint() {
        for kind in [Kind::Keyring, Kind::File("secrets".into()), Kind::Memory] {
            assert_eq!(State::Ready.hint(&kind), None);
            assert!(State::Ready.words(&kind).ends_with('.'));
        }
    }
}
