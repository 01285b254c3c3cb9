//! Asks a made-up service over one connection a question, and takes whatever comes.

use std::{
    collections::BTreeMap,
    fmt,
    io::{Read, Write},
    net::TcpStream,
};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// What came back.
pub struct Came {
    pub status: u16,
    /// Names in small letters.
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl fmt::Debug for Came {
    /// The beginning of the body, as text.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body: String = String::from_utf8_lossy(&self.body).chars().take(400).collect();
        write!(to, "{} {:?} {body}", self.status, self.headers)
    }
}

impl Came {
    /// A header, empty where it did not come.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// The body; it is JSON.
    pub fn json(&self) -> Result<Value> {
        serde_json::from_slice(&self.body).with_context(|| String::from_utf8_lossy(&self.body).into_owned())
    }

    /// Whether as much came as was promised.
    pub fn is_whole(&self) -> bool {
        self.header("content-length") == self.body.len().to_string()
    }

    /// The address of another page, of this relation.
    pub fn link(&self, relation: &str) -> Option<&str> {
        let links = self.header("link").split(", ").filter_map(|link| link.split_once("; rel="));
        let found = links.into_iter().find(|(_, rel)| rel.trim_matches('"') == relation);
        found.map(|(url, _)| url.trim_matches(['<', '>']))
    }
}

/// Asks at a whole address.
pub fn ask(method: &str, url: &str, headers: &[(&str, &str)], body: &str) -> Result<Came> {
    let rest = url.strip_prefix("http://").context("fakes speak plain http")?;
    let (host, path) = rest.split_once('/').context("an address has a path")?;
    let mut head = format!("{method} /{path} HTTP/1.1\r\nhost: {host}\r\nuser-agent: test\r\nconnection: close\r\n");
    head.push_str(&format!("content-length: {}\r\n", body.len()));
    headers.iter().for_each(|(name, value)| head.push_str(&format!("{name}: {value}\r\n")));
    let mut stream = TcpStream::connect(host)?;
    write!(stream, "{head}\r\n{body}")?;
    let mut came = Vec::new();
    let mut part = [0; 64 * 1024];
    loop {
        let read = stream.read(&mut part)?;
        came.extend_from_slice(&part[..read]);
        // A server may leave the connection open behind a whole answer.
        if read == 0 || understood(&came).is_ok_and(|came| came.is_whole()) {
            return understood(&came);
        }
    }
}

fn understood(came: &[u8]) -> Result<Came> {
    ensure!(!came.is_empty(), "the connection was closed");
    let end = came.windows(4).position(|four| four == b"\r\n\r\n").context("the head does not end")?;
    let head = std::str::from_utf8(&came[..end])?;
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).context("there is no status")?.parse()?;
    let fields = lines.filter_map(|line| line.split_once(": "));
    let headers = fields.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
    Ok(Came { status, headers, body: came[end + 4..].to_vec() })
}
