//! Parts of addresses.

use crate::http::Reply;

/// Where what was asked for lies now, where the service says that it moved; the way out refuses another origin.
pub(in crate::services) fn redirect(reply: &Reply) -> Option<String> {
    let is_moved = matches!(reply.status(), 301 | 302 | 307 | 308);
    reply.header("location").filter(|_| is_moved).map(str::to_owned)
}

/// One segment of a path, or one value of a query: everything else encoded, slashes too.
pub(in crate::services) fn segment(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    let encode = |byte: u8| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(encode).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_holds_nothing_that_would_end_it() {
        assert_eq!(segment("group/sub/app.js"), "group%2Fsub%2Fapp.js");
        assert_eq!(segment("grüppe a?b#c&d=e%2F"), "gr%C3%BCppe%20a%3Fb%23c%26d%3De%252F");
    }
}
