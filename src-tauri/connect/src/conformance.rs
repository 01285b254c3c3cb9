//! What every connector must do, told once: `connector_tests!` runs it against a fake server of the service.

mod checks;
mod descriptors;
mod hostile;
mod mistaken;
mod sample;
mod work;

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use stint_core::{credentials::Credentials, secret::secret};
use wiremock::MockServer;

pub(crate) use self::{checks::*, hostile::*, work::*};
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

/// What the person of the account is called.
pub(crate) const ME: &str = "mona";

/// An issue that a fake service holds.
#[derive(Clone, Debug)]
pub(crate) struct Issue {
    pub number: usize,
    pub title: String,
    pub body: String,
}

/// What may happen to an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It was closed.
    Closed,
    /// Somebody else does it now.
    Unassigned,
    /// It was deleted.
    Deleted,
    /// It lies where this account may not look.
    Hidden,
}

/// A service as it looks from outside: what it holds, and how it says so over HTTP.
pub(crate) trait FakeService: Default {
    /// What becomes of credentials that it is told to forget.
    const ONCE_REVOKED: Revoked = Revoked::NotOffered;

    /// The connector under test.
    fn connector(&self) -> Box<dyn Connector>;
    /// Opens an issue in `acme/api` and assigns it to the person of the account, whose name is [`ME`].
    fn add(&self, _issue: Issue) {}
    /// Lets something happen to an issue, by its number, a minute after it was opened.
    fn befall(&self, _number: usize, _fate: Fate) {}
    /// Adds to each list an issue of which every field is null, missing or of a kind nobody knows, but for its id.
    fn add_odd(&self) {}
    /// Makes every link to a next page lead to this origin.
    fn lead_astray(&self, _origin: &str) {}
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
            paging_joins_up the_cursor_goes_round_trip an_empty_account_is_an_empty_answer
            what_became_of_an_issue_is_told_apart nothing_new_completes_nothing_that_is_missing
            an_odd_issue_costs_no_other one_item_comes_once titles_are_one_clean_line a_long_body_is_cut
            a_page_of_another_origin_is_not_asked_for a_page_that_is_missing_completes_nothing
            a_body_without_end_and_one_that_breaks_off_are_no_answer a_look_up_of_nothing_asks_nothing);
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
