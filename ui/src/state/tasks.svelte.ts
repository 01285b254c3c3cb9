import { SvelteMap } from "svelte/reactivity";
import type { Host, StatusName, TaskPage, TaskView } from "../host/host";
import { Asked } from "./asked.svelte";

const pageSize = 200;

/** Tasks by their place in the order to work on them; pages are asked when somebody looks there. */
export class Tasks {
  #text = $state("");
  #pages = new SvelteMap<number, TaskView[]>();
  #sight = { from: 0, to: 0 };
  readonly #listed: Asked<{ open: number; all: number }>;

  constructor(private readonly host: Host) {
    this.#listed = new Asked(["tasks", "entries", "timer", "projects"], () => this.#again());
  }

  get asked(): Asked<unknown> {
    return this.#listed;
  }

  /** Words that title, reference or project must contain. */
  get text(): string {
    return this.#text;
  }
  set text(text: string) {
    this.#text = text;
    this.#sight = { from: 0, to: 0 };
    void this.#listed.refresh();
  }

  /** How many there are of each status under the filter; they stand in this order. Nothing before the first answer. */
  readonly counts: Record<StatusName, number> | null = $derived.by(() => {
    const listed = this.#listed.value;
    if (!listed) return null;
    let inProgress = 0;
    while (this.at(inProgress)?.status === "inProgress") inProgress += 1;
    return { inProgress, todo: Math.max(0, listed.open - inProgress), done: Math.max(0, listed.all - listed.open) };
  });

  /** The task at that place; none while its page is on the way. */
  at(index: number): TaskView | undefined {
    return this.#pages.get(Math.floor(index / pageSize))?.[index % pageSize];
  }

  /** Asks what lies between and is not known yet. */
  async look(from: number, to: number): Promise<void> {
    this.#sight = { from, to };
    for (const page of this.#pagesInSight()) {
      if (!this.#pages.has(page)) this.#pages.set(page, (await this.#ask(page)).tasks);
    }
  }

  /** Asks anew what is in sight, and on until the last one in progress is known. */
  async #again(): Promise<{ open: number; all: number }> {
    const text = this.#text;
    const [open, ...answers] = await Promise.all([
      this.host.listTasks({ text, withDone: false, offset: 0, limit: 1 }),
      ...this.#pagesInSight().map((page) => this.#ask(page)),
    ]);
    const known = new Map(this.#pagesInSight().map((page, index) => [page, answers[index]?.tasks ?? []]));
    for (let page = 0; known.get(page)?.length === pageSize; page += 1) {
      if (known.get(page)?.at(-1)?.status !== "inProgress") break;
      if (!known.has(page + 1)) known.set(page + 1, (await this.#ask(page + 1)).tasks);
    }
    if (text === this.#text) {
      this.#pages.clear();
      known.forEach((tasks, page) => this.#pages.set(page, tasks));
    }
    return { open: open.total, all: answers[0]?.total ?? 0 };
  }

  #pagesInSight(): number[] {
    const [first, last] = [Math.floor(this.#sight.from / pageSize), Math.floor(this.#sight.to / pageSize)];
    return [...new Set([0, ...Array.from({ length: last - first + 1 }, (_, index) => first + index)])];
  }

  #ask(page: number): Promise<TaskPage> {
    return this.host.listTasks({ text: this.#text, withDone: true, offset: page * pageSize, limit: pageSize });
  }
}
