//! Credentials and the ways to a service, handed to a connector for one call.

use jiff::Timestamp;
use stint_core::secret::Secret;

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
    /// When the call is made; a service's "in two minutes" counts from here.
    pub now: Timestamp,
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
