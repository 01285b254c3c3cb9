//! Where secrets are kept, and whether they can be reached.

use serde::{Deserialize, Serialize};

use crate::shape::{choice, view};

view! {
    /// Where secrets are kept, and whether they can be reached.
    VaultView {
        /// Where.
        kind: VaultKind,
        /// Whether it can be used.
        state: VaultState,
        /// The state in words.
        message: String,
        /// What to do.
        hint: Option<String>,
    }
}

choice! {
    /// Where secrets are kept.
    VaultKind {
        /// The keyring of the desktop.
        #[default]
        Keyring,
        /// A file encrypted with a passphrase.
        File,
        /// Memory, until Stint ends.
        Memory,
    }
}

choice! {
    /// Whether the vault can be used.
    VaultState {
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
}
