import { SvelteMap } from "svelte/reactivity";
import type { Host, StatusName, TaskPage, TaskView } from "../host/host";
import { Asked } from "./asked.svelte";

const pageSize = 200;
/** How many pages are known from the first on, so that they can be grouped; what follows is asked where it is looked at. */
const firstPages = 2;

const isSame = (a: TaskView | undefined, b: TaskView): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Tasks by their place in the order to work on them; pages are asked when somebody looks there. */
export class Tasks {
  #text = $state("");
  #service = $state<string | null>(null);
  #withOffList = $state(false);
  #pages = new SvelteMap<number, TaskView[]>();
  #sights = new Map<string, [number, number]>();
  #showsDone = $state(false);
  #onTheWay = new Set<number>();
  #round = 0;
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
    this.#anew();
  }

  /** Only those of this service, or one's `own`; none for all. */
  get service(): string | null {
    return this.#service;
  }
  set service(service: string | null) {
    this.#service = service;
    this.#anew();
  }

  /** Whether those are listed, too, that wait no more. */
  get withOffList(): boolean {
    return this.#withOffList;
  }
  set withOffList(isWith: boolean) {
    this.#withOffList = isWith;
    this.#anew();
  }

  /** Whether what is done is unfolded. */
  get showsDone(): boolean {
    return this.#showsDone;
  }
  set showsDone(isShown: boolean) {
    this.#showsDone = isShown;
  }

  /** How many there are of each status under the filter; they stand in this order. Nothing before the first answer. */
  readonly counts: Record<StatusName, number> | null = $derived.by(() => {
    const listed = this.#listed.value;
    if (!listed) return null;
    let inProgress = 0;
    while (this.at(inProgress)?.status === "inProgress") inProgress += 1;
    return { inProgress, todo: Math.max(0, listed.open - inProgress), done: Math.max(0, listed.all - listed.open) };
  });

  /** Those to do that come first, as many as can be grouped. */
  readonly firsts: TaskView[] = $derived.by(() => {
    const known: TaskView[] = [];
    const { inProgress = 0, todo = 0 } = this.counts ?? {};
    const last = Math.min(inProgress + todo, Math.max(firstPages, Math.ceil((inProgress + 1) / pageSize)) * pageSize);
    for (let index = inProgress; index < last; index += 1) {
      const task = this.at(index);
      if (task?.status !== "todo") break;
      known.push(task);
    }
    return known;
  });

  /** The task at that place; none while its page is on the way. */
  at(index: number): TaskView | undefined {
    return this.#pages.get(Math.floor(index / pageSize))?.[index % pageSize];
  }

  /** Asks what a list shows and is not known yet; an answer under another filter is dropped. */
  async look(list: string, from: number, to: number): Promise<void> {
    if (from < to) this.#sights.set(list, [from, to]);
    else this.#sights.delete(list);
    const round = this.#round;
    for (const page of this.#pagesInSight()) {
      if (this.#pages.has(page) || this.#onTheWay.has(page)) continue;
      this.#onTheWay.add(page);
      // What could not be asked is asked again at the next look.
      const answer = await this.#ask(page).catch(() => null);
      this.#onTheWay.delete(page);
      if (answer && round === this.#round) this.#pages.set(page, answer.tasks);
    }
  }

  #anew(): void {
    this.#round += 1;
    this.#onTheWay.clear();
    this.#sights.clear();
    void this.#listed.refresh();
  }

  /** Asks anew what is in sight, and on until the last one in progress and the first ones to do are known. */
  async #again(): Promise<{ open: number; all: number }> {
    const round = this.#round;
    const pages = this.#pagesInSight();
    const [open, ...answers] = await Promise.all([
      this.host.listTasks({ ...this.#filter, withDone: false, offset: 0, limit: 1 }),
      ...pages.map((page) => this.#ask(page)),
    ]);
    const known = new Map(pages.map((page, index) => [page, answers[index]?.tasks ?? []]));
    for (let page = 0; known.get(page)?.length === pageSize; page += 1) {
      const status = known.get(page)?.at(-1)?.status;
      if (status === "done" || (status === "todo" && page + 1 >= firstPages)) break;
      if (!known.has(page + 1)) known.set(page + 1, (await this.#ask(page + 1)).tasks);
    }
    if (round === this.#round) this.#take(known);
    return { open: open.total, all: answers[0]?.total ?? 0 };
  }

  /** Puts the pages in place; a row that is as it was stays the same, so that it is not drawn anew. */
  #take(known: Map<number, TaskView[]>): void {
    const before = new Map([...this.#pages.values()].flat().map((task) => [task.id, task]));
    for (const page of [...this.#pages.keys()]) if (!known.has(page)) this.#pages.delete(page);
    for (const [page, tasks] of known) {
      const rows = tasks.map((task) => (isSame(before.get(task.id), task) ? (before.get(task.id) ?? task) : task));
      const old = this.#pages.get(page);
      if (old?.length !== rows.length || rows.some((row, index) => row !== old[index])) this.#pages.set(page, rows);
    }
  }

  /** Those that lists show, and of the first ones those that there are. */
  #pagesInSight(): number[] {
    const firsts = Array.from({ length: firstPages }, (_, page) => page).filter((page) => this.#pages.has(page));
    const pages = new Set([0, ...firsts]);
    for (const [from, to] of this.#sights.values())
      for (let page = Math.floor(from / pageSize); page <= Math.floor((to - 1) / pageSize); page += 1) pages.add(page);
    return [...pages];
  }

  get #filter() {
    return { text: this.#text, service: this.#service, withOffList: this.#withOffList };
  }

  #ask(page: number): Promise<TaskPage> {
    return this.host.listTasks({ ...this.#filter, withDone: true, offset: page * pageSize, limit: pageSize });
  }
}
