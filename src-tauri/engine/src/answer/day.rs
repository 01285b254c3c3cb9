//! One day, and spans of days.

use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use stint_api::{
    question::{GetDay, GetTotals, ListEntries},
    view::{DayView, EntryPage, SpanView, TotalView, TotalsView},
};
use stint_core::{
    day::{self, Span},
    entry::TimeEntry,
};
use stint_store::table;

use super::{Answer, AnswerAside, Look};
use crate::{
    Engine,
    fault::{Fault, Result},
    speak::{rfc3339, seconds, seconds_of_ms, shorten},
    view::Names,
};

impl Answer for GetDay {
    fn answer(self, engine: &mut Engine, now: Timestamp) -> Result<DayView> {
        let look = engine.look(now)?;
        let date = look.date_or_today(self.date.as_deref())?;
        let (from, to) = day::bounds(date, &look.zone.rules);
        let mut entries = table::entry::touching(look.conn, from, Some(to))?;
        // What runs reaches to now and no further.
        entries.retain(|entry| !entry.is_running() || from <= now);
        let (first_hour, last_hour) = look.hours(&entries, from, to);
        let gaps = day::gaps(&entries, now, from, to);
        Ok(DayView {
            date: date.to_string(),
            is_today: date == look.today_date(),
            starts_at: rfc3339(from, &look.zone.rules),
            ends_at: rfc3339(to, &look.zone.rules),
            asked_at: rfc3339(now, &look.zone.rules),
            first_hour,
            last_hour,
            entries: Names::new(look.conn).entries(&entries, now)?,
            gaps: gaps.iter().map(|gap| span(gap, &look.zone.rules)).collect(),
            total_seconds: seconds_of_ms(day::total_ms(&entries, now, from, to)),
            goal_seconds: look.settings.day_goal_minutes * 60,
        })
    }
}

impl AnswerAside for ListEntries {
    fn answer(self, look: &Look<'_>) -> Result<EntryPage> {
        let thirty_days_ago = || look.today_date().saturating_sub(30.days()).to_string();
        let first = look.date_or_today(Some(&self.from.unwrap_or_else(thirty_days_ago)))?;
        let last = look.date_or_today(self.to.as_deref())?;
        let (from, to) = look.span(first, last)?;
        let limit = self.limit.unwrap_or(500).min(5_000);
        let mut entries = table::entry::page(look.conn, from, to, &self.text, limit + 1)?;
        let has_more = entries.len() > usize::try_from(limit).unwrap_or(usize::MAX);
        entries.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(EntryPage {
            entries: Names::new(look.conn).entries(&entries, look.now)?,
            has_more,
            total_seconds: seconds_of_ms(table::entry::total_ms(look.conn, from, to, &self.text, look.now)?),
        })
    }
}

impl AnswerAside for GetTotals {
    fn answer(self, look: &Look<'_>) -> Result<TotalsView> {
        let (from, to) = look.span(look.date_or_today(Some(&self.from))?, look.date_or_today(Some(&self.to))?)?;
        let mut names = Names::new(look.conn);
        let mut totals = table::entry::totals(look.conn, from, to, look.now)?;
        totals.sort_by_key(|total| std::cmp::Reverse(total.ms));
        let all: i64 = totals.iter().map(|total| total.ms).sum();
        let view = |total: &table::entry::Total| {
            Ok(TotalView {
                project: names.project(total.project)?,
                seconds: seconds_of_ms(total.ms),
                billable_seconds: seconds_of_ms(total.billable_ms),
            })
        };
        let projects = totals.iter().map(view).collect::<Result<_>>()?;
        Ok(TotalsView { projects, total_seconds: seconds_of_ms(all) })
    }
}

impl Look<'_> {
    fn today_date(&self) -> Date {
        self.now.to_zoned(self.zone.rules.clone()).date()
    }

    fn date_or_today(&self, written: Option<&str>) -> Result<Date> {
        let Some(written) = written else { return Ok(self.today_date()) };
        written
            .parse()
            .map_err(|_| Fault::refused(format!("“{}” is no day.", shorten(written, 40)), "Write it as 2026-11-20."))
    }

    fn span(&self, first: Date, last: Date) -> Result<(Timestamp, Timestamp)> {
        if last < first {
            return Err(Fault::refused(format!("{last} is before {first}."), "Write the earlier day first."));
        }
        Ok((day::bounds(first, &self.zone.rules).0, day::bounds(last, &self.zone.rules).1))
    }

    /// The hours the timeline shows: those of the settings, and wherever else there are entries.
    fn hours(&self, entries: &[TimeEntry], from: Timestamp, to: Timestamp) -> (u8, u8) {
        let hour = |at: Timestamp| u8::try_from(at.duration_since(from).as_hours().clamp(0, 25)).unwrap_or(0);
        let starts = entries.iter().map(|entry| hour(entry.started_at.max(from)));
        let ends = entries.iter().map(|entry| {
            let end = entry.ended_at.unwrap_or(self.now).clamp(from, to);
            let whole_hour = end.duration_since(from).as_secs() % 3600 == 0;
            if whole_hour { hour(end) } else { hour(end) + 1 }
        });
        let first =
            starts.min().map_or(self.settings.day_starts_at_hour, |hour| hour.min(self.settings.day_starts_at_hour));
        let last = ends.max().map_or(self.settings.day_ends_at_hour, |hour| hour.max(self.settings.day_ends_at_hour));
        (first, last)
    }
}

/// A stretch of time on the wire.
pub(super) fn span(span: &Span, zone: &TimeZone) -> SpanView {
    SpanView {
        started_at: rfc3339(span.started_at, zone),
        ended_at: rfc3339(span.ended_at, zone),
        seconds: seconds(span.ended_at.duration_since(span.started_at)),
    }
}
