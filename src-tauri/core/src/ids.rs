//! Identities: UUIDv7 (RFC 9562 §5.7) for what may leave this machine.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    };
}

id_type! {
    /// Identity of a time entry.
    EntryId
}
id_type! {
    /// Identity of a task.
    TaskId
}
id_type! {
    /// Identity of a project.
    ProjectId
}
id_type! {
    /// Identity of an account.
    AccountId
}
id_type! {
    /// Identity of a notice in the feed.
    FeedId
}

impl AccountId {
    /// What the vault calls the credentials of this account.
    #[must_use]
    pub fn vault_item(self) -> String {
        format!("account:{self}")
    }
}
