/** A list is walked from title to title, by J and K or the arrows. */
const steps: Record<string, number> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/** How far a key leads: one on, one back; undefined where it leads nowhere. */
export const stepOf = (key: string): number | undefined => steps[key];

/** Which row has the focus, on its title or on another part of it; -1 where none has. */
export const rowHere = (titles: HTMLElement[]): number =>
  titles.findIndex((title) => title.closest("li")?.contains(document.activeElement));

/** Gives the focus to a title; beyond either end it stays at that end. */
export function goTo(titles: HTMLElement[], at: number) {
  const goal = titles[Math.max(0, Math.min(titles.length - 1, at))];
  goal?.focus({ preventScroll: true });
  goal?.scrollIntoView({ block: "nearest" });
}
