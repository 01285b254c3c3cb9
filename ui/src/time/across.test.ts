import { expect, test } from "vitest";
import { across, lengthInWords, timesInWords } from "./across";

const day = { date: "2026-11-20", startsAt: "2026-11-20T00:00:00+01:00", endsAt: "2026-11-21T00:00:00+01:00" };
const on = (startedAt: string, endedAt: string | null, now = "2026-11-20T15:00:00+01:00") =>
  across({ startedAt, endedAt }, day, Date.parse(now));

test.each([
  ["a day's own", "2026-11-20T09:00:00+01:00", "2026-11-20T10:00:00+01:00", "", "", "09:00 – 10:00", "1:00"],
  ["up to midnight", "2026-11-20T22:00:00+01:00", "2026-11-21T00:00:00+01:00", "", "", "22:00 – 00:00", "2:00"],
  ["into the next day", "2026-11-20T22:00:00+01:00", "2026-11-21T01:30:00+01:00", "", "+1",
    "Fri 20 Nov, 22:00 – Sat 21 Nov, 01:30", "2:00 on this day, 3:30 in all"],
  ["from two days before", "2026-11-18T22:00:00+01:00", "2026-11-20T01:30:00+01:00", "−2", "",
    "Wed 18 Nov, 22:00 – Fri 20 Nov, 01:30", "1:30 on this day, 27:30 in all"],
  ["running since the day before", "2026-11-19T23:00:00+01:00", null, "−1", "",
    "Thu 19 Nov, 23:00 – now", "15:00 on this day, 16:00 in all"],
  ["written far to the east", "2026-11-21T02:00:00+09:00", "2026-11-21T03:00:00+09:00", "+1", "",
    "Sat 21 Nov, 02:00 – Sat 21 Nov, 03:00", "1:00"],
])("%s", (_, from, to, before, after, times, length) => {
  const span = on(from, to);
  expect([span.before, span.after]).toEqual([before, after]);
  expect([timesInWords(span, day.date), lengthInWords(span)]).toEqual([times, length]);
}); // prettier-ignore
