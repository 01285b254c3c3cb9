//! The credentials of one account: what the vault keeps as one item, and when they must be renewed.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};

use crate::secret::{ExposeSecret, Secret, secret};

/// How long before their end credentials are renewed at the latest.
const MARGIN: SignedDuration = SignedDuration::from_mins(5);

/// What proves to a service who is asking.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// The token or key that goes along with each request.
    pub access: Secret,
    /// What new ones are bought with; single use.
    pub refresh: Option<Secret>,
    /// The name that goes along with a password.
    pub user: Option<String>,
    /// The OAuth app they were issued to; none for a pasted token.
    pub client_id: Option<String>,
    /// When they were issued.
    pub issued_at: Timestamp,
    /// When they end, if it is known.
    pub expires_at: Option<Timestamp>,
    /// What was granted, if the service said so.
    pub scopes: Option<Vec<String>>,
}

impl Credentials {
    /// A token that the person pasted.
    #[must_use]
    pub fn pasted(token: Secret, user: Option<String>, now: Timestamp) -> Self {
        Self { access: token, refresh: None, user, client_id: None, issued_at: now, expires_at: None, scopes: None }
    }

    /// When to renew them: within five minutes of their end or at 80 % of their life, whichever comes first; never without the means.
    #[must_use]
    pub fn renew_at(&self) -> Option<Timestamp> {
        self.refresh.as_ref()?;
        let end = self.expires_at?;
        let life = end.duration_since(self.issued_at).max(SignedDuration::ZERO);
        let by_share = self.issued_at.checked_add(life.mul_f64(0.8)).unwrap_or(end);
        let by_margin = end.checked_sub(MARGIN).unwrap_or(end).max(self.issued_at);
        Some(by_share.min(by_margin))
    }

    /// As the vault keeps it.
    #[must_use]
    pub fn to_item(&self) -> Secret {
        let item = json!({
            "version": 1,
            "access": self.access.expose_secret(),
            "refresh": self.refresh.as_ref().map(ExposeSecret::expose_secret),
            "user": self.user,
            "client_id": self.client_id,
            "issued_at": self.issued_at.as_millisecond(),
            "expires_at": self.expires_at.map(Timestamp::as_millisecond),
            "scopes": self.scopes,
        });
        secret(item.to_string())
    }

    /// Reads what [`Self::to_item`] wrote; none where it is something else.
    #[must_use]
    pub fn from_item(item: &Secret) -> Option<Self> {
        let item: Map<String, Value> = serde_json::from_str(item.expose_secret()).ok()?;
        let text = |key: &str| item.get(key).and_then(Value::as_str).map(str::to_owned);
        let instant = |key: &str| Timestamp::from_millisecond(item.get(key)?.as_i64()?).ok();
        let scopes = item.get("scopes").and_then(Value::as_array);
        Some(Self {
            access: secret(text("access")?),
            refresh: text("refresh").map(secret),
            user: text("user"),
            client_id: text("client_id"),
            issued_at: instant("issued_at")?,
            expires_at: instant("expires_at"),
            scopes: scopes.map(|all| all.iter().filter_map(|scope| scope.as_str().map(str::to_owned)).collect()),
        })
    }
}
