/** Work as it may wait for a person: issues, reviews, and what the feed told of them. */
import { hereZone, instantOf, rfc } from "../../time/zone";
import type { FeedView, NoticeKind, PriorityName, SnoozeUntil, StatusName, WorkPage, WorkView, WorkWhy } from "../host";
import type { Book, TaskRow } from "./rows";
import { date, fullDay, urlOf } from "./seed";

/** What the page knows of work beside the tasks. */
export interface WorkBook {
  feed: FeedView[];
  focusUntil: string | null;
  isQuiet: boolean;
  hasSource: boolean;
  pages: Map<string, WorkPage>;
  /** Why the service cannot be asked. */
  problem: string | null;
}

export const github = "a-github-mona";
export const gitlab = "a-gitlab-mona";
export const at = (hours: number, days = 0): string =>
  rfc(instantOf(date, hours * 60, hereZone()) + days * 86_400_000, hereZone());

/** What a task shows of its issue, open and assigned unless told otherwise. */
export const issue = (place: string, told: Partial<WorkView> = {}): WorkView => ({
  service: "github",
  account: github,
  place,
  kind: "issue",
  state: "open",
  whys: ["assigned"],
  labels: [],
  author: "hubot",
  milestone: null,
  review: null,
  checks: null,
  updatedAt: at(11),
  isOutOfReach: false,
  isDeleted: false,
  ...told,
});
const pull = (place: string, why: WorkWhy, told: Partial<WorkView> = {}): WorkView =>
  issue(place, { kind: "pullRequest", whys: [why], review: "awaited", checks: "passing", ...told });

type Line = [string, string, string | null, PriorityName, StatusName, string | null, WorkView | null];
const lines: Line[] = [
  ["t1", "Fix the login redirect loop", "api", "high", "inProgress", "acme/api#42", issue("acme/api", { labels: ["bug"], milestone: "2.4" })],
  ["t2", "Retry budget for webhooks", "platform", "medium", "inProgress", "acme/platform!318", pull("acme/platform", "authored", { service: "gitlab", account: gitlab, author: "mona", review: "changesRequested" })],
  ["t3", "Token refresh races on wake from sleep", "api", "high", "todo", "acme/desktop#318", issue("acme/desktop", { labels: ["bug", "critical"] })],
  ["t4", "Export to iCalendar drops time zones", "platform", "medium", "todo", "acme/desktop#291", issue("acme/desktop", { labels: ["enhancement"] })],
  ["t9", "Ask the keyring once for each start", "platform", "low", "todo", "acme/desktop#341", pull("acme/desktop", "reviewRequested", { author: "octocat", checks: "failing" })],
  ["t8", "Draft: split the poller from the window", "platform", "low", "todo", "acme/desktop#330", pull("acme/desktop", "reviewRequested", { state: "draft", checks: "pending" })],
  ["t10", "Say what a refused token may not do", "api", "low", "todo", "acme/api#57", pull("acme/api", "authored", { author: "mona", review: "approved" })],
  ["t5", "Document the relay’s environment", "platform", "low", "todo", "acme/relay#77", issue("acme/relay", { labels: ["docs"], whys: ["mentioned"] })],
  ["t6", "Prepare the talk on time zones", "talks", "medium", "todo", null, null],
  ["t7", "Write the quarterly summary", "admin", "medium", "done", null, null],
  ["t11", "Keep the order of tags", "api", "low", "done", "acme/api#40", pull("acme/api", "authored", { state: "merged", author: "mona", review: "approved" })],
  ["t12", "Ship without the tray", "platform", "low", "done", "acme/desktop#288", issue("acme/desktop", { state: "closed" })],
]; // prettier-ignore

export const taskRow = ([id, title, project, priority, status, reference, work]: Line): TaskRow => ({
  id,
  title,
  project: project && `p-${project}`,
  priority,
  status,
  reference,
  url: urlOf(reference),
  work,
});

/** A day with issues and reviews. */
export const workDay = (): Book => ({ ...fullDay(), tasks: new Map(lines.map((line) => [line[0], taskRow(line)])) });

const labels: Record<NoticeKind, string> = {
  assigned: "Assigned to you",
  reviewRequested: "Review requested",
  mentioned: "You were mentioned",
  approved: "Approved",
  changesRequested: "Changes requested",
  failing: "Checks fail",
  merged: "Merged",
  started: "Started by itself",
  due: "Due again",
};
const always: SnoozeUntil[] = ["hour", "tomorrow", "reply"];
const ofPulls: SnoozeUntil[] = [...always, "checks", "merge"];

type Told = [NoticeKind, string | null, string, string, string, boolean];
const told: Told[] = [
  ["assigned", "t3", "acme/desktop#318", "Token refresh races on wake from sleep", at(15.1), false],
  ["changesRequested", "t2", "acme/platform!318", "Retry budget for webhooks", at(14.4), false],
  ["reviewRequested", "t9", "acme/desktop#341", "Ask the keyring once for each start", at(13.75), false],
  ["started", "t1", "acme/api#42", "Fix the login redirect loop", at(13.87), true],
  ["failing", "t9", "acme/desktop#341", "Ask the keyring once for each start", at(11.2), true],
  ["approved", "t10", "acme/api#57", "Say what a refused token may not do", at(10.5), true],
  ["mentioned", "t5", "acme/relay#77", "Document the relay’s environment", at(16, -1), true],
  ["merged", "t11", "acme/api#40", "Keep the order of tags", at(15.5, -1), true],
  ["due", null, "acme/relay#61", "Rename the socket", at(9, -2), true],
];

export const notice = ([kind, task, reference, title, when, isRead]: Told, index: number): FeedView => {
  const place = reference.replace(/[#!]\d+$/, "");
  const service = place === "acme/platform" ? "gitlab" : "github";
  const isPull = reference.includes("!") || ["t9", "t10", "t11"].includes(task ?? "");
  return {
    id: `f${index + 1}`, kind, label: labels[kind], at: when, service, origin: `https://${service}.com`,
    place, reference, title, task, isRead, snoozed: null,
    maySnooze: kind === "merged" || kind === "started" ? [] : isPull ? ofPulls : always,
  }; // prettier-ignore
};

const options = () => ({
  takesIssues: true,
  takesReviews: true,
  takesOwn: true,
  takesMentions: true,
  labels: ["-wontfix"],
  places: [],
  authors: ["-dependabot"],
  marksRead: true,
});
const project = (name: string, colour: string) => ({ id: `p-${name}`, name, colour });

/** The card of an account with everything on it. */
export const workPage = (account: string): WorkPage => ({
  account,
  options: options(),
  canMarkRead: true,
  follows: [
    { account, service: "github", name: "mona", place: "acme/web", label: "help wanted", project: project("platform", "teal"), syncedAt: at(14), problem: null, openTasks: 12, idleTasks: 9 },
    { account, service: "github", name: "mona", place: "acme/wiki", label: null, project: null, syncedAt: null, problem: "There is no such repository, or this account may not see it. Check its name, and what the account may see.", openTasks: 0, idleTasks: 0 },
    { account, service: "github", name: "mona", place: "octocat/hello", label: null, project: null, syncedAt: null, problem: null, openTasks: 0, idleTasks: 0 },
  ],
  places: [
    { place: "acme", project: project("platform", "teal"), startsTimer: false, muted: [] },
    { place: "acme/api", project: project("api", "blue"), startsTimer: true, muted: ["mentioned", "merged"] },
  ],
  knownPlaces: ["acme", "acme/api", "acme/desktop", "acme/relay", "acme/web", "octocat", "octocat/hello"],
  labelRules: [
    { project: null, rules: [{ label: "bug", priority: "high" }, { label: "critical", priority: "high" }, { label: "enhancement", priority: "medium" }], isUsual: true },
    { project: project("api", "blue"), rules: [{ label: "customer", priority: "high" }], isUsual: false },
  ],
}); // prettier-ignore

/** Nothing connected that brings work. */
export const noWork = (): WorkBook => ({
  feed: [],
  focusUntil: null,
  isQuiet: false,
  hasSource: false,
  pages: new Map(),
  problem: null,
});

/** What was told, and the cards of the accounts that told it. */
export const someWork = (): WorkBook => ({
  ...noWork(),
  feed: told.map(notice),
  hasSource: true,
  pages: new Map([github, gitlab].map((account) => [account, workPage(account)])),
});
