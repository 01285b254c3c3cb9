import type { BlockView } from "../host/host";

/** A text stands below the page's own second heading. */
const ABOVE = 2;
const LOWEST = 6;

/** The level each block is drawn with where it is a heading: one below the heading it belongs to, so that none is passed over. */
export function headings(blocks: BlockView[]): number[] {
  const open: number[] = [];
  return blocks.map(({ kind, level }) => {
    if (kind === "heading") {
      while (open.length > 0 && (open.at(-1) ?? 0) >= level) open.pop();
      open.push(level);
    }
    return Math.min(ABOVE + open.length, LOWEST);
  });
}
