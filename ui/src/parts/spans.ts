/** Stretches of text as they are drawn: those of one link together. */
import type { TextView } from "../host/host";

/** Stretches that belong together. */
export interface Run {
  link: number | null;
  leadsTo: string;
  runs: TextView[];
}

export function linked(spans: TextView[]): Run[] {
  const all: Run[] = [];
  for (const span of spans) {
    const last = all.at(-1);
    if (last && last.link === span.link) last.runs.push(span);
    else all.push({ link: span.link, leadsTo: span.leadsTo, runs: [span] });
  }
  return all;
}
