//! A request as it travels: its name and its body.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{ApiError, Call, Code, Result};

/// Any request, its type forgotten: what a menu item carries and what the socket transports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Which one, such as `startTimer`.
    pub name: String,
    /// Its fields.
    #[serde(default)]
    pub body: Value,
}

impl Request {
    /// Forgets the type of a request.
    pub fn of<C: Call>(call: &C) -> Self {
        let body = serde_json::to_value(call).unwrap_or_default();
        Self { name: C::NAME.to_owned(), body }
    }

    /// Reads the body as the type that bears the request's name; no body at all is one with nothing given.
    pub fn read<C: Call>(self) -> Result<C> {
        let body = if self.body.is_null() { Value::Object(serde_json::Map::new()) } else { self.body };
        serde_json::from_value(body).map_err(|error| {
            ApiError::new(Code::Refused, format!("The request {} was not understood: {error}.", self.name))
                .hint("Nothing was changed. Compare the versions with `stint doctor`.")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::{StopTimer, Undo};

    #[test]
    fn a_request_survives_the_journey() {
        let stop = StopTimer { ended_at: Some("2026-11-20T12:00:00Z".into()) };
        let request = Request::of(&stop);
        assert_eq!(request.name, "stopTimer");
        assert_eq!(request.read::<StopTimer>().unwrap(), stop);
    }

    #[test]
    fn a_missing_body_is_one_with_nothing_given() {
        let request: Request = serde_json::from_str(r#"{"name":"undo"}"#).unwrap();
        assert_eq!(request.read::<Undo>().unwrap(), Undo {});
    }

    #[test]
    fn a_body_of_another_shape_is_refused_by_name() {
        let request = Request { name: "stopTimer".into(), body: serde_json::json!({ "endedAt": 7 }) };
        let error = request.read::<StopTimer>().unwrap_err();
        assert_eq!(error.code, Code::Refused);
        assert!(error.message.starts_with("The request stopTimer was not understood"), "{error}");
    }
}
