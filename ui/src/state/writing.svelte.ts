import type { ConsequenceView, EntryForm, EntryView, Host, ProjectName, SpanView, TaskName } from "../host/host";
import { clockOf, dayOf } from "../time/show";
import { dateOf, dayAfter, here, hereZone, instantOf, rfc, wallOf } from "../time/zone";
import { asError } from "./asked.svelte";
import { formOf } from "./forms";
import type { Blank } from "./suggested";
import { changesOf } from "./unsaved";

const day = 86_400_000;

/** What a person puts into the form, as it was typed: words that mean nothing yet among them. */
export interface Fields {
  description: string;
  task: TaskName | null;
  taskText: string;
  project: string | null;
  startedAt: string | null;
  startText: string;
  endedAt: string | null;
  endText: string;
  /** The day of times that are typed where none stand. */
  onDay: string;
  /** What was typed for a day and is none. */
  dayText: string | null;
  tags: string;
  isBillable: boolean;
}

/** What was refused, and for which form. */
interface Refusal {
  words: string;
  of: string;
  /** Whether another try could do. */
  isFinal: boolean;
}

/** An entry being written in the editor, and what writing it would do to others. */
export class Writing implements Fields {
  description = $state("");
  task = $state.raw<TaskName | null>(null);
  taskText = $state("");
  project = $state<string | null>(null);
  startedAt = $state<string | null>(null);
  startText = $state("");
  endedAt = $state<string | null>(null);
  endText = $state("");
  onDay = $state("");
  dayText = $state<string | null>(null);
  tags = $state("");
  isBillable = $state(false);
  #consequences = $state.raw<ConsequenceView[]>([]);
  #refusal = $state.raw<Refusal | null>(null);
  #round = 0;
  readonly #before: Fields;
  readonly zone: string;
  readonly isRunning: boolean;

  /** Begins with how the entry stands, or with the times of a gap; `typed` is what was left unsaved. */
  constructor(
    private readonly host: Host,
    readonly entry: EntryView | null,
    gap: SpanView | Blank | null,
    typed: Partial<Fields> = {},
  ) {
    this.zone = entry?.zone ?? here;
    this.isRunning = entry !== null && entry.endedAt === null;
    const span = entry ?? (gap && "startedAt" in gap ? gap : null);
    this.#put({ startedAt: span?.startedAt ?? null, endedAt: span?.endedAt ?? null });
    this.onDay = gap && "date" in gap ? gap.date : this.startedAt === null ? this.today : dayOf(this.startedAt);
    if (entry) {
      const { description, project, tags, isBillable } = formOf(entry);
      this.#put({ description, project, isBillable, task: entry.task, taskText: entry.task?.title ?? "" });
      this.tags = tags.map((tag) => `#${tag}`).join(" ");
    }
    this.#showTimes();
    this.#before = this.#fields;
    this.#put(typed);
    this.#showTimes();
  }

  /** What is a time is shown as one; what was typed and is none stays as it is. */
  #showTimes(): void {
    if (this.startedAt !== null) this.startText = clockOf(this.startedAt);
    if (this.endedAt !== null) this.endText = clockOf(this.endedAt);
  }

  #put(fields: Partial<Fields>): void {
    Object.assign(this, fields);
  }

  get #fields(): Fields {
    const { description, task, taskText, project, startedAt, startText, endedAt, endText } = this;
    const { onDay, dayText, tags, isBillable } = this;
    const times = { startedAt, startText, endedAt, endText, onDay, dayText };
    return { description, task, taskText, project, ...times, tags, isBillable };
  }

  /** What was typed and is not saved. */
  get changes(): Partial<Fields> {
    return changesOf(this.#before, this.#fields);
  }

  /** What writing it would do to others; nothing remains of what is removed. */
  get consequences(): ConsequenceView[] {
    return this.#consequences;
  }
  get refusal(): string | null {
    return this.#refusal?.words ?? null;
  }

  /** Whether it can be written as it stands, as far as is known. */
  get canSave(): boolean {
    const isRefused = this.#refusal?.isFinal === true && this.#refusal.of === JSON.stringify(this.form);
    // What was refused of an end before its start means nothing while that end stands for the next day.
    const isHeld = isRefused && this.#wrapped === null;
    return this.form !== null && !this.lacksTask && this.dayText === null && !isHeld;
  }

  /** Whether the words in the field of the task are no task. */
  get lacksTask(): boolean {
    return this.taskText.trim() !== (this.task?.title.trim() ?? "");
  }

  /** The day it begins on; the one that was looked at where it has no times yet. */
  get date(): string {
    return this.startedAt === null ? this.onDay : dayOf(this.startedAt);
  }

  /** Seconds from start to end, or to now. */
  get seconds(): number | null {
    const to = this.isRunning ? this.host.now() : this.endedAt && Date.parse(this.endedAt);
    return this.startedAt === null || !to ? null : Math.floor((to - Date.parse(this.startedAt)) / 1000);
  }

  /** Takes the project of a task along. */
  belongsTo(project: ProjectName): void {
    this.project = project.id;
  }

  /** Whether start and end lie on different days. */
  get crossesMidnight(): boolean {
    return this.startedAt !== null && this.endedAt !== null && dayOf(this.startedAt) !== dayOf(this.endedAt);
  }

  /** An end typed before the start means the next day, where that has come; the same day otherwise. */
  wrap(): void {
    this.endedAt = this.#wrapped ?? this.endedAt;
  }
  get #wrapped(): string | null {
    if (this.startedAt === null || this.endedAt === null) return null;
    const [from, to] = [Date.parse(this.startedAt), Date.parse(this.endedAt)];
    const minutes = Math.round((wallOf(to, this.zone) % day) / 60_000);
    const at = (date: string) => instantOf(date, minutes, this.zone);
    const date = dayOf(this.startedAt);
    if (to > from && to - from <= day) return null;
    const candidates = [at(date), at(dayAfter(date, 1))].filter((end) => end > from && end <= this.host.now());
    return candidates[0] === undefined ? null : rfc(candidates[0], this.zone);
  }

  /** Moves start and end to another day, wall clocks unchanged. */
  moveTo(date: string): void {
    const from = this.date;
    this.onDay = date;
    const moved = (time: string) => {
      const days = Math.round((Date.parse(dayOf(time)) - Date.parse(from)) / day);
      const wall = wallOf(Date.parse(time), this.zone);
      return rfc(instantOf(dayAfter(date, days), (wall % day) / 60_000, this.zone), this.zone);
    };
    if (date === from) return;
    if (this.endedAt !== null) this.endedAt = moved(this.endedAt);
    if (this.startedAt !== null) this.startedAt = moved(this.startedAt);
  }

  get today(): string {
    return dateOf(this.host.now(), this.zone);
  }

  /** All of it; nothing while a time is missing. */
  get form(): EntryForm | null {
    const { description, task, project, startedAt, endedAt, isBillable } = this;
    if (startedAt === null || (endedAt === null && !this.isRunning)) return null;
    const tags = this.tags.split(/[\s,]+/).map((tag) => tag.replace(/^#/, "")).filter(Boolean); // prettier-ignore
    const whole = {
      description,
      task: task?.id ?? null,
      project,
      tags,
      isBillable,
      zone: this.zone === here ? null : this.zone,
    };
    return { ...whole, startedAt, endedAt: this.isRunning ? null : endedAt };
  }

  /** What is written: a new entry names its zone, for the machine may have moved since the engine looked. */
  get whole(): EntryForm | null {
    const form = this.form;
    return form && { ...form, zone: form.zone ?? hereZone() };
  }

  /** Asks what writing it would do; says so only where something would happen. */
  async preview(): Promise<void> {
    const form = this.form;
    const round = (this.#round += 1);
    if (!form) return;
    try {
      const { consequences } = await this.host.previewEntry({ id: this.entry?.id ?? null, entry: form });
      if (round !== this.#round) return;
      this.#consequences = consequences;
      this.#refusal = null;
    } catch (thrown) {
      if (round === this.#round) this.refuse(thrown, form);
    }
  }

  refuse(thrown: unknown, form = this.form): void {
    const { code, message, hint } = asError(thrown);
    const words = [message, hint].filter(Boolean).join(" ");
    this.#consequences = [];
    this.#refusal = { words, of: JSON.stringify(form), isFinal: code === "refused" || code === "notFound" };
  }
}
