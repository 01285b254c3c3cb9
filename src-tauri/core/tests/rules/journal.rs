//! Plans are kept in the journal for good, so their shape as JSON must not change.

use serde_json::json;
use stint_core::{edit::Plan, timer};

use crate::sample::{at, running};

#[test]
fn a_plan_keeps_its_shape_in_the_journal() {
    let plan = timer::stop(running(1, "Fix", "10:00"), None, at("11:24")).unwrap();
    let entry = |ended_at: Option<&str>| {
        json!({
            "id": "00000000-0000-0000-0000-000000000001",
            "description": "Fix",
            "task": null,
            "project": null,
            "started_at": "2026-03-02T09:00:00Z",
            "ended_at": ended_at,
            "zone": "Europe/Berlin",
            "tags": [],
            "is_billable": false,
        })
    };
    let expected = json!({
        "label": "Stopped “Fix” after 1:24",
        "edits": [{ "entry": { "before": entry(None), "after": entry(Some("2026-03-02T10:24:00Z")) } }],
    });
    assert_eq!(serde_json::to_value(&plan).unwrap(), expected);
    assert_eq!(serde_json::from_value::<Plan>(expected).unwrap(), plan);
}
