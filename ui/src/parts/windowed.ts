/** Which rows of a long list of equal rows lie in sight, given where the page is scrolled to. */
export interface Sight {
  /** Pixels between the top of the list and the top of what is seen. */
  scrolled: number;
  /** Pixels that are seen. */
  height: number;
  rowHeight: number;
  count: number;
}

/** First and first-not row to draw: what is seen and some more on either side. */
export function inSight({ scrolled, height, rowHeight, count }: Sight): { from: number; to: number } {
  const spare = 8;
  const first = Math.floor(scrolled / rowHeight) - spare;
  const last = Math.ceil((scrolled + height) / rowHeight) + spare;
  const within = (index: number) => Math.min(count, Math.max(0, index));
  return { from: within(first), to: within(last) };
}
