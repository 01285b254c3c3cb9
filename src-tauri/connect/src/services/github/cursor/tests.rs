//! The cursor is read back as it was written, and worth nothing where it is another's.

use stint_core::secret::secret;

use super::*;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn seen() -> Seen {
    let mut seen = Seen::of(None, &secret("ghp_a"));
    seen.assigned.etag = Some("\"abc\"".to_owned());
    seen.threads.last_modified = Some("Mon, 02 Mar 2026 09:00:00 GMT".to_owned());
    seen.ask(Question::Assigned, at("2026-03-02T09:00:00Z"));
    seen
}

#[test]
fn it_is_read_back_as_it_was_written_and_holds_no_token() {
    let cursor = seen().cursor().unwrap();
    assert_eq!(Seen::of(Some(&cursor), &secret("ghp_a")), seen());
    assert!(!cursor.0.contains("ghp_a"), "{cursor:?}");
}

#[test]
fn another_token_makes_every_etag_worthless_and_nothing_else() {
    let cursor = seen().cursor().unwrap();
    let other = Seen::of(Some(&cursor), &secret("ghp_b"));
    assert_eq!(other.assigned.etag, None);
    assert_eq!(other.threads, seen().threads);
    assert_eq!(other.asked_at(Question::Assigned), seen().asked_at(Question::Assigned));
}

#[test]
fn what_is_not_understood_means_to_start_over() {
    let fresh = Seen::of(None, &secret("ghp_a"));
    for text in ["", "{}", "[]", r#"{"version": 99, "assigned": {"etag": "x"}}"#, "\u{0}"] {
        assert_eq!(Seen::of(Some(&Cursor(text.to_owned())), &secret("ghp_a")), fresh, "{text}");
    }
}

#[test]
fn what_was_refused_is_tried_again_the_next_day() {
    let mut seen = seen();
    seen.may_not(Question::Checks, at("2026-03-02T09:00:00Z"));
    assert!(seen.is_refused(Question::Checks, at("2026-03-03T08:59:59Z")));
    assert!(!seen.is_refused(Question::Checks, at("2026-03-03T09:00:00Z")));
    assert!(!seen.is_refused(Question::Checks, at("2026-03-01T09:00:00Z")));
    seen.may(Question::Checks);
    assert!(!seen.is_refused(Question::Checks, at("2026-03-02T09:00:00Z")));
}

#[test]
fn a_question_that_was_too_large_is_halved_for_a_day() {
    let (mut seen, now) = (seen(), at("2026-03-02T09:00:00Z"));
    assert_eq!(seen.most(50, now), 50);
    seen.halve(50, now);
    assert_eq!((seen.most(50, now), seen.most(10, now)), (25, 10));
    seen.halve(1, now);
    assert_eq!((seen.most(50, now), seen.most(50, now + REFUSED_FOR)), (1, 50));
}

#[test]
fn threads_are_remembered_up_to_a_bound_and_older_ones_count_as_seen() {
    let mut threads = Threads::default();
    let start = at("2026-03-02T09:00:00Z");
    let later = |minutes| start + SignedDuration::from_mins(minutes);
    threads.known = (0..400).map(|n| (n.to_string(), later(n))).collect();
    threads.prune();
    assert_eq!(threads.known.len(), MOST_THREADS);
    assert!(threads.knows("399", later(399)) && threads.knows("3", later(3)));
    assert!(!threads.knows("399", later(500)) && !threads.knows("new", later(500)));
}
