/** What the day in memory consists of. Rows are never changed in place, so that a copy of the maps is a copy of all. */
import type { GapView, PriorityName, ProblemView, SettingsView, StatusName, WorkView } from "../host";

export interface EntryRow {
  id: string;
  description: string;
  task: string | null;
  project: string | null;
  startedAt: number;
  endedAt: number | null;
  zone: string;
  tags: string[];
  isBillable: boolean;
}

export interface TaskRow {
  id: string;
  title: string;
  project: string | null;
  priority: PriorityName;
  status: StatusName;
  reference: string | null;
  url: string | null;
  work: WorkView | null;
}

export interface ProjectRow {
  id: string;
  name: string;
  colour: string;
  client: string | null;
  isBillable: boolean;
  isArchived: boolean;
}

/** Everything that `undo` can take back. */
export interface Rows {
  entries: Map<string, EntryRow>;
  tasks: Map<string, TaskRow>;
  projects: Map<string, ProjectRow>;
}

/** Everything else. */
export interface Book extends Rows {
  settings: SettingsView;
  gap: GapView | null;
  problems: ProblemView[];
  configProblems: string[];
}

export const copyOf = (rows: Rows): Rows => ({
  entries: new Map(rows.entries),
  tasks: new Map(rows.tasks),
  projects: new Map(rows.projects),
});

/** Why a request is not granted, as the engine would say it. */
export const refuse = (message: string, hint: string | null = null) => ({ code: "refused" as const, message, hint });

/** An entry as an id names it. */
export function get<T>(rows: Map<string, T>, id: string | null | undefined, what: string): T {
  const row = id ? rows.get(id) : undefined;
  if (!row) throw { code: "notFound", message: `This ${what} is not there any more.`, hint: null };
  return row;
}
