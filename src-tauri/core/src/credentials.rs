//! The credentials of one account: what the vault keeps as one item, and when they must be renewed.

use std::borrow::Cow;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::secret::{ExposeSecret, Secret, secret};

/// How long before their end credentials are renewed at the latest.
const MARGIN: SignedDuration = SignedDuration::from_mins(5);
/// By how much the clock may lag behind the time they were issued at before that time is not believed.
const CLOCK_TOLERANCE: SignedDuration = SignedDuration::from_mins(1);

/// What proves to a service who is asking.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// The token or key that goes along with each request.
    pub access: Secret,
    /// What new ones are bought with; single use.
    pub refresh: Option<Secret>,
    /// The name that goes along with a password.
    pub user: Option<String>,
    /// What they are checked on where a host has nothing else to say, such as `/team/app.git`.
    pub path: Option<String>,
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
        Self {
            access: token,
            refresh: None,
            user,
            path: None,
            client_id: None,
            issued_at: now,
            expires_at: None,
            scopes: None,
        }
    }

    /// When to renew them: five minutes before their end or at 80 % of their life, whichever comes first, but not in the
    /// first half of it, so that short lives are not renewed on each request; never without the means.
    #[must_use]
    pub fn renew_at(&self) -> Option<Timestamp> {
        self.refresh.as_ref()?;
        let end = self.expires_at?;
        let life = end.duration_since(self.issued_at).max(SignedDuration::ZERO);
        let waits = life.mul_f64(0.8).min((life - MARGIN).max(life / 2));
        Some(self.issued_at.checked_add(waits).unwrap_or(end))
    }

    /// Whether to renew them now; also where the clock was set back since they were issued, for then their end is not known.
    #[must_use]
    pub fn needs_renewal(&self, now: Timestamp) -> bool {
        self.renew_at().is_some_and(|at| at <= now || self.issued_at.duration_since(now) > CLOCK_TOLERANCE)
    }

    /// As the vault keeps it.
    #[must_use]
    pub fn to_item(&self) -> Secret {
        let refresh = self.refresh.as_ref().map(ExposeSecret::expose_secret);
        let item = Item {
            version: 1,
            access: self.access.expose_secret().into(),
            refresh: refresh.map(Cow::from),
            user: self.user.as_deref().map(Cow::from),
            path: self.path.as_deref().map(Cow::from),
            client_id: self.client_id.as_deref().map(Cow::from),
            issued_at: self.issued_at.as_millisecond(),
            expires_at: self.expires_at.map(Timestamp::as_millisecond),
            scopes: self.scopes.as_deref().map(Cow::from),
        };
        // Room for all of it, for growing would leave copies behind that nobody wipes.
        let mut text = Vec::with_capacity(2 * (self.access.expose_secret().len() + refresh.map_or(0, str::len)) + 4096);
        let written = serde_json::to_writer(&mut text, &item);
        debug_assert!(written.is_ok(), "plain values can be written to memory");
        secret(String::from_utf8(text).unwrap_or_default())
    }

    /// Reads what [`Self::to_item`] wrote; none where it is something else.
    #[must_use]
    pub fn from_item(item: &Secret) -> Option<Self> {
        let item: Item<'_> = serde_json::from_str(item.expose_secret()).ok()?;
        Some(Self {
            access: secret(item.access),
            refresh: item.refresh.map(secret),
            user: item.user.map(Cow::into_owned),
            path: item.path.map(Cow::into_owned),
            client_id: item.client_id.map(Cow::into_owned),
            issued_at: Timestamp::from_millisecond(item.issued_at).ok()?,
            expires_at: item.expires_at.and_then(|at| Timestamp::from_millisecond(at).ok()),
            scopes: item.scopes.map(Cow::into_owned),
        })
    }
}

/// An item of the vault, as JSON; it borrows, so that no copy of a secret is made on the way. Instants are milliseconds.
#[derive(Serialize, Deserialize)]
struct Item<'a> {
    version: u32,
    #[serde(borrow)]
    access: Cow<'a, str>,
    #[serde(borrow)]
    refresh: Option<Cow<'a, str>>,
    user: Option<Cow<'a, str>>,
    path: Option<Cow<'a, str>>,
    client_id: Option<Cow<'a, str>>,
    issued_at: i64,
    expires_at: Option<i64>,
    scopes: Option<Cow<'a, [String]>>,
}
