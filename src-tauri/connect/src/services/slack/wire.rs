//! What Slack writes: 200 whatever it means, and `ok: false` with a word for what it means.

use serde::{Deserialize, de::DeserializeOwned};

use crate::{
    error::{Error, Result},
    http::Reply,
};

/// Says yes or no.
#[derive(Deserialize)]
struct Verdict {
    ok: bool,
    error: Option<String>,
}

/// `auth.test`, as far as it is needed.
#[derive(Deserialize)]
pub(super) struct Who {
    pub team: String,
    pub user: String,
    pub team_id: String,
    pub user_id: String,
}

/// `auth.revoke`.
#[derive(Deserialize)]
pub(super) struct Gone {
    #[serde(default)]
    pub revoked: bool,
}

/// What was said, unless it was no.
pub(super) fn said<T: DeserializeOwned>(reply: &Reply) -> Result<T> {
    let verdict: Verdict = reply.json()?;
    if verdict.ok { reply.json() } else { Err(meaning(verdict.error.as_deref().unwrap_or_default())) }
}

/// `X-OAuth-Scopes: users.profile:read,dnd:write`.
pub(super) fn granted(header: &str) -> Vec<String> {
    header.split(',').map(str::trim).filter(|scope| !scope.is_empty()).map(str::to_owned).collect()
}

/// What a word means (<https://docs.slack.dev/reference/methods/auth.test#errors>); unknown ones are not repeated.
fn meaning(word: &str) -> Error {
    let why = match word {
        "invalid_auth"
        | "not_authed"
        | "account_inactive"
        | "token_revoked"
        | "token_expired"
        | "user_removed_from_team" => return Error::SignInAgain,
        "ratelimited" | "rate_limited" => return Error::ComeBackLater { at: None },
        "internal_error" | "fatal_error" | "service_unavailable" | "request_timeout" | "team_added_to_org" => {
            return Error::Unreachable("it is in trouble".into());
        }
        "missing_scope" | "no_permission" | "not_allowed_token_type" => "the token may not do this",
        "org_login_required" | "enterprise_is_restricted" => "the workspace moves to another organisation",
        "team_access_not_granted" | "access_denied" | "ekm_access_denied" => "the workspace does not allow it",
        "two_factor_setup_required" => "the workspace wants two-factor authentication set up first",
        _ => "it said no and gave no reason that Stint knows",
    };
    Error::Refused { why: why.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_slack_is_told_by_what_happens_next_and_an_unknown_one_is_not_repeated() {
        let table = [
            ("invalid_auth", "it wants you to sign in again"),
            ("token_expired", "it wants you to sign in again"),
            ("ratelimited", "it asked to come back later"),
            ("internal_error", "it cannot be reached"),
            ("missing_scope", "it refused: the token may not do this"),
            ("ekm_access_denied", "it refused: the workspace does not allow it"),
            ("xoxp-1-hunter2", "it refused: it said no and gave no reason that Stint knows"),
            ("", "it refused: it said no and gave no reason that Stint knows"),
        ];
        for (word, expected) in table {
            assert_eq!(meaning(word).to_string(), expected, "{word}");
        }
    }
}
