//! Connections: a page of something, with cursors that mean nothing to the client.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Map, Value, json};

use super::{
    evaluate::Failure,
    objects::{Found, Object, Outcome, found},
};

/// A page of something.
#[derive(Clone, Debug)]
pub(super) struct Connection<'a> {
    /// The name of its type.
    pub kind: &'static str,
    total: usize,
    from: usize,
    nodes: Vec<Object<'a>>,
}

/// Cuts a page out of everything, as `first`, `last`, `after` and `before` have it.
pub(super) fn connection<'a>(kind: &'static str, mut all: Vec<Object<'a>>, given: &Map<String, Value>) -> Outcome<'a> {
    let total = all.len();
    let place = |name: &str| given.get(name).and_then(Value::as_str).map(|cursor| placed(cursor, name)).transpose();
    let start = place("after")?.unwrap_or(0).min(total);
    let end = place("before")?.map_or(total, |before| before.saturating_sub(1)).clamp(start, total);
    let length = |name: &str| given.get(name).and_then(Value::as_u64).and_then(|length| usize::try_from(length).ok());
    let (start, end) = match (length("first"), length("last")) {
        (Some(first), _) => (start, end.min(start + first)),
        (None, Some(last)) => (start.max(end.saturating_sub(last)), end),
        (None, None) => (start, end),
    };
    let nodes = all.drain(start..end).collect();
    Ok(Found::One(Object::Page(Connection { kind, total, from: start, nodes })))
}

fn placed(cursor: &str, name: &str) -> Result<usize, Failure> {
    let text = STANDARD.decode(cursor).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let at = text.as_deref().and_then(|text| text.strip_prefix("cursor:")).and_then(|at| at.parse().ok());
    let message = || format!("`{cursor}` does not appear to be a valid cursor for `{name}`.");
    at.ok_or_else(|| Failure { kind: "INVALID_CURSOR_ARGUMENTS", message: message() })
}

impl<'a> Connection<'a> {
    pub(super) fn find(&self, name: &str) -> Found<'a> {
        match name {
            "nodes" => Found::Many(self.nodes.iter().map(|node| Ok(Found::One(node.clone()))).collect()),
            "pageInfo" => {
                let end = self.from + self.nodes.len();
                let cursor = |at: usize| (!self.nodes.is_empty()).then(|| STANDARD.encode(format!("cursor:{at}")));
                found(json!({
                    "__typename": "PageInfo", "hasNextPage": end < self.total, "hasPreviousPage": self.from > 0,
                    "startCursor": cursor(self.from + 1), "endCursor": cursor(end),
                }))
            }
            _ => Found::Leaf(json!(self.total)),
        }
    }
}
