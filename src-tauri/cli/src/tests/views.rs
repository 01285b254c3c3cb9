//! What a fake engine answers with.

use stint_api::view::{DayView, EntryView, ProjectName, Receipt, SpanView, TaskName, TimerView};

pub(super) fn did(label: &str) -> Receipt {
    Receipt { label: label.into(), can_undo: true, ..Receipt::default() }
}

pub(super) fn project(name: &str) -> Option<ProjectName> {
    Some(ProjectName { id: format!("id-of-{name}"), name: name.into(), colour: "blue".into() })
}

pub(super) fn task(title: &str, reference: &str) -> Option<TaskName> {
    Some(TaskName { id: "id-of-task".into(), title: title.into(), reference: Some(reference.into()) })
}

fn at(time: &str) -> String {
    if time.contains('T') { time.to_owned() } else { format!("2026-11-20T{time}:00+01:00") }
}

pub(super) fn entry(title: &str, started_at: &str, ended_at: Option<&str>, minutes: u32) -> EntryView {
    EntryView {
        id: format!("id-of-{title}"),
        title: title.into(),
        description: title.into(),
        started_at: at(started_at),
        ended_at: ended_at.map(at),
        seconds: minutes * 60,
        zone: "Europe/Berlin".into(),
        ..EntryView::default()
    }
}

pub(super) fn running() -> EntryView {
    EntryView {
        task: task("Fix the login redirect loop", "acme/api#42"),
        project: project("api"),
        ..entry("Fix the login redirect loop", "13:52", None, 84)
    }
}

pub(super) fn timer(running: Option<EntryView>) -> TimerView {
    TimerView { running, today_seconds: 5 * 3600 + 49 * 60, asked_at: at("15:16"), ..TimerView::default() }
}

pub(super) fn day() -> DayView {
    let review =
        EntryView { project: project("platform"), ..entry("Review: retry budget", "12:50", Some("13:52"), 62) };
    let planning = EntryView {
        tags: vec!["mail".into()],
        is_billable: true,
        ..entry("Mail and planning", "2026-11-19T23:40:00+01:00", Some("09:05"), 23)
    };
    DayView {
        date: "2026-11-20".into(),
        is_today: true,
        entries: vec![planning, entry("Standup 日本", "10:40", Some("11:00"), 20), review, running()],
        gaps: vec![
            SpanView { started_at: at("09:05"), ended_at: at("10:40"), seconds: 95 * 60 },
            SpanView { started_at: at("11:00"), ended_at: at("12:50"), seconds: 110 * 60 },
        ],
        total_seconds: 5 * 3600 + 49 * 60,
        goal_seconds: 450 * 60,
        ..DayView::default()
    }
}
