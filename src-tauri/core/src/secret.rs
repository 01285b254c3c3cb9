//! Secrets: values that can be neither printed nor serialised and are wiped when dropped.

pub use secrecy::{ExposeSecret, SecretString as Secret};

/// Takes a token, password or passphrase in.
pub fn secret(text: impl Into<String>) -> Secret {
    Secret::from(text.into())
}
