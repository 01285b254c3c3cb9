//! Credentials, handed to a connector for one call.

use std::fmt;

use jiff::Timestamp;

use crate::http::Http;

/// What a connector may use during one call.
#[derive(Debug)]
pub struct Session {
    /// The way to the service.
    pub http: Http,
    /// Proves who is asking.
    pub secret: Secret,
    /// When the call is made; a service's "in two minutes" counts from here.
    pub now: Timestamp,
}

/// A token or password; it can be neither printed nor serialised.
pub struct Secret(String);

impl Secret {
    /// Takes a token or password in.
    pub fn new(secret: impl Into<String>) -> Self {
        Self(secret.into())
    }

    /// The secret itself, for the head of a request or the keyring and nothing else.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names a function only as long as `T` is not serialisable; otherwise the call below is ambiguous and does not compile.
    trait NotSerialisable<Marker> {
        fn holds() {}
    }
    impl<T: ?Sized> NotSerialisable<()> for T {}
    struct Serialisable;
    impl<T: ?Sized + serde::Serialize> NotSerialisable<Serialisable> for T {}

    #[test]
    fn a_secret_can_be_neither_printed_nor_serialised() {
        <Secret as NotSerialisable<_>>::holds();
        <Session as NotSerialisable<_>>::holds();
        assert_eq!(format!("{:?}", Secret::new("hunter2")), "Secret(…)");
    }
}
