//! Effects that are told to a service: one account's after the other, each once, and what came of them.

use std::collections::BTreeSet;

use async_trait::async_trait;
use stint_connect::{
    Error,
    connector::{Asked, Known, WorkSource},
    session::Session,
};
use stint_core::{
    effect::{Effect, EffectId},
    incoming::Batch,
    work::{LookedUp, WorkBatch},
};
use wiremock::ResponseTemplate;

use super::{sample::Sample, *};
use crate::conduct::Delivery;

/// No work, but threads that can be marked as read.
#[async_trait]
impl WorkSource for Sample {
    async fn fetch(&self, _session: &Session, _asked: &Asked<'_>) -> stint_connect::Result<WorkBatch> {
        let batch = Batch { items: Vec::new(), cursor: None, not_before: None };
        Ok(WorkBatch { batch, complete: BTreeSet::new(), warning: None, unseen: [].into() })
    }

    async fn look_up(
        &self,
        _session: &Session,
        _asked: &Asked<'_>,
        _wanted: &[Known],
    ) -> stint_connect::Result<Vec<LookedUp>> {
        Ok(Vec::new())
    }

    async fn mark_read(&self, session: &Session, thread: &str) -> stint_connect::Result<()> {
        let api = session.sites.at("api")?;
        let request = api.post("/read")?.bearer_auth(session.secret.expose_secret()).body(thread.to_owned());
        api.send(request).await?.accepted(session.now).map(drop)
    }

    fn can_mark_read(&self) -> bool {
        true
    }
}

fn marks_read(bench: &Bench, account: &Account, number: i64) -> Delivery {
    let now = bench.now();
    let effect = Effect {
        id: EffectId(number),
        account: account.id.to_string(),
        kind: "mark_read".to_owned(),
        payload: format!(r#"{{"thread":"T_{number}"}}"#),
        tries: 0,
        created_at: now,
        due_at: now,
        last_failure: None,
    };
    Delivery { effect, account: account.clone(), generation: 3 }
}

impl Bench {
    /// What came of the next effect.
    async fn delivered(&mut self) -> (EffectId, Result<(), Error>) {
        loop {
            match self.inputs.recv().await {
                Some(Input::Delivered { effect, result }) => return (effect, result),
                Some(_) => {}
                None => panic!("nobody tells any more"),
            }
        }
    }
}

#[tokio::test]
async fn what_was_read_is_told_in_order_and_a_second_apart() {
    let mut bench = Bench::new().await;
    let account = bench.granted();
    for number in [1, 2] {
        bench.conduct.deliver(marks_read(&bench, &account, number));
    }
    for number in [1, 2] {
        let (effect, result) = bench.delivered().await;
        assert_eq!((effect, result.is_ok()), (EffectId(number), true));
    }
    assert_eq!(bench.service.state().read, ["T_1", "T_2"]);
    assert_eq!(bench.waits.lock().unwrap().first(), Some(&Duration::from_secs(1)));
}

#[tokio::test]
async fn an_effect_that_is_under_way_is_not_told_twice() {
    let mut bench = Bench::new().await;
    let account = bench.granted();
    for number in [1, 1, 2] {
        bench.conduct.deliver(marks_read(&bench, &account, number));
    }
    while bench.delivered().await.0 != EffectId(2) {}
    assert_eq!(bench.service.state().read, ["T_1", "T_2"]);
}

#[tokio::test]
async fn an_access_token_that_ended_early_is_renewed_first() {
    let mut bench = Bench::new().await;
    let account = bench.granted();
    bench.service.state().people.remove("access-1");
    bench.conduct.deliver(marks_read(&bench, &account, 1));
    assert!(bench.delivered().await.1.is_ok());
    assert_eq!(bench.stored(account.id).as_deref(), Some("access-2"));
}

#[tokio::test]
async fn what_it_cost_is_told() {
    let mut bench = Bench::new().await;
    let account = bench.granted();
    bench.conduct.deliver(marks_read(&bench, &account, 1));
    let Told::Spent { account: id, requests, .. } = bench.ended().await else { panic!("something else was told") };
    assert_eq!((id, requests), (account.id, 1));
}

#[tokio::test]
async fn why_it_could_not_be_told_is_told() {
    let mut bench = Bench::new().await;
    let account = bench.granted();
    bench.service.state().instead.push_back(ResponseTemplate::new(503));
    bench.conduct.deliver(marks_read(&bench, &account, 1));
    let result = bench.delivered().await.1;
    assert!(matches!(result, Err(Error::ComeBackLater { .. } | Error::Unreachable(_))), "{result:?}");
    let unknown = Account { id: AccountId(Uuid::from_u128(8)), ..account };
    bench.conduct.deliver(marks_read(&bench, &unknown, 2));
    assert!(matches!(bench.delivered().await.1, Err(Error::SignInAgain)));
}

#[tokio::test]
async fn what_a_newer_version_wrote_or_is_damaged_is_refused() {
    let mut bench = Bench::new().await;
    let account = bench.granted();
    let (mut newer, mut damaged) = (marks_read(&bench, &account, 1), marks_read(&bench, &account, 2));
    newer.effect.kind = "sing".to_owned();
    damaged.effect.payload = "{".to_owned();
    for delivery in [newer, damaged] {
        bench.conduct.deliver(delivery);
        assert!(matches!(bench.delivered().await.1, Err(Error::Refused { .. })));
    }
    assert!(bench.service.state().read.is_empty());
}
