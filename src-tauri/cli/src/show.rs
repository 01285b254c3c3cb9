//! Words and tables for a person.

pub(crate) mod entry;
pub(crate) mod markdown;
pub(crate) mod paint;
pub(crate) mod table;
pub(crate) mod time;
pub(crate) mod work;

use std::{
    borrow::Cow,
    io::{self, Write},
};

use stint_api::view::Receipt;

/// What was done, and below it what else happened on the way.
pub(crate) fn receipt(receipt: &Receipt, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", plain(&receipt.label))?;
    receipt.consequences.iter().try_for_each(|sentence| writeln!(out, "  {}", plain(sentence)))
}

/// The most characters of a title in a table.
const LONGEST: usize = 72;

/// A title as it fits into a table.
pub(crate) fn shortened(title: &str) -> String {
    match title.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &title[..end]),
        None => title.to_owned(),
    }
}

/// Words without what a terminal obeys: control characters and marks that turn the order of what follows (Unicode UAX #9), for some of
/// the words come from services.
pub(crate) fn plain(words: &str) -> Cow<'_, str> {
    let is_obeyed = |c: char| c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    if !words.contains(is_obeyed) {
        return Cow::Borrowed(words);
    }
    let spaced = words.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    Cow::Owned(spaced.filter(|c| !is_obeyed(*c)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_told_nothing_by_the_words_of_others() {
        assert_eq!(plain("mona, 猫 ✓"), "mona, 猫 ✓");
        assert_eq!(plain("mona\u{1b}]0;owned\u{7}\u{9b}2J\r\n\u{202e}x"), "mona]0;owned2J  x");
        let receipt = Receipt { label: "Connected \u{1b}[2J".to_owned(), ..Receipt::default() };
        let mut out = Vec::new();
        super::receipt(&receipt, &mut out).unwrap();
        assert_eq!(out, b"Connected [2J\n");
    }
}
