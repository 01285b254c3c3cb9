import type { FeedPage, FeedView, Host } from "../host/host";
import { Asked } from "./asked.svelte";

const pageSize = 100;

/** The notices of one repository. */
export interface FeedGroup {
  /** Tells it from every other. */
  key: string;
  /** Where its service lies. */
  origin: string;
  place: string;
  /** Its name; with the host where another host has one of that name. */
  heading: string;
  notices: FeedView[];
  unread: number;
}

/** Notices by repository; the repository with the latest one stands first. */
export function grouped(notices: FeedView[]): FeedGroup[] {
  const groups = new Map<string, FeedGroup>();
  for (const notice of notices) {
    const { origin, place } = notice;
    const key = `${origin} ${place}`;
    const group = groups.get(key) ?? { key, origin, place, heading: place || "Stint", notices: [], unread: 0 };
    group.notices.push(notice);
    if (!notice.isRead) group.unread += 1;
    groups.set(key, group);
  }
  const all = [...groups.values()];
  return all.map((group) => {
    const isAmbiguous = all.some((other) => other.place === group.place && other.origin !== group.origin);
    return isAmbiguous
      ? { ...group, heading: [group.heading, hostOf(group.origin)].filter(Boolean).join(" · ") }
      : group;
  });
}

const hostOf = (origin: string): string => origin.replace(/^https?:\/\//, "");

/** What the person was told, as much of it as they looked at. */
export class Feed {
  #text = $state("");
  #onlyUnread = $state(false);
  #pages = 1;
  readonly asked: Asked<FeedPage>;
  /** How much is unread and whether a focus holds, whatever is looked at. */
  readonly glance: Asked<FeedPage>;
  readonly groups: FeedGroup[] = $derived.by(() => grouped(this.asked.value?.notices ?? []));

  constructor(private readonly host: Host) {
    this.asked = new Asked(["feed"], () => this.#ask());
    this.glance = new Asked(["feed", "settings"], () => host.listFeed({ onlyUnread: true, limit: 1 }));
  }

  get unread(): number {
    return this.glance.value?.unread ?? 0;
  }

  /** Whether there are earlier ones that were not asked yet. */
  get hasMore(): boolean {
    const page = this.asked.value;
    return page !== null && page.notices.length < page.total;
  }

  /** Words that title or reference must contain. */
  get text(): string {
    return this.#text;
  }
  set text(text: string) {
    this.#text = text;
    this.#again(1);
  }

  /** Whether those that were read are left out. */
  get onlyUnread(): boolean {
    return this.#onlyUnread;
  }
  set onlyUnread(isOnly: boolean) {
    this.#onlyUnread = isOnly;
    this.#again(1);
  }

  /** Asks for earlier ones, too. */
  more(): void {
    this.#again(this.#pages + 1);
  }

  #again(pages: number): void {
    this.#pages = pages;
    void this.asked.refresh();
  }

  async #ask(): Promise<FeedPage> {
    const filter = { text: this.#text, onlyUnread: this.#onlyUnread, limit: pageSize };
    const asked = Array.from({ length: this.#pages }, (_, page) =>
      this.host.listFeed({ ...filter, offset: page * pageSize }),
    );
    const [first, ...others] = await Promise.all(asked);
    if (!first) throw new Error("There is no page.");
    // What came between two answers stands on both pages.
    const all = [first, ...others].flatMap((page) => page.notices);
    return { ...first, notices: [...new Map(all.map((notice) => [notice.id, notice])).values()] };
  }
}
