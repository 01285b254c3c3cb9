//! What the browser shows at the end: a still page that repeats nothing, runs nothing and fetches nothing.

/// The style of the page, inline.
const STYLE: &str = include_str!("page/page.css");

/// What the content security policy knows it by.
const STYLE_HASH: &str = "sha256-BkTEdPvt/tdBXqZIM9BOL6/Mh/2z3I3hwjhfqySMPsA=";

/// The answer to whoever is not the browser on its way back.
pub(super) const NOTHING: &str = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\
    Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\n\
    Content-Security-Policy: default-src 'none'\r\nConnection: close\r\n\r\n";

/// The answer to the browser: the page, with its head.
pub(super) fn of(is_granted: bool) -> String {
    let what = if is_granted { "All done here" } else { "Nothing was connected" };
    let page = include_str!("page/page.html").replace("{style}", STYLE).replace("{what}", what);
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\
         Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\n\
         Content-Security-Policy: default-src 'none'; style-src '{STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n\
         Connection: close\r\n\r\n{page}",
        page.len()
    )
}

#[cfg(test)]
mod tests {
    use base64::{Engine, prelude::BASE64_STANDARD};
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn the_style_is_the_one_that_the_policy_allows() {
        let hash = BASE64_STANDARD.encode(Sha256::digest(STYLE)); // O12
        assert_eq!(STYLE_HASH, format!("sha256-{hash}"));
        assert!(of(true).contains(&format!("<style>{STYLE}</style>")));
    }

    #[test]
    fn the_page_runs_nothing_fetches_nothing_and_leads_nowhere() {
        for page in [of(true), of(false)] {
            // O12
            for bad in ["<script", "<link", "<img", "src=", "href=", "url(", "@import", "http-equiv", "http:", "https:"]
            {
                assert!(!page.contains(bad), "{bad}");
            }
            let (head, body) = page.split_once("\r\n\r\n").unwrap();
            for field in ["Cache-Control: no-store", "Referrer-Policy: no-referrer", "X-Content-Type-Options: nosniff"]
            {
                assert!(head.contains(field), "{field}");
            }
            assert!(
                head.contains("default-src 'none'") && head.contains(&format!("Content-Length: {}\r\n", body.len()))
            );
            assert!(body.contains("You can close this page and go back to Stint"));
        }
        assert!(NOTHING.ends_with("\r\n\r\n"));
    }
}
