/** An entry as one day sees it: what lies on other days is marked, and only what lies on this one counts. */
import type { DayView, EntryView } from "../host/host";
import { clockOf, dayOf, hoursMinutes, shortDay } from "./show";

type Times = Pick<EntryView, "startedAt" | "endedAt">;

/** What a row says of an entry. */
export interface Across {
  start: string;
  end: string;
  /** `−1` where it began a day earlier; empty where it began on this day. */
  before: string;
  /** `+1` where it ends a day later; empty where it ends on this day, be it at midnight. */
  after: string;
  /** `Thu 19 Nov`, for those who hear the page; empty like the sign. */
  dayBefore: string;
  dayAfter: string;
  /** Seconds on this day. */
  seconds: number;
  /** Seconds in all. */
  whole: number;
}

/** How an entry lies on a day. */
export function across(entry: Times, day: Pick<DayView, "date" | "startsAt" | "endsAt">, now: number): Across {
  const [from, to] = [Date.parse(entry.startedAt), entry.endedAt === null ? now : Date.parse(entry.endedAt)];
  const [first, last] = [Date.parse(day.startsAt), Date.parse(day.endsAt)];
  const began = dayOf(entry.startedAt);
  const ended = entry.endedAt === null || to === last ? day.date : dayOf(entry.endedAt);
  const endsElsewhere = ended !== day.date && ended !== began;
  return {
    start: clockOf(entry.startedAt),
    end: entry.endedAt === null ? "now" : clockOf(entry.endedAt),
    before: signOf(day.date, began),
    after: endsElsewhere ? signOf(day.date, ended) : "",
    dayBefore: began === day.date ? "" : shortDay(began),
    dayAfter: endsElsewhere ? shortDay(ended) : "",
    seconds: Math.max(0, Math.min(to, last) - Math.max(from, first)) / 1000,
    whole: Math.max(0, to - from) / 1000,
  };
}

/** `+1`, `−2`, or nothing. */
function signOf(day: string, other: string): string {
  const days = Math.round((Date.parse(other) - Date.parse(day)) / 86_400_000);
  return days === 0 ? "" : days > 0 ? `+${days}` : `−${-days}`;
}

/** `Fri 20 Nov, 22:00 – Sat 21 Nov, 01:30`, `22:00 – 23:00` of one that lies on this day. */
export function timesInWords({ start, end, dayBefore, dayAfter, before, after }: Across, date: string): string {
  if (!before && !after) return `${start} – ${end}`;
  const last = end === "now" ? end : `${dayAfter || (before.startsWith("+") ? dayBefore : shortDay(date))}, ${end}`;
  return `${dayBefore || shortDay(date)}, ${start} – ${last}`;
}

/** `2:00`, `2:00 on this day, 3:30 in all`; or likewise in other words for seconds. */
export function lengthInWords({ seconds, whole }: Across, words = hoursMinutes): string {
  const [here, all] = [words(seconds), words(whole)];
  return here === all ? here : `${here} on this day, ${all} in all`;
}
