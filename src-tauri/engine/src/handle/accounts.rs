//! What the person does with accounts that are connected: check, revoke, open their pages, bring an OAuth app.

use jiff::Timestamp;
use stint_api::{
    Topic,
    command::{OpenGrantsPage, OpenTokenPage, RevokeAccount, SetOAuthApp},
};
use stint_connect::connector::{Descriptor, SignIn};
use stint_core::account::Account;
use stint_store::table;

use super::{
    Done, Handle, changed,
    sign_in::{asked_for, oauth_of},
};
use crate::{
    Engine, Output,
    errand::Errand,
    fault::{Fault, Result},
    host, own_app,
    page::Page,
    speak,
};

impl Handle for RevokeAccount {
    fn handle(self, engine: &mut Engine, _now: Timestamp) -> Result<Done> {
        let account = engine.account(&self.account)?;
        let label = format!("Revoking {} at {}", account.name, host::shown(&account.origin));
        Ok(Done::said(label, vec![Output::Errand(Errand::Revoke(Box::new(account)))]))
    }
}

impl Handle for OpenTokenPage {
    fn handle(self, engine: &mut Engine, _now: Timestamp) -> Result<Done> {
        let descriptor = engine.service(&self.service)?;
        let place = engine.place(descriptor, descriptor.hosts.part(&self.host).0)?;
        let form =
            descriptor.sign_in.iter().find_map(|way| if let SignIn::Token(form) = way { Some(form) } else { None });
        let Some(form) = form.filter(|form| !form.page.is_empty()) else {
            let message = format!("{} has no page where a token is made.", descriptor.name);
            return Err(Fault::refused(message, "Its settings or its administrator have one."));
        };
        let path = form.page.replace("{scopes}", &asked_for(descriptor, &self.scopes).join(","));
        opened(&web_page(descriptor, &place.origin, &path))
    }
}

impl Handle for OpenGrantsPage {
    fn handle(self, engine: &mut Engine, _now: Timestamp) -> Result<Done> {
        let account = engine.account(&self.account)?;
        let descriptor = engine.service(&account.service)?;
        opened(&web_page(descriptor, &account.origin, descriptor.grants_page))
    }
}

impl Handle for SetOAuthApp {
    fn handle(self, engine: &mut Engine, _now: Timestamp) -> Result<Done> {
        let descriptor = engine.service(&self.service)?;
        let place = engine.place(descriptor, descriptor.hosts.part(&self.host).0)?;
        let client_id = self.client_id.trim();
        if client_id.len() > 255 || client_id.chars().any(|c| c.is_whitespace() || c.is_control()) {
            let message = format!("“{}” is no client id.", speak::shorten(client_id, 40));
            return Err(Fault::refused(message, "Copy it from the page of your OAuth app. Nothing was changed."));
        }
        let has_secret = descriptor.sign_in.iter().filter_map(oauth_of).any(|oauth| oauth.app_has_secret);
        let key = own_app::key(descriptor, &place);
        let before = engine.config.oauth_apps().get(&key).cloned();
        engine.config.set_oauth_app(&key, Some(client_id).filter(|id| !id.is_empty()))?;
        let mut outputs = changed(&[Topic::Accounts]);
        let keep = |client_id: &str, ticket| {
            let item = own_app::item(descriptor.id, &place.origin, client_id);
            Output::Errand(Errand::KeepAppSecret { item, ticket })
        };
        // The secret of an app that is not used any more is worth nothing to anybody else.
        outputs.extend(before.filter(|it| has_secret && it != client_id).map(|it| keep(&it, None)));
        outputs.extend(
            self.ticket.filter(|_| has_secret && !client_id.is_empty()).map(|ticket| keep(client_id, Some(ticket))),
        );
        let label = if client_id.is_empty() { "Forgot your OAuth app" } else { "Uses your own OAuth app" };
        Ok(Done::said(label, outputs))
    }
}

impl Engine {
    /// The account of that id.
    pub(crate) fn account(&self, id: &str) -> Result<Account> {
        let gone = || Fault::not_found("account");
        let id = id.parse().map_err(|_| gone())?;
        table::account::get(self.conn()?, id)?.ok_or_else(gone)
    }
}

fn opened(page: &str) -> Result<Done> {
    let page = Page::new(page);
    Ok(Done::said(format!("Opened {}", page.shown()), vec![Output::OpenPage(page)]))
}

/// The URL of a path on the site for people; a whole URL stands for itself.
fn web_page(descriptor: &Descriptor, origin: &str, path: &str) -> String {
    if path.starts_with("https://") {
        return path.to_owned();
    }
    let base = descriptor.base("web", origin).unwrap_or_else(|| origin.to_owned());
    format!("{base}{path}")
}
