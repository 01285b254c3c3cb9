//! Days and many days.

use insta::assert_snapshot;
use stint_api::{
    question::{GetDay, ListEntries},
    view::{DayView, EntryPage},
};

use super::{
    desk::Fake,
    views::{day, entry, running},
};
use crate::show::paint::Paint;

#[tokio::test]
async fn a_day_shows_its_entries_and_the_gaps_between_them() {
    let fake = Fake::engine().answer::<GetDay>(day());
    assert_snapshot!(fake.run("today").await, @"
    Friday, 20 November 2026  5:49 of 7:30

    2026-11-19 23:40 – 09:05  0:23  Mail and planning            #mail · billable
    09:05 – 10:40             1:35  (gap)
    10:40 – 11:00             0:20  Standup 日本
    11:00 – 12:50             1:50  (gap)
    12:50 – 13:52             1:02  Review: retry budget         platform
    13:52 – now               1:24  Fix the login redirect loop  api · acme/api#42
    [exit 0]
    ");
}

#[tokio::test]
async fn an_empty_day_says_what_to_do() {
    let empty = |is_today| DayView { date: "2026-11-20".into(), is_today, ..DayView::default() };
    let fake = Fake::engine().answer::<GetDay>(empty(true)).answer::<GetDay>(empty(false));
    assert_snapshot!(fake.run("today").await, @"
    Friday, 20 November 2026  0:00

    Nothing was tracked on this day. Start with `stint start` and what you do.
    [exit 0]
    ");
    assert_snapshot!(fake.run("today --date yesterday").await, @"
    Friday, 20 November 2026  0:00

    Nothing was tracked on this day.
    [exit 0]
    ");
    assert_snapshot!(fake.heard(), @r#"
    getDay {}
    getDay {"date":"2026-11-19"}
    "#);
}

#[tokio::test]
async fn colour_comes_only_on_top_of_words() {
    let mut fake = Fake::engine().answer::<GetDay>(day());
    let plain = fake.run("today").await.out;
    fake.around.out_paint = Paint { is_on: true };
    let coloured = fake.run("today").await.out;
    assert!(coloured.contains("\x1b[34m1:24\x1b[0m"), "{coloured}");
    let bare = ["\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[34m"].iter().fold(coloured, |text, code| text.replace(code, ""));
    assert_eq!(bare, plain);
}

#[tokio::test]
async fn the_log_is_grouped_by_day() {
    let page = EntryPage {
        entries: vec![
            running(),
            entry("Mail and planning", "08:42", Some("09:05"), 23),
            entry(&"A long title ".repeat(8), "2026-11-19T09:00:00+01:00", Some("2026-11-19T21:00:00+01:00"), 720),
        ],
        has_more: true,
        total_seconds: 100 * 3600,
    };
    let fake = Fake::engine().answer::<ListEntries>(page).answer::<ListEntries>(EntryPage::default());
    assert_snapshot!(fake.run("log --from 2026-11-01 --to yesterday mail and --limit 3").await, @"
    Friday, 20 November 2026
      13:52 – now     1:24  Fix the login redirect loop                                                api · acme/api#42
      08:42 – 09:05   0:23  Mail and planning
    Thursday, 19 November 2026
      09:00 – 21:00  12:00  A long title A long title A long title A long title A long title A long …

    Total  100:00
    There are more: narrow the days with --from and --to, or raise --limit.
    [exit 0]
    ");
    assert_snapshot!(fake.run("log nothing").await, @"
    No entries were found.
    [exit 0]
    ");
    assert_snapshot!(fake.heard(), @r#"
    listEntries {"from":"2026-11-01","limit":3,"text":"mail and","to":"2026-11-19"}
    listEntries {"limit":100,"text":"nothing"}
    "#);
}
