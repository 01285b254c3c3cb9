/** Times and durations as people read them. */

const pair = (n: number): string => String(n).padStart(2, "0");

/** `13:52` of an RFC 3339 time, as its own zone has it. */
export const clockOf = (time: string): string => time.slice(11, 16);

/** `2026-11-20` of an RFC 3339 time, as its own zone has it. */
export const dayOf = (time: string): string => time.slice(0, 10);

/** `18:05` of minutes since midnight. */
export const clockOfMinutes = (minutes: number): string =>
  `${pair(Math.floor(minutes / 60) % 24)}:${pair(minutes % 60)}`;

/** `1:24` of seconds. */
export function hoursMinutes(seconds: number): string {
  const minutes = Math.max(0, Math.floor(seconds / 60));
  return `${Math.floor(minutes / 60)}:${pair(minutes % 60)}`;
}

/** `1:24:07` of seconds. */
export function hoursMinutesSeconds(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${hoursMinutes(whole)}:${pair(whole % 60)}`;
}

/** `45 min`, `1 h`, `1 h 5 min` of seconds. */
export function inWords(seconds: number): string {
  const minutes = Math.max(0, Math.floor(seconds / 60));
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** The same for those who hear the page: `1 hour 24 minutes`. */
export function spoken(seconds: number): string {
  const minutes = Math.max(0, Math.floor(seconds / 60));
  const part = (n: number, word: string) => (n === 0 ? "" : `${n} ${word}${n === 1 ? "" : "s"}`);
  return (
    [part(Math.floor(minutes / 60), "hour"), part(minutes % 60, "minute")].filter(Boolean).join(" ") || "0 minutes"
  );
}

// The page speaks one language, and a formatter of dates holds two megabytes of every other; `zone.ts` makes one only for corrections.
const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const months = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
];
const weekday = (date: string) => weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? "";
const month = (date: string) => months[Number(date.slice(5, 7)) - 1] ?? "";
const dayMonth = (date: string) => `${Number(date.slice(8, 10))} ${month(date)}`;
const dayMon = (date: string) => `${Number(date.slice(8, 10))} ${month(date).slice(0, 3)}`;

/** `Friday, 20 November`, with the year where it is not that of `today`. */
export function dayName(date: string, today: string): string {
  const year = date.slice(0, 4) === today.slice(0, 4) ? "" : ` ${date.slice(0, 4)}`;
  return `${weekday(date)}, ${dayMonth(date)}${year}`;
}

/** `Fri 20 Nov`. */
export const shortDay = (date: string): string => `${weekday(date).slice(0, 3)} ${dayMon(date)}`;

/** `18 Nov`, with the year where it is not that of `today`. */
export function briefDay(date: string, today: string): string {
  const year = date.slice(0, 4) === today.slice(0, 4) ? "" : ` ${date.slice(0, 4)}`;
  return `${dayMon(date)}${year}`;
}

/** `in 12 min`, `in 6 h`, `in 9 days` of an RFC 3339 time to come; the day where it is further off. */
export function comingWords(time: string, now: number, today: string): string {
  const minutes = Math.max(1, Math.round((Date.parse(time) - now) / 60_000));
  if (minutes < 60) return `in ${minutes} min`;
  if (minutes < 48 * 60) return `in ${Math.round(minutes / 60)} h`;
  if (minutes < 14 * 24 * 60) return `in ${Math.round(minutes / (24 * 60))} days`;
  return briefDay(dayOf(time), today);
}

/** `20 November, 09:00` of an RFC 3339 time. */
export const whenWords = (time: string): string => `${dayMonth(dayOf(time))}, ${clockOf(time)}`;

/** `14:02` on the day it is asked, `18 Nov` of any other. */
export const momentWords = (time: string, today: string): string =>
  dayOf(time) === today ? clockOf(time) : briefDay(dayOf(time), today);

/** `10,000`. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ",");

/** `4.2 MB` of bytes. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const step = Math.min(3, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${["B", "kB", "MB", "GB"][step]}`;
}
