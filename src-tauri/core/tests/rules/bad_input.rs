//! Input that cannot be granted: each is refused with a reason and a hint, and nothing is changed.

use jiff::SignedDuration;
use stint_core::{
    correct,
    edit::{Edit, Plan},
    entry::TimeEntry,
    refusal::{Refusal, Result},
    text, timer,
};

use crate::sample::{at, entry, fresh, running};

fn add(entry: TimeEntry) -> Result<Plan> {
    correct::write(None, entry, &[], correct::Named::default(), at("18:00"), &mut fresh())
}

fn start(entry: TimeEntry) -> Result<Plan> {
    timer::start(entry, None, &[], at("18:00"), &mut fresh())
}

#[track_caller]
fn assert_refused(outcome: Result<Plan>, message: &str) {
    let Refusal { message: said, hint } = outcome.unwrap_err();
    assert!(said.starts_with(message), "{said}");
    assert!(hint.is_some_and(|hint| hint.ends_with('.')), "{said} has no hint");
}

fn written(plan: Plan) -> TimeEntry {
    match plan.edits.into_iter().next_back() {
        Some(Edit::Entry(change)) => change.after.unwrap(),
        other => panic!("an entry was expected: {other:?}"),
    }
}

#[test]
fn a_start_later_than_its_end() {
    assert_refused(
        add(entry(1, "a", "11:00", "10:00")),
        "The entry would end before it starts: 10:00 is not later than 11:00",
    );
    assert_refused(add(entry(1, "a", "10:00", "10:00")), "The entry would end before it starts");
}

#[test]
fn an_end_in_the_future() {
    assert_refused(add(entry(1, "a", "17:00", "18:01")), "The end lies in the future");
    assert_refused(timer::stop(running(1, "a", "17:00"), Some(at("18:01")), at("18:00")), "The end lies in the future");
}

#[test]
fn a_start_in_the_future() {
    assert_refused(start(running(1, "a", "18:01")), "The start lies in the future");
    assert_refused(add(entry(1, "a", "18:01", "18:30")), "The start lies in the future");
}

#[test]
fn a_stop_before_the_start() {
    let outcome = timer::stop(running(1, "a", "17:00"), Some(at("16:00")), at("18:00"));
    assert_refused(outcome, "The timer was started later than that, at 17:00");
}

#[test]
fn an_entry_of_thirty_days() {
    let since = at("10:00") - SignedDuration::from_hours(24 * 30);
    let long = TimeEntry { started_at: since, ..entry(1, "a", "9:00", "10:00") };
    assert_refused(add(long.clone()), "The entry would be longer than 24 hours");
    assert_refused(start(long), "The entry would be longer than 24 hours");
    assert!(add(entry(1, "a", "-1 10:00", "10:00")).is_ok());
}

#[test]
fn an_entry_without_an_end_that_was_not_running() {
    assert_refused(add(running(1, "a", "10:00")), "The entry has no end");
    let before = Some(entry(1, "a", "9:00", "10:00"));
    let outcome =
        correct::write(before, running(1, "a", "9:00"), &[], correct::Named::default(), at("18:00"), &mut fresh());
    assert_refused(outcome, "The entry has no end");
}

#[test]
fn an_unknown_zone() {
    for zone in ["Mars/Olympus", "", "../../etc/passwd", "Europe/Ber\nlin"] {
        let odd = TimeEntry { zone: zone.to_owned(), ..entry(1, "a", "9:00", "10:00") };
        assert_refused(add(odd), "There is no time zone");
    }
}

#[test]
fn a_zone_in_another_case_gets_its_proper_name() {
    let odd = TimeEntry { zone: "europe/berlin".to_owned(), ..entry(1, "a", "9:00", "10:00") };
    assert_eq!(written(add(odd).unwrap()).zone, "Europe/Berlin");
}

#[test]
fn a_description_of_a_megabyte() {
    let words = "x".repeat(1 << 20);
    assert_refused(add(entry(1, &words, "9:00", "10:00")), "The description is too long: 1048576 characters");
    let stacked = format!("a{}", "\u{301}".repeat(1 << 19));
    assert_refused(start(running(1, &stacked, "9:00")), "The description is too long");
}

#[test]
fn control_characters_go_and_line_breaks_become_spaces() {
    let plan = add(entry(1, " Fix\tthe\nlogin\u{0}\u{1b}[31m ", "9:00", "10:00")).unwrap();
    assert_eq!(written(plan).description, "Fix the login[31m");
}

#[test]
fn marks_that_turn_the_order_of_a_line_go_and_those_of_one_letter_stay() {
    let plan = add(entry(1, "ab\u{202E}cd \u{2067}ef \u{5D0}\u{200F}", "9:00", "10:00")).unwrap();
    assert_eq!(written(plan).description, "abcd ef \u{5D0}\u{200F}");
}

#[test]
fn tags_are_cleaned() {
    let tags = ["#deep", "code review", "  ", "a#b", "deep"].map(str::to_owned).into();
    let odd = TimeEntry { tags, ..entry(1, "a", "9:00", "10:00") };
    let expected = ["a-b", "code-review", "deep"].map(str::to_owned).into();
    assert_eq!(written(add(odd).unwrap()).tags, expected);
}

#[test]
fn too_many_or_too_long_tags() {
    let with = |tags| add(TimeEntry { tags, ..entry(1, "a", "9:00", "10:00") });
    assert!(with((0..50).map(|n| format!("t{n}")).collect()).is_ok());
    assert_refused(with((0..51).map(|n| format!("t{n}")).collect()), "There are too many tags: 51");
    assert_refused(with(["x".repeat(51)].into()), "A tag is too long");
    assert_refused(with(["x".repeat(1 << 20)].into()), "The tag is too long");
}

#[test]
fn a_title_that_a_service_tells_is_one_line_of_bounded_length() {
    assert_eq!(text::title(" Fix\r\nthe \u{202E}login\u{2066}\u{7}\t"), "Fix  the login");
    assert_eq!(text::title(&"x".repeat(500)), "x".repeat(500));
    assert_eq!(text::title(&"x".repeat(65_536)), format!("{}…", "x".repeat(499)));
    assert_eq!(text::title(&format!("{} 👩‍👩‍👧 end", "x".repeat(497))), format!("{}…", "x".repeat(497)), "no half letter");
    assert_eq!(text::title("\u{5E2}\u{200F} שלום 🦊"), "\u{5E2}\u{200F} שלום 🦊");
}
