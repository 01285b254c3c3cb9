import { expect, test } from "vitest";
import type { DayView } from "../host/host";
import { here, instantOf, rfc } from "../time/zone";
import { suggested } from "./suggested";

const date = "2026-11-20";
const at = (clock: string) => instantOf(date, Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)), here);
/** A day of these spans, such as `09:00-10:00`; one without an end runs. */
function day(spans: string[], isToday = true): DayView {
  const all = spans.map((span) => span.split("-"));
  const entries = all.map(([from = "", to]) => ({
    startedAt: rfc(at(from), here),
    endedAt: to ? rfc(at(to), here) : null,
  }));
  const gaps = all.slice(1).flatMap(([next = ""], index) => {
    const end = all[index]?.[1] ?? "";
    const seconds = (at(next) - at(end)) / 1000;
    return seconds >= 60 ? [{ startedAt: rfc(at(end), here), endedAt: rfc(at(next), here), seconds }] : [];
  });
  return { date, isToday, startsAt: rfc(at("00:00"), here), askedAt: rfc(at("15:00"), here), entries, gaps } as never;
}
const found = (spans: string[], isToday?: boolean) => {
  const span = suggested(day(spans, isToday), at("15:00") + 20_000);
  return "date" in span ? "blank" : `${span.startedAt.slice(11, 16)}-${span.endedAt.slice(11, 16)}`;
};

test.each([
  ["the newest gap, where something runs", ["08:00-09:00", "09:20-10:00", "10:30"], true, "10:00-10:30"],
  ["what is left until now", ["09:00-14:20"], true, "14:20-15:00"],
  ["the last half hour of more than an hour", ["09:00-12:00"], true, "14:30-15:00"],
  ["the half hour before, where nothing was written today", [], true, "14:30-15:00"],
  ["the last half hour of a long gap of another day", ["08:00-09:00", "12:00-13:00"], false, "11:30-12:00"],
  ["no times where less than five minutes are free", ["09:00-10:00", "10:03-14:58"], true, "blank"],
  ["no times on another day without a gap", ["09:00-10:00"], false, "blank"],
])("a new entry is offered %s", (_, spans, isToday, span) => expect(found(spans, isToday)).toBe(span));
