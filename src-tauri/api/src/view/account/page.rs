//! The page of accounts: the vault, every service, the sign-ins under way.

use serde::{Deserialize, Serialize};

use super::{AttemptView, ServiceView, VaultView};
use crate::shape::view;

view! {
    /// Everything the page of accounts shows.
    AccountsPage {
        /// Where secrets are kept.
        vault: VaultView,
        /// Whether the machine reaches the network, as far as the desktop says.
        is_online: bool,
        /// Every service, in the order they are offered.
        services: Vec<ServiceView>,
        /// Sign-ins under way or lately ended, oldest first.
        attempts: Vec<AttemptView>,
    }
}
