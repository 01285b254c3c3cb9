/** Tasks and projects of the day in memory, and what completes a line. */
import type { Calls, ProjectForm, SuggestionView, TaskForm } from "../host";
import type { Journal } from "./journal";
import { type ProjectRow, type TaskRow, get, refuse } from "./rows";
import { entryView, projectView, taskView } from "./views";

type Plans = Pick<
  Calls,
  | "addTask" | "editTask" | "deleteTask" | "listTasks" | "getTask"
  | "addProject" | "editProject" | "deleteProject" | "listProjects" | "listTags" | "complete"
>; // prettier-ignore

const hues = ["blue", "rose", "teal", "amber", "violet", "slate"];
const rank = { inProgress: 0, todo: 1, done: 2, high: 0, medium: 1, low: 2 };

export function plans(journal: Journal): Plans {
  const { book, now } = journal;
  const task = (form: TaskForm, id: string): TaskRow => {
    if (!form.title.trim()) throw refuse("The task has no title.", "Say in a few words what there is to do.");
    if (form.url && !/^https?:\/\//.test(form.url)) throw refuse("That is no web address.", "It begins with https://.");
    return { ...form, id, title: form.title.trim(), work: book.tasks.get(id)?.work ?? null };
  };
  const project = (form: ProjectForm, id: string): ProjectRow => {
    const name = form.name.trim();
    if (!name) throw refuse("The project has no name.", "Give it a short one.");
    const same = [...book.projects.values()].find((row) => row.name.toLowerCase() === name.toLowerCase());
    if (same && same.id !== id) throw refuse(`There is a project “${same.name}” already.`, "Choose another name.");
    return { ...form, id, name, colour: form.colour ?? hues[book.projects.size % hues.length] ?? "blue" };
  };
  const matches = (row: TaskRow, words: string) => {
    const all = [row.title, row.reference, book.projects.get(row.project ?? "")?.name].join(" ").toLowerCase();
    return words.toLowerCase().split(/\s+/).every((word) => all.includes(word)); // prettier-ignore
  };
  const isOn = ({ work, status }: TaskRow) => work === null || work.whys.length > 0 || status === "done";
  const ordered = (words: string, withDone: boolean, withOffList = false, service: string | null = null) =>
    [...book.tasks.values()]
      .filter((row) => (withDone || row.status !== "done") && matches(row, words))
      .filter((row) => withOffList || words !== "" || isOn(row))
      .filter((row) => service === null || (row.work?.service ?? "own") === service)
      .sort((a, b) => rank[a.status] - rank[b.status] || rank[a.priority] - rank[b.priority]);
  const recents = (): SuggestionView[] => {
    const latest = [...book.entries.values()].sort((a, b) => b.startedAt - a.startedAt);
    const seen = new Map<string, SuggestionView>();
    for (const row of latest.map((entry) => entryView(book, entry, now()))) {
      const key = `${row.title}|${row.task?.id}|${row.project?.id}`;
      if (seen.has(key)) continue;
      const { title, task, project, description, tags, startedAt } = row;
      seen.set(key, { kind: "recent", title, task, project, description, tags, lastUsedAt: startedAt });
    }
    return [...seen.values()];
  };
  const none = { description: "", tags: [], lastUsedAt: null };

  return {
    addTask: async (request) => {
      const row = task(request.task as TaskForm, journal.fresh());
      return journal.change(`Added the task “${row.title}”`, row.id, () => void book.tasks.set(row.id, row));
    },
    editTask: async (request) => {
      const row = task(request.task as TaskForm, get(book.tasks, request.id, "task").id);
      return journal.change(`Edited the task “${row.title}”`, row.id, () => void book.tasks.set(row.id, row));
    },
    deleteTask: async ({ id }) => {
      const row = get(book.tasks, id, "task");
      return journal.change(`Deleted the task “${row.title}”`, row.id, () => {
        book.tasks.delete(row.id);
        for (const entry of book.entries.values()) {
          const description = entry.description || row.title;
          if (entry.task === row.id) book.entries.set(entry.id, { ...entry, task: null, description });
        }
      });
    },
    listTasks: async ({ text = "", withDone = false, withOffList, service, offset = 0, limit }) => {
      const found = ordered(text.trim(), withDone, withOffList, service);
      const page = found.slice(offset, offset + (limit ?? 200));
      return { tasks: page.map((row) => taskView(book, row, now())), total: found.length };
    },
    getTask: async ({ id }) => taskView(book, get(book.tasks, id, "task"), now()),
    addProject: async (request) => {
      const row = project(request.project as ProjectForm, journal.fresh());
      return journal.change(`Added the project “${row.name}”`, row.id, () => void book.projects.set(row.id, row));
    },
    editProject: async (request) => {
      const row = project(request.project as ProjectForm, get(book.projects, request.id, "project").id);
      return journal.change(`Edited the project “${row.name}”`, row.id, () => void book.projects.set(row.id, row));
    },
    deleteProject: async ({ id }) => {
      const row = get(book.projects, id, "project");
      const naming = [...book.entries.values()].filter((entry) => entry.project === row.id).length;
      const why = naming === 1 ? "1 entry names it" : `${naming} entries name it`;
      const label = naming > 0 ? `Archived “${row.name}”: ${why}` : `Deleted the project “${row.name}”`;
      return journal.change(label, row.id, () => {
        if (naming > 0) book.projects.set(row.id, { ...row, isArchived: true });
        else book.projects.delete(row.id);
      });
    },
    listProjects: async ({ withArchived = false }) =>
      [...book.projects.values()]
        .filter((row) => withArchived || !row.isArchived)
        .sort((a, b) => a.name.localeCompare(b.name))
        .map((row) => projectView(book, row, now())),
    listTags: async ({ limit }) => {
      const latest = [...book.entries.values()].sort((a, b) => b.startedAt - a.startedAt);
      return [...new Set(latest.flatMap((entry) => entry.tags))].slice(0, limit ?? 50);
    },
    complete: async ({ text = "", limit }) => {
      const words = text.trim().toLowerCase();
      const name = /@(\S*)$/.exec(text)?.[1]?.toLowerCase();
      const projects = [...book.projects.values()]
        .filter((row) => row.name.toLowerCase().startsWith(name ?? words) && (name !== undefined || words !== ""))
        .map((row): SuggestionView => ({ kind: "project", title: row.name, task: null, project: row, ...none }));
      if (name !== undefined) return projects.slice(0, limit ?? 8);
      const done = recents().filter((row) => `${row.title} ${row.task?.reference}`.toLowerCase().includes(words));
      const known = new Set(done.map((row) => row.task?.id));
      const todo = ordered(words, false)
        .filter((row) => !known.has(row.id) && words !== "")
        .map((row): SuggestionView => {
          const { title, project, ...rest } = taskView(book, row, now());
          return { kind: "task", title, task: { id: rest.id, title, reference: rest.reference }, project, ...none };
        });
      return [...done, ...todo, ...projects].slice(0, limit ?? 8);
    },
  };
}
