//! Where secrets are kept: chosen, opened, found out about.

use jiff::Timestamp;
use stint_api::{
    Topic,
    command::{SetVault, UnlockVault},
    view::{VaultKind, VaultState, VaultView},
};
use stint_core::{account::Health, governor::Urgency};
use stint_store::table;

use super::{Done, Handle, changed};
use crate::{
    Engine, Output,
    errand::Errand,
    fault::{Fault, Result},
};

impl Handle for SetVault {
    fn handle(self, engine: &mut Engine, _now: Timestamp) -> Result<Done> {
        if self.kind == VaultKind::File && self.ticket.is_none() {
            return Err(Fault::refused("An encrypted file needs a passphrase.", "Nothing was changed."));
        }
        let accounts = table::account::list(engine.conn()?)?;
        let items = accounts.iter().map(|account| account.id.vault_item()).chain(engine.app_items()).collect();
        let label = match self.kind {
            VaultKind::Keyring => "Secrets go to the keyring",
            VaultKind::File => "Secrets go to an encrypted file",
            VaultKind::Memory => "Secrets stay in memory until Stint ends",
        };
        let errand = Errand::SetVault { kind: self.kind, ticket: self.ticket, items };
        await_answer(engine);
        Ok(Done::said(label, vec![Output::Errand(errand)]))
    }
}

impl Handle for UnlockVault {
    fn handle(self, engine: &mut Engine, _now: Timestamp) -> Result<Done> {
        await_answer(engine);
        Ok(Done::said("Opening the vault", vec![Output::Errand(Errand::Unlock { ticket: self.ticket })]))
    }
}

/// Until it answers nothing is known of the vault, so that whoever asked knows the answer from what was there before, also where both
/// say the same. Nobody is told of it: only the answer is news.
fn await_answer(engine: &mut Engine) {
    let vault = &mut engine.accounts.vault;
    vault.state = VaultState::Unknown;
    vault.message = "It is being opened.".to_owned();
    vault.hint = None;
}

/// The vault is in another state, or another one is in use.
pub(super) fn vault_changed(engine: &mut Engine, vault: VaultView, now: Timestamp) -> Vec<Output> {
    let is_other = vault.kind != kind_named(engine.config.vault_kind().as_deref());
    if is_other && let Err(error) = engine.config.set_vault_kind(name_of(vault.kind)) {
        tracing::warn!(%error, "where secrets are kept could not be written down");
    }
    let was_ready = engine.accounts.vault.state == VaultState::Ready;
    engine.accounts.vault = vault;
    let mut outputs = changed(&[Topic::Accounts]);
    if !was_ready && engine.accounts.vault.state == VaultState::Ready {
        outputs.extend(engine.check_the_locked_out(now).unwrap_or_default());
    }
    outputs
}

impl Engine {
    /// Asks again about accounts whose secret was out of reach.
    fn check_the_locked_out(&mut self, now: Timestamp) -> Result<Vec<Output>> {
        let accounts = table::account::list(self.conn()?)?;
        let locked_out = accounts.into_iter().filter(|account| account.health == Health::Locked);
        Ok(self.check_each(locked_out, Urgency::Due, now))
    }
}

/// As the configuration names it.
pub(crate) const fn name_of(kind: VaultKind) -> &'static str {
    match kind {
        VaultKind::Keyring => "keyring",
        VaultKind::File => "file",
        VaultKind::Memory => "memory",
    }
}

/// What the configuration names; the keyring where it says nothing.
pub(crate) fn kind_named(name: Option<&str>) -> VaultKind {
    match name {
        Some("file") => VaultKind::File,
        Some("memory") => VaultKind::Memory,
        _ => VaultKind::Keyring,
    }
}
