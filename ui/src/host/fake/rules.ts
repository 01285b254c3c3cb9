/** The rule of overlaps, simply: the entry written last wins, and what it covers of others is trimmed. */
import { clockOf } from "../../time/show";
import { rfc } from "../../time/zone";
import type { ConsequenceView } from "../host";
import { type EntryRow, refuse } from "./rows";

const forever = Number.MAX_SAFE_INTEGER;
const minute = 60_000;

/** Refuses times that cannot be. */
export function checkTimes(entry: EntryRow, mayRun: boolean, now: number): void {
  const { startedAt, endedAt } = entry;
  if (Number.isNaN(startedAt)) throw refuse("The start is not a time.");
  if (startedAt > now) throw refuse("The start lies in the future.", "Give a time that has passed.");
  if (endedAt === null) {
    if (!mayRun) throw refuse("The end is missing.", "Give an end, or start the timer instead.");
    return;
  }
  if (endedAt <= startedAt) throw refuse("The end is not after the start.", "Swap them, or correct one of them.");
  if (endedAt > now) throw refuse("The end lies in the future.", "Give a time that has passed.");
  if (endedAt - startedAt > 24 * 60 * minute) throw refuse("That is longer than 24 hours.", "Split it into days.");
}

/** What remains of `other` where `written` stands; the second piece has a fresh id. */
export function remains(other: EntryRow, written: EntryRow, fresh: () => string): EntryRow[] {
  const from = written.startedAt;
  const to = written.endedAt ?? forever;
  const end = other.endedAt ?? forever;
  if (end <= from || other.startedAt >= to) return [other];
  const pieces: EntryRow[] = [];
  if (other.startedAt < from) pieces.push({ ...other, endedAt: from });
  if (end > to) pieces.push({ ...other, id: pieces.length > 0 ? fresh() : other.id, startedAt: to });
  return pieces;
}

/** What writing would do to one other entry, in a sentence; nothing where it stays as it is. */
export function consequence(other: EntryRow, title: string, written: EntryRow): ConsequenceView | null {
  const pieces = remains(other, written, () => other.id);
  if (pieces.length === 1 && pieces[0] === other) return null;
  const clock = (at: number | null) => (at === null ? "now" : clockOf(rfc(at, other.zone)));
  const [first, second] = pieces;
  let sentence = `“${title}” is removed.`;
  if (first && second)
    sentence = `“${title}” is split: until ${clock(first.endedAt)}, and from ${clock(second.startedAt)}.`;
  else if (first && first.startedAt !== other.startedAt)
    sentence = `“${title}” starts at ${clock(first.startedAt)} instead of ${clock(other.startedAt)}.`;
  else if (first) sentence = `“${title}” ends at ${clock(first.endedAt)} instead of ${clock(other.endedAt)}.`;
  const spans = pieces.map(({ startedAt, endedAt }) => ({
    startedAt: rfc(startedAt, other.zone),
    endedAt: rfc(endedAt ?? forever / 4096, other.zone),
    seconds: Math.floor(((endedAt ?? startedAt) - startedAt) / 1000),
  }));
  return { id: other.id, sentence, remains: spans };
}
