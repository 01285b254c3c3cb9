import { expect, test } from "vitest";
import { issue } from "../../host/fake/work-seed";
import type { TaskView, WorkWhy } from "../../host/host";
import { byWhy } from "./groups";

const task = (id: string, whys: WorkWhy[] | null): TaskView =>
  ({ id, work: whys && issue("acme/api", { whys }) }) as TaskView;
const shown = (tasks: TaskView[]) => byWhy(tasks).map(({ name, tasks: of }) => `${name}: ${of.map(({ id }) => id)}`);

test("tasks are grouped by why they wait, and keep their order within a group", () => {
  const tasks = [
    task("a", null),
    task("b", ["followed"]),
    task("c", ["reviewRequested"]),
    task("d", []),
    task("e", ["assigned"]),
    task("f", ["mentioned"]),
    task("g", ["authored"]),
    task("h", ["reviewRequested"]),
  ];
  expect(shown(tasks)).toEqual([
    "Assigned to me: e",
    "Waiting for my review: c,h",
    "My pull requests: g",
    "Mentioned: f",
    "Followed: b",
    "My own: a",
    "Waiting for me no more: d",
  ]);
});

test("of several whys the first decides, whatever order they are told in", () => {
  expect(shown([task("a", ["mentioned", "assigned"]), task("b", ["followed", "authored"])])).toEqual([
    "Assigned to me: a",
    "My pull requests: b",
  ]);
});
