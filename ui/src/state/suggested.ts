/** The times that a new entry begins with. */
import type { DayView, SpanView } from "../host/host";
import { here, rfc } from "../time/zone";

const minute = 60_000;
const least = 5 * minute;
const hour = 60 * minute;

/** A new entry without times, on a day such as `2026-11-20`. */
export interface Blank {
  date: string;
}

/** The newest free span of a day: all of it, or its last half hour where it is longer than one; never what is taken. */
export function suggested(day: DayView, now: number): SpanView | Blank {
  const free = [
    ...day.gaps.map((gap) => spanOf(Date.parse(gap.startedAt), Date.parse(gap.endedAt))),
    ...rest(day, now),
  ];
  const newest = free.filter(({ from, to }) => to - from >= least).reduce<Span | null>(later, null);
  if (!newest) return { date: day.date };
  const { to } = newest;
  const from = to - newest.from > hour ? Math.floor((to - hour / 2) / minute) * minute : newest.from;
  const known = day.gaps.find((gap) => Date.parse(gap.startedAt) === from && Date.parse(gap.endedAt) === to);
  return known ?? { startedAt: rfc(from, here), endedAt: rfc(to, here), seconds: Math.floor((to - from) / 1000) };
}

interface Span {
  from: number;
  to: number;
}
const spanOf = (from: number, to: number): Span => ({ from, to });
const later = (one: Span | null, other: Span): Span => (one && one.from > other.from ? one : other);

/** From the last entry of today to now, where nothing runs. */
function rest(day: DayView, now: number): Span[] {
  if (!day.isToday || day.entries.some((entry) => entry.endedAt === null)) return [];
  const ends = day.entries.map((entry) => Date.parse(entry.endedAt ?? day.askedAt));
  return [spanOf(Math.max(Date.parse(day.startsAt), ...ends), Math.floor(now / minute) * minute)];
}
