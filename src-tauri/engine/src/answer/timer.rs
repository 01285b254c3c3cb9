//! What runs, what is open, what can be undone; and the tray's glance at the same.

use jiff::{SignedDuration, Timestamp};
use stint_api::{
    question::{Complete, GetTimer},
    view::{GapCause, GapView, SuggestionKind, SuggestionView, TimerView},
};
use stint_core::{
    day,
    gap::{Cause, Gap},
    task::Task,
};
use stint_store::{Conn, table};

use super::{Answer, AnswerAside, Look};
use crate::{
    Engine,
    fault::Result,
    speak::{clock_time, rfc3339, seconds, seconds_of_ms},
    tray::{Away, Glance},
    view::{Names, project_name, task_name, title},
};

/// How many recent entries and tasks the tray menu offers.
const RECENT: u32 = 5;
const TASKS: u32 = 10;
/// How many tasks that are assigned to the person.
const ASSIGNED: u32 = 8;
/// How many suggestions a line gets unless told otherwise.
const SUGGESTIONS: u32 = 8;

impl Answer for GetTimer {
    fn answer(self, engine: &mut Engine, now: Timestamp) -> Result<TimerView> {
        let problems = engine.all_problems();
        let asked_at = rfc3339(now, &engine.zone.rules);
        let Ok(look) = engine.look(now) else {
            return Ok(TimerView { problems, asked_at, ..TimerView::default() });
        };
        let running = table::entry::running(look.conn)?;
        Ok(TimerView {
            running: running.map(|entry| Names::new(look.conn).entry(&entry, now)).transpose()?,
            gap: table::gap::get(look.conn)?.map(|gap| look.gap(&gap)),
            undo: table::change::undoable_label(look.conn)?,
            redo: table::change::redoable_label(look.conn)?,
            today_seconds: seconds(look.today()?),
            asked_at,
            is_first_run: is_untouched(look.conn)?,
            problems,
        })
    }
}

impl AnswerAside for Complete {
    fn answer(self, look: &Look<'_>) -> Result<Vec<SuggestionView>> {
        let limit = self.limit.unwrap_or(SUGGESTIONS).min(50);
        let typed = self.text.trim();
        let mut found = look.recent(typed, limit)?;
        if !typed.is_empty() {
            let known: Vec<_> = found.iter().filter_map(|found| found.task.clone()).collect();
            let tasks = look.tasks(typed, limit)?;
            let new = tasks.into_iter().filter(|task| task.task.as_ref().is_none_or(|name| !known.contains(name)));
            // Tasks stand before what was merely typed once, so that work is booked where it belongs.
            found.splice(0..0, new.collect::<Vec<_>>());
            found.extend(look.projects(typed)?);
        }
        found.truncate(usize::try_from(limit).unwrap_or(8));
        Ok(found)
    }
}

impl Look<'_> {
    /// How long today has been worked on.
    pub(crate) fn today(&self) -> Result<SignedDuration> {
        let (from, to) = day::bounds(self.now.to_zoned(self.zone.rules.clone()).date(), &self.zone.rules);
        let entries = table::entry::touching(self.conn, from, Some(to))?;
        Ok(SignedDuration::from_millis(day::total_ms(&entries, self.now, from, to)))
    }

    fn gap(&self, gap: &Gap) -> GapView {
        GapView {
            cause: match gap.cause {
                Cause::Ended => GapCause::Ended,
                Cause::Slept => GapCause::Slept,
                Cause::ClockSet => GapCause::ClockSet,
            },
            last_seen_at: rfc3339(gap.last_seen_at, &self.zone.rules),
            back_at: rfc3339(gap.back_at, &self.zone.rules),
            seconds: seconds_of_ms(gap.back_at.duration_since(gap.last_seen_at).as_millis().try_into().unwrap_or(0)),
        }
    }

    fn recent(&self, typed: &str, limit: u32) -> Result<Vec<SuggestionView>> {
        let mut names = Names::new(self.conn);
        let phrases = table::phrase::complete(self.conn, typed, limit)?;
        let suggestion = |phrase: table::phrase::Phrase| {
            let (task, project) = (names.task(phrase.task)?, names.project(phrase.project)?);
            Ok(SuggestionView {
                kind: SuggestionKind::Recent,
                title: title(&phrase.description, task.as_ref(), project.as_ref()),
                task,
                project,
                description: phrase.description,
                tags: phrase.tags.into_iter().collect(),
                last_used_at: Some(rfc3339(phrase.last_used_at, &self.zone.rules)),
            })
        };
        phrases.into_iter().map(suggestion).collect()
    }

    fn tasks(&self, typed: &str, limit: u32) -> Result<Vec<SuggestionView>> {
        let mut names = Names::new(self.conn);
        let suggestion = |task: Task| {
            Ok(SuggestionView {
                kind: SuggestionKind::Task,
                title: task.title.clone(),
                project: names.project(task.project)?,
                description: task.title.clone(),
                task: Some(task_name(&task)),
                ..SuggestionView::default()
            })
        };
        table::task::search(self.conn, typed, limit)?.into_iter().map(suggestion).collect()
    }

    fn projects(&self, typed: &str) -> Result<Vec<SuggestionView>> {
        let wanted = typed.trim_start_matches('@').to_lowercase();
        let mut projects = table::project::list(self.conn, false)?;
        projects.retain(|project| project.name.to_lowercase().contains(&wanted));
        let suggestion = |project| SuggestionView {
            kind: SuggestionKind::Project,
            title: project_name(&project).name,
            project: Some(project_name(&project)),
            ..SuggestionView::default()
        };
        Ok(projects.into_iter().take(3).map(suggestion).collect())
    }
}

impl Engine {
    /// What the tray menu tells about; with an unusable data file, that.
    pub(crate) fn glance(&self, now: Timestamp) -> Glance {
        let is_unusable = self.all_problems().iter().any(|problem| problem.blocks_writing);
        let said = |problem: &str| Some(problem.to_owned());
        match self.look(now).and_then(|look| self.with_feed(look.glance()?, now)) {
            Ok(glance) => glance,
            Err(_) if is_unusable => Glance { problem: said("The data file cannot be used"), ..Glance::default() },
            Err(_) => Glance { problem: said("The data file cannot be read"), ..Glance::default() },
        }
    }
}

impl Engine {
    fn with_feed(&self, glance: Glance, now: Timestamp) -> Result<Glance> {
        let focus = self.focus_until(now)?;
        Ok(Glance {
            unread: table::feed::unread(self.conn()?)?,
            has_source: self.has_source()?,
            focus_until: focus.map(|until| clock_time(until, &self.zone.rules, now)),
            ..glance
        })
    }
}

impl Look<'_> {
    fn glance(&self) -> Result<Glance> {
        let mut names = Names::new(self.conn);
        let running = table::entry::running(self.conn)?;
        let mut recent = Vec::new();
        let earlier = table::entry::recent(self.conn, RECENT + 1)?;
        // What runs already is not offered again.
        for entry in earlier.iter().filter(|entry| !entry.is_running()).take(RECENT as usize) {
            recent.push((names.entry(entry, self.now)?.title, entry.id));
        }
        let running = match running {
            Some(entry) => Some((names.entry(&entry, self.now)?.title, entry.lasted_for(self.now))),
            None => None,
        };
        let tasks = table::task::search(self.conn, "", TASKS)?;
        let assigned = table::task::assigned(self.conn, ASSIGNED)?;
        let gap = table::gap::get(self.conn)?;
        Ok(Glance {
            running,
            today: self.today()?,
            gap: gap.map(|gap| Away {
                since: clock_time(gap.last_seen_at, &self.zone.rules, self.now),
                is_ahead: gap.last_seen_at > self.now,
            }),
            problem: None,
            recent,
            tasks: tasks.into_iter().map(|task| (task.title, task.id)).collect(),
            assigned: assigned.into_iter().map(|task| (named(&task), task.id)).collect(),
            undo: table::change::undoable_label(self.conn)?,
            ..Glance::default()
        })
    }
}

/// A task as its service names it, and what it says.
fn named(task: &Task) -> String {
    task.reference.as_ref().map_or_else(|| task.title.clone(), |reference| format!("{reference} {}", task.title))
}

fn is_untouched(conn: &Conn) -> Result<bool> {
    // Counting a million entries takes longer than all the rest of the answer.
    let has_entries = table::entry::running(conn)?.is_some() || table::entry::latest_finished(conn)?.is_some();
    Ok(!has_entries && table::task::count(conn)? == 0 && table::project::count(conn)? == 0)
}
