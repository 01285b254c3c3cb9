import { SvelteMap } from "svelte/reactivity";
import type { Host, TaskPage, TaskView } from "../host/host";
import { Asked } from "./asked.svelte";

const pageSize = 200;

/** Tasks by their place in the order to work on them; pages are asked when somebody looks there. */
export class Tasks {
  #text = $state("");
  #withDone = $state(false);
  #pages = new SvelteMap<number, TaskView[]>();
  #wanted = { from: 0, to: 0 };
  readonly #first: Asked<TaskPage>;
  readonly #all: Asked<TaskPage>;

  constructor(private readonly host: Host) {
    this.#first = new Asked(["tasks", "entries", "timer", "projects"], async () => {
      const pages = this.#shownPages();
      const answers = await Promise.all(pages.map((page) => this.#ask(page)));
      this.#pages.clear();
      answers.forEach((answer, index) => this.#pages.set(pages[index] ?? 0, answer.tasks));
      return answers[0] ?? { tasks: [], total: 0 };
    });
    const counted = () => host.listTasks({ text: this.#text, withDone: true, limit: 1 });
    this.#all = new Asked(["tasks"], counted);
  }

  get asked(): Asked<unknown>[] {
    return [this.#first, this.#all];
  }

  use(): void {
    this.asked.forEach((asked) => asked.use());
  }

  get text(): string {
    return this.#text;
  }
  set text(text: string) {
    this.#text = text;
    this.#restart();
  }

  get withDone(): boolean {
    return this.#withDone;
  }
  set withDone(withDone: boolean) {
    this.#withDone = withDone;
    this.#restart();
  }

  get isKnown(): boolean {
    return this.#first.value !== null && this.#all.value !== null;
  }

  /** How many are listed under the filter. */
  get total(): number {
    return this.#first.value?.total ?? 0;
  }

  /** How many there are with the finished ones. */
  get totalWithDone(): number {
    return this.#all.value?.total ?? 0;
  }

  /** The task at that place; none while its page is on the way. */
  at(index: number): TaskView | undefined {
    return this.#pages.get(Math.floor(index / pageSize))?.[index % pageSize];
  }

  /** Asks what lies between and is not known. */
  async want(from: number, to: number): Promise<void> {
    this.#wanted = { from, to };
    for (const page of this.#shownPages()) {
      if (this.#pages.has(page)) continue;
      const { tasks } = await this.#ask(page);
      this.#pages.set(page, tasks);
    }
  }

  #shownPages(): number[] {
    const last = Math.floor(this.#wanted.to / pageSize);
    const pages = [0];
    for (let page = Math.max(1, Math.floor(this.#wanted.from / pageSize)); page <= last; page += 1) pages.push(page);
    return pages;
  }

  #ask(page: number): Promise<TaskPage> {
    const [text, withDone] = [this.#text, this.#withDone];
    return this.host.listTasks({ text, withDone, offset: page * pageSize, limit: pageSize });
  }

  #restart(): void {
    this.#wanted = { from: 0, to: 0 };
    this.asked.forEach((asked) => void asked.refresh());
  }
}
