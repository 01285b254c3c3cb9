//! The frames that follow the greeting.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{ApiError, Event, Request, Result};

/// What a client sends: `{ id, name, body }`.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Asked {
    /// Chosen by the client, returned with the answer.
    pub(crate) id: u64,
    #[serde(flatten)]
    pub(crate) request: Request,
}

/// What a server sends.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Told {
    /// `{ event, … }`
    Event(Event),
    /// `{ id, error }`
    Failed { id: u64, error: ApiError },
    /// `{ id, ok }`
    Granted { id: u64, ok: Value },
    /// `{ error }`: the last frame before the connection closes.
    Closed { error: ApiError },
}

impl Told {
    pub(crate) fn answer(id: u64, result: Result<Value>) -> Self {
        match result {
            Ok(ok) => Self::Granted { id, ok },
            Err(error) => Self::Failed { id, error },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Code, Topic};

    #[test]
    fn every_frame_has_its_own_shape() {
        let error = ApiError::new(Code::Refused, "No.");
        let frames = [
            (Told::Event(Event::Changed { topic: Topic::Timer }), r#"{"event":"changed","topic":"timer"}"#),
            (Told::Event(Event::Ended), r#"{"event":"ended"}"#),
            (Told::answer(7, Ok(Value::Null)), r#"{"id":7,"ok":null}"#),
            (Told::answer(7, Err(error.clone())), r#"{"id":7,"error":{"code":"refused","message":"No.","hint":null}}"#),
            (Told::Closed { error }, r#"{"error":{"code":"refused","message":"No.","hint":null}}"#),
        ];
        for (frame, text) in frames {
            assert_eq!(serde_json::to_string(&frame).unwrap(), text);
            let read: Told = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&read).unwrap(), text);
        }
    }

    #[test]
    fn a_request_is_flat() {
        let asked: Asked = serde_json::from_str(r#"{"id":1,"name":"undo","body":{}}"#).unwrap();
        assert_eq!((asked.id, asked.request.name.as_str()), (1, "undo"));
    }
}
