//! When credentials are renewed, and how the vault keeps them.

use jiff::{SignedDuration, Timestamp};
use stint_core::{
    credentials::Credentials,
    secret::{ExposeSecret, secret},
};

use crate::sample::at;

fn living(for_seconds: i64) -> Credentials {
    Credentials {
        refresh: Some(secret("r")),
        expires_at: Some(at("10:00") + SignedDuration::from_secs(for_seconds)),
        ..Credentials::pasted(secret("a"), None, at("10:00"))
    }
}

fn renewed_after(for_seconds: i64) -> i64 {
    living(for_seconds).renew_at().unwrap().duration_since(at("10:00")).as_secs()
}

#[test]
fn they_are_renewed_five_minutes_before_their_end_or_at_four_fifths_of_their_life() {
    assert_eq!(renewed_after(8 * 3600), 8 * 3600 * 4 / 5);
    assert_eq!(renewed_after(3600), 48 * 60);
    assert_eq!(renewed_after(15 * 60), 10 * 60);
}

#[test]
fn a_short_life_is_not_renewed_on_each_request() {
    assert_eq!((renewed_after(60), renewed_after(8 * 60)), (30, 4 * 60));
    assert!(!living(60).needs_renewal(at("10:00")));
}

#[test]
fn a_life_of_nothing_is_renewed_at_once() {
    assert_eq!((renewed_after(0), renewed_after(-3600)), (0, 0));
    assert!(living(0).needs_renewal(at("10:00")));
}

#[test]
fn without_the_means_they_are_never_renewed() {
    assert_eq!(Credentials { refresh: None, ..living(60) }.renew_at(), None);
    assert_eq!(Credentials { expires_at: None, ..living(60) }.renew_at(), None);
    assert!(!Credentials { refresh: None, ..living(60) }.needs_renewal(Timestamp::MAX));
}

#[test]
fn a_clock_an_hour_off_costs_one_renewal_and_no_more() {
    let set_back = at("9:00");
    assert!(living(8 * 3600).needs_renewal(set_back));
    assert!(!Credentials { issued_at: set_back, ..living(8 * 3600) }.needs_renewal(set_back));
    let set_forward = at("11:00");
    assert!(living(3600).needs_renewal(set_forward));
    let renewed = Credentials {
        issued_at: set_forward,
        expires_at: Some(set_forward + SignedDuration::from_hours(1)),
        ..living(3600)
    };
    assert!(!renewed.needs_renewal(set_forward));
    assert!(!living(3600).needs_renewal(at("10:00") - SignedDuration::from_secs(30)));
}

#[test]
fn the_vault_gives_back_what_it_was_given() {
    let full = Credentials {
        access: secret("x".repeat(3 << 10)),
        refresh: Some(secret("r\n\"\\\u{7f}é🙂".repeat(500))),
        user: Some("mona".to_owned()),
        path: Some("/team/app.git".to_owned()),
        client_id: Some("Iv1.0123".to_owned()),
        scopes: Some(vec!["repo".to_owned(), "read:org".to_owned()]),
        ..living(3600)
    };
    for credentials in [full, Credentials::pasted(secret("a"), None, at("10:00"))] {
        let read = Credentials::from_item(&credentials.to_item()).unwrap();
        let exposed = |c: &Credentials| {
            (c.access.expose_secret().to_owned(), c.refresh.as_ref().map(|r| r.expose_secret().to_owned()))
        };
        assert_eq!(exposed(&read), exposed(&credentials));
        assert_eq!(
            (&read.user, &read.client_id, &read.scopes),
            (&credentials.user, &credentials.client_id, &credentials.scopes)
        );
        assert_eq!((read.issued_at, read.expires_at), (credentials.issued_at, credentials.expires_at));
    }
}

#[test]
fn what_is_no_item_is_not_read_as_one() {
    for text in
        ["", "ghp_0123", "{}", "[]", r#"{"version":1,"access":5,"issued_at":0}"#, r#"{"version":1,"access":"a"}"#]
    {
        assert!(Credentials::from_item(&secret(text)).is_none(), "{text}");
    }
}

#[test]
fn what_a_later_stint_adds_to_an_item_is_passed_over() {
    let item = r#"{"version":2,"access":"a","refresh":null,"user":null,"client_id":null,"issued_at":0,"expires_at":null,"scopes":null,"more":[1]}"#;
    assert_eq!(Credentials::from_item(&secret(item)).unwrap().access.expose_secret(), "a");
}

#[test]
fn they_are_never_printed() {
    let shown = format!(
        "{:?}",
        Credentials { refresh: Some(secret("hunter3")), ..Credentials::pasted(secret("hunter2"), None, at("10:00")) }
    );
    assert!(!shown.contains("hunter"), "{shown}");
}
