//! Tells services what they are to know, an account's effects one after the other.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use serde::Deserialize;
use stint_connect::{Error, connector::WorkSource, session::Session};
use stint_core::{
    account::{Account, Failure},
    effect::{Effect, EffectId},
    ids::AccountId,
};
use tokio::{sync::Mutex, task::AbortHandle};

use super::{
    Keeper, Told,
    world::{World, refused},
};
use crate::{Input, handle::MARK_READ};

/// How far an account's effects are apart, so that a service is not stormed.
const APART: Duration = Duration::from_secs(1);

/// Something to tell, and the account to tell it with.
#[derive(Clone, Debug)]
pub(crate) struct Delivery {
    /// What.
    pub effect: Effect,
    /// With which account.
    pub account: Account,
    /// Which of the account's credentials are meant.
    pub generation: u64,
}

/// What is being told.
#[derive(Default)]
pub(super) struct Deliveries {
    under_way: BTreeMap<EffectId, AbortHandle>,
    lanes: BTreeMap<AccountId, Arc<Mutex<()>>>,
}

impl Deliveries {
    /// Begins to tell, unless that is under way.
    pub fn begin(&mut self, world: &Arc<World>, keeper: &Keeper, delivery: Delivery) {
        self.under_way.retain(|_, task| !task.is_finished());
        if self.under_way.contains_key(&delivery.effect.id) {
            return;
        }
        let (id, lane) = (delivery.effect.id, Arc::clone(self.lanes.entry(delivery.account.id).or_default()));
        let task = tokio::spawn(deliver(Arc::clone(world), keeper.clone(), delivery, lane));
        self.under_way.insert(id, task.abort_handle());
    }

    /// Ends all of it; what was not told yet is still in the outbox.
    pub fn end(&mut self) {
        for (_, task) in std::mem::take(&mut self.under_way) {
            task.abort();
        }
    }
}

async fn deliver(world: Arc<World>, keeper: Keeper, delivery: Delivery, lane: Arc<Mutex<()>>) {
    let turn = lane.lock().await;
    let (effect, result) = (delivery.effect.id, push(&world, &keeper, &delivery).await);
    // The loop may have ended.
    world.inputs.send(Input::Delivered { effect, result }).ok();
    (world.sleep)(APART).await;
    drop(turn);
}

async fn push(world: &World, keeper: &Keeper, delivery: &Delivery) -> Result<(), Error> {
    let (account, generation) = (&delivery.account, delivery.generation);
    let source = world.connector(&account.service)?.work().ok_or_else(|| refused("it brings no work"))?;
    let session = keeper.session(account, generation).await.map_err(error_of)?;
    let first = tell(world, source, &session, delivery).await;
    if !matches!(first, Err(Error::SignInAgain)) || !account.is_renewed {
        return first;
    }
    let renewed = keeper.session_instead_of(account, generation, &session).await.map_err(error_of)?;
    tell(world, source, &renewed, delivery).await
}

#[derive(Deserialize)]
struct Thread {
    thread: String,
}

async fn tell(world: &World, source: &dyn WorkSource, session: &Session, delivery: &Delivery) -> Result<(), Error> {
    let Delivery { effect, account, .. } = delivery;
    if effect.kind != MARK_READ {
        return Err(refused("this version of Stint does not know how to tell it"));
    }
    let read: Thread = serde_json::from_str(&effect.payload).map_err(|_| refused("what is to be told is damaged"))?;
    let told = source.mark_read(session, &read.thread).await;
    let (requests, quota) = (session.sites.sent(), session.sites.told(world.now()));
    world.tell(Told::Spent { account: account.id, requests, quota });
    told
}

/// Why there is no session, as the outbox waits for it.
fn error_of(failure: Failure) -> Error {
    match failure {
        Failure::SignInAgain => Error::SignInAgain,
        Failure::ComeBackLater(at) => Error::ComeBackLater { at },
        Failure::Unreachable | Failure::StartOver | Failure::VaultClosed(_) => Error::ComeBackLater { at: None },
        Failure::Refused(why) => Error::Refused { why },
        Failure::NotUnderstood(what) => Error::NotUnderstood { what },
    }
}
