/** A day as it may look: Friday, 20 November 2026, a quarter past three. */
import { hereZone, instantOf } from "../../time/zone";
import type { NoticeKind, PriorityName, StatusName } from "../host";
import type { Book, EntryRow, ProjectRow, TaskRow } from "./rows";

export const date = "2026-11-20";
/** 15:16:07 on that day: the running timer has been on for 1:24:07. */
export const moment = (): number => instantOf(date, 15 * 60 + 16, hereZone()) + 7_000;

const kinds: NoticeKind[] = [
  "assigned", "reviewRequested", "mentioned", "approved", "changesRequested", "failing", "merged", "started", "due",
]; // prettier-ignore

const settings = {
  theme: "system" as const,
  zoomPercent: 100,
  startsAtLogin: false,
  dayGoalMinutes: 450,
  dayStartsAtHour: 8,
  dayEndsAtHour: 18,
  weekStartsOn: "monday" as const,
  gapThresholdMinutes: 15,
  notify: [...kinds],
  hasQuietHours: false,
  quietFrom: "18:00",
  quietUntil: "08:00",
  isQuietOnWeekends: false,
};

export const empty = (): Book => ({
  entries: new Map(),
  tasks: new Map(),
  projects: new Map(),
  settings: { ...settings },
  gap: null,
  problems: [],
  configProblems: [],
});

const projects: [string, string, string | null, boolean][] = [
  ["api", "blue", "Acme", true],
  ["platform", "teal", "Acme", true],
  ["team", "rose", null, false],
  ["admin", "slate", null, false],
  ["talks", "violet", null, false],
];

const tasks: [string, string, string, PriorityName, StatusName, string | null][] = [
  ["t1", "Fix the login redirect loop", "api", "high", "inProgress", "acme/api#42"],
  ["t2", "Retry budget for webhooks", "platform", "medium", "inProgress", "acme/platform!318"],
  ["t3", "Token refresh races on wake from sleep", "api", "high", "todo", "acme/desktop#318"],
  ["t4", "Export to iCalendar drops time zones", "platform", "medium", "todo", "acme/desktop#291"],
  ["t5", "Document the relay’s environment", "platform", "medium", "todo", "acme/relay#77"],
  ["t6", "Prepare the talk on time zones", "talks", "low", "todo", null],
  ["t7", "Write the quarterly summary", "admin", "medium", "done", null],
  ["t8", "Split the poller from the window", "platform", "low", "done", "acme/desktop#330"],
];

export const urlOf = (reference: string | null): string | null => {
  const [, path, kind, number] = /^(.+)([#!])(\d+)$/.exec(reference ?? "") ?? [];
  return path ? `https://git.example/${path}/${kind === "#" ? "issues" : "pull"}/${number}` : null;
};

/** Day, start, end (none: it runs), words, task, project, tags. */
type Line = [string, string, string | null, string, string | null, string, string[]];
const lines: Line[] = [
  ["2026-11-19", "08:55", "10:30", "", "t2", "platform", []],
  ["2026-11-19", "10:30", "10:50", "Standup", null, "team", []],
  ["2026-11-19", "10:50", "12:20", "", "t1", "api", []],
  ["2026-11-19", "13:10", "16:05", "", "t2", "platform", ["deep"]],
  ["2026-11-19", "16:15", "17:25", "Slides, first half", "t6", "talks", []],
  [date, "08:42", "09:05", "Mail and planning", null, "admin", []],
  [date, "09:05", "10:40", "", "t1", "api", ["deep"]],
  [date, "10:40", "11:00", "Standup", null, "team", []],
  [date, "11:00", "12:05", "", "t2", "platform", []],
  [date, "12:50", "13:52", "Review: retry budget for webhooks", "t2", "platform", []],
  [date, "13:52", null, "", "t1", "api", []],
];

const at = (day: string, clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return instantOf(day, hours * 60 + minutes, hereZone());
};

export function fullDay(): Book {
  const rows: ProjectRow[] = projects.map(([name, colour, client, isBillable]) => ({
    id: `p-${name}`, name, colour, client, isBillable, isArchived: false,
  })); // prettier-ignore
  const todo: TaskRow[] = tasks.map(([id, title, project, priority, status, reference]) => ({
    id, title, project: `p-${project}`, priority, status, reference, url: urlOf(reference), work: null,
  })); // prettier-ignore
  const done: EntryRow[] = lines.map(([day, start, end, description, task, project, tags], index) => ({
    id: `e${index + 1}`,
    description,
    task,
    project: `p-${project}`,
    startedAt: at(day, start),
    endedAt: end === null ? null : at(day, end),
    zone: hereZone(),
    tags,
    isBillable: project === "api" || project === "platform",
  }));
  const byId = <T extends { id: string }>(list: T[]) => new Map(list.map((row) => [row.id, row]));
  return { ...empty(), entries: byId(done), tasks: byId(todo), projects: byId(rows) };
}
