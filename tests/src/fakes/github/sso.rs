//! Organisations that want single sign-on: what is theirs is absent, and the answer says so.

use super::{answers::error, model::RepositoryId, repository_shapes::organisation_id, state::State};
use crate::fakes::spoken::Answer;

/// What GitHub says of it.
pub(super) const SAML: &str = "Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.";

/// Where the token can be authorised.
pub(super) const PAGE: &str = "https://git.acme.example/orgs/acme/sso?authorization_request=A1B2";

impl State {
    /// From now on this organisation wants single sign-on.
    pub fn demand_sso(&mut self, organisation: &str) {
        self.sso.insert(organisation.to_owned());
    }

    pub(super) fn is_behind_sso(&self, id: RepositoryId) -> bool {
        let known = self.repositories.iter().find(|known| known.id == id);
        let owner = known.and_then(|known| known.full_name.split('/').next());
        owner.is_some_and(|owner| self.sso.contains(owner))
    }

    /// Says on a list whose items are not on it.
    pub(super) fn tell_of_sso(&self, answer: Answer) -> Answer {
        if self.sso.is_empty() {
            return answer;
        }
        let ids: Vec<String> = self.sso.iter().map(|owner| organisation_id(owner).to_string()).collect();
        answer.with("X-GitHub-SSO", format!("partial-results; organizations={}", ids.join(",")))
    }
}

/// What is answered for one thing of such an organisation.
pub(super) fn required() -> Answer {
    error(403, SAML).with("X-GitHub-SSO", format!("required; url={PAGE}"))
}
