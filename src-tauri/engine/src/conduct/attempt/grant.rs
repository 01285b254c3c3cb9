//! How credentials are got: in the browser, with a code, by a link, from what the person pasted.

use std::{future::pending, sync::Arc, time::Duration};

use jiff::{SignedDuration, Timestamp};
use stint_connect::{
    connector::{Descriptor, OAuth, SignIn as Offered, TokenForm},
    oauth::{App, SignInError, browser, device, link},
    sites::Sites,
};
use stint_core::{
    account::Way,
    credentials::Credentials,
    secret::{ExposeSecret, secret},
};

use tokio_util::sync::CancellationToken;

use super::{
    Attempt,
    halt::{self, Halt, refused},
};
use crate::{
    conduct::{
        Stage, outing,
        world::{self, Reach},
    },
    page::Page,
    speak::sentence,
};

/// The longest token, in bytes; those of GitLab and of companies that sign theirs reach 3,000.
const LONGEST_TOKEN: usize = 8_192;

/// What an OAuth flow is begun with.
struct Flow<'a> {
    oauth: &'static OAuth,
    app: App,
    sites: &'a Sites,
}

impl Attempt {
    /// Gets credentials the way that was chosen; nothing is known of them yet.
    pub(super) async fn obtain(&mut self, sites: &Sites) -> Result<Credentials, Halt> {
        if self.wish.way == Way::Token {
            return self.take_pasted();
        }
        let flow = self.flow(sites).await?;
        match self.wish.way {
            Way::Browser => self.in_the_browser(&flow).await,
            Way::Device => self.with_a_code(&flow).await,
            Way::Link | Way::Token => self.by_a_link(&flow).await,
        }
    }

    async fn in_the_browser(&self, flow: &Flow<'_>) -> Result<Credentials, Halt> {
        let Flow { oauth, app, sites } = flow;
        let (descriptor, now) = (self.descriptor()?, self.world.now());
        let is_own = self.world.reach(descriptor, &self.wish.origin) == Reach::OfThePerson;
        let own = is_own.then_some(self.wish.origin.as_str());
        let begun = browser::begin(descriptor, own, oauth, sites, app, &self.wish.scopes, now);
        let begun = self.until_stopped(begun).await?.map_err(|error| self.not_granted(&error))?;
        self.tell(Stage::Waiting { page: Page::new(begun.url.as_str()), expires_at: begun.expires_at });
        let came = self.until_stopped(begun.came()).await?.map_err(|error| self.not_granted(&error))?;
        self.granted(sites, came.finish(self.clock())).await
    }

    async fn with_a_code(&self, flow: &Flow<'_>) -> Result<Credentials, Halt> {
        let Flow { oauth, app, sites } = flow;
        let now = self.world.now();
        let begun = device::begin(oauth, sites, app, &self.wish.scopes, now);
        let begun = self.until_stopped(begun).await?.map_err(|error| self.not_granted(&error))?;
        self.tell(Stage::ShowingCode {
            user_code: begun.user_code.clone(),
            page: Page::new(begun.page.as_str()),
            expires_at: begun.expires_at,
        });
        let (stop, over, world) = (self.stop.clone(), CancellationToken::new(), Arc::clone(&self.world));
        let is_over = over.clone();
        // The question that is under way is waited for, another one is not asked.
        let sleep = move |wait| {
            let (stop, over, slept) = (stop.clone(), over.clone(), (world.sleep)(wait));
            async move {
                if stop.run_until_cancelled(slept).await.is_none() {
                    over.cancel();
                    pending::<()>().await;
                }
            }
        };
        let granted = begun.finish(self.clock(), sleep);
        self.granted(
            sites,
            async move { is_over.run_until_cancelled(granted).await.unwrap_or(Err(SignInError::TimedOut)) },
        )
        .await
    }

    async fn by_a_link(&self, flow: &Flow<'_>) -> Result<Credentials, Halt> {
        let Flow { oauth, app, sites } = flow;
        let (descriptor, now) = (self.descriptor()?, self.world.now());
        let begun = link::begin(descriptor, oauth, sites, app, &self.wish.scopes, now);
        let begun = self.until_stopped(begun).await?.map_err(|error| self.not_granted(&error))?;
        let (page, expires_at) = (Page::new(begun.url.as_str()), begun.expires_at);
        let coming = self.doorstep.open(begun);
        self.tell(Stage::Waiting { page, expires_at });
        let came = tokio::select! {
            biased;
            () = self.stop.cancelled() => return Err(Halt::Cancelled),
            came = coming => came.ok(),
            () = (self.world.sleep)(until(expires_at, now)) => None,
        };
        let (link, code) = match came {
            Some(came) => came.map_err(|error| self.not_granted(&error))?,
            None => return Err(refused("The browser did not come back.", "Begin again.")),
        };
        self.granted(sites, link.finish(code, self.clock())).await
    }

    /// Waits for what the service grants; if the sign-in is ended meanwhile it is waited for all the same, and given back.
    async fn granted(
        &self,
        sites: &Sites,
        granting: impl Future<Output = Result<Credentials, SignInError>> + Send + 'static,
    ) -> Result<Credentials, Halt> {
        let mut granting = Box::pin(granting);
        if let Some(granted) = self.stop.run_until_cancelled(&mut granting).await {
            return granted.map_err(|error| self.not_granted(&error));
        }
        if !self.takes_more_along() {
            let (world, service, sites) = (Arc::clone(&self.world), self.wish.service.clone(), sites.clone());
            drop(self.vital.spawn(async move {
                if let Ok(credentials) = granting.await {
                    outing::retire(&world, &service, sites, &credentials).await;
                }
            }));
        }
        Err(Halt::Cancelled)
    }

    fn clock(&self) -> impl Fn() -> Timestamp + Send + 'static {
        let world = Arc::clone(&self.world);
        move || world.now()
    }

    /// A pasted token as it is, or why it cannot be one; nothing is sent yet.
    fn take_pasted(&mut self) -> Result<Credentials, Halt> {
        let descriptor = self.descriptor()?;
        let name = descriptor.name;
        let form = descriptor.sign_in.iter().find_map(token_form);
        let form = form.ok_or_else(|| refused(format!("{name} takes no token."), "Choose another way to sign in."))?;
        let pasted = self.token.take().ok_or_else(|| {
            refused("The pasted token is not there any more: it is kept for a minute.", "Paste it once more.")
        })?;
        let token = secret(pasted.expose_secret().trim());
        refuse_unlike(form, token.expose_secret())?;
        if let Some(mistake) = self.connector().and_then(|connector| connector.mistaken(&token)) {
            return Err(refused(mistake, format!("Stint needs a {} of {name}.", form.name)));
        }
        let user = self.wish.user.clone();
        if let (Some(label), None) = (form.user, &user) {
            return Err(refused(format!("{label} is missing."), "Enter it along with the token."));
        }
        let path = self.wish.path.clone();
        Ok(Credentials { path, ..Credentials::pasted(token, user, self.world.now()) })
    }

    async fn flow<'a>(&self, sites: &'a Sites) -> Result<Flow<'a>, Halt> {
        let descriptor = self.descriptor()?;
        let oauth = world::oauth_of(descriptor, self.wish.way).zip(self.wish.app.as_ref());
        let Some((oauth, app)) = oauth else {
            let message = format!("{} cannot be signed in to this way.", descriptor.name);
            return Err(refused(message, "Choose another way."));
        };
        let own = match &app.secret_item {
            Some(item) => self.until_stopped(self.safe.read(item)).await?.map_err(|error| halt::vault(&error))?,
            None => None,
        };
        if app.secret_item.is_some() && own.is_none() {
            return Err(refused("The secret of your OAuth app is not in the vault.", "Enter the app once more."));
        }
        let client_secret = own.or_else(|| app.built_in_secret.map(secret));
        Ok(Flow { oauth, app: App { client_id: app.client_id.clone(), client_secret }, sites })
    }

    fn descriptor(&self) -> Result<&'static Descriptor, Halt> {
        let unknown = || refused("This version of Stint does not know the service.", "");
        self.connector().map(|connector| connector.descriptor()).ok_or_else(unknown)
    }

    fn not_granted(&self, error: &SignInError) -> Halt {
        let host = self.host();
        match (error, self.descriptor()) {
            (SignInError::Service(error), Ok(descriptor)) => halt::service(descriptor, &host, error),
            _ => refused(sentence(&format!("{host}: {error}")), error.hint().unwrap_or_default()),
        }
    }
}

fn token_form(offered: &'static Offered) -> Option<&'static TokenForm> {
    match offered {
        Offered::Token(form) => Some(form),
        Offered::Browser(_) | Offered::Device(_) | Offered::Link(_) => None,
    }
}

/// Refuses what cannot be a token, so that a mistaken paste goes nowhere.
fn refuse_unlike(form: &TokenForm, token: &str) -> Result<(), Halt> {
    let looks = if form.looks.is_empty() { String::new() } else { format!("It looks like {}.", form.looks) };
    if token.is_empty() {
        return Err(refused(format!("No {} was pasted.", form.name), looks));
    }
    if token.len() > LONGEST_TOKEN {
        return Err(refused(format!("What was pasted is too long for a {}.", form.name), looks));
    }
    // Where it goes along with a name it is a password, which may be in any script.
    let is_sound = |c: char| if form.user.is_some() { !c.is_control() } else { c.is_ascii_graphic() };
    if !token.chars().all(is_sound) {
        let message = format!("What was pasted is no {}: it holds spaces, line breaks or other signs.", form.name);
        return Err(refused(message, format!("Copy it alone. {looks}").trim_end()));
    }
    Ok(())
}

fn until(end: Timestamp, now: Timestamp) -> Duration {
    Duration::try_from(end.duration_since(now).max(SignedDuration::ZERO)).unwrap_or_default()
}
