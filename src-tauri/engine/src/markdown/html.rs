//! The words of HTML: tags and comments go, scripts and styles go with what is in them.

/// What HTML says, tags left out.
pub(super) fn words(html: &str) -> String {
    let mut words = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        words.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        rest = after(rest);
        if !words.ends_with(char::is_whitespace) {
            words.push(' ');
        }
    }
    words.push_str(rest);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What follows the tag, comment or script that a text begins with; nothing where it has no end.
fn after(text: &str) -> &str {
    let end = |mark: &str| text.find(mark).map(|at| at + mark.len());
    let begins = |name: &str| text.get(1..=name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    let end = if text.starts_with("<!--") {
        end("-->")
    } else if begins("script") {
        end_of(text, "</script>")
    } else if begins("style") {
        end_of(text, "</style>")
    } else {
        end(">")
    };
    end.and_then(|end| text.get(end..)).unwrap_or_default()
}

fn end_of(text: &str, tag: &str) -> Option<usize> {
    text.to_ascii_lowercase().find(tag).map(|at| at + tag.len())
}
