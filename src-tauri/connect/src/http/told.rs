//! What the head of an answer says of time and limits, by the clock of this machine.

use jiff::{SignedDuration, Timestamp, fmt::rfc2822};
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};
use stint_core::governor::Told;

/// The longest a service may send us away.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(24);
/// Counts of seconds below this are a span, above it an instant: the year 2001.
const FIRST_INSTANT: i64 = 1_000_000_000;

/// What a service said of its limit: `x-ratelimit-*` as GitHub writes it, or `ratelimit-*` as GitLab does.
///
/// <https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api>,
/// <https://docs.gitlab.com/administration/settings/user_and_ip_rate_limits/#response-headers>
pub(super) fn told(head: &HeaderMap, now: Timestamp) -> Option<Told> {
    ["x-ratelimit-", "ratelimit-"].iter().find_map(|beginning| {
        let field = |name: &str| text(head, &format!("{beginning}{name}"));
        let (limit, left) = (field("limit")?.parse().ok()?, field("remaining")?.parse().ok()?);
        Some(Told { limit, left, resets_at: by_our_clock(field("reset")?.parse().ok()?, head, now)? })
    })
}

/// When a `Retry-After` ends (RFC 9110 §10.2.3): seconds, or a date.
pub(super) fn retry_at(head: &HeaderMap, now: Timestamp) -> Option<Timestamp> {
    let wait = text(head, RETRY_AFTER.as_str())?;
    let at = match wait.parse::<u32>() {
        Ok(seconds) => now.checked_add(SignedDuration::from_secs(seconds.into())).unwrap_or(Timestamp::MAX),
        Err(_) => shifted(rfc2822::parse(wait).ok()?.timestamp(), head, now),
    };
    Some(bounded(at, now))
}

fn by_our_clock(reset: i64, head: &HeaderMap, now: Timestamp) -> Option<Timestamp> {
    let at = match reset {
        0..FIRST_INSTANT => now.checked_add(SignedDuration::from_secs(reset)).ok()?,
        _ => shifted(Timestamp::from_second(reset).ok()?, head, now),
    };
    Some(bounded(at, now))
}

/// An instant by the server's clock, by ours: one of the two may be an hour off.
fn shifted(at: Timestamp, head: &HeaderMap, now: Timestamp) -> Timestamp {
    let Some(there) = text(head, DATE.as_str()).and_then(|date| rfc2822::parse(date).ok()) else { return at };
    now.checked_add(at.duration_since(there.timestamp())).unwrap_or(at)
}

fn bounded(at: Timestamp, now: Timestamp) -> Timestamp {
    at.clamp(now, now.checked_add(LONGEST_WAIT).unwrap_or(Timestamp::MAX))
}

fn text<'a>(head: &'a HeaderMap, name: &str) -> Option<&'a str> {
    Some(head.get(name)?.to_str().ok()?.trim())
}

#[cfg(test)]
mod tests {
    use reqwest::header::{HeaderName, HeaderValue};

    use super::*;

    fn head(fields: &[(&'static str, &'static str)]) -> HeaderMap {
        let field = |(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value));
        fields.iter().copied().map(field).collect()
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_wait_is_told_in_seconds_or_as_a_date_and_never_longer_than_a_day() {
        let table = [
            ("120", Some("2026-03-02T09:02:00Z")),
            (" 0 ", Some("2026-03-02T09:00:00Z")),
            ("Mon, 02 Mar 2026 09:05:00 GMT", Some("2026-03-02T09:05:00Z")),
            ("Mon, 02 Mar 2020 09:05:00 GMT", Some("2026-03-02T09:00:00Z")),
            ("4294967295", Some("2026-03-03T09:00:00Z")),
            ("99999999999999999999", None),
            ("soon", None),
            ("-1", None),
        ];
        for (wait, expected) in table {
            let found = retry_at(&head(&[("retry-after", wait)]), at("2026-03-02T09:00:00Z"));
            assert_eq!(found, expected.map(at), "{wait}");
        }
    }

    #[test]
    fn a_clock_an_hour_off_waits_as_long_as_the_server_meant() {
        let date = ("date", "Mon, 02 Mar 2026 10:00:00 GMT");
        let now = at("2026-03-02T09:00:00Z");
        let wait = head(&[date, ("retry-after", "Mon, 02 Mar 2026 10:05:00 GMT")]);
        assert_eq!(retry_at(&wait, now), Some(at("2026-03-02T09:05:00Z")));
        let told = told(
            &head(&[
                date,
                ("x-ratelimit-limit", "5000"),
                ("x-ratelimit-remaining", "7"),
                ("x-ratelimit-reset", "1772445900"),
            ]),
            now,
        );
        assert_eq!(told, Some(Told { limit: 5_000, left: 7, resets_at: at("2026-03-02T09:05:00Z") }));
    }

    #[test]
    fn limits_are_told_in_two_dialects_or_not_at_all() {
        let now = at("2026-03-02T09:00:00Z");
        let told = |fields: &[_]| told(&head(fields), now).map(|told| (told.left, told.resets_at));
        let github = [("x-ratelimit-limit", "60"), ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "1772442060")];
        assert_eq!(told(&github), Some((0, at("2026-03-02T09:01:00Z"))));
        let gitlab = [("ratelimit-limit", "60"), ("ratelimit-remaining", "59"), ("ratelimit-reset", "1772442060")];
        assert_eq!(told(&gitlab), Some((59, at("2026-03-02T09:01:00Z"))));
        let span = [("ratelimit-limit", "60"), ("ratelimit-remaining", "59"), ("ratelimit-reset", "30")];
        assert_eq!(told(&span), Some((59, at("2026-03-02T09:00:30Z"))));
        for missing in 0..3 {
            let mut some = github.to_vec();
            some.remove(missing);
            assert_eq!(told(&some), None);
        }
        for odd in ["", "-1", "soon", "99999999999999999999", "4294967296"] {
            assert_eq!(told(&[("x-ratelimit-limit", odd), github[1], github[2]]), None, "{odd}");
        }
    }
}
