//! A time entry as one row.

use stint_api::view::EntryView;

use super::{
    paint::Ink,
    shortened,
    table::Cell,
    time::{self, Here},
};

/// When, how long, what, and where it belongs; times of another day bear their date.
pub(crate) fn row(entry: &EntryView, here: Here<'_>) -> [Cell; 4] {
    let ink = if entry.ended_at.is_none() { Ink::Running } else { Ink::Plain };
    [
        Cell::new(span(&entry.started_at, entry.ended_at.as_deref(), here)).ink(Ink::Faint),
        Cell::new(time::duration(entry.seconds)).ink(ink).right(),
        Cell::new(shortened(&entry.title)),
        Cell::new(belongs(entry).join(" · ")).ink(Ink::Faint),
    ]
}

/// `09:05 – 10:40`, or `13:52 – now`.
pub(crate) fn span(started_at: &str, ended_at: Option<&str>, here: Here<'_>) -> String {
    let end = ended_at.map_or_else(|| "now".to_owned(), |end| here.clock(end));
    format!("{} – {end}", here.clock(started_at))
}

/// Its project, its task where the title does not say it, its labels.
pub(crate) fn belongs(entry: &EntryView) -> Vec<String> {
    let project = entry.project.as_ref().map(|project| project.name.clone()).filter(|name| *name != entry.title);
    let task = entry.task.as_ref().and_then(|task| {
        let title = Some(task.title.clone()).filter(|title| *title != entry.title);
        task.reference.clone().or(title)
    });
    let tags = entry.tags.iter().map(|tag| format!("#{tag}"));
    let billable = entry.is_billable.then(|| "billable".to_owned());
    project.into_iter().chain(task).chain(tags).chain(billable).collect()
}
