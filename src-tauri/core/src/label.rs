//! The names of plans, as the person would say them.

use jiff::SignedDuration;
use unicode_segmentation::UnicodeSegmentation;

use crate::entry::TimeEntry;

/// The most characters of a person's words that a label repeats.
const LONGEST: usize = 60;

/// The words in quotation marks, shortened: `“Fix the login”`.
pub(crate) fn quoted(words: &str) -> String {
    if words.graphemes(true).nth(LONGEST).is_none() {
        return format!("“{words}”");
    }
    let kept: String = words.graphemes(true).take(LONGEST - 1).collect();
    format!("“{}…”", kept.trim_end())
}

/// What an entry is called; `nameless` where it has no words.
pub(crate) fn name_of(entry: &TimeEntry, nameless: &str) -> String {
    if entry.description.is_empty() { nameless.to_owned() } else { quoted(&entry.description) }
}

/// Hours and minutes, begun minutes not counted: `1:24`.
pub(crate) fn hours(lasted_for: SignedDuration) -> String {
    let minutes = lasted_for.as_mins();
    format!("{}:{:02}", minutes / 60, minutes % 60)
}
