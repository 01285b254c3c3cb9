//! Repositories that are followed.

use serde_json::{Value, json};
use stint_core::work::{Follow, Kind, Why};
use wiremock::{Mock, ResponseTemplate, matchers::body_string_contains};

use super::stage::{Stage, known, node, ok, page};
use crate::{conformance::now, connector::Depth};

pub(super) fn follow(place: &str, label: Option<&str>) -> Follow {
    Follow {
        account: "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap(),
        place: place.to_owned(),
        label: label.map(str::to_owned),
        project: None,
        followed_at: now(),
        synced_at: None,
        problem: None,
    }
}

pub(super) fn issues(page: Value) -> Value {
    json!({ "__typename": "Repository", "id": "R_1", "issues": page })
}

fn labelled(number: u32, label: &str, at: &str) -> Value {
    node("Issue", number, json!({ "labels": { "nodes": [{ "name": label }] }, "updatedAt": at }))
}

/// A stage on which `acme/api` was read as a whole, with two issues.
pub(super) async fn followed(label: Option<&str>) -> Stage {
    let mut stage = Stage::empty().await;
    stage.follows = vec![follow("acme/api", label)];
    stage.rest("/repos/acme/api", ok(json!({ "node_id": "R_1", "full_name": "acme/api" }))).await;
    let all = page([labelled(1, "bug", "2026-03-02T07:00:00Z"), labelled(2, "bug", "2026-03-02T08:00:00Z")]);
    stage.graphql("Follow(", json!({ "node": issues(all) })).await;
    let batch = stage.fetch(0).await.unwrap();
    assert_eq!(batch.batch.items.len(), 2);
    assert!(batch.batch.items.iter().all(|it| it.whys.contains(&Why::Followed)));
    assert!(batch.complete.contains(&Why::Followed));
    stage.asked().await;
    stage
}

#[tokio::test]
async fn a_new_one_is_read_as_a_whole_and_then_only_what_changed() {
    let mut stage = followed(None).await;
    let changed = page([
        labelled(3, "docs", "2026-03-02T09:04:00Z"),
        node("Issue", 2, json!({ "state": "CLOSED", "updatedAt": "2026-03-02T09:03:00Z" })),
        labelled(1, "bug", "2026-03-02T07:00:00Z"),
    ]);
    stage.known = vec![known(Kind::Issue, 2, [Why::Followed])];
    stage.graphql("Follows", json!({ "nodes": [issues(changed)] })).await;
    let batch = stage.fetch(300).await.unwrap();
    let told: Vec<_> = batch.batch.items.iter().map(|it| (it.reference.as_str(), it.state.is_done())).collect();
    assert_eq!(told, [("acme/api#3", false), ("acme/api#2", true)]);
    assert!(!batch.complete.contains(&Why::Followed));
    assert!(!stage.asked().await.iter().any(|it| it == "Follow" || it.starts_with("GET /repos")));
    stage.fetch(300 + 24 * 3_600).await.unwrap();
    assert!(stage.asked().await.contains(&"Follow".to_owned()), "once a day all of it");
}

#[tokio::test]
async fn more_changes_than_a_page_are_read_on() {
    let mut stage = followed(None).await;
    let all = (0..20).map(|number| labelled(number, "bug", "2026-03-02T09:04:00Z")).collect::<Vec<_>>();
    let mut first = page([]);
    (first["nodes"], first["pageInfo"]) = (json!(all), json!({ "hasNextPage": true, "endCursor": "c1" }));
    stage.graphql("Follows", json!({ "nodes": [issues(first)] })).await;
    let rest = page([labelled(20, "bug", "2026-03-02T09:01:00Z"), labelled(21, "bug", "2026-03-02T06:00:00Z")]);
    stage.graphql("FollowChanged", json!({ "node": issues(rest) })).await;
    assert_eq!(stage.fetch(300).await.unwrap().batch.items.len(), 21);
    let asked: Value = stage.latest("FollowChanged").await.body_json().unwrap();
    assert_eq!((&asked["variables"]["id"], &asked["variables"]["after"]), (&json!("R_1"), &json!("c1")));
}

#[tokio::test]
async fn a_label_keeps_out_what_does_not_have_it_and_another_label_means_to_read_again() {
    let mut stage = followed(Some("Bug")).await;
    let changed = page([labelled(3, "docs", "2026-03-02T09:04:00Z"), labelled(4, "bug", "2026-03-02T09:04:00Z")]);
    stage.graphql("Follows", json!({ "nodes": [issues(changed)] })).await;
    let items = stage.fetch(300).await.unwrap().batch.items;
    assert_eq!(items.iter().map(|it| it.reference.as_str()).collect::<Vec<_>>(), ["acme/api#4"]);
    stage.asked().await;
    stage.follows = vec![follow("acme/api", None)];
    stage.fetch(600).await.unwrap();
    assert!(stage.asked().await.contains(&"Follow".to_owned()));
}

#[tokio::test]
async fn one_that_was_renamed_is_followed_and_one_that_leads_elsewhere_is_not() {
    let mut stage = Stage::empty().await;
    stage.follows = vec![follow("acme/old", None), follow("acme/gone", None)];
    let to = |target: String| ResponseTemplate::new(301).insert_header("Location", target);
    stage.rest("/repos/acme/old", to(format!("{}/api/v3/repositories/1", stage.server.uri()))).await;
    stage.rest("/repos/acme/gone", to("https://example.org/repositories/1".to_owned())).await;
    stage.rest("/repositories/1", ok(json!({ "node_id": "R_1", "full_name": "acme/api" }))).await;
    stage.graphql("Follow(", json!({ "node": issues(page([node("Issue", 1, json!({}))])) })).await;
    let batch = stage.fetch_so(Depth::All, 0).await.unwrap();
    assert_eq!(batch.batch.items[0].reference, "acme/api#1");
    assert!(batch.warning.unwrap().contains("acme/gone"));
}

#[tokio::test]
async fn where_fewer_fit_into_a_question_the_others_are_asked_for_in_another() {
    let mut stage = Stage::empty().await;
    let places: Vec<String> = (0..14).map(|number| format!("acme/r{number}")).collect();
    stage.follows = places.iter().map(|place| follow(place, None)).collect();
    for (number, place) in places.iter().enumerate() {
        let repository = json!({ "node_id": format!("R_{number}."), "full_name": place });
        stage.rest(&format!("/repos/{place}"), ok(repository)).await;
    }
    stage.graphql("Follow(", json!({ "node": issues(page([])) })).await;
    stage.fetch(0).await.unwrap();
    let slow = Mock::given(body_string_contains("query Follows")).respond_with(ResponseTemplate::new(504));
    slow.up_to_n_times(1).with_priority(1).mount(&stage.server).await;
    let twelve = vec![issues(page([])); 12];
    stage.answers(2, "Follows", ok(json!({ "data": { "nodes": twelve } }))).await;
    stage.fetch(300).await.unwrap();
    let asked: Value = stage.latest("Follows").await.body_json().unwrap();
    assert_eq!(asked["variables"]["ids"], json!(["R_12.", "R_13."]));
}

#[tokio::test]
async fn one_that_github_cannot_answer_about_takes_no_other_along() {
    let mut stage = Stage::empty().await;
    stage.follows = vec![follow("acme/bad", None), follow("acme/api", None)];
    stage.rest("/repos/acme/bad", ok(json!({ "node_id": "R_bad" }))).await;
    stage.rest("/repos/acme/api", ok(json!({ "node_id": "R_1" }))).await;
    let broken = ok(json!({ "data": null, "errors": [{ "message": "Something went wrong." }] }));
    Mock::given(body_string_contains("R_bad")).respond_with(broken).with_priority(1).mount(&stage.server).await;
    let all = json!({ "node": issues(page([labelled(1, "bug", "2026-03-02T07:00:00Z")])) });
    stage.answers(2, "Follow(", ok(json!({ "data": all }))).await;
    let batch = stage.fetch(0).await.unwrap();
    assert_eq!(batch.batch.items.iter().map(|it| it.reference.as_str()).collect::<Vec<_>>(), ["acme/api#1"]);
    assert!(batch.warning.is_some() && !batch.complete.contains(&Why::Followed));
}

#[tokio::test]
async fn a_list_with_an_odd_issue_completes_nothing_and_is_not_read_again_and_again() {
    let mut stage = Stage::empty().await;
    stage.follows = vec![follow("acme/api", None)];
    stage.rest("/repos/acme/api", ok(json!({ "node_id": "R_1" }))).await;
    let all = page([labelled(1, "bug", "2026-03-02T07:00:00Z"), Value::Null]);
    stage.graphql("Follow(", json!({ "node": issues(all) })).await;
    stage.graphql("Follows", json!({ "nodes": [issues(page([]))] })).await;
    assert!(!stage.fetch(0).await.unwrap().complete.contains(&Why::Followed));
    stage.asked().await;
    stage.fetch(300).await.unwrap();
    let asked = stage.asked().await;
    assert!(asked.contains(&"Follows".to_owned()) && !asked.contains(&"Follow".to_owned()), "{asked:?}");
}

#[tokio::test]
async fn what_changed_while_the_list_was_read_is_not_missed() {
    let mut stage = Stage::empty().await;
    stage.follows = vec![follow("acme/api", None)];
    stage.rest("/repos/acme/api", ok(json!({ "node_id": "R_1" }))).await;
    // The first was read, then closed; then the second changed, and was read last.
    let all = page([labelled(1, "bug", "2026-03-02T07:00:00Z"), labelled(2, "bug", "2026-03-02T09:00:30Z")]);
    stage.graphql("Follow(", json!({ "node": issues(all) })).await;
    stage.fetch(0).await.unwrap();
    stage.known = vec![known(Kind::Issue, 1, [Why::Followed]), known(Kind::Issue, 2, [Why::Followed])];
    let closed = node("Issue", 1, json!({ "state": "CLOSED", "updatedAt": "2026-03-02T09:00:10Z" }));
    let changed = page([labelled(2, "bug", "2026-03-02T09:00:30Z"), closed]);
    stage.graphql("Follows", json!({ "nodes": [issues(changed)] })).await;
    let items = stage.fetch(300).await.unwrap().batch.items;
    assert!(items.iter().any(|it| it.reference == "acme/api#1" && it.state.is_done()), "{items:?}");
}

#[tokio::test]
async fn a_long_list_is_read_to_its_end_also_in_small_pages() {
    let mut stage = Stage::empty().await;
    stage.follows = vec![follow("acme/api", None)];
    stage.rest("/repos/acme/api", ok(json!({ "node_id": "R_1" }))).await;
    let next = std::sync::atomic::AtomicU32::new(0);
    let list = Mock::given(body_string_contains("query Follow("));
    let answer = move |_: &wiremock::Request| {
        let number = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let mut one = page([labelled(number, "bug", "2026-03-02T07:00:00Z")]);
        one["totalCount"] = json!(310);
        one["pageInfo"] = json!({ "hasNextPage": number < 309, "endCursor": number.to_string() });
        ok(json!({ "data": { "node": issues(one) } }))
    };
    list.respond_with(answer).with_priority(1).mount(&stage.server).await;
    let batch = stage.fetch(0).await.unwrap();
    assert_eq!((batch.batch.items.len(), batch.complete.contains(&Why::Followed)), (310, true));
}
