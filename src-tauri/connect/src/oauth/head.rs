//! The head of a request to the listener: whether it may be the browser coming back, and with what.

/// The longest head that is read, in bytes.
pub(super) const LONGEST: usize = 8 << 10;

/// How many fields a head may have.
const MOST_FIELDS: usize = 64;

/// What the bytes read so far are.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Head<'a> {
    /// The beginning of a head.
    Unfinished,
    /// A request that no browser on its way back would make.
    Junk,
    /// One with this query.
    Asks(&'a str),
}

/// Reads a head; it must be addressed to `host` and `path` exactly, so that no page can use a name of its own for this computer (DNS rebinding).
pub(super) fn read<'a>(bytes: &'a [u8], host: &str, path: &str) -> Head<'a> {
    let mut fields = [httparse::EMPTY_HEADER; MOST_FIELDS];
    let mut request = httparse::Request::new(&mut fields);
    match request.parse(bytes) {
        Ok(httparse::Status::Complete(_)) => {}
        Ok(httparse::Status::Partial) => return Head::Unfinished,
        Err(_) => return Head::Junk,
    }
    let asks = request.path.and_then(|target| target.strip_prefix(path)?.strip_prefix('?'));
    match asks {
        Some(query) if request.method == Some("GET") && is_addressed(request.headers, host) => Head::Asks(query),
        _ => Head::Junk,
    }
}

/// One `Host`, exactly this one; and no `Origin`, for it is a page that asks then and not the address bar.
fn is_addressed(fields: &[httparse::Header], host: &str) -> bool {
    let named = |name: &'static str| fields.iter().filter(move |field| field.name.eq_ignore_ascii_case(name));
    let mut hosts = named("host");
    let is_ours = hosts.next().is_some_and(|field| field.value == host.as_bytes());
    is_ours && hosts.next().is_none() && named("origin").next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOST: &str = "127.0.0.1:49152";

    fn judge(head: &str) -> Head<'_> {
        read(head.as_bytes(), HOST, "/gitlab")
    }

    #[test]
    fn what_a_browser_sends_is_taken() {
        let head = "GET /gitlab?code=c&state=s HTTP/1.1\r\nHost: 127.0.0.1:49152\r\nSec-Fetch-Mode: navigate\r\n\r\n";
        assert_eq!(judge(head), Head::Asks("code=c&state=s"));
        for end in 0..head.len() - 1 {
            assert_eq!(judge(&head[..end]), Head::Unfinished, "{end}");
        }
    }

    #[test]
    fn a_request_to_another_host_or_path_from_a_page_or_by_another_method_is_junk() {
        let long = format!("GET /gitlab? HTTP/1.1\r\nHost: {HOST}\r\n{}\r\n", "A: b\r\n".repeat(MOST_FIELDS));
        for head in [
            // O11, O6
            "GET /gitlab?code=c HTTP/1.1\r\n\r\n",
            "GET /gitlab?code=c HTTP/1.1\r\nHost: localhost:49152\r\n\r\n",
            "GET /gitlab?code=c HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
            "GET /gitlab?code=c HTTP/1.1\r\nHost: 127.0.0.1:49153\r\n\r\n",
            "GET /gitlab?code=c HTTP/1.1\r\nHost: evil.example.org:49152\r\n\r\n",
            "GET /gitlab?code=c HTTP/1.1\r\nHost: 127.0.0.1:49152.example.org\r\n\r\n",
            "GET /gitlab?code=c HTTP/1.1\r\nHost: 127.1:49152\r\n\r\n",
            "GET /gitlab?code=c HTTP/1.1\r\nHost: 127.0.0.1:49152\r\nHost: 127.0.0.1:49152\r\n\r\n",
            "GET /gitlab?code=c HTTP/1.1\r\nHost: 127.0.0.1:49152\r\nOrigin: https://evil.example.org\r\n\r\n",
            "GET /gitlab?code=c HTTP/1.1\r\nHost: 127.0.0.1:49152\r\norigin: null\r\n\r\n",
            "POST /gitlab?code=c HTTP/1.1\r\nHost: 127.0.0.1:49152\r\n\r\n",
            "HEAD /gitlab?code=c HTTP/1.1\r\nHost: 127.0.0.1:49152\r\n\r\n",
            "OPTIONS /gitlab?code=c HTTP/1.1\r\nHost: 127.0.0.1:49152\r\n\r\n",
            "get /gitlab?code=c HTTP/1.1\r\nHost: 127.0.0.1:49152\r\n\r\n",
            "GET /gitlab HTTP/1.1\r\nHost: 127.0.0.1:49152\r\n\r\n",
            "GET /gitlab/?code=c HTTP/1.1\r\nHost: 127.0.0.1:49152\r\n\r\n",
            "GET //gitlab?code=c HTTP/1.1\r\nHost: 127.0.0.1:49152\r\n\r\n",
            "GET /github?code=c HTTP/1.1\r\nHost: 127.0.0.1:49152\r\n\r\n",
            "GET /gitlab2?code=c HTTP/1.1\r\nHost: 127.0.0.1:49152\r\n\r\n",
            "GET /x/../gitlab?code=c HTTP/1.1\r\nHost: 127.0.0.1:49152\r\n\r\n",
            "GET http://127.0.0.1:49152/gitlab?code=c HTTP/1.1\r\nHost: 127.0.0.1:49152\r\n\r\n",
            "GET /gitlab?code=c HTTP/2.0\r\nHost: 127.0.0.1:49152\r\n\r\n",
            "\u{16}\u{3}\u{1}\u{2}",
            "SSH-2.0-junk\r\n\r\n",
            &long,
        ] {
            assert_eq!(judge(head), Head::Junk, "{head}");
        }
    }
}
