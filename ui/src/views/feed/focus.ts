/** How long a focus may be. */
import { dateOf, dayAfter, hereZone, instantOf } from "../../time/zone";

/** The longest focus the engine takes. */
const most = 720;

export function focusChoices(now: number): { label: string; minutes: number }[] {
  const tomorrow = instantOf(dayAfter(dateOf(now, hereZone()), 1), 0, hereZone());
  const rest = Math.ceil((tomorrow - now) / 60_000);
  return [
    { label: "For 25 minutes", minutes: 25 },
    { label: "For an hour", minutes: 60 },
    rest <= most ? { label: "Until tomorrow", minutes: rest } : { label: "For 12 hours", minutes: most },
  ];
}
