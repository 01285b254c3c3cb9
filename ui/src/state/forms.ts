/** What is shown, as what may be written. */
import type { EntryForm, EntryView, ProjectForm, ProjectView, TaskForm, TaskView } from "../host/host";

/** An entry as it stands; its times go back word for word, or a neighbour would be trimmed by a second. */
export const formOf = (entry: EntryView): EntryForm => ({
  description: entry.description,
  task: entry.task?.id ?? null,
  project: entry.project?.id ?? null,
  startedAt: entry.startedAt,
  endedAt: entry.endedAt,
  zone: entry.zone,
  tags: entry.tags,
  isBillable: entry.isBillable,
});

/** A task as it stands, or an empty one. */
export const taskFormOf = (task: TaskView | null): TaskForm => ({
  title: task?.title ?? "",
  project: task?.project?.id ?? null,
  priority: task?.priority ?? "medium",
  status: task?.status ?? "todo",
  reference: task?.reference ?? null,
  url: task?.url ?? null,
});

/** A project as it stands, or an empty one. */
export const projectFormOf = (project: ProjectView | null): ProjectForm => ({
  name: project?.name ?? "",
  colour: project?.colour ?? null,
  client: project?.client ?? null,
  isBillable: project?.isBillable ?? false,
  isArchived: project?.isArchived ?? false,
});
