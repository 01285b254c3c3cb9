//! What GitLab writes.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Deserializer};

/// `GET /user`, as far as it is needed.
#[derive(Deserialize)]
pub(super) struct User {
    pub id: u64,
    pub username: String,
    #[serde(default)]
    pub bot: bool,
}

/// `GET /personal_access_tokens/self`, as far as it is needed.
#[derive(Default, Deserialize)]
pub(super) struct Token {
    pub scopes: Option<Vec<String>>,
    #[serde(default, deserialize_with = "midnight")]
    pub expires_at: Option<Timestamp>,
}

/// `GET /oauth/token/info`, as far as it is needed.
#[derive(Deserialize)]
pub(super) struct Granted {
    pub scope: Vec<String>,
}

/// A token ends at midnight UTC of its last date.
fn midnight<'de, D: Deserializer<'de>>(source: D) -> Result<Option<Timestamp>, D::Error> {
    let date: Option<String> = Option::deserialize(source)?;
    let date: Option<Date> = date.and_then(|date| date.parse().ok());
    Ok(date.and_then(|date| date.to_zoned(TimeZone::UTC).ok()).map(|start| start.timestamp()))
}
