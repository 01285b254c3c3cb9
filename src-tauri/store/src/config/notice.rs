//! How the settings of notices stand in the file: kinds as a list of words, times of the day as `"18:00"`.

use std::collections::BTreeSet;

use stint_core::notice::Kind;
use toml_edit::{Array, Item, Value};

/// What a time of the day is expected to be.
pub(super) const CLOCK: &str = "a time from \"00:00\" to \"23:59\"";

const KINDS: [(&str, Kind); 9] = [
    ("assigned", Kind::Assigned),
    ("review_requested", Kind::ReviewRequested),
    ("mentioned", Kind::Mentioned),
    ("approved", Kind::Approved),
    ("changes_requested", Kind::ChangesRequested),
    ("failing", Kind::Failing),
    ("merged", Kind::Merged),
    ("started", Kind::Started),
    ("due", Kind::Due),
];

/// The kinds of a list; none where one of its words is unknown.
pub(super) fn kinds(item: &Item) -> Option<BTreeSet<Kind>> {
    let kind = |word: &Value| {
        let word = word.as_str()?;
        KINDS.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind)
    };
    item.as_array()?.iter().map(kind).collect()
}

/// What `kinds` reads.
pub(super) fn list(kinds: &BTreeSet<Kind>) -> Value {
    let words = KINDS.iter().filter(|(_, kind)| kinds.contains(kind)).map(|(word, _)| *word);
    Value::Array(Array::from_iter(words))
}

/// The minutes after midnight of a time such as `"18:00"`; none where it is no time.
pub(super) fn minutes(item: &Item) -> Option<u16> {
    let (hours, minutes) = item.as_str()?.split_once(':')?;
    let number = |digits: &str, below: u16| {
        let is_plain = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse::<u16>().ok().filter(|number| is_plain && *number < below)
    };
    let minutes = number(minutes, 60).filter(|_| minutes.len() == 2)?;
    Some(number(hours, 24)? * 60 + minutes)
}

/// What `minutes` reads.
pub(super) fn clock(minutes: u16) -> Value {
    format!("{:02}:{:02}", minutes / 60, minutes % 60).into()
}
