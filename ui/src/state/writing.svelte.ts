import type { EntryForm, EntryView, Host, ProjectName, SpanView, TaskName } from "../host/host";
import { dayOf } from "../time/show";
import { dateOf, dayAfter, here, hereZone, instantOf, rfc, wallOf } from "../time/zone";
import { asError } from "./asked.svelte";
import { formOf } from "./forms";

const day = 86_400_000;

/** An entry being written in the editor, and what writing it would do to others. */
export class Writing {
  description = $state("");
  task = $state.raw<TaskName | null>(null);
  project = $state<string | null>(null);
  startedAt = $state<string | null>(null);
  endedAt = $state<string | null>(null);
  tags = $state("");
  isBillable = $state(false);
  #consequences = $state.raw<string[]>([]);
  #refusal = $state<string | null>(null);
  #round = 0;
  readonly zone: string;
  readonly isRunning: boolean;

  constructor(
    private readonly host: Host,
    readonly entry: EntryView | null,
    gap: SpanView | null,
  ) {
    this.zone = entry?.zone ?? here;
    this.isRunning = entry !== null && entry.endedAt === null;
    this.startedAt = entry?.startedAt ?? gap?.startedAt ?? null;
    this.endedAt = entry?.endedAt ?? gap?.endedAt ?? null;
    if (!entry) return;
    const form = formOf(entry);
    this.description = form.description;
    this.task = entry.task;
    this.project = form.project;
    this.tags = form.tags.map((tag) => `#${tag}`).join(" ");
    this.isBillable = form.isBillable;
  }

  get consequences(): string[] {
    return this.#consequences;
  }
  get refusal(): string | null {
    return this.#refusal;
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
    if (this.startedAt === null || this.endedAt === null) return;
    const [from, to] = [Date.parse(this.startedAt), Date.parse(this.endedAt)];
    const minutes = Math.round((wallOf(to, this.zone) % day) / 60_000);
    const at = (date: string) => instantOf(date, minutes, this.zone);
    const date = dayOf(this.startedAt);
    const candidates = [at(date), at(dayAfter(date, 1))].filter((end) => end > from && end <= this.host.now());
    if (to > from && to - from <= day) return;
    if (candidates[0] !== undefined) this.endedAt = rfc(candidates[0], this.zone);
  }

  /** Moves start and end to another day, wall clocks unchanged. */
  moveTo(date: string): void {
    if (this.startedAt === null) return;
    const from = dayOf(this.startedAt);
    const moved = (time: string) => {
      const days = Math.round((Date.parse(dayOf(time)) - Date.parse(from)) / day);
      const wall = wallOf(Date.parse(time), this.zone);
      return rfc(instantOf(dayAfter(date, days), (wall % day) / 60_000, this.zone), this.zone);
    };
    if (date === from) return;
    if (this.endedAt !== null) this.endedAt = moved(this.endedAt);
    this.startedAt = moved(this.startedAt);
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
      this.#consequences = consequences.map((one) => one.sentence);
      this.#refusal = null;
    } catch (thrown) {
      if (round !== this.#round) return;
      this.refuse(thrown);
    }
  }

  refuse(thrown: unknown): void {
    const { message, hint } = asError(thrown);
    this.#consequences = [];
    this.#refusal = [message, hint].filter(Boolean).join(" ");
  }
}
