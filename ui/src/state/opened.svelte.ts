import type { Host, TaskDetail } from "../host/host";
import { Asked } from "./asked.svelte";

/** The task that is shown by itself, with what its service says of it. */
export class Opened {
  #id = $state<string | null>(null);
  #asked = $state.raw<Asked<TaskDetail> | null>(null);

  constructor(private readonly host: Host) {}

  get id(): string | null {
    return this.#id;
  }

  /** Everything there is to show; none before the first answer. */
  get detail(): TaskDetail | null {
    return this.#asked?.value ?? null;
  }

  /** Its question, to be asked again when something changed. */
  get asked(): Asked<TaskDetail> | null {
    return this.#asked;
  }

  /** Shows a task, and has its service asked about it. */
  show(id: string): void {
    this.#id = id;
    this.#asked = new Asked(["tasks", "entries", "timer", "projects"], () => this.host.getTaskDetail({ id }));
    this.#asked.use();
    this.refresh();
  }

  /** Has the service asked again; how that went is part of the next answer. */
  refresh(): void {
    if (this.#id !== null) void this.host.refreshTask({ task: this.#id }).catch(() => undefined);
  }

  /** Shows none. */
  close(): void {
    this.#id = null;
    this.#asked = null;
  }
}
