import { expect, test } from "vitest";
import { completed, halfTyped, onlyProject, projectsLike, tagsLike } from "./half-typed";

test.each([
  ["Fix @", "project"],
  ["Fix @pl", "project"],
  ['Fix @"two wo', "project"],
  ["Fix #", "tag"],
  ["Fix #de", "tag"],
  ["#de", "tag"],
  ["Fix #4", null],
  ["Fix acme/api#42", null],
  ["Fix #deep ", null],
  ["mona@example.org", null],
])("what is half typed in “%s”", (line, what) => expect(halfTyped(line)).toBe(what));

test("the half typed end gives way, what stands before it stays", () => {
  expect(completed("Fix @pl", "@platform ")).toBe("Fix @platform ");
  expect(completed("#de", "#deep ")).toBe("#deep ");
  expect(completed("Fix #de", "#$1deep ")).toBe("Fix #$1deep ");
});

test("labels are offered by their beginning, in their order, but those that stand there already", () => {
  const offered = (line: string) => tagsLike(line, ["deep", "daily", "Design", "late"]).map(({ title }) => title);
  expect(offered("Fix #d")).toEqual(["#deep", "#daily", "#Design"]);
  expect(offered("Fix #deep #DE")).toEqual(["#Design"]);
  expect(offered("Fix #x")).toEqual([]);
});

const project = (name: string, isArchived = false) =>
  ({ id: name, name, colour: "teal", isArchived, client: null, isBillable: false, openTasks: 0 }) as never;

test("one project is meant where only it begins so, or only it has what was typed", () => {
  const meant = (line: string) => onlyProject(line, [project("api"), project("platform"), project("ops")])?.title;
  expect(["@a", "Fix @atf", "Fix @o", '@"op'].map(meant)).toEqual(["api", "platform", "ops", "ops"]);
  expect(["@", "@p", "@api", "@x", "api", "@a b"].map(meant)).toEqual([undefined, "platform", ...Array(4)]);
});

test("projects are offered where the name has what was typed, its beginning first, archived ones not", () => {
  const offered = projectsLike("Fix @pl", [project("Sample"), project("platform"), project("Planet", true)]);
  expect(offered.map(({ title }) => title)).toEqual(["platform", "Sample"]);
});
