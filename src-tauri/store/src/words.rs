//! Typed words against stored ones: what a search asks FTS5, and what counts as a match.

/// The words of a line, lower case, cut where FTS5's `unicode61` cuts.
pub(crate) fn tokens(line: &str) -> Vec<String> {
    let words = line.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// The FTS5 query for rows that hold a word beginning with each of `tokens`.
pub(crate) fn prefix_query(tokens: &[String]) -> String {
    let terms: Vec<String> = tokens.iter().map(|token| format!("\"{token}\"*")).collect();
    terms.join(" ")
}

/// Whether each of `tokens` begins some word of `line`.
pub(crate) fn begin_words_of(tokens: &[String], line: &str) -> bool {
    let words = self::tokens(line);
    tokens.iter().all(|token| words.iter().any(|word| word.starts_with(token.as_str())))
}

/// Words that a text must contain, each of them, anywhere, whatever the case.
pub(crate) struct Wanted(Vec<String>);

impl Wanted {
    pub(crate) fn new(line: &str) -> Self {
        Self(line.split_whitespace().map(str::to_lowercase).collect())
    }

    pub(crate) fn is_anything(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn are_in(&self, texts: &[&str]) -> bool {
        let text = texts.join("\n").to_lowercase();
        self.0.iter().all(|word| text.contains(word.as_str()))
    }
}
