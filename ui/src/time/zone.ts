/** Wall clocks and instants: the page shows times as their own zone has them, and writes them back the same way. */

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    formats.set(zone, format);
  }
  return format;
}

/** The zone of this machine without its name, which dates of the page are in by themselves: naming it costs megabytes. */
export const here = "";

/** The name of the zone of this machine; asked only where it is written down. */
export const hereZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const quarter = 900_000;
const offsets = new Map<string, number>();

/** What `zone` adds to UTC then; it changes on quarters of an hour only, so one reading serves a quarter. */
function offsetAt(instant: number, zone: string): number {
  if (zone === here) return -new Date(instant).getTimezoneOffset() * 60_000;
  const start = Math.floor(instant / quarter) * quarter;
  const key = `${start} ${zone}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    const part: Record<string, number> = {};
    for (const { type, value } of formatOf(zone).formatToParts(start)) part[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    offset = Date.UTC(year, month - 1, day, hour, minute, second) - start;
    if (offsets.size > 2000) offsets.clear();
    offsets.set(key, offset);
  }
  return offset;
}

/** What a wall clock in `zone` shows, as milliseconds of a day and clock that know no zone. */
export const wallOf = (instant: number, zone: string): number => instant + offsetAt(instant, zone);

/** The instant at which a wall clock in `zone` shows this; the earlier of two, the later side of a hole. */
export function instantOf(date: string, minuteOfDay: number, zone: string): number {
  const wall = Date.parse(`${date}T00:00:00Z`) + minuteOfDay * 60_000;
  const early = wall - (wallOf(wall - 86_400_000, zone) - (wall - 86_400_000));
  const late = wall - (wallOf(wall + 86_400_000, zone) - (wall + 86_400_000));
  const fits = [early, late].filter((instant) => wallOf(instant, zone) === wall);
  return fits.length > 0 ? Math.min(...fits) : Math.max(early, late);
}

/** RFC 3339 with the offset that `zone` has then; milliseconds only where there are any. */
export function rfc(instant: number, zone: string): string {
  const wall = wallOf(instant, zone);
  const offset = Math.round((wall - instant) / 60_000);
  const sign = offset < 0 ? "-" : "+";
  const pair = (n: number) => String(n).padStart(2, "0");
  const words = new Date(wall).toISOString().replace(".000Z", "").replace("Z", "");
  return `${words}${sign}${pair(Math.floor(Math.abs(offset) / 60))}:${pair(Math.abs(offset) % 60)}`;
}

/** The day of an instant in `zone`, `2026-11-20`. */
export const dateOf = (instant: number, zone: string): string =>
  new Date(wallOf(instant, zone)).toISOString().slice(0, 10);

/** The day that many days later. */
export const dayAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** An RFC 3339 time as the wall clock here has it. */
export const hereTime = (time: string): string => rfc(Date.parse(time), here);
