//! The one line of the timer field, taken apart: words, `@project`, `@"two words"`, `#tag`, and what names a task.

use std::collections::BTreeSet;

/// A line, taken apart; every word of it stands in exactly one field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrase {
    /// What is done, single spaces between the words.
    pub words: String,
    /// What followed the first `@`.
    pub project: Option<String>,
    /// What followed each `#`.
    pub tags: BTreeSet<String>,
    /// The first thing that names a task: `#42`, `!318`, `acme/api#42`.
    pub reference: Option<String>,
}

/// Takes a line apart; it never fails, and what is not understood stays among the words.
///
/// A name of several words stands in quotes: `@"two words"`. A backslash before `@`, `#` or `!` makes a plain word
/// of it. E-mail addresses are plain words.
#[must_use]
pub fn parse(line: &str) -> Phrase {
    let mut phrase = Phrase::default();
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let quoted = quoted(rest).filter(|_| phrase.project.is_none());
        let after = if let Some((name, after)) = quoted {
            phrase.project = Some(name);
            after
        } else {
            let (word, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
            words.extend(take(word, &mut phrase));
            after
        };
        rest = after.trim_start();
    }
    phrase.words = words.join(" ");
    phrase
}

/// The project of `@"two words"` and what follows it; a quote left open ends with the line.
fn quoted(rest: &str) -> Option<(String, &str)> {
    let inner = rest.strip_prefix("@\"")?;
    let (name, after) = inner.split_once('"').unwrap_or((inner, ""));
    let ends = after.is_empty() || after.starts_with(char::is_whitespace);
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    (ends && name.contains(char::is_alphanumeric)).then_some((name, after))
}

/// Puts a word where it belongs, or hands it back as a plain one.
fn take<'a>(word: &'a str, phrase: &mut Phrase) -> Option<&'a str> {
    if word.starts_with(r"\@") || word.starts_with(r"\#") || word.starts_with(r"\!") {
        return Some(&word[1..]);
    }
    if phrase.reference.is_none() && is_reference(word) {
        phrase.reference = Some(word.to_owned());
        return None;
    }
    if let Some(name) = word.strip_prefix('@').filter(|name| is_name(name) && phrase.project.is_none()) {
        phrase.project = Some(name.to_owned());
        return None;
    }
    if let Some(tag) = word.strip_prefix('#').filter(|tag| is_name(tag) && !is_number(tag)) {
        phrase.tags.insert(tag.to_owned());
        return None;
    }
    Some(word)
}

/// Whether a word is `#42`, `!318`, `acme/api#42` or `group/team/app!318`.
fn is_reference(word: &str) -> bool {
    let Some((place, number)) = word.rsplit_once(['#', '!']) else { return false };
    is_number(number) && (place.is_empty() || is_place(place))
}

fn is_place(place: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    place.contains('/') && place.split('/').all(|part| !part.is_empty() && part.chars().all(is_plain))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_name(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric) && !text.contains(['#', '@'])
}
