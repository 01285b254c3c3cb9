//! What makes a type a request: its name on the wire and the type of its reply.

use serde::{Serialize, de::DeserializeOwned};

/// A request and the one type of its reply.
pub trait Call: Serialize + DeserializeOwned + Send + 'static {
    /// Its name on the wire, such as `startTimer`.
    const NAME: &'static str;
    /// What comes back when it is granted.
    type Reply: Serialize + DeserializeOwned + Send + 'static;
}

/// A request that changes something; its reply says what was done.
pub trait Command: Call {}

/// A request that only reads.
pub trait Question: Call {}

macro_rules! calls {
    ($kind:ident: $($request:ident $name:literal -> $reply:ty;)*) => {$(
        impl $crate::Call for $request {
            const NAME: &'static str = $name;
            type Reply = $reply;
        }
        impl $crate::$kind for $request {}
    )*};
}
pub(crate) use calls;
