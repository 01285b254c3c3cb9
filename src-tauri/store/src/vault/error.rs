//! Why a secret could not be kept or found, named after what happens next; none of it holds a secret.

use std::{io, path::PathBuf};

use thiserror::Error as ThisError;

use super::{Kind, State};

/// Why a secret could not be kept or found; its text is meant for the person.
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
pub enum VaultError {
    /// No keyring: offer the other places.
    #[error("There is no keyring on this desktop.")]
    Absent,
    /// Ask the person to unlock the keyring.
    #[error("The keyring is locked.")]
    Locked,
    /// The keyring answers otherwise than it should; say so and ask again later.
    #[error("The keyring answers, but what it holds cannot be read: {0}.")]
    Unreadable(&'static str),
    /// No answer in time; asked again later.
    #[error("{} Nothing was waited for any longer.", State::Hanging.words(.0))]
    Hanging(Kind),
    /// More than the place takes, in bytes: refuse it.
    #[error("This secret is too long for the keyring, which takes {0} bytes.")]
    TooLong(u32),
    /// What was written was read back as something else: treat it as not written.
    #[error("{} gave back something else than was put in.", place(.0))]
    NotKept(Kind),
    /// Ask the person for the passphrase.
    #[error("The encrypted file waits for its passphrase.")]
    WantsPassphrase,
    /// A file is not begun with it: ask the person for a longer one.
    #[error("The passphrase of a new file has {0} characters or more. Nothing was changed.")]
    TooShort(usize),
    /// Ask the person once more.
    #[error("This is not the passphrase of the encrypted file. Nothing was changed.")]
    WrongPassphrase,
    /// The file is damaged and lies where it was.
    #[error("The encrypted file is damaged. It was left as it is.")]
    Damaged,
    /// The file was damaged and lies elsewhere now: the next passphrase begins a new one.
    #[error("The encrypted file is damaged. It was set aside as {}.", .0.display())]
    SetAside(PathBuf),
    /// Written by a later Stint: leave it alone.
    #[error("The encrypted file was made by a newer Stint. It was not touched.")]
    Newer,
    /// The disk refuses; what was there is there still.
    #[error("The encrypted file could not be used: {0}. What it held is kept.")]
    Disk(String),
}

/// An answer of the vault, or why there is none.
pub type Result<T> = std::result::Result<T, VaultError>;

impl VaultError {
    /// What the person can do about it, one sentence or two.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Absent | Self::Locked | Self::Unreadable(_) => self.state()?.hint(&Kind::Keyring)?,
            Self::Hanging(kind) => State::Hanging.hint(kind)?,
            Self::TooLong(_) => "Use a shorter token, or choose an encrypted file for secrets.",
            Self::NotKept(_) => "Try again. If it stays so, choose an encrypted file for secrets.",
            Self::WantsPassphrase => "Enter the passphrase. It is asked for once after each start.",
            Self::TooShort(_) => "Choose a longer one. It alone protects what the file holds.",
            Self::WrongPassphrase => "Enter it again. A forgotten passphrase cannot be recovered.",
            Self::Damaged => "Enter the passphrase: the damaged file is set aside and a new one begun.",
            Self::SetAside(_) => "Enter a passphrase for a new one, then connect the accounts again.",
            Self::Newer => "Install the newer Stint again.",
            Self::Disk(_) => "Look after the disk and its folder, then try again.",
        };
        Some(hint.to_owned())
    }

    /// What it says of the place; none where it says nothing but of this one secret.
    #[must_use]
    pub const fn state(&self) -> Option<State> {
        match self {
            Self::Absent => Some(State::Absent),
            Self::Locked | Self::WantsPassphrase | Self::TooShort(_) | Self::WrongPassphrase | Self::SetAside(_) => {
                Some(State::Locked)
            }
            Self::Unreadable(_) | Self::NotKept(_) | Self::Damaged | Self::Newer => Some(State::Unreadable),
            Self::Hanging(_) => Some(State::Hanging),
            Self::TooLong(_) | Self::Disk(_) => None,
        }
    }

    /// A place that waits for the person.
    pub(crate) const fn closed(kind: &Kind) -> Self {
        match kind {
            Kind::File(_) => Self::WantsPassphrase,
            Kind::Keyring | Kind::Memory => Self::Locked,
        }
    }
}

impl From<io::Error> for VaultError {
    fn from(error: io::Error) -> Self {
        let kind = error.kind();
        let is_one_of = |kinds: &[io::ErrorKind]| kinds.contains(&kind);
        Self::Disk(if is_one_of(&[io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded]) {
            "the disk is full".to_owned()
        } else if is_one_of(&[io::ErrorKind::PermissionDenied, io::ErrorKind::ReadOnlyFilesystem]) {
            "Stint may not write there".to_owned()
        } else {
            kind.to_string()
        })
    }
}

const fn place(kind: &Kind) -> &'static str {
    match kind {
        Kind::Keyring => "The keyring",
        Kind::File(_) => "The encrypted file",
        Kind::Memory => "The memory",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_says_what_to_do() {
        let errors = [
            VaultError::Absent,
            VaultError::Locked,
            VaultError::Unreadable("it is not text"),
            VaultError::Hanging(Kind::Keyring),
            VaultError::TooLong(2560),
            VaultError::NotKept(Kind::Keyring),
            VaultError::WantsPassphrase,
            VaultError::TooShort(8),
            VaultError::WrongPassphrase,
            VaultError::Damaged,
            VaultError::SetAside("secrets.damaged".into()),
            VaultError::Newer,
            VaultError::Disk("the disk is full".to_owned()),
        ];
        for error in errors {
            assert!(error.hint().is_some_and(|hint| hint.ends_with('.')), "{error}");
            assert!(error.to_string().ends_with('.'), "{error}");
        }
    }
}
