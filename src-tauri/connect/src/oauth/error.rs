//! Why a sign-in came to nothing, in words for the person.

use thiserror::Error;

use crate::error::Error;

/// Why a sign-in came to nothing; nothing was stored.
#[derive(Debug, Error)]
pub enum SignInError {
    /// The person said no at the service.
    #[error("the sign-in was declined")]
    Declined,
    /// The browser did not come back in time.
    #[error("nobody came back from the browser in time")]
    TimedOut,
    /// The code was not typed in time.
    #[error("the code has expired")]
    CodeExpired,
    /// It knows no device codes, or not for this app.
    #[error("this server offers no device code")]
    NoDeviceCode,
    /// It says of itself that it lacks PKCE with S256 (RFC 9700 §2.1.1).
    #[error("this server does not offer a safe sign-in with the browser")]
    NotSafe,
    /// What came back was not from the server that was asked (RFC 9207).
    #[error("the answer came from another server than the one that was asked")]
    OtherServer,
    /// It did not accept the code that it gave.
    #[error("the service did not accept the code it gave")]
    CodeRefused,
    /// It does not know the OAuth app, or its secret.
    #[error("the service does not accept the OAuth app")]
    AppRefused,
    /// The OAuth app is not registered to come back here.
    #[error("the OAuth app may not come back to Stint")]
    RedirectRefused,
    /// It does not grant what was asked for.
    #[error("the service does not grant what was asked for")]
    ScopesRefused,
    /// The browser would have nowhere to come back to.
    #[error("no port of this computer could be opened")]
    NoPort(#[source] std::io::Error),
    /// No answer, or another one than agreed.
    #[error("{0}")]
    Service(#[from] Error),
}

impl SignInError {
    /// What to do.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Declined | Self::ScopesRefused | Self::Service(_) => None,
            Self::TimedOut | Self::CodeExpired | Self::CodeRefused => Some("Try again."),
            Self::NoDeviceCode | Self::NotSafe => Some("Sign in another way, such as with a token."),
            Self::OtherServer => Some("Nothing was sent to it. Check the host, then try again."),
            Self::AppRefused => Some("Check the client ID, and the secret where the app has one."),
            Self::RedirectRefused => Some("Add the redirect address shown in the form to your OAuth app."),
            Self::NoPort(_) => Some("Sign in another way, or try again later."),
        }
    }

    /// What an error code means (RFC 6749 §4.1.2.1 and §5.2, RFC 8628 §3.5, and what GitHub and Slack say instead); none for an unknown one.
    pub(super) fn of(code: &str) -> Option<Self> {
        Some(match code {
            "access_denied" | "authorization_declined" => Self::Declined,
            "expired_token" | "token_expired" => Self::CodeExpired,
            "device_flow_disabled" => Self::NoDeviceCode,
            "invalid_grant"
            | "bad_verification_code"
            | "bad_refresh_token"
            | "invalid_refresh_token"
            | "invalid_code"
            | "invalid_code_verifier"
            | "code_already_used"
            | "code_expired"
            | "incorrect_device_code"
            | "token_revoked" => Self::CodeRefused,
            "invalid_client"
            | "incorrect_client_credentials"
            | "unauthorized_client"
            | "bad_client_secret"
            | "invalid_client_id"
            | "bad_client_id"
            | "pkce_not_allowed"
            | "application_suspended" => Self::AppRefused,
            "redirect_uri_mismatch" | "bad_redirect_uri" | "invalid_redirect_uri" => Self::RedirectRefused,
            "invalid_scope" | "no_scopes" => Self::ScopesRefused,
            "ratelimited" | "rate_limited" => Error::ComeBackLater { at: None }.into(),
            "server_error" | "temporarily_unavailable" | "internal_error" | "fatal_error" | "service_unavailable" => {
                Error::Unreachable("it has trouble of its own".into()).into()
            }
            _ => return None,
        })
    }

    /// What an error code means; an unknown one is not repeated, for it could hold anything.
    pub(super) fn told(code: &str) -> Self {
        let unknown = || Error::Refused { why: "for a reason of its own".to_owned() }.into();
        Self::of(code).unwrap_or_else(unknown)
    }
}

impl From<SignInError> for Error {
    /// As a renewal is told: a grant that is gone is the person's to give again.
    fn from(error: SignInError) -> Self {
        use SignInError as E;
        match error {
            E::Service(error) => error,
            E::CodeRefused | E::CodeExpired | E::Declined => Self::SignInAgain,
            E::TimedOut | E::NoDeviceCode | E::NotSafe | E::OtherServer => Self::Refused { why: error.to_string() },
            E::AppRefused | E::RedirectRefused | E::ScopesRefused | E::NoPort(_) => {
                Self::Refused { why: error.to_string() }
            }
        }
    }
}
