//! A page to open in the browser: what its URL says beyond the host is nobody's business.

use std::fmt;

/// The URL of a page; printed, it is only a host.
#[derive(Clone, PartialEq, Eq)]
pub struct Page(String);

impl Page {
    /// A page by its whole URL.
    pub fn new(url: impl Into<String>) -> Self {
        Self(url.into())
    }

    /// The whole URL, for the browser and nobody else.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Host and path, as people are shown it.
    #[must_use]
    pub fn shown(&self) -> &str {
        let bare = self.0.split_once("://").map_or(self.0.as_str(), |(_, rest)| rest);
        bare.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/')
    }
}

impl fmt::Debug for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Page({})", self.shown())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_page_says_nothing_of_its_query() {
        let page = Page::new("https://github.com/login/oauth/authorize?state=hush&code_challenge=hush#hush");
        assert_eq!(format!("{page:?}"), "Page(github.com/login/oauth/authorize)");
    }
}
