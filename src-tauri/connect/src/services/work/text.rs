//! Text of strangers, cleaned and bounded.

use std::collections::BTreeSet;

use reqwest::Url;

/// The longest title, in characters.
const LONGEST_TITLE: usize = 500;
/// The longest name of a person, a label, a milestone or a place, in characters.
const LONGEST_LINE: usize = 200;
/// The most labels.
const MOST_LABELS: usize = 100;
/// The longest description, in bytes.
const LONGEST_BODY: usize = 64 << 10;
/// The longest address, in bytes.
const LONGEST_URL: usize = 2_000;

/// One clean line of 500 characters at most; what is cut ends in an ellipsis.
pub(in crate::services) fn title(text: &str) -> String {
    cut(text, LONGEST_TITLE)
}

/// One clean line of 200 characters at most: a name, a label, a place.
pub(in crate::services) fn line(text: &str) -> String {
    cut(text, LONGEST_LINE)
}

/// One clean line that says something; none otherwise.
pub(in crate::services) fn words(text: Option<&str>) -> Option<String> {
    text.map(line).filter(|line| !line.is_empty())
}

/// Clean labels without empty ones, each once, 100 at most.
pub(in crate::services) fn labels(labels: impl IntoIterator<Item = impl AsRef<str>>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let lines = labels.into_iter().map(|label| line(label.as_ref()));
    lines.filter(|label| !label.is_empty() && seen.insert(label.clone())).take(MOST_LABELS).collect()
}

/// A description in Markdown of 64 KB at most: line breaks and tabs stay, other control characters and marks that turn the order go.
pub(in crate::services) fn body(text: &str) -> String {
    let mut kept = String::with_capacity(text.len().min(LONGEST_BODY));
    for c in text.chars().filter(|c| matches!(c, '\n' | '\t') || is_fit(*c)) {
        if kept.len() + c.len_utf8() > LONGEST_BODY {
            break;
        }
        kept.push(c);
    }
    kept
}

/// An address a browser may open; none where it is something else.
pub(in crate::services) fn url(text: &str) -> Option<String> {
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())?;
    let is_plain = url.username().is_empty() && url.password().is_none() && url.as_str().len() <= LONGEST_URL;
    is_plain.then(|| url.into())
}

/// Cuts before it cleans as much as a few megabytes would take.
fn cut(text: &str, longest: usize) -> String {
    let spaced = text.trim().chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    let mut clean = spaced.filter(|c| is_fit(*c));
    let mut line: String = clean.by_ref().take(longest).collect();
    if clean.next().is_some() {
        line.pop();
        line.truncate(line.trim_end().len());
        line.push('…');
    }
    line.trim().to_owned()
}

/// Neither a control character nor one of Unicode UAX #9 that turns the order of what follows.
fn is_fit(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_one_clean_line_of_bounded_length() {
        let table = [
            ("  Fix the\r\nbuild\t", "Fix the  build"),
            ("harmless \u{202E}gpj.exe\u{2066}", "harmless gpj.exe"),
            ("a\u{0}b\u{1b}[31mc", "ab[31mc"),
            ("👩‍👩‍👧 Ünïcode 漢字", "👩‍👩‍👧 Ünïcode 漢字"),
            ("\u{200F}", ""),
            ("", ""),
        ];
        for (text, expected) in table {
            assert_eq!(title(text), expected, "{text:?}");
        }
        let long = title(&"x".repeat(64 << 10));
        assert_eq!((long.chars().count(), long.ends_with("x…")), (500, true));
        assert_eq!(title(&"x".repeat(500)), "x".repeat(500));
        assert_eq!(line(&"漢".repeat(201)).chars().count(), 200);
    }

    #[test]
    fn labels_are_bounded_and_none_is_empty_or_there_twice() {
        assert_eq!(labels(["bug", " ", "type::feature\n"]), ["bug", "type::feature"]);
        assert_eq!(labels(["bug", "bug\u{200E}", " bug", "Bug"]), ["bug", "Bug"]);
        assert_eq!(labels((0..5_000).map(|number| number.to_string())).len(), 100);
    }

    #[test]
    fn a_description_keeps_its_lines_and_ends_at_64_kilobytes() {
        assert_eq!(body("# A\n\n\t- b\u{0}\u{202E}\r\n"), "# A\n\n\t- b\n");
        let long = body(&"漢".repeat(64 << 10));
        assert!(long.len() <= 64 << 10 && long.len() > (64 << 10) - 3, "{}", long.len());
    }

    #[test]
    fn only_pages_for_a_browser_are_addresses() {
        assert_eq!(url("https://git.acme.example/a/b").as_deref(), Some("https://git.acme.example/a/b"));
        let long = format!("https://git.acme.example/{}", "x".repeat(2_000));
        for bad in
            ["javascript:alert(1)", "file:///etc/passwd", "https://mona:pw@example.org/", "/a", "", "data:x", &long]
        {
            assert_eq!(url(bad), None, "{bad}");
        }
    }
}
