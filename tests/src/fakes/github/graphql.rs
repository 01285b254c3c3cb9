//! GraphQL: parsed for real, checked against the part of the schema that there is, and answered from the same state as REST.

mod check;
mod connections;
mod document;
mod evaluate;
mod items;
mod objects;
pub mod schema;
mod search;

use serde_json::{Value, json};

use self::{
    check::check,
    document::{Asking, parse},
    evaluate::Evaluation,
};
use super::{budget::Resource, rest::Caller, state::State};
use crate::fakes::spoken::{Answer, Asked};

/// What is answered at `/api/graphql`.
pub(super) fn answer(state: &mut State, asked: &Asked) -> Answer {
    let caller = match state.caller(asked) {
        Ok(caller) => caller,
        Err(refused) => {
            state.charge(None, Resource::GraphQl, 0);
            return refused;
        }
    };
    let answer = if state.remaining(caller.user, Resource::GraphQl) == 0 {
        state.charge(None, Resource::GraphQl, 0);
        let message = format!("API rate limit already exceeded for user ID {}.", caller.user);
        Answer::json(200, &json!({ "errors": [{ "type": "RATE_LIMITED", "message": message }] }))
    } else {
        let body = told(state, asked, caller);
        state.tell_of_sso(Answer::json(200, &body))
    };
    state.told(caller.user, Resource::GraphQl, answer)
}

fn told(state: &mut State, asked: &Asked, caller: Caller) -> Value {
    let body: Value = serde_json::from_slice(&asked.body).unwrap_or_default();
    let Some(query) = body["query"].as_str() else {
        state.charge(Some(caller.user), Resource::GraphQl, 1);
        return json!({ "errors": [{ "message": "A query attribute must be specified and must be a string." }] });
    };
    let document = parse(query).map_err(|error| vec![error]);
    let asking = document.as_ref().map_err(Clone::clone).and_then(|document| {
        Asking::of(document, body["operationName"].as_str(), &body["variables"]).map_err(|error| vec![error])
    });
    let checked = asking.and_then(|asking| check(&asking).map(|weight| (asking, weight)));
    match checked {
        Err(errors) => {
            state.charge(Some(caller.user), Resource::GraphQl, 1);
            json!({ "errors": errors })
        }
        Ok((asking, weight)) => {
            state.charge(Some(caller.user), Resource::GraphQl, weight.points());
            let limits = limits(state, caller, weight);
            Evaluation::new(state, asked, caller, &asking, limits).answer()
        }
    }
}

/// What `rateLimit` tells.
fn limits(state: &mut State, caller: Caller, weight: check::Weight) -> Value {
    let remaining = state.remaining(caller.user, Resource::GraphQl);
    let resets_at = state.resets_at(caller.user, Resource::GraphQl);
    let limit = super::budget::limit();
    json!({
        "__typename": "RateLimit", "cost": weight.points(), "limit": limit, "remaining": remaining,
        "used": limit - remaining, "nodeCount": weight.nodes, "resetAt": resets_at,
    })
}
