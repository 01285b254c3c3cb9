//! The tray menu as a comparable value, built by a pure function.

use jiff::SignedDuration;
use stint_api::{
    Request,
    command::{AnswerGap, ContinueEntry, GapChoice, OpenWindow, Place, Quit, SetFocus, StartTimer, StopTimer, Undo},
};
use stint_core::ids::{EntryId, TaskId};

use crate::speak::{hours_minutes, shorten};

/// The widest label a menu shows whole.
const WIDEST: usize = 48;

/// All that is drawn in the tray.
#[derive(Clone, Debug, PartialEq)]
pub struct TrayMenu {
    /// The form of the icon.
    pub icon: TrayIcon,
    /// Text beside the icon where the platform shows one, such as `1:24`; empty while nothing runs.
    pub title: String,
    /// What hovering shows.
    pub tooltip: String,
    /// The menu, top down.
    pub entries: Vec<MenuEntry>,
}

/// The form of the icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrayIcon {
    /// A timer runs.
    Running,
    /// Nothing runs.
    Stopped,
}

/// One line of the menu.
#[derive(Clone, Debug, PartialEq)]
pub enum MenuEntry {
    /// A hairline.
    Separator,
    /// A line to read or to choose.
    Item {
        /// Plain text.
        label: String,
        /// What choosing it asks for; `None` is drawn greyed.
        request: Option<Request>,
    },
    /// A menu of its own.
    Submenu {
        /// Plain text.
        label: String,
        /// Its lines.
        entries: Vec<MenuEntry>,
    },
}

/// What the menu tells about.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Glance {
    pub running: Option<(String, SignedDuration)>,
    pub today: SignedDuration,
    pub gap: Option<Away>,
    pub problem: Option<String>,
    pub recent: Vec<(String, EntryId)>,
    pub tasks: Vec<(String, TaskId)>,
    /// What is assigned to the person; where there is any it stands in place of the tasks.
    pub assigned: Vec<(String, TaskId)>,
    /// How many notices are unread.
    pub unread: u32,
    /// Whether any account brings work, so that there is something to be told.
    pub has_source: bool,
    /// Until when the person wants not to be told anything, as `14:25`.
    pub focus_until: Option<String>,
    pub undo: Option<String>,
}

/// An open question about a gap.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Away {
    /// When there was the last sign of life, as `17:42`.
    pub since: String,
    /// Whether the clock was set back since, so that this lies ahead and nothing can have stopped then.
    pub is_ahead: bool,
}

/// Builds the menu from what there is to tell.
pub(crate) fn menu(glance: &Glance) -> TrayMenu {
    TrayMenu {
        icon: if glance.running.is_some() { TrayIcon::Running } else { TrayIcon::Stopped },
        title: glance.running.as_ref().map(|(_, lasted)| hours_minutes(*lasted)).unwrap_or_default(),
        tooltip: tooltip(glance),
        entries: [head(glance), again(glance), feed(glance), history(glance), foot()].concat(),
    }
}

fn tooltip(glance: &Glance) -> String {
    let today = hours_minutes(glance.today);
    match &glance.running {
        Some((title, lasted)) => format!("{} · {} · {today} today", shorten(title, WIDEST), hours_minutes(*lasted)),
        None => format!("Nothing runs · {today} today"),
    }
}

fn head(glance: &Glance) -> Vec<MenuEntry> {
    let mut lines = Vec::new();
    if let Some(problem) = &glance.problem {
        lines.push(item(&format!("⚠ {problem}"), OpenWindow::at(Place::Data)));
    }
    match &glance.running {
        Some((title, lasted)) => {
            let name = shorten(title, WIDEST);
            lines.push(item(&format!("{name} · {}", hours_minutes(*lasted)), OpenWindow::at(Place::Today)));
            lines.push(item("Stop", StopTimer::default()));
        }
        None => lines
            .push(item(&format!("Nothing runs · {} today", hours_minutes(glance.today)), OpenWindow::at(Place::Today))),
    }
    lines.extend(glance.gap.as_ref().map(|away| question(away, glance.running.as_ref())));
    lines.push(MenuEntry::Separator);
    lines
}

fn question(away: &Away, running: Option<&(String, SignedDuration)>) -> MenuEntry {
    let answer = |label: &str, choice| item(label, AnswerGap { choice });
    let discarded = running.map_or_else(String::new, |(title, lasted)| {
        format!(" all {} of “{}”", hours_minutes(*lasted), shorten(title, WIDEST / 2))
    });
    let keep = answer("Keep going", GapChoice::Keep);
    let discard = answer(&format!("Discard{discarded}"), GapChoice::Discard);
    if away.is_ahead {
        return MenuEntry::Submenu { label: "The clock was set back".to_owned(), entries: vec![keep, discard] };
    }
    let since = &away.since;
    let stopped = answer(&format!("Stopped at {since}"), GapChoice::StopThere);
    let split = answer("Stopped then, going on now", GapChoice::Split);
    MenuEntry::Submenu { label: format!("Away since {since}?"), entries: vec![keep, stopped, split, discard] }
}

fn again(glance: &Glance) -> Vec<MenuEntry> {
    let recent = glance.recent.iter().map(|(title, id)| {
        let entry = Some(id.to_string());
        item(&shorten(title, WIDEST), ContinueEntry { entry })
    });
    let (label, tasks) = match glance.assigned.as_slice() {
        [] => ("Tasks", &glance.tasks),
        _ => ("Assigned to me", &glance.assigned),
    };
    let tasks = tasks.iter().map(|(title, id)| {
        let task = Some(id.to_string());
        item(&shorten(title, WIDEST), StartTimer { task, ..StartTimer::default() })
    });
    vec![submenu("Start again", recent.collect()), submenu(label, tasks.collect()), MenuEntry::Separator]
}

/// What is unread, and the quiet of a focus; nothing where nobody tells anything.
fn feed(glance: &Glance) -> Vec<MenuEntry> {
    let mut lines = Vec::new();
    if glance.unread > 0 {
        lines.push(item(&format!("Feed ({} unread)", glance.unread), OpenWindow::at(Place::Feed)));
    }
    if glance.has_source || glance.focus_until.is_some() {
        lines.push(MenuEntry::Submenu { label: "Focus".to_owned(), entries: focus(glance.focus_until.as_deref()) });
    }
    if !lines.is_empty() {
        lines.push(MenuEntry::Separator);
    }
    lines
}

fn focus(until: Option<&str>) -> Vec<MenuEntry> {
    let minutes = |minutes| SetFocus { minutes: Some(minutes), ..SetFocus::default() };
    let end = until.map(|until| item(&format!("End focus (until {until})"), SetFocus::default()));
    let begin = [
        item("25 minutes", minutes(25)),
        item("1 hour", minutes(60)),
        item("Until tomorrow morning", SetFocus { is_until_morning: true, ..SetFocus::default() }),
    ];
    end.into_iter().chain(begin).collect()
}

fn history(glance: &Glance) -> Vec<MenuEntry> {
    match &glance.undo {
        Some(label) => vec![item(&format!("Undo: {}", shorten(label, WIDEST)), Undo {}), MenuEntry::Separator],
        None => Vec::new(),
    }
}

fn foot() -> Vec<MenuEntry> {
    vec![
        item("Open Stint", OpenWindow::at(Place::Main)),
        item("Settings", OpenWindow::at(Place::Settings)),
        item("Quit", Quit {}),
    ]
}

fn item<C: stint_api::Call>(label: &str, request: C) -> MenuEntry {
    MenuEntry::Item { label: label.to_owned(), request: Some(Request::of(&request)) }
}

/// An empty menu of its own would open on nothing, so it is a greyed line instead.
fn submenu(label: &str, entries: Vec<MenuEntry>) -> MenuEntry {
    if entries.is_empty() {
        return MenuEntry::Item { label: label.to_owned(), request: None };
    }
    MenuEntry::Submenu { label: label.to_owned(), entries }
}
