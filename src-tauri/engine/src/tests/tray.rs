//! The tray menu as a person reads it.

use insta::assert_snapshot;
use stint_api::command::{AddTask, StartFromText, StopTimer, TaskForm};
use stint_core::ids::TaskId;
use uuid::Uuid;

use super::{Bench, minutes};
use crate::{
    Input, MenuEntry, Output, TrayMenu,
    tray::{Away, Glance},
};

fn drawn(outputs: &[Output]) -> Option<TrayMenu> {
    outputs.iter().find_map(|output| if let Output::Tray(menu) = output { Some(menu.clone()) } else { None })
}

fn lines(entries: &[MenuEntry], indent: usize) -> String {
    let line = |entry: &MenuEntry| match entry {
        MenuEntry::Separator => format!("{:indent$}---\n", ""),
        MenuEntry::Item { label, request: Some(_) } => format!("{:indent$}{label}\n", ""),
        MenuEntry::Item { label, request: None } => format!("{:indent$}({label})\n", ""),
        MenuEntry::Submenu { label, entries } => format!("{:indent$}{label} ▸\n{}", "", lines(entries, indent + 2)),
    };
    entries.iter().map(line).collect()
}

fn start(text: &str) -> Input {
    StartFromText { text: text.into(), ..StartFromText::default() }.into()
}

#[test]
fn the_menu_of_a_fresh_install_offers_what_there_is() {
    let mut bench = Bench::new();
    let reading = bench.reading();
    let menu = drawn(&bench.input(Input::Tick { reading })).unwrap();
    assert_eq!((menu.title.as_str(), menu.tooltip.as_str()), ("", "Nothing runs · 0:00 today"));
    assert_snapshot!(lines(&menu.entries, 0));
}

#[test]
fn the_menu_of_a_working_day_has_recent_entries_and_tasks() {
    let mut bench = Bench::new();
    bench.tell(AddTask { task: TaskForm { title: "Export drops time zones".into(), ..TaskForm::default() } });
    bench.at("09:00").input(start("Mail and planning"));
    bench.at("09:30").input(start("A very long description that no menu on any desktop could show as a whole"));
    bench.at("10:00").tell(StopTimer::default());
    bench.at("10:10").input(start("Fix the login redirect loop"));
    let reading = bench.at("11:34").reading();
    let menu = drawn(&bench.input(Input::Tick { reading })).unwrap();
    assert_eq!(
        (menu.title.as_str(), menu.tooltip.as_str()),
        ("1:24", "Fix the login redirect loop · 1:24 · 2:24 today")
    );
    assert_snapshot!(lines(&menu.entries, 0));
}

#[test]
fn it_is_drawn_again_only_when_it_changed() {
    let mut bench = Bench::new();
    bench.at("09:00").input(start("Mail"));
    let reading = bench.at("09:00:30").reading();
    assert_eq!(drawn(&bench.input(Input::Tick { reading })), None);
    let reading = bench.at("09:01").reading();
    assert!(drawn(&bench.input(Input::Tick { reading })).is_some());
}

#[test]
fn what_is_assigned_stands_in_place_of_the_tasks_and_the_feed_says_what_is_unread() {
    let task = |number| TaskId(Uuid::from_u128(number));
    let glance = Glance {
        tasks: vec![("Export drops time zones".into(), task(1))],
        assigned: vec![("acme/api#42 Fix the login redirect loop of single sign-on".into(), task(2))],
        unread: 3,
        has_source: true,
        ..Glance::default()
    };
    assert_snapshot!(lines(&crate::tray::menu(&glance).entries[2..], 0), @r"
    (Start again)
    Assigned to me ▸
      acme/api#42 Fix the login redirect loop of sing…
    ---
    Feed (3 unread)
    Focus ▸
      25 minutes
      1 hour
      Until tomorrow morning
    ---
    Open Stint
    Settings
    Quit
    ");
}

#[test]
fn while_a_focus_is_on_the_menu_ends_it_first_of_all() {
    let glance = Glance { focus_until: Some("14:25".into()), ..Glance::default() };
    assert_snapshot!(lines(&crate::tray::menu(&glance).entries[5..7], 0), @r"
    Focus ▸
      End focus (until 14:25)
      25 minutes
      1 hour
      Until tomorrow morning
    ---
    ");
}

#[test]
fn after_a_clock_set_back_the_menu_offers_no_stop_in_the_future() {
    let running = Some(("Deep work".to_owned(), minutes(127)));
    let question = |away| {
        let glance = Glance { gap: Some(away), running: running.clone(), ..Glance::default() };
        lines(&crate::tray::menu(&glance).entries[2..3], 0)
    };
    let away = Away { since: "17:42".into(), is_ahead: false };
    assert_snapshot!(question(away.clone()), @r"
    Away since 17:42? ▸
      Keep going
      Stopped at 17:42
      Stopped then, going on now
      Discard all 2:07 of “Deep work”
    ");
    assert_snapshot!(question(Away { is_ahead: true, ..away }), @r"
    The clock was set back ▸
      Keep going
      Discard all 2:07 of “Deep work”
    ");
}
