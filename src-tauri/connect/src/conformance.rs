//! What every connector must do, told once: `connector_tests!` runs it against a fake server of the service.

mod checks;
mod descriptors;
mod mistaken;
mod sample;

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use stint_core::{credentials::Credentials, incoming::WorkItem, secret::secret};
use wiremock::MockServer;

pub(crate) use self::checks::*;
use crate::{
    connector::{Connector, Revoked},
    egress::{Egress, Limits},
    endpoint::Endpoint,
    http::of_the_system,
    session::Session,
    sites::Sites,
};

/// The secret of every session in these tests.
pub(crate) const SECRET: &str = "s3cr3t-t0ken";

/// A service as it looks from outside: what it holds, and how it says so over HTTP.
pub(crate) trait FakeService: Default {
    /// What becomes of credentials that it is told to forget.
    const ONCE_REVOKED: Revoked = Revoked::NotOffered;

    /// The connector under test.
    fn connector(&self) -> Box<dyn Connector>;
    /// Gives the account one more item; nothing where it holds none.
    fn add(&self, _item: WorkItem) {}
    /// Answers on `server` as the service does to whoever shows `SECRET`, in pages of few items.
    async fn answer_on(&self, server: &MockServer);
}

/// Checks a connector that signs in and brings work.
macro_rules! connector_tests {
    ($name:ident, $fake:ty) => {
        $crate::conformance::connector_tests!(@all $name, $fake:
            the_account_is_named refused_credentials_mean_sign_in_again too_many_requests_mean_come_back_later
            a_server_in_trouble_is_unreachable a_broken_answer_is_not_understood a_sign_in_page_of_the_network_is_not_the_service no_secret_is_printed
            nothing_counts_as_forgotten_unheard revoking_says_what_became_of_the_credentials
            paging_joins_up the_cursor_goes_round_trip an_empty_account_is_an_empty_answer);
    };
    (@all $name:ident, $fake:ty: $($check:ident)*) => {
        mod $name {
            use super::*;
            $(#[tokio::test]
            async fn $check() {
                $crate::conformance::$check::<$fake>().await;
            })*
        }
    };
}
pub(crate) use connector_tests;

/// Checks a connector that can only sign in.
macro_rules! sign_in_tests {
    ($name:ident, $fake:ty) => {
        $crate::conformance::connector_tests!(@all $name, $fake:
            the_account_is_named refused_credentials_mean_sign_in_again too_many_requests_mean_come_back_later
            a_server_in_trouble_is_unreachable a_broken_answer_is_not_understood a_sign_in_page_of_the_network_is_not_the_service no_secret_is_printed
            nothing_counts_as_forgotten_unheard revoking_says_what_became_of_the_credentials);
    };
}
pub(crate) use sign_in_tests;

pub(crate) fn session(connector: &dyn Connector, origin: &str) -> Session {
    let limits = Limits { patience: Duration::from_millis(500), ..Limits::default() };
    let egress = Egress::with(Arc::new(now), limits, of_the_system());
    let open = |origin: &str| egress.open(Endpoint::chosen(origin).unwrap());
    let sites = Sites::open(connector.descriptor(), origin, open).unwrap();
    Session::of(sites, &credentials(), now())
}

pub(crate) fn credentials() -> Credentials {
    let pasted = Credentials::pasted(secret(SECRET), Some("mona".to_owned()), now());
    Credentials { path: Some("/acme/api.git".to_owned()), ..pasted }
}

pub(crate) fn now() -> Timestamp {
    "2026-03-02T09:00:00Z".parse().unwrap()
}
