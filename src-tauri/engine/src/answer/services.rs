//! A service as its form is drawn: from its descriptor, and from what the configuration adds.

use jiff::Timestamp;
use stint_api::{
    question::ListWays,
    view::{AccountView, RegionView, ScopeView, ServiceView, WayKind, WayView},
};
use stint_connect::{
    connector::{Descriptor, Need, OAuth, SignIn, TokenForm},
    oauth::way_back,
};

use super::Answer;
use crate::{
    Engine,
    fault::Result,
    handle::{kind_of, takes_token},
    host::{self, Place},
    own_app,
};

impl Answer for ListWays {
    fn answer(self, engine: &mut Engine, _now: Timestamp) -> Result<Vec<WayView>> {
        let descriptor = engine.service(&self.service)?;
        let place = engine.place(descriptor, descriptor.hosts.part(&self.host).0)?;
        Ok(engine.ways(descriptor, Some(&place)))
    }
}

/// The whole of a service.
pub(super) fn view(engine: &Engine, descriptor: &'static Descriptor, accounts: Vec<AccountView>) -> ServiceView {
    let region = |(name, origin): &(&str, &str)| RegionView { name: (*name).to_owned(), host: host::shown(origin) };
    ServiceView {
        id: descriptor.id.to_owned(),
        name: descriptor.name.to_owned(),
        icon: descriptor.icon.to_owned(),
        summary: descriptor.summary.to_owned(),
        standard_host: descriptor.hosts.standard.map(host::shown),
        regions: descriptor.hosts.regions.iter().map(region).collect(),
        is_self_hosted: descriptor.hosts.is_self_hosted,
        moved_to: engine.moved_to(descriptor.id),
        ways: engine.ways(descriptor, engine.place(descriptor, "").ok().as_ref()),
        scopes: descriptor.scopes.iter().map(scope_view).collect(),
        has_grants_page: !descriptor.grants_page.is_empty(),
        what_stays: descriptor.what_stays.to_owned(),
        accounts,
    }
}

impl Engine {
    /// The ways to sign in at a place; none where the person has yet to say where the service lies.
    fn ways(&self, descriptor: &'static Descriptor, place: Option<&Place>) -> Vec<WayView> {
        let view = |way: &'static SignIn| {
            let base = WayView { kind: kind_of(way), label: label(way), ..WayView::default() };
            match way {
                SignIn::Token(form) => token_view(base, descriptor, form),
                SignIn::Browser(oauth) | SignIn::Device(oauth) | SignIn::Link(oauth) => {
                    self.oauth_view(base, descriptor, oauth, place)
                }
            }
        };
        descriptor.sign_in.iter().map(view).collect()
    }

    fn oauth_view(&self, base: WayView, descriptor: &Descriptor, oauth: &OAuth, place: Option<&Place>) -> WayView {
        let own = place.and_then(|place| self.own_app(descriptor, place)).map(|app| app.client_id).unwrap_or_default();
        let has_built_in_app = place.is_some_and(|place| own_app::is_built_in(descriptor, oauth, place));
        let is_ready = !own.is_empty() || has_built_in_app;
        WayView {
            steps: steps(base.kind).iter().map(|step| (*step).to_owned()).collect(),
            is_ready,
            why_not: if is_ready { String::new() } else { why_not(descriptor, place) },
            has_built_in_app,
            takes_own_app: true,
            app_has_secret: oauth.app_has_secret,
            own_client_id: own,
            redirect: place.map(|place| redirect(base.kind, descriptor, oauth, place)).unwrap_or_default(),
            ..base
        }
    }
}

fn token_view(base: WayView, descriptor: &Descriptor, form: &TokenForm) -> WayView {
    let has_page = !form.page.is_empty();
    WayView {
        steps: form.steps.iter().map(|step| (*step).to_owned()).collect(),
        is_ready: true,
        token_page: if has_page { format!("Create the {} at {}", form.name, descriptor.name) } else { String::new() },
        token_looks: form.looks.to_owned(),
        user_label: form.user.unwrap_or_default().to_owned(),
        ..base
    }
}

fn label(way: &SignIn) -> String {
    match way {
        SignIn::Browser(_) | SignIn::Link(_) => "Sign in with the browser".to_owned(),
        SignIn::Device(_) => "Sign in with a code".to_owned(),
        SignIn::Token(form) => format!("Paste your {}", form.name),
    }
}

const fn steps(kind: WayKind) -> &'static [&'static str] {
    match kind {
        WayKind::Browser | WayKind::Link => &["Your browser opens. Sign in there; it comes back to Stint by itself."],
        WayKind::Device => &["Your browser opens. Type the code that Stint shows you there."],
        WayKind::Token => &[],
    }
}

fn why_not(descriptor: &Descriptor, place: Option<&Place>) -> String {
    if !takes_token(descriptor) {
        return format!("This build of Stint has no OAuth app for {}. Bring an app of your own.", descriptor.name);
    }
    match place.map(|place| host::own(descriptor, place)) {
        None => "It needs an OAuth app of your own server. Use a token, or type the host and bring an app.".to_owned(),
        Some(None) => {
            format!("This build of Stint has no OAuth app for {}. Use a token, or an app of your own.", descriptor.name)
        }
        Some(Some(origin)) => {
            format!("It needs an OAuth app of {}. Use a token, or bring an app.", host::shown(origin))
        }
    }
}

/// What to register as the redirect address of an own app; empty where none is needed.
fn redirect(kind: WayKind, descriptor: &Descriptor, oauth: &OAuth, place: &Place) -> String {
    match kind {
        WayKind::Browser if oauth.takes_any_path => "http://127.0.0.1".to_owned(),
        WayKind::Browser => format!("http://127.0.0.1{}", way_back(descriptor, host::own(descriptor, place))),
        WayKind::Link => format!("stint://oauth/{}", descriptor.id),
        WayKind::Device | WayKind::Token => String::new(),
    }
}

fn scope_view(scope: &stint_connect::connector::Scope) -> ScopeView {
    ScopeView {
        name: scope.name.to_owned(),
        purpose: scope.purpose.to_owned(),
        is_required: scope.need == Need::Required,
        is_asked_for: scope.need != Need::OnRequest,
    }
}
