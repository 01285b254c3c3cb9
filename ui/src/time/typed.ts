/** What a person types for a time: `9:05`, `905`, `13.30`, `9`, `1:30 pm`, `now`, or `+20m` from what stood there. */

/** A time of day or a step from the time before. */
export type Typed = { minuteOfDay: number } | { step: number } | { now: true };

const clock = /^(\d{1,2})(?:\s*[:.h]\s*(\d{2})|\s*h)?\s*(am|pm)?$/;
const digits = /^(\d{1,2})(\d{2})\s*(am|pm)?$/;
const step = /^([+-])\s*(?:(\d{1,2})\s*(?:h|:))?\s*(?:(\d{1,4})\s*(?:m|min)?)?$/;

/** What the text means; nothing where it means no time. */
export function readTime(text: string): Typed | null {
  const line = text.trim().toLowerCase();
  if (line === "now") return { now: true };
  const moved = step.exec(line);
  if (moved && (moved[2] ?? moved[3]) !== undefined) {
    const minutes = Number(moved[2] ?? 0) * 60 + Number(moved[3] ?? 0);
    return { step: moved[1] === "-" ? -minutes : minutes };
  }
  const read = digits.exec(line) ?? clock.exec(line);
  return read ? timeOfDay(Number(read[1]), Number(read[2] ?? 0), read[3]) : null;
}

function timeOfDay(hour: number, minute: number, half: string | undefined): Typed | null {
  if (half && (hour < 1 || hour > 12)) return null;
  const hours = half ? (hour % 12) + (half === "pm" ? 12 : 0) : hour;
  const isTime = minute < 60 && (hours < 24 || (hours === 24 && minute === 0));
  return isTime ? { minuteOfDay: hours * 60 + minute } : null;
}

/** What a person types for a day: `2026-11-20`, `20.11.`, `20.11.2026`, `20/11`; the year of `near` where none is given. */
export function readDay(text: string, near: string): string | null {
  const line = text.trim();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(line);
  const local = /^(\d{1,2})[./](\d{1,2})(?:[./](\d{4})?)?$/.exec(line);
  const [year, month, day] = iso ? iso.slice(1) : local ? [local[3] ?? near.slice(0, 4), local[2], local[1]] : [];
  if (!year || !month || !day) return null;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 ? date.toISOString().slice(0, 10) : null;
}
