//! Where secrets may be kept.

use std::path::PathBuf;

/// A place for secrets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// The keyring of the desktop.
    #[default]
    Keyring,
    /// A file encrypted with a passphrase.
    File(PathBuf),
    /// Memory, until Stint ends.
    Memory,
}
