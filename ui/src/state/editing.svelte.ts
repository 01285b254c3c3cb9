import type { EntryView, SpanView } from "../host/host";

/** What is being written: an entry, a gap to fill, the running timer, or nothing. */
export type Subject = { kind: "entry"; entry: EntryView; at: "list" | "bar" } | { kind: "gap"; gap: SpanView } | null;

/** The one editor that is open, and the block that is chosen. */
export class Editing {
  #subject = $state.raw<Subject>(null);
  #goal: string | null = null;

  get subject(): Subject {
    return this.#subject;
  }

  /** Opens an entry in the list, or the running one under the timer. */
  entry(entry: EntryView, at: "list" | "bar" = "list"): void {
    this.#subject = { kind: "entry", entry, at };
  }

  /** Opens a new entry over a span. */
  fill(gap: SpanView): void {
    this.#subject = { kind: "gap", gap };
  }

  /** Closes it; what stands for `goal` afterwards takes the focus. */
  close(goal: string | null = null): void {
    this.#subject = null;
    this.#goal = goal;
  }

  /** Gives the focus back, where nothing else has taken it meanwhile. */
  giveFocus(goal: string, node: HTMLElement): void {
    if (this.#goal !== goal) return;
    this.#goal = null;
    if (document.activeElement === document.body || document.activeElement === null)
      node.focus({ preventScroll: true });
  }

  /** Whether this entry is open there. */
  has(id: string, at: "list" | "bar" = "list"): boolean {
    const open = this.#subject;
    return open?.kind === "entry" && open.entry.id === id && open.at === at;
  }

  /** Whether this span is open. */
  fills(startedAt: string): boolean {
    return this.#subject?.kind === "gap" && this.#subject.gap.startedAt === startedAt;
  }
}
