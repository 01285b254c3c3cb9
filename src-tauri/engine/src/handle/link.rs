//! `stint://` links: untrusted words from any program; one alone changes nothing, and none is logged.

use jiff::Timestamp;
use stint_api::command::{OpenUrl, OpenWindow, Place};
use stint_core::secret::ExposeSecret;

use super::{Done, Handle};
use crate::{Engine, Output, errand::Errand, fault::Result};

/// The longest link that is looked at (security notes §1.2).
const LONGEST: usize = 2_048;

/// What a link leads to.
#[derive(Debug, PartialEq, Eq)]
enum Target {
    /// The page of accounts, at one service or at its top.
    Accounts(Option<String>),
    /// A sign-in that waits for it.
    SignIn,
    /// Nothing Stint knows.
    Unknown,
}

impl Handle for OpenUrl {
    fn handle(self, engine: &mut Engine, _now: Timestamp) -> Result<Done> {
        let Some(link) = engine.accounts.outside.tickets.take(&self.ticket) else { return Ok(dropped()) };
        Ok(match target(link.expose_secret(), |service| engine.accounts.descriptor(service).is_some()) {
            Target::Unknown => dropped(),
            Target::Accounts(section) => {
                let spot = OpenWindow { place: Place::Accounts, section };
                Done::said("Opened the accounts", vec![Output::Show(spot)])
            }
            Target::SignIn => {
                let ticket = engine.accounts.outside.tickets.put(link)?;
                Done::said("Went on with the sign-in", vec![Output::Errand(Errand::TakeLink { ticket })])
            }
        })
    }
}

/// Whoever sent it learns nothing.
fn dropped() -> Done {
    Done::said("Nothing to do", Vec::new())
}

fn target(link: &str, is_service: impl Fn(&str) -> bool) -> Target {
    if link.len() > LONGEST || link.chars().any(char::is_control) {
        return Target::Unknown;
    }
    if let Some(rest) = link.strip_prefix("stint://settings/accounts") {
        return match rest.strip_prefix('#') {
            Some(service) if is_service(service) => Target::Accounts(Some(service.to_owned())),
            None if rest.is_empty() => Target::Accounts(None),
            _ => Target::Unknown,
        };
    }
    let Some(rest) = link.strip_prefix("stint://oauth/") else { return Target::Unknown };
    let service = rest.split(['?', '/', '#']).next().unwrap_or_default();
    if is_service(service) { Target::SignIn } else { Target::Unknown }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(link: &str) -> Target {
        target(link, |service| service == "github" || service == "slack")
    }

    #[test]
    fn a_link_to_the_accounts_leads_to_a_service_that_exists() {
        assert_eq!(of("stint://settings/accounts"), Target::Accounts(None));
        assert_eq!(of("stint://settings/accounts#github"), Target::Accounts(Some("github".to_owned())));
        for bad in ["stint://settings/accounts#nobody", "stint://settings/accounts/x", "stint://settings/accounts#"] {
            assert_eq!(of(bad), Target::Unknown, "{bad}");
        }
    }

    #[test]
    fn a_link_of_a_sign_in_is_handed_on_and_anything_else_is_dropped() {
        assert_eq!(of("stint://oauth/slack?code=1&state=2"), Target::SignIn);
        let long = format!("stint://oauth/slack?code={}", "x".repeat(2_048));
        for bad in [
            "",
            "stint:",
            "stint://",
            "stint://start/1",
            "http://oauth/slack",
            "stint://oauth/",
            "STINT://oauth/slack",
            "stint://oauth/nobody?code=1",
            "stint://oauth/slack\n?code=1",
            &long,
            "stint://oauth/../slack",
        ] {
            assert_eq!(of(bad), Target::Unknown, "{bad}");
        }
    }
}
