/** Moments of work worth looking at: `?fake=work` and others, in a plain browser. */
import type { AccountsPage } from "../host";
import type { Book } from "./rows";
import { empty, fullDay } from "./seed";
import { account, services } from "./services";
import { type WorkBook, at, issue, noWork, notice, someWork, taskRow, workDay } from "./work-seed";

const synced = {
  isRunning: false,
  job: null,
  at: at(15.2),
  isFine: true,
  message: "3 new, 1 changed, 2 closed, 1 skipped (label wontfix)",
  nextAt: at(15.3),
};

/** Accounts that bring work. */
export function workAccounts(name: string): AccountsPage {
  const page: AccountsPage = {
    vault: { kind: "keyring", state: "ready", message: "", hint: null },
    isOnline: name !== "work-offline",
    services: services(),
    attempts: [],
  };
  const isFailing = name === "work-failing";
  const told = { hasWork: true, sync: synced, requestsLastHour: 38, lastUsedAt: at(15.2) };
  const accounts = [
    account("github", "mona", "github.com", {
      ...told,
      way: "device",
      may: ["read issues and reviews", "read your notifications"],
      quota: { used: 12, limit: 5000, resetsAt: at(16), isTold: true },
    }),
    account("gitlab", "mona", "git.acme.example", {
      ...told,
      may: ["read issues and merge requests"],
      isPaused: name === "work-paused",
      requestsLastHour: 164,
      sync: isFailing
        ? { ...synced, isFine: false, message: "GitLab did not answer in 10 s. What was read before stands.", nextAt: at(15.5) }
        : { ...synced, message: "Nothing new", nextAt: name === "work-paused" ? null : at(15.3) },
    }),
  ]; // prettier-ignore
  for (const service of page.services) service.accounts = accounts.filter((one) => one.service === service.id);
  return page;
}

/** Ten thousand issues, most of them assigned. */
const many = (): Book => {
  const book = workDay();
  const labels = [["bug"], ["enhancement"], [], ["docs", "good first issue", "help wanted", "needs a decision"]];
  const priorities = ["high", "medium", "low"] as const;
  for (let n = 1; n <= 10_000; n += 1) {
    const work = issue(`acme/${n % 2 ? "api" : "web"}`, { labels: labels[n % 4] ?? [] });
    const reference = `${work.place}#${1000 + n}`;
    const status = n % 5 === 4 ? "done" : n % 50 === 3 ? "inProgress" : "todo";
    const id = `m${n}`;
    const row = taskRow([id, `Look into report ${n}`, "api", priorities[n % 3] ?? "low", status, reference, work]);
    book.tasks.set(id, status === "done" ? { ...row, work: { ...work, state: "closed" } } : row);
  }
  return book;
};

/** Titles from anywhere, items that went. */
const strange = (): Book => {
  const book = workDay();
  const long = `${"The log says that the token was refused, and goes on to say it ".repeat(8)}…`;
  const rows = [
    taskRow(["s1", "إصلاح حلقة تسجيل الدخول (v2)", "api", "high", "todo", "acme/api#61", issue("acme/api", { labels: ["عطل"] })]),
    taskRow(["s2", long, "api", "high", "todo", "acme/a-repository-with-quite-a-long-name-of-its-own#12345", issue("acme/api", { labels: ["a label that says more than a label should ever say"] })]),
    taskRow(["s3", "🎉 👩‍💻 emoji", null, "high", "todo", "acme/web#5", issue("acme/web", { author: null, state: "unknown" })]),
    taskRow(["s4", "Went private while nobody looked", "api", "high", "todo", "acme/secret#9", issue("acme/secret", { isOutOfReach: true })]),
    taskRow(["s5", "Deleted at the service", "api", "high", "inProgress", "acme/api#13", issue("acme/api", { isDeleted: true, whys: [] })]),
    taskRow(["s7", "Keep the session when the network changes", "platform", "high", "todo", "acme/web#10407", issue("acme/web", { kind: "pullRequest", whys: ["authored"], author: "mona", review: "changesRequested", checks: "failing", labels: ["bug", "sign-in", "needs a test"] })]),
    taskRow(["s8", "Say who signed in last", "platform", "high", "todo", "acme/a-repository-with-quite-a-long-name#77", issue("acme/api", { kind: "pullRequest", whys: ["reviewRequested"], review: "changesRequested", checks: "failing", labels: ["bug", "sign-in", "needs a test"] })]),
    taskRow(["s6", "Somebody else took it", "api", "high", "inProgress", "acme/api#14", issue("acme/api", { whys: [] })]),
  ]; // prettier-ignore
  for (const row of rows) book.tasks.set(row.id, row);
  return book;
};

const longFeed = (): WorkBook => ({
  ...someWork(),
  feed: Array.from({ length: 260 }, (_, n) =>
    notice(
      ["assigned", `m${n + 1}`, `acme/${n % 3 ? "api" : "web"}#${1001 + n}`, `Look into report ${n + 1}`, at(15 - n), n > 40],
      n,
    ),
  ),
}); // prettier-ignore

/** The day of a moment of work; none where it tells of something else. */
export const workBooks: Record<string, () => Book> = {
  work: workDay,
  "work-idle": () => ({ ...empty(), projects: fullDay().projects }),
  "work-many": many,
  "work-strange": strange,
  "work-focus": workDay,
  "work-quiet": workDay,
  "work-paused": workDay,
  "work-failing": workDay,
  "work-offline": workDay,
};

/** What is known of work at a moment. */
export function workOf(name: string): WorkBook {
  if (!(name in workBooks)) return noWork();
  const told: Record<string, () => WorkBook> = {
    "work-idle": () => ({ ...someWork(), feed: [] }),
    "work-many": longFeed,
    "work-focus": () => ({ ...someWork(), focusUntil: at(15.75) }),
    "work-quiet": () => ({ ...someWork(), isQuiet: true }),
    "work-offline": () => ({ ...someWork(), problem: "This computer is offline." }),
  };
  return (told[name] ?? someWork)();
}
