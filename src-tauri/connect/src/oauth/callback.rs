//! Judges what comes back from a browser, whether over the loopback or as a link: only the one answer that was asked for counts, and only once.

use std::sync::atomic::{AtomicBool, Ordering};

use oauth2::CsrfToken;
use stint_core::secret::{ExposeSecret, Secret, secret};
use subtle::ConstantTimeEq;
use url::form_urlencoded;

use super::SignInError;

/// A code that belongs to an attempt; worth nothing without its verifier.
#[derive(Debug)]
pub struct Code(Secret);

/// What something that came back is to an attempt.
#[derive(Debug)]
pub enum Judged {
    /// The answer, with the code.
    Ours(Code),
    /// The answer, and the attempt is over.
    Over(SignInError),
    /// Anything else; the attempt goes on.
    NotOurs,
}

/// What an attempt expects to come back.
pub(super) struct Expected {
    state: CsrfToken,
    issuer: Option<String>,
    is_open: AtomicBool,
}

impl Code {
    pub(super) fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl Expected {
    /// Expects `state`, and from a server that says so its `issuer` (RFC 9207).
    pub(super) fn new(state: CsrfToken, issuer: Option<String>) -> Self {
        Self { state, issuer, is_open: AtomicBool::new(true) }
    }

    /// Judges the query of a redirect; the first that carries the state is the last that is taken (RFC 9700 §2.1).
    pub(super) fn judge(&self, query: &str) -> Judged {
        let Some([code, error, state, issuer]) = single(query, ["code", "error", "state", "iss"]) else {
            return Judged::NotOurs;
        };
        let is_ours = state.is_some_and(|state| state.as_bytes().ct_eq(self.state.secret().as_bytes()).into());
        if !is_ours || code.is_some() == error.is_some() || code.as_deref() == Some("") {
            return Judged::NotOurs;
        }
        if !self.is_open.swap(false, Ordering::Relaxed) {
            return Judged::NotOurs;
        }
        if self.issuer.is_some() && self.issuer != issuer {
            return Judged::Over(SignInError::OtherServer);
        }
        match (code, error) {
            (Some(code), None) => Judged::Ours(Code(secret(code))),
            (_, error) => Judged::Over(SignInError::told(&error.unwrap_or_default())),
        }
    }
}

/// The values of these parameters; none where one of them is there twice.
fn single<const N: usize>(query: &str, names: [&str; N]) -> Option<[Option<String>; N]> {
    let mut values = [const { None }; N];
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        if let Some(at) = names.iter().position(|known| *known == name)
            && values[at].replace(value.into_owned()).is_some()
        {
            return None;
        }
    }
    Some(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expected(issuer: Option<&str>) -> Expected {
        Expected::new(CsrfToken::new("s3cret".to_owned()), issuer.map(str::to_owned))
    }

    #[test]
    fn only_an_answer_with_the_right_state_and_nothing_twice_is_taken() {
        let expected = expected(None); // O3, O11
        for other in [
            "",
            "code=c",
            "code=c&state=",
            "code=c&state=S3cret",
            "code=c&state=s3cret0",
            "code=c&state=s3cre",
            "code=c&state=%00s3cret",
            "state=s3cret",
            "code=&state=s3cret",
            "code=c&code=c&state=s3cret",
            "code=c&state=s3cret&state=s3cret",
            "code=c&state=s3cret&%73tate=x",
            "code=c&state=s3cret&iss=a&iss=a",
            "code=c&error=access_denied&state=s3cret",
            "error=access_denied&error=access_denied&state=s3cret",
            "error=access_denied",
            "error=access_denied&state=x",
            "code=c;state=s3cret",
            "code=%ff&state=%ff",
        ] {
            assert!(matches!(expected.judge(other), Judged::NotOurs), "{other}");
        }
        let Judged::Ours(code) = expected.judge("scope=a+b&state=s3cret&code=c%2F1&session_state=x") else {
            panic!("the right one after all of it still works");
        };
        assert_eq!(code.expose(), "c/1");
    }

    #[test]
    fn an_answer_is_taken_once() {
        let expected = expected(None); // O3
        assert!(matches!(expected.judge("code=c&state=s3cret"), Judged::Ours(_)));
        for again in ["code=c&state=s3cret", "code=d&state=s3cret", "error=access_denied&state=s3cret"] {
            assert!(matches!(expected.judge(again), Judged::NotOurs), "{again}");
        }
    }

    #[test]
    fn where_the_issuer_is_promised_a_missing_or_different_one_ends_the_attempt() {
        let issuer = "https://git.example.org"; // O5
        for wrong in [
            "code=c&state=s3cret",
            "code=c&state=s3cret&iss=",
            "code=c&state=s3cret&iss=https://git.example.org/",
            "code=c&state=s3cret&iss=https://GIT.example.org",
            "code=c&state=s3cret&iss=https://evil.example.org",
            "error=access_denied&state=s3cret",
        ] {
            let judged = expected(Some(issuer)).judge(wrong);
            assert!(matches!(judged, Judged::Over(SignInError::OtherServer)), "{wrong}");
        }
        let right = format!("code=c&state=s3cret&iss={issuer}");
        assert!(matches!(expected(Some(issuer)).judge(&right), Judged::Ours(_)));
    }

    #[test]
    fn a_refusal_is_told_in_our_words() {
        let over = |error: &str| match expected(None).judge(&format!("error={error}&state=s3cret")) {
            Judged::Over(error) => error.to_string(),
            Judged::Ours(_) | Judged::NotOurs => panic!("{error}"),
        };
        assert_eq!(over("access_denied"), "the sign-in was declined");
        assert_eq!(over("redirect_uri_mismatch"), "the OAuth app may not come back to Stint");
        assert_eq!(over("hunter2"), "it refused: for a reason of its own");
    }

    #[test]
    fn neither_state_nor_code_is_printed() {
        let Judged::Ours(code) = expected(None).judge("code=hunter2&state=s3cret") else { panic!() };
        assert!(!format!("{code:?}").contains("hunter2"));
    }
}
