//! Notices of work as a person reads them.

use jiff::{Timestamp, tz::TimeZone};
use stint_api::{
    Request,
    command::{MarkRead, NeverStart, OpenTaskPage, OpenWindow, Place, Snooze, SnoozeUntil, StartTimer, UndoStart},
};
use stint_core::{
    feed::{self, FeedItem},
    notice::Kind,
};

use super::word;
use crate::{Notice, NoticeAction, speak::clock_time};

/// How many references a notice of several names.
const NAMED: usize = 3;
/// The key of the digest.
const DIGEST: &str = "feed:digest";

/// The notice of what is shown together.
pub(super) fn notice(bundle: &[FeedItem]) -> Notice {
    match bundle {
        [only] if only.kind == Kind::Started => started(only),
        [only] => single(only),
        many => {
            let kind = many.first().map_or(Kind::Due, |first| first.kind);
            several(format!("feed:{}", word(kind)), bulk_title(kind, many.len()), many)
        }
    }
}

/// The notice of what waited for the quiet to end.
pub(super) fn digest(items: &[FeedItem]) -> Notice {
    let counted = Kind::ALL.into_iter().map(|kind| (kind, items.iter().filter(|item| item.kind == kind).count()));
    let parts: Vec<_> =
        counted.filter(|(_, count)| *count > 0).map(|(kind, count)| counted_words(kind, count)).collect();
    several(DIGEST.to_owned(), format!("While you were busy: {}", parts.join(", ")), items)
}

/// Until when something is put off: `until 09:00`, `until someone replies`.
pub(crate) fn until(snooze: &feed::Snooze, zone: &TimeZone, now: Timestamp) -> String {
    match snooze {
        feed::Snooze::Until(at) => format!("until {}", clock_time(*at, zone, now)),
        feed::Snooze::Reply { .. } => "until someone replies".to_owned(),
        feed::Snooze::Checks => "until its checks finish".to_owned(),
        feed::Snooze::Merge => "until it is merged".to_owned(),
    }
}

fn single(item: &FeedItem) -> Notice {
    let task = item.task.map(|task| task.to_string());
    let start =
        |task: &String| action("Start timer", &StartTimer { task: Some(task.clone()), ..StartTimer::default() });
    let open = |task: &String| action("Open", &OpenTaskPage { task: task.clone() });
    let snooze = Snooze { notice: item.id.to_string(), until: SnoozeUntil::Hour };
    let is_waiting = item.kind != Kind::Merged;
    Notice {
        key: key(item),
        title: format!("{} · {}", item.kind.label(), item.reference),
        body: item.title.clone(),
        actions: [
            task.as_ref().filter(|_| is_waiting).map(start),
            task.as_ref().map(open),
            is_waiting.then(|| action("Snooze", &snooze)),
        ]
        .into_iter()
        .flatten()
        .collect(),
        default: Some(Request::of(&spot(task))),
    }
}

fn started(item: &FeedItem) -> Notice {
    let notice = item.id.to_string();
    let keep = MarkRead { notices: vec![notice.clone()], ..MarkRead::default() };
    Notice {
        key: key(item),
        title: format!("Started by {}", item.reference),
        body: item.title.clone(),
        actions: vec![
            action("Undo", &UndoStart { notice: notice.clone() }),
            action("Keep", &keep),
            action("Never for this repository", &NeverStart { notice }),
        ],
        default: Some(Request::of(&spot(item.task.map(|task| task.to_string())))),
    }
}

fn several(key: String, title: String, items: &[FeedItem]) -> Notice {
    let mut named: Vec<_> = items.iter().map(|item| item.reference.as_str()).collect();
    named.dedup();
    let more = named.len().saturating_sub(NAMED);
    named.truncate(NAMED);
    let body = match more {
        0 => named.join(", "),
        _ => format!("{} and {more} more", named.join(", ")),
    };
    Notice { key, title, body, actions: Vec::new(), default: Some(Request::of(&OpenWindow::at(Place::Feed))) }
}

fn key(item: &FeedItem) -> String {
    format!("feed:{}", item.id)
}

/// A task by itself, or the feed where there is none.
fn spot(task: Option<String>) -> OpenWindow {
    match task {
        Some(task) => OpenWindow { place: Place::Tasks, section: Some(task) },
        None => OpenWindow::at(Place::Feed),
    }
}

fn action<C: stint_api::Call>(label: &str, request: &C) -> NoticeAction {
    NoticeAction { label: label.to_owned(), request: Request::of(request) }
}

fn bulk_title(kind: Kind, count: usize) -> String {
    match kind {
        Kind::Assigned => format!("{count} issues assigned to you"),
        Kind::ReviewRequested => format!("{count} reviews requested"),
        Kind::Mentioned => format!("You were mentioned in {count} places"),
        Kind::Approved => format!("{count} pull requests approved"),
        Kind::ChangesRequested => format!("Changes requested of {count} pull requests"),
        Kind::Failing => format!("Checks fail in {count} pull requests"),
        Kind::Merged => format!("{count} pull requests merged"),
        Kind::Started => format!("{count} timers started"),
        Kind::Due => format!("{count} notices due again"),
    }
}

fn counted_words(kind: Kind, count: usize) -> String {
    let s = if count == 1 { "" } else { "s" };
    match kind {
        Kind::Assigned => format!("{count} assigned"),
        Kind::ReviewRequested => format!("{count} review{s} requested"),
        Kind::Mentioned => format!("{count} mention{s}"),
        Kind::Approved => format!("{count} approved"),
        Kind::ChangesRequested => format!("{count} with changes requested"),
        Kind::Failing => format!("{count} with failing checks"),
        Kind::Merged => format!("{count} merged"),
        Kind::Started => format!("{count} started"),
        Kind::Due => format!("{count} due again"),
    }
}
