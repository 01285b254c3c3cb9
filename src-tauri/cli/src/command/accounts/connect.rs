//! `stint accounts connect` and `rotate`: signs in and waits for what comes of it.

use stint_api::{
    ApiError, Code, Hello,
    command::BeginSignIn,
    question::GetAccounts,
    view::{ServiceView, WayKind, WayView},
};

use super::{attempt, known};
use crate::{args::Form, desk::Desk, failure::Failure, secret};

/// Connect an account
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  stint accounts connect github --device
  stint accounts connect gitlab --host git.example.org --token-stdin < token
  stint accounts connect git --host git.example.org/team/app.git --user mona --token-stdin < token")]
pub(crate) struct Connect {
    /// The service, such as github; `stint accounts` lists them
    service: String,
    /// Where it lies, such as git.example.org:8443; without it its usual place. For any other Git host (git) the address of a private
    /// repository there
    #[arg(long)]
    host: Option<String>,
    #[command(flatten)]
    manner: Manner,
}

/// Sign in again: the old credentials stay until the new ones are found in order
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  stint accounts rotate mona@github.com
  stint accounts rotate gitlab --token-stdin < token")]
pub(crate) struct Rotate {
    /// The account, such as mona@github.com, or its service where it is alone
    account: String,
    #[command(flatten)]
    manner: Manner,
}

#[derive(Debug, clap::Args)]
struct Manner {
    /// Read a token from the input
    #[arg(long, group = "way")]
    token_stdin: bool,
    /// Show a code to type at the service
    #[arg(long, group = "way")]
    device: bool,
    /// Sign in with the browser, which comes back to this computer
    #[arg(long, group = "way")]
    browser: bool,
    /// Sign in with the browser, which comes back by a stint:// link
    #[arg(long, group = "way")]
    link: bool,
    /// The name to sign in with, where the service asks for one
    #[arg(long, value_name = "NAME")]
    user: Option<String>,
    /// Ask for this, too; may be given more than once
    #[arg(long, value_name = "SCOPE")]
    with: Vec<String>,
    /// Allow the private address that the host has
    #[arg(long)]
    allow_private: bool,
    #[command(flatten)]
    form: Form,
}

/// Where to sign in, and for which account.
struct Target {
    service: String,
    host: String,
    account: Option<String>,
    /// The scopes that are asked for unless the person says otherwise.
    offered: Vec<String>,
}

impl Connect {
    pub(super) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let token = self.manner.token(desk)?;
        let page = desk.ask(GetAccounts {}).await?;
        let service = known::service(&page, &self.service)?;
        let way = self.manner.way(service, None)?;
        let target = Target {
            service: service.id.clone(),
            host: self.host.unwrap_or_default(),
            account: None,
            offered: offered(service),
        };
        self.manner.sign_in(target, way, token, desk).await
    }
}

impl Rotate {
    pub(super) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let token = self.manner.token(desk)?;
        let page = desk.ask(GetAccounts {}).await?;
        let account = known::account(&page, &self.account)?;
        let service = known::service(&page, &account.service)?;
        let way = self.manner.way(service, Some(account.way))?;
        let target = Target {
            service: service.id.clone(),
            host: place_of(service, &account.host).to_owned(),
            account: Some(account.id.clone()),
            offered: offered(service),
        };
        self.manner.sign_in(target, way, token, desk).await
    }
}

fn offered(service: &ServiceView) -> Vec<String> {
    let scopes = service.scopes.iter().filter(|scope| scope.is_asked_for && !scope.is_required);
    scopes.map(|scope| scope.name.clone()).collect()
}

/// No way was said and none goes by itself: those that there are.
fn unsaid(service: &ServiceView) -> Failure {
    let takes_token = service.ways.iter().any(|way| way.kind == WayKind::Token);
    let flags = |is_ready| {
        let others = service.ways.iter().filter(|way| way.kind != WayKind::Token && way.is_ready == is_ready);
        others.map(flag).collect::<Vec<_>>().join(", ")
    };
    let said = |words: &str, flags: &str| if flags.is_empty() { String::new() } else { format!(" {words} {flags}.") };
    let ready = said("Or sign in:", &flags(true));
    let with_app = said("With an OAuth app of your own, entered in the settings:", &flags(false));
    if takes_token {
        Failure::usage(with_token(service), format!("Make one at the service.{ready}{with_app}"))
    } else {
        let message = format!("{} cannot be signed in to by itself here.", service.name);
        Failure::usage(message, format!("{ready}{with_app}").trim_start())
    }
}

fn with_token(service: &ServiceView) -> String {
    format!("Say how to sign in to {}: with a token, --token-stdin < FILE.", service.name)
}

const fn flag(way: &WayView) -> &'static str {
    match way.kind {
        WayKind::Browser => "--browser",
        WayKind::Device => "--device",
        WayKind::Link => "--link",
        WayKind::Token => "--token-stdin",
    }
}

type Token = zeroize::Zeroizing<String>;

impl Manner {
    /// The token, read before anything is started for it.
    fn token(&self, desk: &mut Desk<'_>) -> Result<Option<Token>, Failure> {
        self.token_stdin.then(|| secret::read(desk.input, "A token")).transpose()
    }

    /// The way that was chosen; else that of before, else the easiest one that is ready here.
    fn way(&self, service: &ServiceView, before: Option<WayKind>) -> Result<WayKind, Failure> {
        let chosen = [
            (self.token_stdin, WayKind::Token),
            (self.device, WayKind::Device),
            (self.browser, WayKind::Browser),
            (self.link, WayKind::Link),
        ];
        if let Some((_, way)) = chosen.into_iter().find(|(is_chosen, _)| *is_chosen) {
            return Ok(way);
        }
        let ready = || service.ways.iter().find(|way| way.is_ready && way.kind != WayKind::Token).map(|way| way.kind);
        before.or_else(ready).filter(|way| *way != WayKind::Token).ok_or_else(|| unsaid(service))
    }

    async fn sign_in(
        self,
        target: Target,
        way: WayKind,
        token: Option<Token>,
        desk: &mut Desk<'_>,
    ) -> Result<(), Failure> {
        let engine = desk.engine_as(Hello::of("cli").watching()).await?;
        // Listening before asking, so that no step is missed.
        let events = engine.events().await?;
        let ticket = match token {
            Some(token) => Some(desk.hand_over(token.as_bytes()).await?),
            None => None,
        };
        let attempt = name(desk);
        let asked = BeginSignIn {
            attempt: attempt.clone(),
            service: target.service,
            way,
            host: target.host,
            account: target.account,
            scopes: [target.offered, self.with].concat(),
            user: self.user.unwrap_or_default(),
            ticket,
        };
        engine.call(asked).await?;
        let mut following = attempt::Following { engine, events, attempt, may_be_private: self.allow_private };
        following.run(self.form, desk).await
    }
}

/// How the place of an account is named in a sign-in: the usual place, moved or not, has no name.
fn place_of<'a>(service: &ServiceView, host: &'a str) -> &'a str {
    let moved = service.moved_to.as_deref().and_then(|origin| origin.split_once("://")).map(|(_, host)| host);
    if moved == Some(host) || service.standard_host.as_deref() == Some(host) { "" } else { host }
}

/// What no other attempt is called: this process at this instant.
fn name(desk: &Desk<'_>) -> String {
    format!("cli-{}-{}", desk.around.process, desk.around.now.as_nanosecond())
}

/// A sign-in that is not known any more.
pub(super) fn lost() -> ApiError {
    ApiError::new(Code::NotFound, "The sign-in was ended elsewhere. Nothing was stored.")
}
