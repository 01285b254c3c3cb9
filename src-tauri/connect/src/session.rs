//! Credentials and the ways to a service, handed to a connector for one call.

use jiff::Timestamp;
use stint_core::{credentials::Credentials, secret::Secret};

use crate::sites::Sites;

/// What a connector may use during one call.
#[derive(Debug)]
pub struct Session {
    /// The ways to the parts of the service.
    pub sites: Sites,
    /// Proves who is asking.
    pub secret: Secret,
    /// The name that goes along with a password.
    pub user: Option<String>,
    /// What the credentials are checked on, where a host has nothing else to say.
    pub path: Option<String>,
    /// Whether the person pasted the secret; otherwise it was granted to an OAuth app.
    pub is_pasted: bool,
    /// When the call is made; a service's "in two minutes" counts from here.
    pub now: Timestamp,
}

impl Session {
    /// A session for one call with these credentials.
    #[must_use]
    pub fn of(sites: Sites, credentials: &Credentials, now: Timestamp) -> Self {
        Self {
            sites,
            secret: credentials.access.clone(),
            user: credentials.user.clone(),
            path: credentials.path.clone(),
            is_pasted: credentials.client_id.is_none(),
            now,
        }
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
        <stint_core::credentials::Credentials as NotSerialisable<_>>::holds();
        assert!(!format!("{:?}", Secret::from("hunter2".to_owned())).contains("hunter2"));
    }
}
