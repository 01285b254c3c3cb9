//! A host as a person types it, made an origin: whatever two programs may read differently is refused, not repaired.

use reqwest::Url;

use super::{Unfit, address};

/// The longest name there is (RFC 1035 §2.3.4).
const LONGEST_NAME: usize = 253;
/// The longest part of one.
const LONGEST_LABEL: usize = 63;

/// The origin of a host as a person types it: `Git.Example.org:8443` is `https://git.example.org:8443`.
///
/// Names in other scripts come back as they travel: `https://xn--…`. The error says in words why it cannot be one.
pub fn tidy(typed: &str) -> Result<String, Unfit> {
    let typed = typed.trim_matches(' ');
    let host = without_scheme(typed)?;
    let host = host.strip_suffix('/').unwrap_or(host);
    is_clean(host)?;
    let url = Url::parse(&format!("https://{host}")).map_err(|_| Unfit::NotAnOrigin)?;
    let read = url.host_str().ok_or(Unfit::NotAnOrigin)?;
    let (name, port) = part(host);
    is_as_typed(name, read, &url)?;
    is_port(port)?;
    if address(&url).is_none() && !is_name(read) {
        return Err(Unfit::NotAnOrigin);
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// What follows `https://`, where that is written out.
fn without_scheme(typed: &str) -> Result<&str, Unfit> {
    match typed.split_once("://") {
        None => Ok(typed),
        Some((scheme, host)) if scheme.eq_ignore_ascii_case("https") => Ok(host),
        Some((scheme, _)) if scheme.eq_ignore_ascii_case("http") => Err(Unfit::NotSafe),
        Some(_) => Err(Unfit::NotAnOrigin),
    }
}

/// Nothing invisible, no space, no user, no path, no escapes.
fn is_clean(host: &str) -> Result<(), Unfit> {
    let is_invisible = |it: char| it.is_control() || (it.is_whitespace() && it != ' ') || is_unseen(it);
    if host.chars().any(is_invisible) {
        return Err(Unfit::Invisible);
    }
    if host.contains(' ') {
        return Err(Unfit::Spaces);
    }
    if host.contains('@') {
        return Err(Unfit::HasUser);
    }
    if host.contains(['/', '\\', '?', '#']) {
        return Err(Unfit::HasPath);
    }
    if host.is_empty() || host.contains('%') { Err(Unfit::NotAnOrigin) } else { Ok(()) }
}

/// Characters that take no room or turn the direction: they vanish from a host, or hide what it says.
fn is_unseen(it: char) -> bool {
    matches!(it, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}')
        || matches!(it, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Host and port, the colons of IPv6 left where they are.
fn part(host: &str) -> (&str, Option<&str>) {
    match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
        _ => (host, None),
    }
}

/// A name in plain letters reads as it is written, but for capitals; one in others is still one in others; an address is written as addresses are.
fn is_as_typed(typed: &str, read: &str, url: &Url) -> Result<(), Unfit> {
    if typed.ends_with(['.', '。', '．', '｡']) {
        return Err(Unfit::TrailingDot);
    }
    let is_plain = typed.eq_ignore_ascii_case(read);
    let is_other_script = !typed.is_ascii() && read.split('.').any(|label| label.starts_with("xn--"));
    let is_long_v6 = typed.is_ascii() && typed.starts_with('[') && address(url).is_some();
    if is_plain || is_other_script || is_long_v6 { Ok(()) } else { Err(Unfit::Disguised(read.to_owned())) }
}

/// A port as people write it: no sign, no zero in front.
fn is_port(port: Option<&str>) -> Result<(), Unfit> {
    let is_fit = |port: &str| {
        port.bytes().all(|digit| digit.is_ascii_digit()) && !port.starts_with('0') && port.parse::<u16>().is_ok()
    };
    if port.is_none_or(is_fit) { Ok(()) } else { Err(Unfit::NotAnOrigin) }
}

/// Whether it is the name of a host: short labels of letters, digits and hyphens, none of them empty.
pub(super) fn is_name(name: &str) -> bool {
    let is_label = |label: &str| {
        (1..=LONGEST_LABEL).contains(&label.len())
            && label.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-' || it == b'_')
    };
    name.len() <= LONGEST_NAME && name.split('.').all(is_label)
}
