//! Signing in: what the person asks for becomes an errand; what comes of it is written down.

use jiff::Timestamp;
use stint_api::{
    Topic,
    command::{AnswerSignIn, BeginSignIn, CancelSignIn, OpenSignInPage},
    view::{AttemptView, SignInStage, WayKind},
};
use stint_connect::connector::{Descriptor, OAuth, Recalled, SignIn as Offered};
use stint_core::{account::Way, ids::AccountId};
use stint_store::table;

use super::{Done, Handle, changed};
use crate::{
    Engine, Output,
    accounts::{Attempt, has_ended},
    errand::{Errand, OwnOrBuiltIn, SignIn},
    fault::{Fault, Result},
    host, speak,
};

/// The longest name of an attempt.
const LONGEST_NAME: usize = 64;

impl Handle for BeginSignIn {
    fn handle(self, engine: &mut Engine, now: Timestamp) -> Result<Done> {
        check_name(engine, &self.attempt)?;
        let descriptor = engine.service(&self.service)?;
        let (typed, path) = descriptor.hosts.part(&self.host);
        let place = engine.place(descriptor, typed)?;
        let offered = offered(descriptor, self.way)?;
        let app = match oauth_of(offered) {
            Some(oauth) => Some(engine.app(descriptor, oauth, &place)?),
            None => None,
        };
        if matches!(offered, Offered::Token(_)) && self.ticket.is_none() {
            return Err(Fault::refused(
                "No token was pasted.",
                "Copy it at the service, then paste it. Nothing was stored.",
            ));
        }
        let account = self.account.as_deref().map(|id| engine.account(id)).transpose()?;
        let recalled = account.as_ref().and_then(|account| engine.recall(account));
        let (user, path) = entrance(&self.user, path, recalled);
        if matches!(offered, Offered::Token(_)) && descriptor.hosts.takes_path && path.is_none() {
            return Err(Fault::refused(
                "Name a private repository on it, such as https://git.example.org/team/app.git.",
                "Only there can the credentials be checked. Nothing was sent or stored.",
            ));
        }
        let known = table::account::list(engine.conn()?)?;
        let known = known.into_iter().filter(|it| it.service == descriptor.id && it.origin == place.origin).collect();
        let fresh = AccountId(engine.fresh_id(now));
        let errand = SignIn {
            attempt: self.attempt.clone(),
            service: descriptor.id.to_owned(),
            origin: place.origin.clone(),
            path,
            is_moved: place.is_moved,
            way: way_of(self.way),
            scopes: asked_for(descriptor, &self.scopes),
            user,
            ticket: self.ticket,
            app,
            account: account.clone(),
            known,
            fresh,
        };
        let view = AttemptView {
            id: self.attempt,
            service: descriptor.id.to_owned(),
            account: account.map(|account| account.id.to_string()),
            host: host::shown(&place.origin),
            way: self.way,
            stage: SignInStage::Starting,
            message: format!("Asking {}.", host::shown(&place.origin)),
            ..AttemptView::default()
        };
        engine.accounts.begin(Attempt { view, page: None });
        let mut outputs = vec![Output::Errand(Errand::SignIn(Box::new(errand)))];
        outputs.extend(changed(&[Topic::Accounts]));
        Ok(Done::said(format!("Signing in at {}", descriptor.name), outputs))
    }
}

impl Handle for AnswerSignIn {
    fn handle(self, engine: &mut Engine, _now: Timestamp) -> Result<Done> {
        let attempt = under_way(engine, &self.attempt)?;
        if attempt.view.stage != SignInStage::AskingPrivate {
            return Err(Fault::refused("This sign-in asks nothing.", "Nothing was changed."));
        }
        let label = if self.is_allowed { "Allowed the private address" } else { "Left the private address alone" };
        let errand = Errand::Answer { attempt: self.attempt, is_allowed: self.is_allowed };
        Ok(Done::said(label, vec![Output::Errand(errand)]))
    }
}

impl Handle for OpenSignInPage {
    fn handle(self, engine: &mut Engine, _now: Timestamp) -> Result<Done> {
        let attempt = under_way(engine, &self.attempt)?;
        let Some(page) = attempt.page.clone() else {
            return Err(Fault::refused("This sign-in has no page to open yet.", "Wait a moment, then try again."));
        };
        Ok(Done::said(format!("Opened {}", page.shown()), vec![Output::OpenPage(page)]))
    }
}

impl Handle for CancelSignIn {
    fn handle(self, engine: &mut Engine, _now: Timestamp) -> Result<Done> {
        let attempts = &mut engine.accounts.attempts;
        let place = attempts.iter().position(|attempt| attempt.view.id == self.attempt);
        let ended = attempts.remove(place.ok_or_else(|| Fault::not_found("sign-in"))?);
        let mut outputs = vec![Output::Errand(Errand::Cancel { attempt: self.attempt })];
        outputs.extend(changed(&[Topic::Accounts]));
        // New credentials of an account that is there may have come a moment before.
        let accounts = engine.conn().and_then(|conn| Ok(table::account::list(conn)?));
        let is_first = accounts.is_ok_and(|them| them.iter().all(|it| it.service != ended.view.service));
        let label = if is_first { "Ended the sign-in; nothing was stored" } else { "Ended the sign-in" };
        Ok(Done::said(label, outputs))
    }
}

impl Engine {
    /// The OAuth app to sign in with: the person's own, or the built-in one where it is meant for.
    fn app(&self, descriptor: &Descriptor, oauth: &OAuth, place: &host::Place) -> Result<OwnOrBuiltIn> {
        if let Some(own) = self.own_app(descriptor, place) {
            let secret_item = own.item.filter(|_| oauth.app_has_secret);
            return Ok(OwnOrBuiltIn { client_id: own.client_id, built_in_secret: None, secret_item });
        }
        match oauth.client_id.filter(|_| host::is_standard(descriptor, place)) {
            Some(client_id) => Ok(OwnOrBuiltIn {
                client_id: client_id.to_owned(),
                built_in_secret: oauth.client_secret,
                secret_item: None,
            }),
            None => Err(Fault::refused(
                format!("This build of Stint has no OAuth app for {}.", host::shown(&place.origin)),
                if takes_token(descriptor) {
                    "Use a token, or enter the client id of an OAuth app of your own. Nothing was stored."
                } else {
                    "Enter the client id of an OAuth app of your own, in the settings. Nothing was stored."
                },
            )),
        }
    }
}

/// The name to sign in with and the path to check on: as typed, else as the account was signed in with before.
fn entrance(user: &str, path: Option<&str>, recalled: Option<Recalled>) -> (Option<String>, Option<String>) {
    let typed = Some(user.trim()).filter(|user| !user.is_empty()).map(str::to_owned);
    let (user, known) = recalled.map(|it| (it.user, it.path)).unzip();
    (typed.or(user), path.map(str::to_owned).or(known))
}

fn check_name(engine: &mut Engine, name: &str) -> Result<()> {
    let is_sound = (1..=LONGEST_NAME).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !is_sound {
        let message = format!("“{}” is no name for a sign-in.", speak::shorten(name, 40));
        return Err(Fault::refused(message, "Use letters, digits and hyphens, 64 at most."));
    }
    match engine.accounts.attempt(name) {
        None => Ok(()),
        Some(_) => Err(Fault::refused("There is a sign-in of that name already.", "Choose another name.")),
    }
}

fn under_way<'e>(engine: &'e mut Engine, id: &str) -> Result<&'e mut Attempt> {
    let attempt = engine.accounts.attempt(id).ok_or_else(|| Fault::not_found("sign-in"))?;
    if has_ended(attempt.view.stage) {
        return Err(Fault::refused("This sign-in has ended already.", "Begin another one."));
    }
    Ok(attempt)
}

fn offered(descriptor: &'static Descriptor, way: WayKind) -> Result<&'static Offered> {
    descriptor.sign_in.iter().find(|offered| kind_of(offered) == way).ok_or_else(|| {
        let message = format!("{} cannot be signed in to that way.", descriptor.name);
        Fault::refused(message, "Choose another way. Nothing was stored.")
    })
}

pub(crate) const fn oauth_of(offered: &Offered) -> Option<&OAuth> {
    match offered {
        Offered::Browser(oauth) | Offered::Device(oauth) | Offered::Link(oauth) => Some(oauth),
        Offered::Token(_) => None,
    }
}

/// Whether the service can be signed in to with a token, too.
pub(crate) fn takes_token(descriptor: &Descriptor) -> bool {
    descriptor.sign_in.iter().any(|offered| matches!(offered, Offered::Token(_)))
}

pub(crate) const fn kind_of(offered: &Offered) -> WayKind {
    match offered {
        Offered::Browser(_) => WayKind::Browser,
        Offered::Device(_) => WayKind::Device,
        Offered::Link(_) => WayKind::Link,
        Offered::Token(_) => WayKind::Token,
    }
}

pub(super) const fn way_of(kind: WayKind) -> Way {
    match kind {
        WayKind::Browser => Way::Browser,
        WayKind::Device => Way::Device,
        WayKind::Link => Way::Link,
        WayKind::Token => Way::Token,
    }
}

/// By what an account was changed, for its history.
pub(super) const fn words_for(way: Way) -> &'static str {
    match way {
        Way::Browser | Way::Link => "you, in the browser",
        Way::Device => "you, with a code",
        Way::Token => "you, with a token",
    }
}

/// The required scopes and those the person chose; names the service does not know are left out.
pub(super) fn asked_for(descriptor: &Descriptor, chosen: &[String]) -> Vec<String> {
    use stint_connect::connector::Need;
    let is_asked = |scope: &&stint_connect::connector::Scope| {
        scope.need == Need::Required || chosen.iter().any(|name| name == scope.name)
    };
    descriptor.scopes.iter().filter(is_asked).map(|scope| scope.name.to_owned()).collect()
}
