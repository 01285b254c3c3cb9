/** Timer and entries of the day in memory. */
import { hereZone } from "../../time/zone";
import type { Calls, EntryForm } from "../host";
import type { Journal } from "./journal";
import { checkTimes, consequence, remains } from "./rules";
import { type EntryRow, get, refuse } from "./rows";
import { entryView } from "./views";

type Entries = Pick<
  Calls,
  | "startTimer" | "startFromText" | "continueEntry" | "stopTimer" | "discardTimer" | "addEntry" | "editEntry"
  | "splitEntry" | "mergeEntry" | "deleteEntry" | "answerGap" | "previewEntry"
>; // prettier-ignore

/** Whether two are the same thing, whenever it was done. */
function isAlike(one: EntryRow, other: EntryRow): boolean {
  const facts = ({ description, task, project, tags, isBillable }: EntryRow) =>
    JSON.stringify([description, task, project, [...tags].sort(), isBillable]);
  return facts(one) === facts(other);
}

export function entries(journal: Journal): Entries {
  const { book, now } = journal;
  const running = () => [...book.entries.values()].find((row) => row.endedAt === null);
  const titleOf = (row: EntryRow) => entryView(book, row, now()).title;
  const ofForm = (form: EntryForm, id: string, before?: EntryRow): EntryRow => ({
    id,
    description: form.description.trim(),
    task: form.task,
    project: form.project,
    startedAt: Date.parse(form.startedAt),
    endedAt: form.endedAt === null ? null : Date.parse(form.endedAt),
    zone: form.zone ?? before?.zone ?? hereZone(),
    tags: form.tags,
    isBillable: form.isBillable,
  });
  const others = (id: string) => [...book.entries.values()].filter((row) => row.id !== id);
  const effects = (row: EntryRow) =>
    others(row.id)
      .map((other) => consequence(other, titleOf(other), row))
      .filter((found) => found !== null);
  const write = (row: EntryRow): string[] => {
    const sentences = effects(row).map((found) => found.sentence);
    for (const other of others(row.id)) {
      book.entries.delete(other.id);
      for (const piece of remains(other, row, journal.fresh)) book.entries.set(piece.id, piece);
    }
    book.entries.set(row.id, row);
    return sentences;
  };
  const begin = (row: Partial<EntryRow>, startedAt: string | null | undefined) => {
    const start = startedAt ? Date.parse(startedAt) : now();
    if (start > now()) throw refuse("The start lies in the future.", "Give a time that has passed.");
    const task = row.task ? book.tasks.get(row.task) : undefined;
    const project = row.project ?? task?.project ?? null;
    const isBillable = row.isBillable ?? (project ? (book.projects.get(project)?.isBillable ?? false) : false);
    const fresh = { id: journal.fresh(), description: "", task: null, endedAt: null, zone: hereZone(), tags: [] };
    const started = { ...fresh, ...row, project, isBillable, startedAt: start };
    const runs = running();
    if (runs && runs.startedAt <= start && isAlike(runs, started)) {
      const label = `“${titleOf(runs)}” is running already`;
      return { label, canUndo: false, id: runs.id, job: null, consequences: [] };
    }
    return journal.change(`Started “${titleOf(started)}”`, started.id, () => {
      const before = running();
      if (before) book.entries.set(before.id, { ...before, endedAt: Math.max(before.startedAt, start) });
      return write(started);
    });
  };
  const must = (): EntryRow => running() ?? raise();
  const raise = (): never => {
    throw refuse("Nothing runs.", "Start something first.");
  };

  return {
    startTimer: async ({ task = null, project = null, description, startedAt, tags = [], isBillable }) =>
      begin({ task, project, description: description ?? "", tags, isBillable: isBillable ?? undefined }, startedAt),
    startFromText: async ({ text = "", startedAt }) => {
      if (text.length > 2000)
        throw refuse("That is longer than a description can be.", "Keep it under 2,000 characters.");
      const names = [...book.projects.values()];
      const found = /(?:^|\s)@(?:"([^"]+)"|(\S+))/.exec(text);
      const name = found?.[1] ?? found?.[2];
      const project = names.find((row) => row.name.toLowerCase() === name?.toLowerCase());
      if (name && !project) throw refuse(`There is no project “${name}”.`, "Add it in Settings, Projects.");
      const task = [...book.tasks.values()].find((row) => row.reference && text.includes(row.reference));
      const tags = [...text.matchAll(/(?:^|\s)#([a-z][\w-]*)/gi)].map((match) => match[1] ?? "");
      const words = text
        .replace(/(^|\s)(@"[^"]+"|@\S+|#[a-z][\w-]*)/gi, "")
        .replace(task?.reference ?? "", "")
        .trim();
      return begin({ description: words, project: project?.id ?? null, task: task?.id ?? null, tags }, startedAt);
    },
    continueEntry: async ({ entry }) => {
      const finished = [...book.entries.values()].filter((row) => row.endedAt !== null);
      const latest = finished.sort((a, b) => b.startedAt - a.startedAt)[0];
      const { description, task, project, tags, isBillable } = get(book.entries, entry ?? latest?.id, "entry");
      return begin({ description, task, project, tags, isBillable }, null);
    },
    stopTimer: async ({ endedAt }) => {
      const row = must();
      const end = endedAt ? Date.parse(endedAt) : now();
      return journal.change(`Stopped “${titleOf(row)}”`, row.id, () => {
        book.gap = null;
        book.entries.set(row.id, { ...row, endedAt: end });
      });
    },
    discardTimer: async () => {
      const row = must();
      return journal.change(`Discarded “${titleOf(row)}”`, row.id, () => void book.entries.delete(row.id));
    },
    addEntry: async ({ entry }) => {
      const row = ofForm(entry as EntryForm, journal.fresh());
      checkTimes(row, false, now());
      return journal.change(`Added “${titleOf(row)}”`, row.id, () => write(row));
    },
    editEntry: async ({ id, entry }) => {
      const before = get(book.entries, id, "entry");
      const row = ofForm(entry as EntryForm, before.id, before);
      checkTimes(row, before.endedAt === null, now());
      return journal.change(`Edited “${titleOf(row)}”`, row.id, () => write(row));
    },
    previewEntry: async ({ id, entry }) => {
      const before = id ? book.entries.get(id) : undefined;
      const row = ofForm(entry as EntryForm, id ?? "new", before);
      checkTimes(row, before?.endedAt === null, now());
      return { consequences: effects(row) };
    },
    splitEntry: async ({ id, at = "" }) => {
      const row = get(book.entries, id, "entry");
      const point = Date.parse(at);
      const isInside = point > row.startedAt && point < (row.endedAt ?? now());
      if (!isInside) throw refuse("That does not lie inside the entry.", "Give a time between its start and its end.");
      return journal.change(`Split “${titleOf(row)}”`, row.id, () => {
        book.entries.set(row.id, { ...row, endedAt: point });
        const second = { ...row, id: journal.fresh(), startedAt: point };
        book.entries.set(second.id, second);
      });
    },
    mergeEntry: async ({ id, with: side }) => {
      const row = get(book.entries, id, "entry");
      const sorted = [...book.entries.values()].sort((a, b) => a.startedAt - b.startedAt);
      const other = sorted[sorted.indexOf(row) + (side === "next" ? 1 : -1)];
      if (!other) throw refuse("There is no entry to merge with on that side.");
      const [first, last] = side === "next" ? [row, other] : [other, row];
      const tags = [...new Set([...row.tags, ...other.tags])].sort();
      const isBillable = row.isBillable || other.isBillable;
      return journal.change(`Merged “${titleOf(row)}” with “${titleOf(other)}”`, row.id, () => {
        book.entries.delete(other.id);
        book.entries.set(row.id, { ...row, startedAt: first.startedAt, endedAt: last.endedAt, tags, isBillable });
      });
    },
    deleteEntry: async ({ id }) => {
      const row = get(book.entries, id, "entry");
      return journal.change(`Deleted “${titleOf(row)}”`, row.id, () => void book.entries.delete(row.id));
    },
    answerGap: async ({ choice }) => {
      const gap = book.gap;
      const row = must();
      if (!gap) throw refuse("The question was answered already.");
      const [last, back] = [Date.parse(gap.lastSeenAt), Date.parse(gap.backAt)];
      book.gap = null;
      if (choice === "keep") {
        journal.tell(["timer"]);
        return { label: "The timer goes on", canUndo: false, id: row.id, job: null, consequences: [] };
      }
      return journal.change("Answered the gap", row.id, () => {
        if (choice === "discard") return void book.entries.delete(row.id);
        book.entries.set(row.id, { ...row, endedAt: last });
        if (choice !== "split") return;
        const rest = { ...row, id: journal.fresh(), startedAt: back };
        book.entries.set(rest.id, rest);
      });
    },
  };
}
