//! What GitHub writes.

pub(super) mod graph;
pub(super) mod rest;

use jiff::{Timestamp, fmt::strtime};
use serde::Deserialize;

/// `GET /user`, as far as it is needed.
#[derive(Deserialize)]
pub(super) struct User {
    pub id: u64,
    pub login: String,
}

/// `X-OAuth-Scopes: notifications, repo`; empty for tokens whose permissions GitHub does not tell.
pub(super) fn scopes(header: &str) -> Option<Vec<String>> {
    let all: Vec<String> = header.split(',').map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect();
    (!all.is_empty()).then_some(all)
}

/// `GitHub-Authentication-Token-Expiration: 2027-10-12 09:00:00 UTC`; offsets and RFC 3339 were seen, too.
pub(super) fn expiry(header: &str) -> Option<Timestamp> {
    let header = header.trim().replace("UTC", "+0000");
    let of = |format| strtime::parse(format, &header).ok()?.to_timestamp().ok();
    of("%Y-%m-%d %H:%M:%S %z").or_else(|| of("%Y-%m-%d %H:%M:%S %:z")).or_else(|| header.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_is_read_however_it_is_written() {
        let table = [
            ("2027-10-12 09:00:00 UTC", Some("2027-10-12T09:00:00Z")),
            (" 2027-10-12 09:00:00 +0200 ", Some("2027-10-12T07:00:00Z")),
            ("2027-10-12 09:00:00 -07:00", Some("2027-10-12T16:00:00Z")),
            ("2027-10-12T09:00:00Z", Some("2027-10-12T09:00:00Z")),
            ("never", None),
            ("", None),
        ];
        for (header, expected) in table {
            assert_eq!(expiry(header), expected.map(|at| at.parse().unwrap()), "{header}");
        }
    }

    #[test]
    fn no_scopes_named_means_that_nothing_is_known() {
        assert_eq!(scopes("notifications, repo"), Some(vec!["notifications".to_owned(), "repo".to_owned()]));
        assert_eq!((scopes(""), scopes(" , ")), (None, None));
    }
}
