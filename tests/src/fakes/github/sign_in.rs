//! Personal tokens, and the device flow with errors that come with 200.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use url::form_urlencoded;

use super::state::{State, Token};
use crate::fakes::spoken::{Answer, Asked};

/// The client id of the one app it knows.
pub const CLIENT_ID: &str = "Iv1.stint-test";

/// What a person types on its page.
pub const USER_CODE: &str = "WDJB-MJHT";

const DEVICE_CODE: &str = "3584d83530557fdd1f46af8289938c8ef79f9dc5";

/// What the person did with the code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Person {
    /// Nothing so far.
    #[default]
    Waits,
    /// Typed it and agreed.
    Agrees,
    /// Typed it and declined.
    Declines,
    /// Came too late.
    Late,
}

impl State {
    /// <https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps#device-flow>
    pub(super) fn code(&mut self, asked: &Asked) -> Answer {
        if form(asked).get("client_id").map(String::as_str) != Some(CLIENT_ID) {
            return Answer::json(404, &json!({ "error": "Not Found" }));
        }
        self.has_code = true;
        said(
            asked,
            &json!({
                "device_code": DEVICE_CODE,
                "user_code": USER_CODE,
                "verification_uri": format!("{}/login/device", asked.origin()),
                "expires_in": 899,
                "interval": 1,
            }),
        )
    }

    pub(super) fn token(&mut self, asked: &Asked) -> Answer {
        let form = form(asked);
        let is = |name: &str, expected: &str| form.get(name).is_some_and(|value| value == expected);
        let error =
            |error: &str| said(asked, &json!({ "error": error, "error_description": "See the documentation." }));
        if !is("client_id", CLIENT_ID) {
            return error("incorrect_client_credentials");
        }
        if !is("grant_type", "urn:ietf:params:oauth:grant-type:device_code") {
            return error("unsupported_grant_type");
        }
        if !self.has_code || !is("device_code", DEVICE_CODE) {
            return error("incorrect_device_code");
        }
        if self.impatience > 0 {
            self.impatience -= 1;
            return said(asked, &json!({ "error": "slow_down", "interval": 6 }));
        }
        match self.person {
            Person::Waits => {
                self.waited += 1;
                error("authorization_pending")
            }
            Person::Declines => error("access_denied"),
            Person::Late => error("expired_token"),
            Person::Agrees => self.grant(asked),
        }
    }

    /// A code serves once.
    fn grant(&mut self, asked: &Asked) -> Answer {
        self.has_code = false;
        self.granted += 1;
        let token = format!("gho_{:036}", self.granted);
        self.make_token(&token, "mona", "notifications");
        said(asked, &json!({ "access_token": token, "token_type": "bearer", "scope": "notifications" }))
    }

    /// Makes a token by hand; of fine-grained ones (`github_pat_…`) the scopes are not looked at.
    pub fn make_token(&mut self, token: &str, login: &str, scopes: &'static str) {
        let user = self.user(login);
        self.tokens.insert(token.to_owned(), Token { user, scopes });
    }

    /// <https://docs.github.com/en/rest/credentials/revoke>
    pub(super) fn revoke(&mut self, asked: &Asked) -> Answer {
        let body: Value = serde_json::from_slice(&asked.body).unwrap_or_default();
        for token in body["credentials"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            self.revoked += u32::from(self.tokens.remove(token).is_some());
        }
        Answer::json(202, &json!({}))
    }
}

/// Errors and grants alike; whoever does not ask for JSON gets a form.
fn said(asked: &Asked, body: &Value) -> Answer {
    if asked.header("accept").contains("json") {
        return Answer::json(200, body);
    }
    let mut form = form_urlencoded::Serializer::new(String::new());
    for (name, value) in body.as_object().into_iter().flatten() {
        form.append_pair(name, &value.as_str().map_or_else(|| value.to_string(), str::to_owned));
    }
    Answer::of(200, "application/x-www-form-urlencoded; charset=utf-8", form.finish())
}

/// The body, as a form or as JSON: GitHub takes both.
fn form(asked: &Asked) -> BTreeMap<String, String> {
    let Ok(Value::Object(fields)) = serde_json::from_slice(&asked.body) else { return asked.form() };
    let text = |value: Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    fields.into_iter().map(|(name, value)| (name, text(value))).collect()
}
