import { hoursMinutes, inWords } from "../time/show";

/** What is asked about time that nobody saw, of seconds: `The timer went on for these 7 min. Was it work?` */
export function gapQuestion(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return "Is the timer still right?";
  const single = { 1: "this minute", 60: "this hour" }[minutes];
  return `The timer went on for ${single ?? `these ${inWords(seconds)}`}. Was it work?`;
}

/** What the answer that throws away is called, for all the seconds that ran: `Discard all 0:07 of “Mail”`. */
export function discardWords(title: string, seconds: number): string {
  const letters = [...title];
  const name = letters.length > 32 ? `${letters.slice(0, 31).join("").trimEnd()}…` : title;
  return `Discard all ${hoursMinutes(seconds)} of “${name}”`;
}
