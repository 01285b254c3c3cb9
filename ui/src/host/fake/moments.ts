/** Moments worth looking at, chosen by `?fake=…` in the address of a plain browser. */
import { hereZone, instantOf, rfc } from "../../time/zone";
import type { PriorityName, StatusName } from "../host";
import type { Book } from "./rows";
import { date, empty, fullDay } from "./seed";

const stopped = (): Book => {
  const book = fullDay();
  for (const row of book.entries.values()) {
    if (row.endedAt === null) book.entries.set(row.id, { ...row, endedAt: row.startedAt + 80 * 60_000 });
  }
  return book;
};

const gap = (): Book => {
  const at = (minutes: number) => rfc(instantOf(date, minutes, hereZone()), hereZone());
  const span = { lastSeenAt: at(14 * 60 + 21), backAt: at(15 * 60 + 13), seconds: 52 * 60 };
  return { ...fullDay(), gap: { cause: "slept", ...span } };
};

const problem = (): Book => ({
  ...fullDay(),
  problems: [
    {
      kind: "storage",
      message: "The disk is full. The last change was not kept; everything before it is safe.",
      hint: "Free some space; Stint tries again by itself.",
      blocksWriting: true,
    },
    {
      kind: "tray",
      message: "This desktop shows no tray icons.",
      hint: "Install an extension that does. Until then this window and `stint` in a terminal do everything.",
      blocksWriting: false,
    },
  ],
});

const config = (): Book => ({
  ...fullDay(),
  configProblems: ["line 3, day_goal_minutes: expected a whole number, found “a lot”; 480 is used"],
});

const many = (): Book => {
  const book = fullDay();
  const priorities: PriorityName[] = ["high", "medium", "low"];
  const statuses: StatusName[] = ["todo", "todo", "todo", "inProgress", "done"];
  for (let n = 1; n <= 10_000; n += 1) {
    const status = statuses[n % 5] ?? "todo";
    const priority = priorities[n % 3] ?? "medium";
    const [id, reference] = [`m${n}`, `acme/api#${1000 + n}`];
    book.tasks.set(id, {
      id,
      title: `Look into report ${n}`,
      project: "p-api",
      priority,
      status,
      reference,
      url: null,
      work: null,
    });
  }
  return book;
};

const strange = (): Book => {
  const book = fullDay();
  const [first, second, third, fourth, fifth] = [...book.entries.values()].slice(5);
  if (!first || !second || !third || !fourth || !fifth) return book;
  book.entries.set(first.id, { ...first, description: "إصلاح حلقة تسجيل الدخول (v2)" });
  book.entries.set(second.id, { ...second, description: "A description that goes on ".repeat(12) });
  book.entries.set(third.id, { ...third, description: "", project: null, task: null });
  const tags = ["deep", "planning-for-the-quarter-after-next", "on-site", "pairing", "travel"];
  book.entries.set(fourth.id, { ...fourth, tags });
  book.entries.set(fifth.id, { ...fifth, description: "Lunch", project: null, task: null, isBillable: false });
  return book;
};

/** Two nights that were worked through, before and after a day. */
const night = (): Book => {
  const book = fullDay();
  const [row] = book.entries.values();
  if (!row) return book;
  const at = (day: string, minutes: number) => instantOf(day, minutes, hereZone());
  const [before, of] = ["2026-11-18", "2026-11-19"];
  book.entries.set("n1", { ...row, id: "n1", startedAt: at(before, 22 * 60), endedAt: at(of, 90), tags: ["deep"] });
  book.entries.set("n2", { ...row, id: "n2", startedAt: at(of, 22 * 60), endedAt: at(date, 90) });
  return book;
};

export const moments: Record<string, () => Book> = {
  day: fullDay,
  empty,
  stopped,
  gap,
  problem,
  config,
  many,
  strange,
  night,
};
