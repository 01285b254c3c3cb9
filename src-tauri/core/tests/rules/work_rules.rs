//! Filters, priorities by label, and the projects of repositories.

use std::collections::{BTreeMap, BTreeSet};

use stint_core::{
    task::Priority,
    work::{
        Follow, LabelRule, LeftOut, Options, PlaceRule, Rulebook, Why, WorkItem, after_reading, priority_of,
        usual_label_rules,
    },
};

use crate::{
    sample::at,
    work_sample::{account, issue, place_rule, project},
};

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

fn rulebook(places: &[(&str, Option<u128>)]) -> Rulebook {
    let rule = |&(place, number): &(&str, Option<u128>)| {
        let (place, rule) = place_rule(place, 0);
        (place, PlaceRule { project: number.map(project), ..rule })
    };
    let places = places.iter().map(rule).collect();
    Rulebook { places, ..Rulebook::default() }
}

fn follow(place: &str, label: Option<&str>, number: u128) -> Follow {
    Follow {
        account: account(1),
        place: place.to_owned(),
        label: label.map(str::to_owned),
        project: Some(project(number)),
        followed_at: at("9:00"),
        synced_at: None,
        problem: None,
    }
}

fn of<const N: usize>(place: &str, whys: [Why; N]) -> WorkItem {
    WorkItem { place: place.to_owned(), ..issue(whys) }
}

#[test]
fn filters_name_what_is_taken_and_with_a_hyphen_what_is_not() {
    let item = WorkItem { labels: words(&["Bug", "Good first issue"]), ..issue([Why::Assigned]) };
    let filters: [fn(&mut Options, Vec<String>); 3] = [
        |options, names| options.labels = names,
        |options, names| options.places = names,
        |options, names| options.authors = names,
    ];
    for (filter, names, left_out) in [
        (0, &["bug"][..], None),
        (0, &["feature", "good first ISSUE"], None),
        (0, &["feature"], Some(LeftOut::Label)),
        (0, &["-bug"], Some(LeftOut::Label)),
        (0, &["good first issue", "- BUG"], Some(LeftOut::Label)),
        (0, &["-feature"], None),
        (1, &["acme/api"], None),
        (1, &["ACME"], None),
        (1, &["acme/ap", "acm", "other"], Some(LeftOut::Place)),
        (1, &["acme", "-acme/api"], Some(LeftOut::Place)),
        (1, &["-acme/web"], None),
        (2, &["Hubot"], None),
        (2, &["mona"], Some(LeftOut::Author)),
        (2, &["-hubot"], Some(LeftOut::Author)),
    ] {
        let mut options = Options::default();
        filters[filter](&mut options, words(names));
        assert_eq!(options.leaves_out(&item), left_out, "{names:?}");
    }
}

#[test]
fn an_item_without_author_has_none_of_those_named() {
    let item = WorkItem { author: None, ..issue([Why::Assigned]) };
    let by = |names| Options { authors: words(names), ..Options::default() }.leaves_out(&item);
    assert_eq!([by(&["hubot"]), by(&["-hubot"]), by(&[])], [Some(LeftOut::Author), None, None]);
}

#[test]
fn kinds_are_taken_as_chosen_and_what_is_followed_always() {
    let options = Options { takes: [Why::Assigned].into(), places: words(&["other"]), ..Options::default() };
    for (whys, left_out) in [
        (&[Why::Mentioned][..], Some(LeftOut::Kind)),
        (&[Why::Mentioned, Why::Assigned], Some(LeftOut::Place)),
        (&[Why::Followed], None),
        (&[Why::Followed, Why::Mentioned], None),
    ] {
        let item = WorkItem { whys: whys.iter().copied().collect(), ..issue([]) };
        assert_eq!(options.leaves_out(&item), left_out, "{whys:?}");
    }
    assert_eq!(Options::default().takes.len(), 4);
}

#[test]
fn options_that_were_written_earlier_are_read_with_the_defaults_of_what_they_lack() {
    let options: Options = serde_json::from_str(r#"{"labels":["bug"]}"#).unwrap();
    assert_eq!(options, Options { labels: words(&["bug"]), ..Options::default() });
    let again: Options = serde_json::from_str(&serde_json::to_string(&options).unwrap()).unwrap();
    assert_eq!(again, options);
}

#[test]
fn every_reason_to_leave_out_has_words_of_its_own() {
    use LeftOut::{Author, DeletedByYou, Elsewhere, Kind, Label, Place};
    let said: BTreeSet<_> = [Kind, Label, Place, Author, Elsewhere, DeletedByYou].map(LeftOut::words).into();
    assert_eq!(said.len(), 6);
}

#[test]
fn the_first_label_rule_that_fits_decides() {
    let usual = usual_label_rules();
    for (labels, priority) in [
        (&["bug"][..], Priority::High),
        (&["enhancement", "CRITICAL"], Priority::High),
        (&["Enhancement"], Priority::Medium),
        (&["debug", "bugs"], Priority::Low),
        (&[], Priority::Low),
    ] {
        assert_eq!(priority_of(&words(labels), &usual), priority, "{labels:?}");
    }
    let rule = |label: &str, priority| LabelRule { label: label.to_owned(), priority };
    let turned = [rule("later", Priority::Low), rule("bug", Priority::High)];
    assert_eq!(priority_of(&words(&["bug", "later"]), &turned), Priority::Low);
}

#[test]
fn label_rules_are_those_of_the_project_else_of_every_other_one_else_the_usual() {
    let rule = |priority| vec![LabelRule { label: "bug".to_owned(), priority }];
    let item = WorkItem { labels: words(&["bug"]), ..issue([Why::Assigned]) };
    let mut rules = Rulebook::default();
    assert_eq!(rules.priority_of(&item, Some(project(1))), Priority::High);
    rules.labels = BTreeMap::from([(None, rule(Priority::Medium)), (Some(project(1)), rule(Priority::Low))]);
    let of = |rules: &Rulebook, number| rules.priority_of(&item, Some(project(number)));
    assert_eq!([of(&rules, 1), of(&rules, 2)], [Priority::Low, Priority::Medium]);
    assert_eq!(rules.priority_of(&item, None), Priority::Medium);
    rules.labels.insert(Some(project(1)), vec![]);
    assert_eq!(of(&rules, 1), Priority::Medium);
}

#[test]
fn the_project_is_that_of_the_repository_else_of_its_groups_outwards() {
    let rules =
        rulebook(&[("group", Some(1)), ("Group/Sub", Some(2)), ("group/sub/app", Some(3)), ("group/odd", None)]);
    for (place, number) in [
        ("group/sub/app", Some(3)),
        ("group/SUB/other", Some(2)),
        ("group/other", Some(1)),
        ("group/odd", Some(1)),
        ("groups/app", None),
        ("other/group", None),
    ] {
        assert_eq!(rules.project_of(&of(place, [Why::Assigned])), number.map(project), "{place}");
    }
    assert_eq!(rules.rule_of("group/odd/app").unwrap().place, "group/odd");
    assert_eq!(rules.rule_of("elsewhere/app"), None);
}

#[test]
fn a_follow_gives_its_project_first_to_what_is_only_followed() {
    let follows = vec![follow("acme/api", Some("bug"), 1), follow("Acme/API", None, 2)];
    let rules = Rulebook { follows, ..rulebook(&[("acme", Some(3))]) };
    let none = Rulebook { places: BTreeMap::new(), ..rules.clone() };
    let followed = of("acme/api", [Why::Followed]);
    let labelled = WorkItem { labels: words(&["Bug"]), ..followed.clone() };
    let both = of("acme/api", [Why::Followed, Why::Assigned]);
    assert_eq!(rules.project_of(&followed), Some(project(2)));
    assert_eq!(rules.project_of(&labelled), Some(project(1)));
    assert_eq!(rules.project_of(&both), Some(project(3)));
    assert_eq!(none.project_of(&both), Some(project(2)));
    assert_eq!(none.project_of(&of("acme/api", [Why::Assigned])), None);
    assert_eq!(rules.project_of(&of("acme/web", [Why::Followed])), Some(project(3)));
}

#[test]
fn a_reading_tells_of_each_follow_whether_it_was_seen() {
    let gone = || Some("There is no such repository.".to_owned());
    let unseen = BTreeMap::from([("acme/gone".to_owned(), "There is no such repository.".to_owned())]);
    let table = [
        ("acme/api", (None, None), Some((Some(at("10:00")), None))),
        ("acme/api", (Some(at("9:30")), gone()), Some((Some(at("9:30")), None))),
        ("acme/api", (Some(at("9:30")), None), None),
        ("acme/gone", (None, None), Some((None, gone()))),
        ("acme/gone", (Some(at("9:30")), None), Some((Some(at("9:30")), gone()))),
        ("acme/gone", (None, gone()), None),
    ];
    for (place, (synced_at, problem), expected) in table {
        let before = Follow { synced_at, problem, ..follow(place, None, 1) };
        let expected: Vec<_> =
            expected.map(|(synced_at, problem)| Follow { synced_at, problem, ..before.clone() }).into_iter().collect();
        let after: Vec<Follow> = after_reading(vec![before], &unseen, at("10:00"));
        assert_eq!(after, expected, "{place}");
    }
}
