/** Work of the day in memory: syncing, options, follows, rules, and the pages of tasks. */
import { hereZone, rfc } from "../../time/zone";
import type { AccountView, AccountsPage, BlockView, Calls, FollowView, WorkPage } from "../host";
import { type Jobs, receipt } from "./jobs";
import type { Journal } from "./journal";
import { get, refuse } from "./rows";
import { described } from "./text";
import { entryView, projectName, taskView } from "./views";
import type { WorkBook } from "./work-seed";

type Work = Pick<
  Calls,
  | "syncNow" | "pauseAccount" | "setWorkOptions" | "follow" | "unfollow" | "setPlaceRule" | "setLabelRules"
  | "refreshTask" | "openTaskPage" | "openTaskLink" | "getTaskDetail" | "getWork" | "listFollows"
>; // prettier-ignore

export function work(journal: Journal, known: WorkBook, accounts: AccountsPage, jobs: Jobs, stepMs = 400): Work {
  const { book, now, tell } = journal;
  const asked = new Map<string, { isRefreshing: boolean; at: string | null }>();
  const bodies = new Map<string, BlockView[]>();
  const bringers = () => accounts.services.flatMap((service) => service.accounts).filter((one) => one.hasWork);
  const put = (id: string, change: (account: AccountView) => Partial<AccountView>) => {
    accounts.services = accounts.services.map((service) => ({
      ...service,
      accounts: service.accounts.map((one) => (one.id === id ? { ...one, ...change(one) } : one)),
    }));
    tell(["accounts"]);
  };
  const pageOf = (id: string | null | undefined): WorkPage => get(known.pages, id, "account");
  const write = (id: string | null | undefined, told: Partial<WorkPage>, label: string) => {
    known.pages.set(id ?? "", { ...pageOf(id), ...told });
    tell(["accounts"]);
    return receipt(label);
  };
  const byPlace = <T extends { place: string }>(all: T[]): T[] => all.sort((a, b) => a.place.localeCompare(b.place));
  const sync = (ids: string[]): number => {
    const end = "3 new, 1 changed, 2 closed, 1 skipped (label wontfix)";
    const ended = { isRunning: false, job: null, isFine: true, message: end };
    const id = jobs.begin({
      title: "Reading everything that waits for you",
      message: (part) => `${Math.round(part * 3400)} read, page ${Math.round(part * 34) + 1}`,
      end,
      onend: () => ids.forEach((one) => put(one, () => ({ sync: { ...ended, at: rfc(now(), hereZone()), nextAt: rfc(now() + 120_000, hereZone()) } }))),
    }); // prettier-ignore
    for (const one of ids)
      put(one, ({ sync: before }) => ({
        sync: { at: null, isFine: true, message: "", nextAt: null, ...before, isRunning: true, job: id },
      }));
    return id;
  };

  return {
    syncNow: async ({ account, service }) => {
      const ids = bringers()
        .filter((one) => (!account || one.id === account) && (!service || one.service === service))
        .map((one) => one.id);
      if (ids.length === 0) throw refuse("No account brings work.", "Connect GitHub or GitLab first.");
      return receipt("Reading what waits for you", sync(ids));
    },
    pauseAccount: async ({ account = "", isPaused = false }) => {
      put(account, ({ sync: before }) => ({ isPaused, sync: before && { ...before, nextAt: null } }));
      return receipt(isPaused ? "Paused" : "Resumed");
    },
    getWork: async ({ account }) => pageOf(account),
    setWorkOptions: async ({ account, options }) =>
      write(account, { options: options ?? pageOf(account).options }, "Saved"),
    follow: async ({ account, place = "", label = null, project = null }) => {
      if (!/^[^/\s]+\/\S+$/.test(place)) throw refuse(`“${place}” is no repository.`, "Write it as owner/name.");
      const page = pageOf(account);
      const old = page.follows.find((one) => one.place === place);
      const fresh: FollowView = {
        account: account ?? "", service: "github", name: "mona", syncedAt: null, problem: null, openTasks: 0, idleTasks: 0, ...old,
        place, label, project: projectName(book, project),
      }; // prettier-ignore
      const follows = byPlace([...page.follows.filter((one) => one.place !== place), fresh]);
      return write(account, { follows }, `Follows ${place}`);
    },
    unfollow: async ({ account, place }) => {
      const follows = pageOf(account).follows.filter((one) => one.place !== place);
      return write(account, { follows }, `Follows ${place} no more`);
    },
    listFollows: async () => [...known.pages.values()].flatMap((page) => page.follows),
    setPlaceRule: async ({ account, place = "", project = null, startsTimer = false, muted = [] }) => {
      const others = pageOf(account).places.filter((one) => one.place !== place);
      const rule = { place, project: projectName(book, project), startsTimer, muted };
      const isBare = !project && !startsTimer && muted.length === 0;
      return write(account, { places: byPlace(isBare ? others : [...others, rule]) }, `Saved the rule of ${place}`);
    },
    setLabelRules: async ({ project = null, rules = [] }) => {
      for (const [id, page] of known.pages) {
        const others = page.labelRules.filter((one) => (one.project?.id ?? null) !== project);
        const own = { project: projectName(book, project), rules, isUsual: false };
        known.pages.set(id, { ...page, labelRules: rules.length > 0 ? [...others, own] : others });
      }
      tell(["accounts"]);
      return receipt("Saved the priorities");
    },
    getTaskDetail: async ({ id = "" }) => {
      const task = taskView(book, get(book.tasks, id, "task"), now());
      const all = [...book.entries.values()].filter((row) => row.task === id).sort((a, b) => b.startedAt - a.startedAt);
      const { isRefreshing, at } = asked.get(id) ?? { isRefreshing: false, at: null };
      return {
        task,
        description: bodies.get(id) ?? [],
        isDescribed: bodies.has(id),
        entries: all.slice(0, 200).map((row) => entryView(book, row, now())),
        entryCount: all.length,
        isRefreshing,
        refreshedAt: at,
        problem: task.work ? known.problem : null,
      };
    },
    refreshTask: async ({ task = "" }) => {
      if (known.problem === null && !asked.get(task)?.isRefreshing) {
        asked.set(task, { isRefreshing: true, at: asked.get(task)?.at ?? null });
        setTimeout(() => {
          asked.set(task, { isRefreshing: false, at: rfc(now(), hereZone()) });
          bodies.set(task, task === "t1" ? described() : []);
          tell(["tasks"]);
        }, stepMs);
        tell(["tasks"]);
      }
      return receipt("Asking");
    },
    openTaskPage: async () => receipt("Opened the page"),
    openTaskLink: async () => receipt("Opened the link"),
  };
}
