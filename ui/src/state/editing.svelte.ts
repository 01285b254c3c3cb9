import type { DayView, EntryView, SpanView } from "../host/host";
import { dayOf } from "../time/show";
import { type Blank, suggested } from "./suggested";
import { Unsaved } from "./unsaved";

/** What is being written: an entry, a new one over a gap or without times, the running timer, or nothing. */
export type Subject =
  { kind: "entry"; entry: EntryView; at: "list" | "bar" } | { kind: "gap"; gap: SpanView | Blank } | null;

/** What a form is about, as its unsaved changes are kept. */
export const aboutOf = (entry: EntryView | null, gap: SpanView | Blank | null): string =>
  entry?.id ?? (gap && "startedAt" in gap ? `new at ${gap.startedAt}` : `new on ${gap?.date ?? "no day"}`);

/** The one editor that is open, and what was left unsaved in others. */
export class Editing {
  readonly unsaved = new Unsaved();
  #subject = $state.raw<Subject>(null);
  #goal: string | null = null;
  /** New entries that were begun, the latest last. */
  #begun: (SpanView | Blank)[] = [];

  get subject(): Subject {
    return this.#subject;
  }

  /** Opens an entry in the list, or the running one under the timer. */
  entry(entry: EntryView, at: "list" | "bar" = "list"): void {
    this.#subject = { kind: "entry", entry, at };
  }

  /** Opens a new entry over a span. */
  fill(gap: SpanView | Blank): void {
    this.#begun = [...this.#begun.filter((one) => this.#isLeft(one) && aboutOf(null, one) !== aboutOf(null, gap)), gap];
    this.#subject = { kind: "gap", gap };
  }

  /** Opens the new entry of that day which was left unsaved; else one where the day is free. */
  add(day: DayView, now: number): void {
    const isHere = (gap: SpanView | Blank) => ("date" in gap ? gap.date : dayOf(gap.startedAt)) === day.date;
    this.fill(this.#begun.findLast((gap) => isHere(gap) && this.#isLeft(gap)) ?? suggested(day, now));
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
    const open = this.#subject;
    return open?.kind === "gap" && "startedAt" in open.gap && open.gap.startedAt === startedAt;
  }

  #isLeft(gap: SpanView | Blank): boolean {
    return this.unsaved.has(aboutOf(null, gap));
  }
}
