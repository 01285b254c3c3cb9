import type { ConsequenceView, EntryForm, EntryView, Host, Receipt } from "../host/host";
import { rfc } from "../time/zone";
import { asError } from "./asked.svelte";
import { formOf } from "./forms";

const minute = 60_000;

/** An entry while its edges are moved on the timeline: where they are, and what that would do to others. */
export class Draft {
  #entry = $state.raw<EntryView | null>(null);
  #startedAt = $state(0);
  #endedAt = $state<number | null>(null);
  #consequences = $state.raw<ConsequenceView[]>([]);
  #refusal = $state<string | null>(null);
  #round = 0;
  #isWriting = false;

  constructor(private readonly host: Host) {}

  get entry(): EntryView | null {
    return this.#entry;
  }
  get startedAt(): number {
    return this.#startedAt;
  }
  get endedAt(): number | null {
    return this.#endedAt;
  }
  get consequences(): ConsequenceView[] {
    return this.#consequences;
  }
  get refusal(): string | null {
    return this.#refusal;
  }

  /** Takes an entry up, unless it is held already. */
  take(entry: EntryView): void {
    if (this.#entry?.id === entry.id) return;
    this.#entry = entry;
    this.#startedAt = Date.parse(entry.startedAt);
    this.#endedAt = entry.endedAt === null ? null : Date.parse(entry.endedAt);
    this.#consequences = [];
    this.#refusal = null;
  }

  /** Moves an edge; it stays a minute from the other one, and never goes beyond now. */
  move(edge: "start" | "end", instant: number): void {
    const now = this.host.now();
    if (edge === "start") this.#startedAt = Math.min(instant, (this.#endedAt ?? now) - minute);
    else if (this.#endedAt !== null) this.#endedAt = Math.max(this.#startedAt + minute, Math.min(instant, now));
    void this.#preview();
  }

  /** Lets go without writing. */
  cancel(): void {
    this.#round += 1;
    this.#isWriting = false;
    this.#entry = null;
    this.#consequences = [];
  }

  /** What to write, once; nothing where no edge moved. It is held until `cancel`. */
  commit(): (() => Promise<Receipt>) | null {
    const entry = this.#entry;
    if (!entry || this.#isWriting) return null;
    const form = this.#form(entry);
    if (form.startedAt === entry.startedAt && form.endedAt === entry.endedAt) {
      this.cancel();
      return null;
    }
    this.#isWriting = true;
    return () => this.host.editEntry({ id: entry.id, entry: form });
  }

  #form(entry: EntryView): EntryForm {
    const moved = (before: string, instant: number) =>
      Date.parse(before) === instant ? before : rfc(instant, entry.zone);
    const endedAt = entry.endedAt === null || this.#endedAt === null ? null : moved(entry.endedAt, this.#endedAt);
    return { ...formOf(entry), startedAt: moved(entry.startedAt, this.#startedAt), endedAt };
  }

  async #preview(): Promise<void> {
    const entry = this.#entry;
    const round = (this.#round += 1);
    if (!entry) return;
    try {
      const { consequences } = await this.host.previewEntry({ id: entry.id, entry: this.#form(entry) });
      if (round !== this.#round) return;
      this.#consequences = consequences;
      this.#refusal = null;
    } catch (thrown) {
      if (round === this.#round) this.#refusal = asError(thrown).message;
    }
  }
}
