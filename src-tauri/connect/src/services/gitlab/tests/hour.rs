//! What an hour costs.

use jiff::Timestamp;
use serde_json::{Value, json};
use stint_core::{incoming::Cursor, work::Follow};

use super::{super::GitLab, stage::*};
use crate::{
    conformance::now,
    connector::{Asked, Known, WorkSource},
};

#[tokio::test]
async fn an_hour_costs_no_more_than_170_requests_with_100_assigned_4_follows_and_checks_that_run() {
    let own: Vec<Value> = (1..=10).map(merge).collect();
    let assigned: Vec<Value> = (100..200).map(issue).collect();
    let server =
        gitlab(&[("issues assigned_to_me", json!(assigned)), ("merge_requests created_by_me", json!(own))]).await;
    for iid in 1..=10 {
        let place = format!("/api/v4/projects/acme%2Fapi/merge_requests/{iid}");
        let mut alone = merge(iid);
        alone["head_pipeline"] = json!({ "status": "running" });
        answers(&server, &place, &alone).await;
        answers(&server, &format!("{place}/approvals"), &json!({})).await;
        answers(&server, &format!("{place}/reviewers"), &json!([])).await;
    }
    let follows: Vec<Follow> = (1..=4).map(|number| follow(&format!("acme/{number}"))).collect();
    for number in 1..=4 {
        let followed: Vec<Value> = (1..=50).map(|iid| issue(number * 1_000 + iid)).collect();
        answers(&server, &format!("/api/v4/projects/acme%2F{number}/issues"), &json!(followed)).await;
    }
    let (wanted, way, mut hours) = (all(), session(&server), [0; 3]);
    let (mut cursor, mut known, mut at): (Option<Cursor>, Vec<Known>, Timestamp) = (None, Vec::new(), now());
    while let Some(hour) = hours.get_mut(usize::try_from(at.duration_since(now()).as_hours()).unwrap()) {
        let before = way.sites.sent();
        let asked = Asked { follows: &follows, now: at, ..asked(cursor.as_ref(), &known, &wanted, 0) };
        let batch = GitLab.fetch(&way, &asked).await.unwrap().batch;
        if known.is_empty() {
            known = batch.items.iter().map(super::stage::known).collect();
        }
        *hour += way.sites.sent() - before;
        (cursor, at) = (batch.cursor, batch.not_before.unwrap());
    }
    assert!(hours.iter().all(|hour| (100..=170).contains(hour)), "{hours:?}");
}
