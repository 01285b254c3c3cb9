//! Words a person typed: one line, no control characters, of bounded length.

use unicode_segmentation::UnicodeSegmentation;

use crate::refusal::{Refusal, Result};

/// The longest description, title or name, in characters as a person counts them.
pub const LONGEST: usize = 2_000;
/// The most bytes such a text may take, so that stacked marks cannot hide a megabyte in one character.
const LONGEST_BYTES: usize = 16_000;

/// Makes one clean line of `typed`: line breaks and tabs become spaces, other control characters go, ends are trimmed.
pub fn line(what: &str, typed: &str) -> Result<String> {
    if typed.len() > LONGEST_BYTES || typed.graphemes(true).count() > LONGEST {
        return Err(Refusal::new(format!("The {what} is too long: {} characters.", typed.chars().count()))
            .hint(format!("Keep it to {LONGEST} characters. Nothing was changed.")));
    }
    let spaced = typed.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    let clean: String = spaced.filter(|c| !c.is_control()).collect();
    Ok(clean.trim().to_owned())
}

/// Makes one clean line that is not empty.
pub fn name(what: &str, typed: &str) -> Result<String> {
    let line = line(what, typed)?;
    if line.is_empty() {
        return Err(Refusal::new(format!("The {what} is empty.")).hint("Type a few words."));
    }
    Ok(line)
}
