/** The same host in memory, with real behaviour: for tests, for design work, for a plain browser. */
import { hereZone, dateOf, instantOf, dayAfter, rfc } from "../time/zone";
import { accountsOf } from "./fake/account-moments";
import { accounts } from "./fake/accounts";
import { entries } from "./fake/entries";
import { feed } from "./fake/feed";
import { house } from "./fake/house";
import { Jobs } from "./fake/jobs";
import { Journal } from "./fake/journal";
import { moments } from "./fake/moments";
import { plans } from "./fake/plans";
import { moment } from "./fake/seed";
import { dayView, entryView } from "./fake/views";
import { work } from "./fake/work";
import { workBooks, workOf } from "./fake/work-moments";
import type { Connection, Heard, Host, Topic } from "./host";

/** What a test may do beside the host's own verbs. */
export interface FakeHost extends Host {
  /** Moves the clock on. */
  pass(milliseconds: number): void;
  /** Lets the engine go or come back. */
  connect(connection: Connection): void;
}

/** A host at a moment worth looking at; its clock stands still unless `ticks`. */
export function fakeHost(name = "day", ticks = false): FakeHost {
  const book = (moments[name] ?? workBooks[name] ?? moments["day"])?.();
  if (!book) throw new Error("There is no such moment.");
  const opened = Date.now();
  let base = moment();
  let connection: Connection =
    name === "lost"
      ? { state: "lost", message: "Stint is not running. It is being started again." }
      : { state: "connected", message: "" };
  const now = () => base + (ticks ? Date.now() - opened : 0);
  const hearers = new Set<Heard>();
  const tell = (topics: Topic[]) =>
    queueMicrotask(() => hearers.forEach((heard) => topics.forEach((topic) => heard.changed(topic))));
  const journal = new Journal(book, tell, now);
  const jobs = new Jobs(() => tell(["jobs"]));
  const signedIn = accountsOf(name);
  const known = workOf(name);
  const zone = hereZone();

  const host: FakeHost = {
    ...entries(journal),
    ...plans(journal),
    ...house(journal, name, jobs),
    ...accounts(signedIn, () => tell(["accounts"]), now),
    ...work(journal, known, signedIn.page, jobs),
    ...feed(journal, known),
    undo: async () => journal.undo(),
    redo: async () => journal.redo(),
    getTimer: async () => {
      const running = [...book.entries.values()].find((row) => row.endedAt === null);
      return {
        running: running ? entryView(book, running, now()) : null,
        gap: running ? book.gap : null,
        undo: journal.undoable,
        redo: journal.redoable,
        todaySeconds: dayView(book, dateOf(now(), zone), now()).totalSeconds,
        askedAt: rfc(now(), zone),
        isFirstRun: book.entries.size + book.tasks.size + book.projects.size === 0,
        problems: book.problems,
      };
    },
    getDay: async ({ date }) => dayView(book, date ?? dateOf(now(), zone), now()),
    listEntries: async ({ from, to, text = "", limit }) => {
      const first = instantOf(from ?? dayAfter(dateOf(now(), zone), -30), 0, zone);
      const end = instantOf(dayAfter(to ?? dateOf(now(), zone), 1), 0, zone);
      const found = [...book.entries.values()]
        .filter((row) => row.startedAt >= first && row.startedAt < end)
        .sort((a, b) => b.startedAt - a.startedAt)
        .map((row) => entryView(book, row, now()))
        .filter((row) => row.title.toLowerCase().includes(text.toLowerCase()));
      const page = found.slice(0, limit ?? 500);
      const totalSeconds = found.reduce((sum, row) => sum + row.seconds, 0);
      return { entries: page, hasMore: found.length > page.length, totalSeconds };
    },
    getTotals: async () => ({ projects: [], totalSeconds: 0 }),
    now,
    listen: async (heard) => {
      hearers.add(heard);
      return () => void hearers.delete(heard);
    },
    getConnection: async () => connection,
    ready: async () => undefined,
    setZoom: async (percent) => document.documentElement.style.setProperty("zoom", `${percent}%`),
    showFolder: async () => undefined,
    showJobFile: async () => undefined,
    pass: (milliseconds) => void (base += milliseconds),
    connect: (changed) => {
      connection = changed;
      hearers.forEach((heard) => heard.connection(changed));
    },
  };
  return host;
}
