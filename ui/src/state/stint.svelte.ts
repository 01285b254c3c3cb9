/** Everything the page knows, made once for a window and handed down by context. */
import { createContext } from "svelte";
import type { Host, SettingsView, Spot, Topic, WorkPage } from "../host/host";
import { Asked, asError } from "./asked.svelte";
import { Clock } from "./clock.svelte";
import { Link } from "./connection.svelte";
import { Day } from "./day.svelte";
import { Editing } from "./editing.svelte";
import { Feed } from "./feed.svelte";
import { Opened } from "./opened.svelte";
import { Tasks } from "./tasks.svelte";
import { Toasts } from "./toasts.svelte";

/** How many of the latest changes the history shows. */
export const historyLength = 50;
/** How many of the latest requests are listed. */
export const requestsLength = 500;

export class Stint {
  readonly link = new Link();
  readonly toasts = new Toasts();
  readonly editing = new Editing();
  readonly clock: Clock;
  readonly day: Day;
  readonly tasks: Tasks;
  readonly feed: Feed;
  readonly opened: Opened;
  readonly timer;
  readonly latest;
  readonly projects;
  readonly settings;
  readonly jobs;
  readonly backups;
  readonly changes;
  readonly doctor;
  readonly accounts;
  readonly accountChanges;
  readonly requests;
  readonly #work = new Map<string, Asked<WorkPage>>();

  constructor(
    readonly host: Host,
    private readonly navigate: (spot: Spot) => void,
  ) {
    this.clock = new Clock(() => host.now());
    this.day = new Day(host);
    this.tasks = new Tasks(host);
    this.feed = new Feed(host);
    this.opened = new Opened(host);
    this.timer = new Asked(["timer", "tasks", "projects"], () => host.getTimer({}));
    this.latest = new Asked(["entries", "timer"], async () => (await host.listEntries({ limit: 2 })).entries);
    this.projects = new Asked(["projects"], () => host.listProjects({ withArchived: true }));
    this.settings = new Asked(["settings"], () => host.getSettings({}));
    this.jobs = new Asked(["jobs"], () => host.listJobs({}));
    this.backups = new Asked(["jobs"], () => host.listBackups({}));
    this.changes = new Asked(["timer", "entries", "tasks", "projects"], () =>
      host.listChanges({ limit: historyLength }),
    );
    this.doctor = new Asked([], () => host.getDoctor({}));
    this.accounts = new Asked(["accounts"], () => host.getAccounts({}));
    this.accountChanges = new Asked(["accounts"], () => host.listAccountChanges({ limit: historyLength }));
    this.requests = new Asked(["accounts"], () => host.listRequests({ limit: requestsLength }));
  }

  /** Writes some of the settings at once; what was refused shows again as it stands. */
  put(part: Partial<SettingsView>): Promise<void> {
    return (this.#puts = this.#puts.then(() => this.#put(part)));
  }

  /** One after the other: each is written over what the one before left. */
  #puts = Promise.resolve();
  async #put(part: Partial<SettingsView>): Promise<void> {
    const page = this.settings.value;
    if (!page) return;
    try {
      await this.host.saveSettings({ settings: { ...page.settings, ...part } });
    } catch (refusal) {
      this.toasts.failed(asError(refusal));
    }
    await this.settings.refresh();
  }

  /** The card of an account that brings work. */
  workOf(account: string): Asked<WorkPage> {
    const known = this.#work.get(account);
    if (known) return known;
    const asked = new Asked(["accounts", "tasks", "projects"], () => this.host.getWork({ account }));
    this.#work.set(account, asked);
    return asked;
  }

  /** Subscribes first, then asks; until the returned function is called. */
  start(): () => void {
    const end = this.host.listen({
      changed: (topic) => this.#again(topic),
      connection: (connection) => {
        this.link.heard(connection);
        if (connection.state === "connected") this.#again(null);
      },
      navigate: (spot) => this.navigate(spot),
    });
    void end.then(async () => this.link.heard(await this.host.getConnection())).then(() => this.#again(null));
    const stop = this.clock.start();
    return () => {
      stop();
      void end.then((unlisten) => unlisten());
    };
  }

  get #all(): Asked<unknown>[] {
    const { timer, latest, projects, settings, jobs, backups, changes, doctor, day, tasks } = this;
    const { accounts, accountChanges, requests, feed, opened } = this;
    const book = [timer, latest, projects, settings, jobs, backups, changes, doctor, day.asked, tasks.asked];
    const shown = opened.asked ? [opened.asked] : [];
    return [...book, accounts, accountChanges, requests, feed.asked, feed.glance, ...shown, ...this.#work.values()];
  }

  #again(topic: Topic | null): void {
    const stale = this.#all.filter((asked) => asked.isUsed && (topic === null || asked.topics.includes(topic)));
    for (const asked of stale) void asked.refresh();
  }
}

export const [getStint, setStint] = createContext<Stint>();
