import { expect, test } from "vitest";
import type { DayView } from "../host/host";
import { marks, placeOf, scaleOf, snap, step } from "../time/scale";
import { instantOf, hereZone } from "../time/zone";
import { inSight } from "./windowed";

const at = (minutes: number) => instantOf("2026-11-20", minutes, hereZone());
const scale = scaleOf({ startsAt: new Date(at(0)).toISOString(), firstHour: 8, lastHour: 18 } as DayView);

test("an instant stands where it belongs, and never outside", () => {
  expect(placeOf(scale, at(13 * 60))).toBeCloseTo(0.5);
  expect(placeOf(scale, at(60))).toBe(0);
  expect(placeOf(scale, at(23 * 60))).toBe(1);
});

test("the hours are written sparsely on a ribbon, each beside an upright line", () => {
  expect(marks(scale, false).map((mark) => mark.label)).toEqual(["8", "10", "12", "14", "16", "18"]);
  expect(marks(scale, true)).toHaveLength(11);
});

test("edges snap to the grid, steps go on to the next line of it", () => {
  expect(snap(at(602), 5)).toBe(at(600));
  expect(step(at(602), 5, 1)).toBe(at(605));
  expect(step(at(602), 5, -1)).toBe(at(600));
  expect(step(at(600), 5, -1)).toBe(at(595));
});

test("of a long list only what lies in sight is drawn", () => {
  expect(inSight({ scrolled: -200, height: 680, rowHeight: 53, count: 10_000 }).from).toBe(0);
  const { from, to } = inSight({ scrolled: 53_000, height: 680, rowHeight: 53, count: 10_000 });
  expect([from, to]).toEqual([992, 1021]);
  expect(inSight({ scrolled: 9_999_999, height: 680, rowHeight: 53, count: 10 })).toEqual({ from: 10, to: 10 });
});
