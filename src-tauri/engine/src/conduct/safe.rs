//! The vault, asked on threads of their own: few at a time, for a keyring that hangs must not gather threads.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use stint_api::view::{VaultKind, VaultState, VaultView};
use stint_core::{credentials::Credentials, refusal::Refusal, secret::Secret};
use stint_store::vault::{Kind, Moved, State, Vault, VaultError};
use tokio::{
    sync::{Semaphore, oneshot},
    task,
};

use super::{Told, world::World};
use crate::speak::sentence;

/// How many threads may wait for the vault at a time.
const AT_A_TIME: usize = 3;

/// The vault, for tasks.
#[derive(Clone)]
pub(crate) struct Safe {
    vault: Vault,
    doors: Arc<Semaphore>,
    told: Arc<Mutex<Option<State>>>,
    /// How many openings and moves are under way; each of them tells at its end, and nobody before.
    opening: Arc<AtomicUsize>,
    world: Arc<World>,
}

impl Safe {
    /// A vault that was not asked yet.
    pub fn new(vault: Vault, world: Arc<World>) -> Self {
        Self { vault, doors: Arc::new(Semaphore::new(AT_A_TIME)), told: Arc::default(), opening: Arc::default(), world }
    }

    /// The credentials in an item; none where there is no such item, or it holds something else.
    pub async fn credentials(&self, item: &str) -> Result<Option<Credentials>, VaultError> {
        Ok(self.read(item).await?.as_ref().and_then(Credentials::from_item))
    }

    /// The secret in an item.
    pub async fn read(&self, item: &str) -> Result<Option<Secret>, VaultError> {
        let item = item.to_owned();
        self.ask(move |vault| vault.read(&item)).await
    }

    /// Writes an item and reads it back.
    pub async fn write(&self, item: &str, secret: Secret) -> Result<(), VaultError> {
        let item = item.to_owned();
        self.ask(move |vault| vault.write(&item, &secret)).await
    }

    /// Wipes an item.
    pub async fn remove(&self, item: &str) -> Result<(), VaultError> {
        let item = item.to_owned();
        self.ask(move |vault| vault.remove(&item)).await
    }

    /// Asks how the vault is, and tells.
    pub async fn probe(&self) {
        let probed = self.ask(|vault| Ok(vault.probe())).await;
        if !self.is_opening() {
            self.tell(probed.err().as_ref());
        }
    }

    /// Opens the vault, and tells; the person may be asked and take their time, so others are not kept waiting.
    pub async fn unlock(&self, passphrase: Option<Secret>) {
        let vault = self.vault.clone();
        let unlocked = self.opened(move || vault.unlock(passphrase)).await;
        self.tell(unlocked.err().as_ref());
    }

    /// Keeps secrets elsewhere from now on, takes these items along, and tells.
    pub async fn switch(&self, kind: Kind, passphrase: Option<Secret>, items: Vec<String>) {
        let vault = self.vault.clone();
        let switched = self.opened(move || vault.switch(kind, passphrase, &items)).await;
        let mut view = self.view();
        match &switched {
            Ok(moved) => add_losses(&mut view, moved),
            Err(error) => add_failure(&mut view, error),
        }
        self.remember_told();
        self.world.tell(Told::Vault(view));
    }

    /// Keeps the secret of the person's own OAuth app, or wipes it; told only where that failed.
    pub async fn keep(&self, item: &str, secret: Option<Secret>) {
        let kept = match secret {
            Some(secret) => self.write(item, secret).await,
            None => self.remove(item).await,
        };
        if let Err(error) = kept {
            self.tell(Some(&error));
        }
    }

    /// Whether secrets can be kept now; the vault is asked.
    pub async fn is_ready(&self) -> Result<(), Refusal> {
        let probed = self.ask(|vault| Ok(vault.probe())).await;
        let (kind, state) = (self.vault.kind(), probed.unwrap_or(self.vault.state()));
        if state == State::Ready {
            return Ok(());
        }
        let hint = state.hint(&kind).map(str::to_owned);
        Err(Refusal { message: sentence(&state.words(&kind)), hint })
    }

    /// Tells how the vault is; with words of its own where something that was asked of it failed.
    pub fn tell(&self, error: Option<&VaultError>) {
        let mut view = self.view();
        if let Some(error) = error {
            add_failure(&mut view, error);
        }
        self.remember_told();
        self.world.tell(Told::Vault(view));
    }

    async fn ask<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&Vault) -> Result<T, VaultError> + Send + 'static,
    ) -> Result<T, VaultError> {
        // Held by the thread, for whoever asked may go before it ends.
        let door = Arc::clone(&self.doors).acquire_owned().await;
        let (vault, kind) = (self.vault.clone(), self.vault.kind());
        let answer = on_a_thread(kind, move || {
            let answer = ask(&vault);
            drop(door);
            answer
        })
        .await;
        self.tell_news();
        answer
    }

    /// Opens or moves; where that failed it is known afterwards how the vault is, so that whoever waits has an answer.
    async fn opened<T: Send + 'static>(
        &self,
        open: impl FnOnce() -> Result<T, VaultError> + Send + 'static,
    ) -> Result<T, VaultError> {
        self.opening.fetch_add(1, Ordering::SeqCst);
        let opened = while_asking(self.vault.kind(), open).await;
        if opened.is_err() && self.vault.state() == State::Unknown {
            self.ask(|vault| Ok(vault.probe())).await.ok();
        }
        self.opening.fetch_sub(1, Ordering::SeqCst);
        opened
    }

    fn is_opening(&self) -> bool {
        self.opening.load(Ordering::SeqCst) > 0
    }

    /// A vault that closed or opened while it was used is seen by the person, too.
    fn tell_news(&self) {
        let known = *self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if known.is_some_and(|known| known != self.vault.state()) && !self.is_opening() {
            self.tell(None);
        }
    }

    fn remember_told(&self) {
        *self.told.lock().unwrap_or_else(PoisonError::into_inner) = Some(self.vault.state());
    }

    fn view(&self) -> VaultView {
        let (kind, state) = (self.vault.kind(), self.vault.state());
        VaultView {
            kind: kind_view(&kind),
            state: state_view(state),
            message: state.words(&kind).to_owned(),
            hint: state.hint(&kind).map(str::to_owned),
        }
    }
}

/// A thread that was ended with the program gives no answer.
async fn on_a_thread<T: Send + 'static>(
    kind: Kind,
    work: impl FnOnce() -> Result<T, VaultError> + Send + 'static,
) -> Result<T, VaultError> {
    task::spawn_blocking(work).await.unwrap_or_else(|_| Err(VaultError::Hanging(kind)))
}

/// On a thread that nobody waits for at the end of the program, for the person may be asked and not answer.
async fn while_asking<T: Send + 'static>(
    kind: Kind,
    work: impl FnOnce() -> Result<T, VaultError> + Send + 'static,
) -> Result<T, VaultError> {
    let (answer, answered) = oneshot::channel();
    let begun = thread::Builder::new().name("vault".to_owned()).spawn(move || {
        // Whoever asked may have gone.
        answer.send(work()).ok();
    });
    match begun {
        Ok(_) => answered.await.unwrap_or(Err(VaultError::Hanging(kind))),
        Err(error) => Err(error.into()),
    }
}

fn add_failure(view: &mut VaultView, error: &VaultError) {
    // A disk that refuses says nothing of what lies there.
    if view.state == VaultState::Unknown {
        view.state = VaultState::Unreadable;
    }
    view.message = sentence(error);
    view.hint = error.hint();
}

/// Says what did not come along.
fn add_losses(view: &mut VaultView, moved: &Moved) {
    let lost = match moved.lost.len() {
        0 => "",
        1 => " One secret could not be taken along: sign in again there.",
        _ => " Some secrets could not be taken along: sign in again there.",
    };
    let left = if moved.left_behind.len() > moved.lost.len() { " Copies are left at the old place." } else { "" };
    view.message = format!("{}{lost}{left}", view.message).trim().to_owned();
}

const fn kind_view(kind: &Kind) -> VaultKind {
    match kind {
        Kind::Keyring => VaultKind::Keyring,
        Kind::File(_) => VaultKind::File,
        Kind::Memory => VaultKind::Memory,
    }
}

const fn state_view(state: State) -> VaultState {
    match state {
        State::Unknown => VaultState::Unknown,
        State::Ready => VaultState::Ready,
        State::Absent => VaultState::Absent,
        State::Locked => VaultState::Locked,
        State::Unreadable => VaultState::Unreadable,
        State::Hanging => VaultState::Hanging,
    }
}
