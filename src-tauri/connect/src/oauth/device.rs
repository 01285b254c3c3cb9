//! Signing in with a code that is typed at the service (RFC 8628).

use std::{fmt, time::Duration};

use jiff::{SignedDuration, Timestamp};
use reqwest::Url;
use serde::Deserialize;
use stint_core::{
    credentials::Credentials,
    secret::{ExposeSecret, Secret, secret},
};

use super::{
    App, SignInError,
    attempt::{asked_for, openable},
    tokens::{self, Answer, PENDING, SLOW_DOWN},
};
use crate::{
    connector::OAuth,
    error::{Error, Result},
    http::Reply,
    sites::{Site, Sites},
};

/// How long to wait between two questions where the server does not say (RFC 8628 §3.2).
const USUAL_INTERVAL: Duration = Duration::from_secs(5);

/// How much longer to wait after each `slow_down` (RFC 8628 §3.5).
const SLOWER: Duration = Duration::from_secs(5);

/// The longest wait between two questions.
const LONGEST_INTERVAL: Duration = Duration::from_secs(60);

/// The longest life of a code that is believed, in seconds.
const LONGEST_LIFE: u32 = 3_600;

/// The longest code that is shown, in characters.
const LONGEST_CODE: usize = 32;

/// A sign-in that waits for the person to type a code.
pub struct Device {
    /// What to type.
    pub user_code: String,
    /// The page to type it on; the code is not in its address, so that nobody confirms one that came from elsewhere (RFC 8628 §5.4).
    pub page: Url,
    /// When the code ends.
    pub expires_at: Timestamp,
    device_code: Secret,
    pace: Pace,
    oauth: &'static OAuth,
    sites: Sites,
    app: App,
    scopes: Vec<String>,
}

#[derive(Deserialize)]
struct Wire {
    device_code: Option<String>,
    user_code: Option<String>,
    verification_uri: Option<String>,
    expires_in: Option<u32>,
    interval: Option<u32>,
    error: Option<String>,
}

/// Asks for a code; its life counts from `now`.
pub async fn begin(
    oauth: &'static OAuth,
    sites: &Sites,
    app: &App,
    scopes: &[String],
    now: Timestamp,
) -> Result<Device, SignInError> {
    let end = oauth.device.ok_or(SignInError::NoDeviceCode)?;
    let site = sites.at(end.0)?;
    let scopes = asked_for(oauth, scopes);
    let wanted = scopes.join(oauth.scope_separator);
    let form = [(oauth.scope_parameter, wanted.as_str())];
    let form = if wanted.is_empty() { &form[1..] } else { &form[..] };
    let wire = read(tokens::post(sites, end, oauth, app, form).await?, now)?;
    let (Some(device_code), Some(user_code), Some(page)) = (wire.device_code, wire.user_code, wire.verification_uri)
    else {
        return Err(SignInError::NoDeviceCode);
    };
    let life = SignedDuration::from_secs(wire.expires_in.unwrap_or(LONGEST_LIFE).min(LONGEST_LIFE).into());
    Ok(Device {
        user_code: legible(user_code)?,
        page: page_of(site, &page)?,
        expires_at: now.checked_add(life).unwrap_or(now),
        device_code: secret(device_code),
        pace: Pace::new(wire.interval),
        oauth,
        sites: sites.clone(),
        app: app.clone(),
        scopes,
    })
}

impl Device {
    /// Asks until the person has decided or the code has ended; waits by `sleep`, and reads the time from `clock`.
    pub async fn finish<W: Future<Output = ()>>(
        mut self,
        clock: impl Fn() -> Timestamp,
        sleep: impl Fn(Duration) -> W,
    ) -> Result<Credentials, SignInError> {
        loop {
            sleep(self.pace.wait()).await;
            if clock() >= self.expires_at {
                return Err(SignInError::CodeExpired);
            }
            match self.ask(&clock).await {
                Ok(answer) => match answer.error() {
                    Some(PENDING) => {}
                    Some(SLOW_DOWN) => self.pace.slow_down(answer.interval),
                    Some("unsupported_grant_type" | "unauthorized_client") => return Err(SignInError::NoDeviceCode),
                    _ => return answer.granted(&self.app, &self.scopes, clock()),
                },
                // The person is at the service meanwhile; a network that fails for a moment ends nothing.
                Err(Error::Unreachable(_) | Error::ComeBackLater { .. }) => self.pace.back_off(),
                Err(error) => return Err(error.into()),
            }
        }
    }

    async fn ask(&self, clock: impl Fn() -> Timestamp) -> Result<Answer> {
        let form = [
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
            ("device_code", self.device_code.expose_secret()),
        ];
        tokens::ask(&self.sites, self.oauth, &self.app, &form, clock).await
    }
}

/// How fast the server is asked.
struct Pace {
    interval: Duration,
    was_too_fast: bool,
}

impl Pace {
    fn new(seconds: Option<u32>) -> Self {
        let interval = seconds.map_or(USUAL_INTERVAL, |seconds| Duration::from_secs(seconds.into()));
        Self { interval: interval.clamp(Duration::from_secs(1), LONGEST_INTERVAL), was_too_fast: false }
    }

    /// A fifth longer than asked for, two after it was too fast once: clocks of virtual machines run up to 30 % fast, and a server would never be content.
    fn wait(&self) -> Duration {
        self.interval.mul_f64(if self.was_too_fast { 1.4 } else { 1.2 })
    }

    fn slow_down(&mut self, told: Option<u32>) {
        let told = Duration::from_secs(told.unwrap_or_default().into());
        self.interval = (self.interval + SLOWER).max(told).min(LONGEST_INTERVAL);
        self.was_too_fast = true;
    }

    /// RFC 8628 §3.5: twice as long after a time-out.
    fn back_off(&mut self) {
        self.interval = (self.interval * 2).min(LONGEST_INTERVAL);
    }
}

/// What says that there are no device codes, as GitHub's own client takes it: a status, or words.
fn read(reply: Reply, now: Timestamp) -> Result<Wire, SignInError> {
    let wire = reply.json::<Wire>();
    let error = wire.as_ref().ok().and_then(|wire| wire.error.as_deref()).filter(|error| !error.is_empty());
    match (error, reply.status()) {
        (Some("unauthorized_client" | "unsupported_grant_type"), _) => Err(SignInError::NoDeviceCode),
        (Some(error), _) if SignInError::of(error).is_some() => Err(SignInError::told(error)),
        (_, 401 | 403 | 404 | 405 | 422) => Err(SignInError::NoDeviceCode),
        (Some(error), 200 | 400) => Err(SignInError::told(error)),
        _ => {
            reply.accepted(now)?;
            Ok(wire?)
        }
    }
}

/// The page, on the server itself: whoever answers may not send the person elsewhere.
fn page_of(site: &Site, page: &str) -> Result<Url, SignInError> {
    openable(site.url(page)?)
}

fn legible(code: String) -> Result<String> {
    let is_legible = (1..=LONGEST_CODE).contains(&code.len()) && code.bytes().all(|it| it.is_ascii_graphic());
    if is_legible { Ok(code) } else { Err(Error::NotUnderstood { what: "a code that nobody can type".to_owned() }) }
}

impl fmt::Debug for Device {
    /// Without the codes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Device").field("expires_at", &self.expires_at).finish_non_exhaustive()
    }
}
