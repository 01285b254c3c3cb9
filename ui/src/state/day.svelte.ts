import type { DayView, Host } from "../host/host";
import { dateOf, dayAfter, here } from "../time/zone";
import { Asked } from "./asked.svelte";

/** One day with its entries; today until another is chosen. */
export class Day {
  #date = $state<string | null>(null);
  /** Whether a day is being asked for by its date. */
  isSought = $state(false);
  readonly asked: Asked<DayView>;

  constructor(private readonly host: Host) {
    this.asked = new Asked(["entries", "timer", "settings", "projects", "tasks"], () =>
      host.getDay({ date: this.#date }),
    );
  }

  get view(): DayView | null {
    return this.asked.value;
  }

  /** The chosen day; none for today, whatever today is. */
  get chosen(): string | null {
    return this.#date;
  }

  /** Shows the day that many days later, today at the latest. */
  step(days: number): void {
    if (!this.view) return;
    const wanted = dayAfter(this.#date ?? this.view.date, days);
    this.show(wanted < dateOf(this.host.now(), here) ? wanted : null);
  }

  /** Shows a day; none for today. */
  show(date: string | null): void {
    this.#date = date;
    void this.asked.refresh();
  }

  /** Total of the day at a moment: what was answered, and what ran since. */
  totalAt(now: number): number {
    if (!this.view) return 0;
    const isRunning = this.view.isToday && this.view.entries.some((entry) => entry.endedAt === null);
    const since = Math.max(0, now - Date.parse(this.view.askedAt)) / 1000;
    return this.view.totalSeconds + (isRunning ? since : 0);
  }
}
