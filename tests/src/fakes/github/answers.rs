//! How GitHub words what is not plain success.

use serde_json::json;

use crate::fakes::spoken::{Answer, Asked};

/// An error.
pub(super) fn error(status: u16, message: &str) -> Answer {
    let documentation = "https://docs.github.com/enterprise-server/rest";
    Answer::json(
        status,
        &json!({ "message": message, "documentation_url": documentation, "status": status.to_string() }),
    )
}

/// What is not there, or not for this token: GitHub tells no difference.
pub(super) fn not_found() -> Answer {
    error(404, "Not Found")
}

/// What lies elsewhere now.
pub(super) fn moved(to: &str) -> Answer {
    let body =
        json!({ "message": "Moved Permanently", "url": to, "documentation_url": "https://docs.github.com/rest" });
    Answer::json(301, &body).with("Location", to)
}

/// A value that is none of those that there are.
pub(super) fn invalid(resource: &str, field: &str) -> Answer {
    let errors = json!([{ "resource": resource, "field": field, "code": "invalid" }]);
    let documentation = "https://docs.github.com/enterprise-server/rest";
    Answer::json(422, &json!({ "message": "Validation Failed", "errors": errors, "documentation_url": documentation }))
}

/// The token that is shown.
pub(super) fn bearer(asked: &Asked) -> &str {
    let words = ["Bearer", "bearer", "token"];
    words.into_iter().find_map(|word| asked.authorization(word)).unwrap_or_default()
}
