//! `stint vault`: where secrets are kept, and whether they can be reached.

use std::{
    io::{self, Write},
    time::Duration,
};

use stint_api::{
    ApiError, Code, Hello,
    command::{SetVault, UnlockVault},
    question::GetAccounts,
    view::{VaultKind, VaultState, VaultView},
};
use tokio::time;

use super::accounts::accounts_changed;
use crate::{
    args::Form,
    desk::Desk,
    failure::Failure,
    secret,
    show::paint::{Ink, Paint},
};

/// How long the person may take to answer the keyring.
const PATIENCE: Duration = Duration::from_secs(150);

/// Show where secrets are kept; choose another place, or unlock it
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Vault {
    #[command(subcommand)]
    change: Option<Change>,
    #[command(flatten)]
    form: Form,
}

#[derive(Debug, clap::Subcommand)]
enum Change {
    Use(Use),
    Unlock(Unlock),
}

/// Keep secrets elsewhere; those that are there move along
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  stint vault use keyring
  stint vault use file --passphrase-stdin < passphrase")]
struct Use {
    /// Where
    place: Place,
    /// Read the passphrase of the file from the input
    #[arg(long)]
    passphrase_stdin: bool,
    #[command(flatten)]
    form: Form,
}

/// Unlock what is locked: the keyring asks you, a file wants its passphrase
#[derive(Debug, clap::Args)]
struct Unlock {
    /// Read the passphrase of the file from the input
    #[arg(long)]
    passphrase_stdin: bool,
    #[command(flatten)]
    form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Place {
    /// The keyring of the desktop
    Keyring,
    /// A file encrypted with a passphrase
    File,
    /// Memory, until Stint ends
    Memory,
}

impl Vault {
    pub(crate) async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        match self.change {
            Some(Change::Use(args)) => args.run(desk).await,
            Some(Change::Unlock(args)) => args.run(desk).await,
            None => {
                let vault = desk.ask(GetAccounts {}).await?.vault;
                desk.print(self.form, &vault, print)
            }
        }
    }
}

impl Use {
    async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        if self.place == Place::File && !self.passphrase_stdin {
            let hint = "Give it as the input: --passphrase-stdin < FILE.";
            return Err(Failure::usage("An encrypted file needs a passphrase.", hint));
        }
        let kind = match self.place {
            Place::Keyring => VaultKind::Keyring,
            Place::File => VaultKind::File,
            Place::Memory => VaultKind::Memory,
        };
        let is_there = |vault: &VaultView| vault.kind == kind && vault.state == VaultState::Ready;
        let ask = |ticket| SetVault { kind, ticket };
        let already = |before: &VaultView| is_there(before).then_some("It is in use already; nothing was changed.");
        change(self.passphrase_stdin, self.form, desk, ask, is_there, already).await
    }
}

impl Unlock {
    async fn run(self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let is_open = |vault: &VaultView| vault.state == VaultState::Ready;
        let is_tried = |vault: &VaultView| self.passphrase_stdin && is_open(vault);
        let already =
            |before: &VaultView| is_tried(before).then_some("It is open already; the passphrase was not tried.");
        change(self.passphrase_stdin, self.form, desk, |ticket| UnlockVault { ticket }, is_open, already).await
    }
}

/// Has it done, waits until the vault answers, and shows it; `already` says what there was nothing to do for.
async fn change<C: stint_api::Call>(
    has_passphrase: bool,
    form: Form,
    desk: &mut Desk<'_>,
    ask: impl FnOnce(Option<String>) -> C,
    is_wanted: impl Fn(&VaultView) -> bool,
    already: impl Fn(&VaultView) -> Option<&'static str>,
) -> Result<(), Failure> {
    let passphrase = has_passphrase.then(|| secret::read(desk.input, "A passphrase")).transpose()?;
    let engine = desk.engine_as(Hello::of("cli").watching()).await?;
    let mut events = engine.events().await?;
    let before = engine.call(GetAccounts {}).await?.vault;
    let ticket = match passphrase {
        Some(passphrase) => Some(desk.hand_over(passphrase.as_bytes()).await?),
        None => None,
    };
    drop(engine.call(ask(ticket)).await?);
    let settled = async {
        loop {
            let vault = engine.call(GetAccounts {}).await?.vault;
            // Nothing is known of it from the request until its answer.
            if vault.state != VaultState::Unknown {
                return Ok::<_, Failure>(vault);
            }
            accounts_changed(&mut events).await?;
        }
    };
    let already = already(&before);
    let vault = time::timeout(PATIENCE, settled).await.unwrap_or(Ok(before))?;
    let already = already.filter(|_| is_wanted(&vault));
    desk.print(form, &vault, |vault, out, paint| {
        print(vault, out, paint)?;
        already.map_or(Ok(()), |words| writeln!(out, "  {words}"))
    })?;
    let failed = || Failure::Shown(ApiError::new(Code::Refused, &vault.message));
    if is_wanted(&vault) { Ok(()) } else { Err(failed()) }
}

fn print(vault: &VaultView, out: &mut dyn Write, paint: Paint) -> io::Result<()> {
    let place = match vault.kind {
        VaultKind::Keyring => "The keyring of the desktop",
        VaultKind::File => "A file encrypted with a passphrase",
        VaultKind::Memory => "Memory, until Stint ends",
    };
    let (state, ink) = match vault.state {
        VaultState::Unknown => ("not asked yet", Ink::Plain),
        VaultState::Ready => ("open", Ink::Well),
        VaultState::Absent => ("there is none", Ink::Warning),
        VaultState::Locked => ("locked", Ink::Warning),
        VaultState::Unreadable => ("cannot be read", Ink::Warning),
        VaultState::Hanging => ("does not answer", Ink::Warning),
    };
    writeln!(out, "{place}: {}", paint.ink(ink, state))?;
    // One that is open has a hint only where something else failed.
    if (vault.state != VaultState::Ready || vault.hint.is_some()) && !vault.message.is_empty() {
        writeln!(out, "  {}", vault.message)?;
    }
    match &vault.hint {
        Some(hint) => writeln!(out, "  {hint}"),
        None => Ok(()),
    }
}
