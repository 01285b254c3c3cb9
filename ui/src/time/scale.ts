/** Where an instant stands on a day's timeline. */
import type { DayView } from "../host/host";
import { clockOf } from "./show";
import { dateOf, here, instantOf, rfc } from "./zone";

const hour = 3_600_000;
const minute = 60_000;

/** The first and the last instant that a timeline shows. */
export interface Scale {
  from: number;
  to: number;
}

export function scaleOf(day: DayView): Scale {
  const midnight = Date.parse(day.startsAt);
  return { from: midnight + day.firstHour * hour, to: midnight + day.lastHour * hour };
}

/** 0 at the first instant, 1 at the last, never outside. */
export const placeOf = (scale: Scale, instant: number): number =>
  Math.min(1, Math.max(0, (instant - scale.from) / (scale.to - scale.from)));

/** The hours to write beside it: `8`, `10`, …, as the wall clock has them. */
export function marks(scale: Scale, isDense: boolean): { at: number; label: string }[] {
  const hours = Math.round((scale.to - scale.from) / hour);
  const step = isDense ? 1 : ([1, 2, 3, 4, 6].find((size) => hours / size <= 6) ?? 6);
  const last = Math.floor(hours / step) * step;
  return Array.from({ length: last / step + 1 }, (_, index) => {
    const instant = scale.from + index * step * hour;
    const label = String(Number(clockOf(rfc(instant, here)).slice(0, 2)));
    return { at: placeOf(scale, instant), label: label === "0" && index > 0 ? "24" : label };
  });
}

/** The nearest instant on a grid of so many minutes of the wall clock. */
export function snap(instant: number, minutes: number): number {
  const midnight = instantOf(dateOf(instant, here), 0, here);
  return midnight + Math.round((instant - midnight) / (minutes * minute)) * minutes * minute;
}

/** The next instant on the grid in a direction. */
export function step(instant: number, minutes: number, direction: 1 | -1): number {
  const near = snap(instant, minutes);
  const isBeyond = direction === 1 ? near > instant : near < instant;
  return isBeyond ? near : near + direction * minutes * minute;
}
