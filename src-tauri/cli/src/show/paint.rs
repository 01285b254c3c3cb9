//! Colour, which never says anything that the words do not.

use std::borrow::Cow;

/// How a word is set off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Ink {
    /// Not at all.
    #[default]
    Plain,
    /// What the eye should find first.
    Strong,
    /// What it may pass over.
    Faint,
    /// Where time runs.
    Running,
    /// Something is wrong.
    Warning,
    /// Something is as it should be.
    Well,
}

impl Ink {
    const fn code(self) -> Option<u8> {
        match self {
            Self::Plain => None,
            Self::Strong => Some(1),
            Self::Faint => Some(2),
            Self::Running => Some(34),
            Self::Warning => Some(33),
            Self::Well => Some(32),
        }
    }
}

/// Whether there is colour here at all.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Paint {
    /// On a terminal, unless the person asked for none.
    pub(crate) is_on: bool,
}

impl Paint {
    /// The word in that ink.
    pub(crate) fn ink(self, ink: Ink, word: &str) -> Cow<'_, str> {
        match ink.code() {
            Some(code) if self.is_on && !word.is_empty() => Cow::Owned(format!("\x1b[{code}m{word}\x1b[0m")),
            _ => Cow::Borrowed(word),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colour_a_word_is_only_a_word() {
        assert_eq!(Paint { is_on: false }.ink(Ink::Running, "now"), "now");
        assert_eq!(Paint { is_on: true }.ink(Ink::Running, "now"), "\x1b[34mnow\x1b[0m");
        assert_eq!(Paint { is_on: true }.ink(Ink::Plain, "now"), "now");
    }
}
