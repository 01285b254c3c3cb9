//! Words a person typed: one line, no control characters, of bounded length.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use crate::refusal::{Refusal, Result};

/// The longest description, title or name, in characters as a person counts them.
pub const LONGEST: usize = 2_000;
/// The most bytes such a text may take, so that stacked marks cannot hide a megabyte in one character.
const LONGEST_BYTES: usize = 16_000;

/// The longest line of a stranger, in characters.
const LONGEST_TOLD: usize = 200;

/// The longest title of a stranger, in characters.
const LONGEST_TITLE: usize = 500;

/// The most tags an entry may have.
pub const MOST_TAGS: usize = 50;
/// The longest tag, in characters as a person counts them.
pub const LONGEST_TAG: usize = 50;

/// Makes one clean line of `typed`: line breaks and tabs become spaces, other control characters go, ends are trimmed.
///
/// Marks that turn the order of what follows (Unicode UAX #9, embeddings, overrides and isolates) go, too: menus and
/// notifications could not end them.
pub fn line(what: &str, typed: &str) -> Result<String> {
    if typed.len() > LONGEST_BYTES || typed.graphemes(true).count() > LONGEST {
        return Err(Refusal::new(format!("The {what} is too long: {} characters.", typed.chars().count()))
            .hint(format!("Keep it to {LONGEST} characters. Nothing was changed.")));
    }
    Ok(clean(typed).trim().to_owned())
}

/// Makes one short, clean line of what a stranger said, such as a service its person's name; what is too long is cut.
#[must_use]
pub fn told(text: &str) -> String {
    clean(text).trim().chars().take(LONGEST_TOLD).collect::<String>().trim_end().to_owned()
}

/// Makes one clean line of a title that a service told; one of more than 500 characters is cut, and ends in `…`.
#[must_use]
pub fn title(text: &str) -> String {
    shortened(clean(text).trim(), LONGEST_TITLE)
}

/// Cuts what is longer than `most` characters, between two that a person sees, and ends it in `…`.
#[must_use]
pub fn shortened(text: &str, most: usize) -> String {
    if text.chars().nth(most).is_none() {
        return text.to_owned();
    }
    let mut kept = 0;
    let fits = |letter: &&str| {
        kept += letter.chars().count();
        kept < most
    };
    let cut: String = text.graphemes(true).take_while(fits).collect();
    format!("{}…", cut.trim_end())
}

fn clean(text: &str) -> String {
    let spaced = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    spaced.filter(|c| !c.is_control() && !turns_order(*c)).collect()
}

fn turns_order(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Makes one clean line that is not empty.
pub fn name(what: &str, typed: &str) -> Result<String> {
    let line = line(what, typed)?;
    if line.is_empty() {
        return Err(Refusal::new(format!("The {what} is empty.")).hint("Type a few words."));
    }
    Ok(line)
}

/// Makes one clean line of a field that may be left out; an empty one counts as left out.
pub fn optional(what: &str, typed: Option<&str>) -> Result<Option<String>> {
    let line = typed.map(|typed| line(what, typed)).transpose()?;
    Ok(line.filter(|line| !line.is_empty()))
}

/// Cleans tags: `#` goes, words are joined by hyphens, empty ones are dropped.
pub fn tags(typed: &BTreeSet<String>) -> Result<BTreeSet<String>> {
    let tags = typed.iter().map(|typed| tag(typed)).collect::<Result<BTreeSet<String>>>()?;
    let tags: BTreeSet<String> = tags.into_iter().filter(|tag| !tag.is_empty()).collect();
    if tags.len() > MOST_TAGS {
        return Err(Refusal::new(format!("There are too many tags: {}.", tags.len()))
            .hint(format!("Keep it to {MOST_TAGS} tags.")));
    }
    Ok(tags)
}

fn tag(typed: &str) -> Result<String> {
    let line = line("tag", &typed.replace('#', " "))?;
    let tag = line.split_whitespace().collect::<Vec<_>>().join("-");
    if tag.graphemes(true).count() > LONGEST_TAG {
        return Err(Refusal::new("A tag is too long.").hint(format!("Keep it to {LONGEST_TAG} characters.")));
    }
    Ok(tag)
}
