//! What is asked of a made-up service, and what it answers.

use std::collections::BTreeMap;

use serde_json::Value;
use url::{Url, form_urlencoded};

/// A request.
#[derive(Clone, Debug)]
pub struct Asked {
    /// `GET`.
    pub method: String,
    /// Where it went, with the host that it named.
    pub url: Url,
    /// By names in small letters.
    pub headers: BTreeMap<String, String>,
    /// What it brought.
    pub body: Vec<u8>,
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// 200 and so on.
    pub status: u16,
    /// Without the length of the body.
    pub headers: Vec<(String, String)>,
    /// What it brings.
    pub body: Vec<u8>,
    /// How it ends.
    pub ending: Ending,
}

/// How an answer ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ending {
    /// As it should.
    #[default]
    Whole,
    /// In the middle of the body that was promised.
    BreaksOff,
    /// Before it began.
    Closes,
    /// Never: the connection stays open and nothing comes.
    StaysAway,
}

impl Asked {
    /// Of the lines of its head; nothing where they are none.
    pub(super) fn of_head(lines: &[String]) -> Option<Self> {
        let (first, rest) = lines.split_first()?;
        let mut words = first.split(' ');
        let (method, target) = (words.next()?.to_owned(), words.next()?);
        let fields = rest.iter().filter_map(|line| line.split_once(':'));
        let headers: BTreeMap<String, String> =
            fields.map(|(name, value)| (name.to_lowercase(), value.trim().to_owned())).collect();
        let url = Url::parse(&format!("http://{}{target}", headers.get("host")?)).ok()?;
        Some(Self { method, url, headers, body: Vec::new() })
    }

    /// A header by its name in small letters; empty where it is absent.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// `http://` and the host it named.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://{}", self.header("host"))
    }

    /// What `Authorization` says behind this word, which has the case it is written with.
    #[must_use]
    pub fn authorization(&self, scheme: &str) -> Option<&str> {
        self.header("authorization").strip_prefix(scheme)?.strip_prefix(' ')
    }

    /// The first value of a name in the query.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<String> {
        self.queries(name).into_iter().next()
    }

    /// Every value of a name in the query.
    #[must_use]
    pub fn queries(&self, name: &str) -> Vec<String> {
        self.url.query_pairs().filter(|(key, _)| key == name).map(|(_, value)| value.into_owned()).collect()
    }

    /// The form in the body.
    #[must_use]
    pub fn form(&self) -> BTreeMap<String, String> {
        form_urlencoded::parse(&self.body).into_owned().collect()
    }

    /// The segments of the path below a prefix, decoded one by one: `group%2Fproject` is one.
    #[must_use]
    pub fn below(&self, prefix: &str) -> Option<Vec<String>> {
        let rest = self.url.path().strip_prefix(prefix)?;
        Some(rest.split('/').map(decoded).collect())
    }
}

impl Answer {
    /// An answer in JSON.
    #[must_use]
    pub fn json(status: u16, body: &Value) -> Self {
        Self::of(status, "application/json", body.to_string())
    }

    /// An answer of any kind.
    #[must_use]
    pub fn of(status: u16, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        let headers = vec![("content-type".to_owned(), kind.to_owned())];
        Self { status, headers, body: body.into(), ending: Ending::Whole }
    }

    /// A page with status 200.
    #[must_use]
    pub fn page(html: &str) -> Self {
        Self::of(200, "text/html; charset=utf-8", html)
    }

    /// An answer without a body.
    #[must_use]
    pub fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new(), ending: Ending::Whole }
    }

    /// The same, with a header.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.headers.push((name.to_owned(), value.to_string()));
        self
    }

    /// The same, ending otherwise.
    #[must_use]
    pub fn ending(mut self, ending: Ending) -> Self {
        self.ending = ending;
        self
    }

    pub(super) fn reason(&self) -> &'static str {
        match self.status {
            200 => "OK",
            201 => "Created",
            204 => "No Content",
            301 | 302 => "Moved",
            304 => "Not Modified",
            400..=499 => "Refused",
            500..=599 => "Failed",
            _ => "Answered",
        }
    }
}

fn decoded(segment: &str) -> String {
    let pair = form_urlencoded::parse(segment.replace('+', "%2B").as_bytes()).next().map(|(name, _)| name.into_owned());
    pair.unwrap_or_default()
}
