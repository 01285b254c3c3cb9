//! Links in the head of an answer (RFC 8288).

/// The address that is linked as the next page; it may hold commas and semicolons, so it is read up to its `>`.
pub(super) fn next_in(mut links: &str) -> Option<&str> {
    while let Some((_, rest)) = links.split_once('<') {
        let (address, rest) = rest.split_once('>')?;
        let end = rest.find('<').unwrap_or(rest.len());
        if rest[..end].split([';', ',']).any(is_next) {
            return Some(address);
        }
        links = &rest[end..];
    }
    None
}

fn is_next(parameter: &str) -> bool {
    let Some((name, value)) = parameter.split_once('=') else { return false };
    let mut relations = value.trim().trim_matches('"').split_ascii_whitespace();
    name.trim().eq_ignore_ascii_case("rel") && relations.any(|relation| relation.eq_ignore_ascii_case("next"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_is_found_among_the_links() {
        let table = [
            (
                r#"<https://a.example/x?page=2>; rel="next", <https://a.example/x?page=9>; rel="last""#,
                Some("https://a.example/x?page=2"),
            ),
            (
                r#"<https://a.example/x?page=1>; rel="prev", <https://a.example/x?page=3>; rel="next""#,
                Some("https://a.example/x?page=3"),
            ),
            (
                r#"<https://a.example/x?labels=a,b;c&page=2>;title="x";REL=next"#,
                Some("https://a.example/x?labels=a,b;c&page=2"),
            ),
            (r#"<https://a.example/x>; rel="first next""#, Some("https://a.example/x")),
            (r#"<https://a.example/x?page=1>; rel="first", <https://a.example/x?page=9>; rel="last""#, None),
            (r#"<https://a.example/x?page=2; rel="next""#, None),
            (r#"<>; rel="nextish""#, None),
            ("", None),
        ];
        for (links, expected) in table {
            assert_eq!(next_in(links), expected, "{links}");
        }
    }
}
