/** Rows as the page sees them. */
import { dateOf, dayAfter, hereZone, instantOf, rfc, wallOf } from "../../time/zone";
import type { DayView, EntryView, ProjectName, ProjectView, SpanView, TaskName, TaskView } from "../host";
import type { Book, EntryRow, ProjectRow, Rows, TaskRow } from "./rows";

const second = (from: number, to: number): number => Math.max(0, Math.floor((to - from) / 1000));

export const projectName = (rows: Rows, id: string | null): ProjectName | null => {
  const row = id ? rows.projects.get(id) : undefined;
  return row ? { id: row.id, name: row.name, colour: row.colour } : null;
};

const taskName = (rows: Rows, id: string | null): TaskName | null => {
  const row = id ? rows.tasks.get(id) : undefined;
  return row ? { id: row.id, title: row.title, reference: row.reference } : null;
};

export function entryView(rows: Rows, row: EntryRow, now: number): EntryView {
  const task = taskName(rows, row.task);
  const project = projectName(rows, row.project);
  const { id, description, zone, tags, isBillable } = row;
  return {
    id,
    title: description || task?.title || project?.name || "No description",
    description,
    task,
    project,
    startedAt: rfc(row.startedAt, zone),
    endedAt: row.endedAt === null ? null : rfc(row.endedAt, zone),
    seconds: second(row.startedAt, row.endedAt ?? now),
    zone,
    tags,
    isBillable,
  };
}

const spent = (rows: Rows, now: number, counts: (row: EntryRow) => boolean): number =>
  [...rows.entries.values()].filter(counts).reduce((sum, row) => sum + second(row.startedAt, row.endedAt ?? now), 0);

export function taskView(rows: Rows, row: TaskRow, now: number): TaskView {
  const { id, title, priority, status, reference, url, work } = row;
  const isRunning = [...rows.entries.values()].some((entry) => entry.endedAt === null && entry.task === id);
  const seconds = spent(rows, now, (entry) => entry.task === id);
  const project = projectName(rows, row.project);
  return { id, title, project, priority, status, reference, url, seconds, isRunning, work };
}

export function projectView(rows: Rows, row: ProjectRow, now: number): ProjectView {
  const openTasks = [...rows.tasks.values()].filter((task) => task.project === row.id && task.status !== "done").length;
  return { ...row, openTasks, recentSeconds: spent(rows, now, (entry) => entry.project === row.id) };
}

const span = (from: number, to: number): SpanView => ({
  startedAt: rfc(from, hereZone()),
  endedAt: rfc(to, hereZone()),
  seconds: second(from, to),
});

function gapsBetween(rows: EntryRow[], now: number): SpanView[] {
  const gaps: SpanView[] = [];
  let end = rows[0]?.endedAt ?? now;
  for (const row of rows) {
    if (row.startedAt - end >= 60_000) gaps.push(span(end, row.startedAt));
    end = Math.max(end, row.endedAt ?? now);
  }
  return gaps;
}

export function dayView(book: Book, date: string, now: number): DayView {
  const zone = hereZone();
  const [from, to] = [instantOf(date, 0, zone), instantOf(dayAfter(date, 1), 0, zone)];
  const inside = [...book.entries.values()]
    .filter((row) => row.startedAt < to && (row.endedAt ?? now) > from)
    .sort((a, b) => a.startedAt - b.startedAt);
  const hour = (instant: number) => (wallOf(instant, zone) - Date.parse(`${date}T00:00:00Z`)) / 3_600_000;
  const firsts = inside.map((row) => Math.max(0, Math.floor(hour(row.startedAt))));
  const lasts = inside.map((row) => Math.min(24, Math.ceil(hour(row.endedAt ?? now))));
  const clip = (row: EntryRow) => second(Math.max(from, row.startedAt), Math.min(to, row.endedAt ?? now));
  return {
    date,
    isToday: date === dateOf(now, zone),
    startsAt: rfc(from, zone),
    endsAt: rfc(to, zone),
    askedAt: rfc(now, zone),
    firstHour: Math.min(book.settings.dayStartsAtHour, ...firsts),
    lastHour: Math.max(book.settings.dayEndsAtHour, ...lasts),
    entries: inside.map((row) => entryView(book, row, now)),
    gaps: gapsBetween(inside, now),
    totalSeconds: inside.reduce((sum, row) => sum + clip(row), 0),
    goalSeconds: book.settings.dayGoalMinutes * 60,
  };
}
