/** What there is to do, by why it waits: the first why of a task decides, in this order. */
import type { TaskView, WorkWhy } from "../../host/host";

export interface Group {
  name: string;
  tasks: TaskView[];
}

const whys: [WorkWhy, string][] = [
  ["assigned", "Assigned to me"],
  ["reviewRequested", "Waiting for my review"],
  ["authored", "My pull requests"],
  ["mentioned", "Mentioned"],
  ["followed", "Followed"],
];
const own = "My own";
const offList = "Waiting for me no more";
const names = [...whys.map(([, name]) => name), own, offList];

function nameOf({ work }: TaskView): string {
  if (!work) return own;
  return whys.find(([why]) => work.whys.includes(why))?.[1] ?? offList;
}

/** The groups that are not empty; within one, tasks stay in the order they came in. */
export function byWhy(tasks: TaskView[]): Group[] {
  const groups = new Map(names.map((name): [string, TaskView[]] => [name, []]));
  for (const task of tasks) groups.get(nameOf(task))?.push(task);
  return [...groups].map(([name, of]) => ({ name, tasks: of })).filter((group) => group.tasks.length > 0);
}
