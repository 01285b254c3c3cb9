//! What may be wrong with a service: faults by the beginning of a path, for one answer or until they are lifted.

use std::collections::{BTreeMap, VecDeque};

use serde_json::{Map, Value, json};

use super::spoken::{Answer, Ending};

/// Something that is wrong with an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Refused with this status and words in JSON: 401, 403, 404, 410, 500, 502, 503.
    Status(u16),
    /// 429 in plain text, with the seconds to wait.
    TooMany(u32),
    /// A page with status 200, as networks that want a sign-in show.
    Page,
    /// The right answer, broken off in the middle.
    BreaksOff,
    /// JSON of 30 MB.
    Huge,
    /// Nothing comes, and the connection stays open.
    StaysAway,
    /// The connection is closed.
    Closes,
    /// The right answer, its states and kinds words that nobody knows.
    UnknownWords,
    /// The right answer, without the people in it.
    NobodyThere,
    /// The right answer, without what is not always there.
    FieldsMissing,
    /// Sent to another origin.
    Elsewhere(String),
}

/// The faults of a service.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    once: VecDeque<(String, Fault)>,
    always: BTreeMap<String, Fault>,
}

const HUGE: usize = 30 * 1024 * 1024;
const WORDS: [&str; 9] = [
    "state",
    "action_name",
    "target_type",
    "detailed_merge_status",
    "merge_status",
    "status",
    "type",
    "issue_type",
    "subject_type",
];
const PEOPLE: [&str; 9] =
    ["author", "assignee", "assignees", "reviewers", "user", "poster", "closed_by", "merged_by", "requested_reviewers"];
const FIELDS: [&str; 9] = [
    "labels",
    "milestone",
    "description",
    "body",
    "references",
    "updated_at",
    "user_notes_count",
    "web_url",
    "html_url",
];

impl Faults {
    /// The next answer to a path that begins so; several are used one after the other.
    pub fn once(&mut self, path: &str, fault: Fault) {
        self.once.push_back((path.to_owned(), fault));
    }

    /// Every answer to a path that begins so, until it is lifted; the longest beginning wins.
    pub fn always(&mut self, path: &str, fault: Fault) {
        self.always.insert(path.to_owned(), fault);
    }

    /// Nothing is wrong any more.
    pub fn lift(&mut self) {
        *self = Self::default();
    }

    pub(super) fn take(&mut self, path: &str) -> Option<Fault> {
        let next = self.once.iter().position(|(beginning, _)| path.starts_with(beginning.as_str()));
        let once = next.and_then(|at| self.once.remove(at)).map(|(_, fault)| fault);
        let always = || self.always.iter().rev().find(|(beginning, _)| path.starts_with(beginning.as_str()));
        once.or_else(|| always().map(|(_, fault)| fault.clone()))
    }
}

impl Fault {
    /// What comes instead of an answer; nothing where the right one is needed.
    pub(super) fn instead(&self, path: &str) -> Option<Answer> {
        Some(match self {
            Self::Status(status) => {
                Answer::json(*status, &json!({ "message": format!("{status} {}", words(*status)) }))
            }
            Self::TooMany(seconds) => Answer::of(429, "text/plain", "Retry later\n").with("retry-after", seconds),
            Self::Page => Answer::page("<!doctype html><title>Welcome to the network</title>"),
            Self::Huge => Answer::of(200, "application/json", format!("[\"{}\"]", "a".repeat(HUGE))),
            Self::StaysAway => Answer::empty(200).ending(Ending::StaysAway),
            Self::Closes => Answer::empty(200).ending(Ending::Closes),
            Self::Elsewhere(origin) => Answer::empty(302).with("location", format!("{origin}{path}")),
            Self::BreaksOff | Self::UnknownWords | Self::NobodyThere | Self::FieldsMissing => return None,
        })
    }

    /// What becomes of the right answer.
    pub(super) fn spoil(&self, mut answer: Answer) -> Answer {
        if *self == Self::BreaksOff {
            return answer.ending(Ending::BreaksOff);
        }
        if let Ok(mut body) = serde_json::from_slice::<Value>(&answer.body) {
            self.walk(&mut body);
            answer.body = body.to_string().into_bytes();
        }
        answer
    }

    fn walk(&self, value: &mut Value) {
        match value {
            Value::Array(values) => values.iter_mut().for_each(|value| self.walk(value)),
            Value::Object(fields) => {
                self.spoil_fields(fields);
                fields.values_mut().for_each(|value| self.walk(value));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn spoil_fields(&self, fields: &mut Map<String, Value>) {
        if *self == Self::FieldsMissing {
            fields.retain(|name, _| !FIELDS.contains(&name.as_str()));
        }
        for (name, value) in fields.iter_mut() {
            if *self == Self::UnknownWords && WORDS.contains(&name.as_str()) && value.is_string() {
                *value = json!("unheard_of");
            }
            if *self == Self::NobodyThere && PEOPLE.contains(&name.as_str()) {
                *value = Value::Null;
            }
        }
    }
}

fn words(status: u16) -> &'static str {
    match status {
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        410 => "Gone",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        _ => "Internal Server Error",
    }
}
