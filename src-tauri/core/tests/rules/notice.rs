//! Whether a notice is shown now, later or in the feed alone, and which are shown as one.

use std::collections::BTreeSet;

use stint_core::{
    feed::FeedItem,
    ids::FeedId,
    notice::{Kind, Way, bundled, way},
    settings::Settings,
    work::PlaceRule,
};

use crate::{sample::at, work_sample::place_rule};

fn item(number: u128, kind: Kind) -> FeedItem {
    FeedItem {
        id: FeedId(uuid::Uuid::from_u128(number)),
        key: number.to_string(),
        kind,
        at: at("10:00"),
        service: "github".to_owned(),
        origin: "https://git.acme.example".to_owned(),
        account: None,
        remote_id: format!("I_{number}"),
        task: None,
        entry: None,
        place: "acme/api".to_owned(),
        reference: format!("acme/api#{number}"),
        title: "Fix the login".to_owned(),
        thread: None,
        is_read: false,
        is_told: false,
        snooze: None,
    }
}

fn muting(kind: Kind) -> PlaceRule {
    PlaceRule { muted: [kind].into(), ..place_rule("acme/api", 1).1 }
}

/// The bundles as the numbers of what is in them.
fn numbers(kinds: &[Kind]) -> Vec<Vec<u128>> {
    let items = (1..).zip(kinds).map(|(number, kind)| item(number, *kind)).collect();
    let ids = |bundle: &Vec<FeedItem>| bundle.iter().map(|item| item.id.0.as_u128()).collect();
    bundled(items).iter().map(ids).collect()
}

#[test]
fn every_kind_is_shown_on_a_fresh_install_and_told_later_where_it_is_quiet() {
    for kind in Kind::ALL {
        assert_eq!(way(kind, None, &Settings::default(), false), Way::Desktop, "{kind:?}");
        assert_eq!(way(kind, None, &Settings::default(), true), Way::Later, "{kind:?}");
    }
}

#[test]
fn what_is_switched_off_or_muted_stands_in_the_feed_alone_quiet_or_not() {
    let settings = Settings { notify: [Kind::Assigned].into(), ..Settings::default() };
    for is_quiet in [false, true] {
        assert_eq!(way(Kind::Mentioned, None, &settings, is_quiet), Way::FeedOnly);
        assert_eq!(way(Kind::Assigned, Some(&muting(Kind::Assigned)), &settings, is_quiet), Way::FeedOnly);
    }
    assert_eq!(way(Kind::Assigned, Some(&muting(Kind::Failing)), &settings, false), Way::Desktop);
}

#[test]
fn up_to_three_of_a_kind_stay_single_and_more_become_one() {
    use Kind::{Assigned as A, Mentioned as M};
    assert_eq!(numbers(&[]), Vec::<Vec<u128>>::new());
    assert_eq!(numbers(&[A, M, A, A]), [[1], [2], [3], [4]]);
    assert_eq!(numbers(&[A, M, A, A, A]), [vec![1, 3, 4, 5], vec![2]]);
    assert_eq!(numbers(&[M, A, M, M, A, A, A, M]), [vec![1, 3, 4, 8], vec![2, 5, 6, 7]]);
    assert_eq!(numbers(&[A; 500]).len(), 1);
}

#[test]
fn every_kind_has_a_label_and_a_name_of_its_own() {
    let labels: BTreeSet<_> = Kind::ALL.map(Kind::label).into();
    let names: BTreeSet<_> = Kind::ALL.map(|kind| serde_json::to_string(&kind).unwrap()).into();
    assert_eq!((labels.len(), names.len()), (9, 9));
    assert!(names.contains(r#""changes_requested""#));
}
