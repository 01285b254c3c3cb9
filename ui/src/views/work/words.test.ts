import { expect, test } from "vitest";
import { issue } from "../../host/fake/work-seed";
import type { WorkView } from "../../host/host";
import { filterOf, filtersOf, priorityWords, rulesWords, takesWords } from "../settings/work/words";
import { isLong, syncOf } from "./sync";
import { rowWords, signsOf, spacedReference, splitReference, stateLook, whyWords } from "./words";

const work = (told: Partial<WorkView> = {}) => issue("acme/api", told);

test.each<[Partial<WorkView>, string, string]>([
  [{}, "issue", "Open"],
  [{ kind: "pullRequest" }, "branch", "Open"],
  [{ kind: "pullRequest", state: "draft" }, "draft", "Draft"],
  [{ kind: "pullRequest", state: "merged" }, "merge", "Merged"],
  [{ kind: "pullRequest", state: "closed" }, "cross", "Closed"],
  [{ state: "closed" }, "done", "Closed"],
  [{ state: "unknown" }, "unknown", "State unknown"],
  [{ isOutOfReach: true }, "lock", "Out of reach"],
  [{ isOutOfReach: true, isDeleted: true }, "cross", "Deleted"],
])("every state has a shape and a word: %o", (told, icon, word) => {
  expect(stateLook(work(told))).toMatchObject({ icon, word });
});

test("a row shows only what asks for something, and of open ones only", () => {
  const pull = work({ kind: "pullRequest", review: "changesRequested", checks: "failing" });
  expect(signsOf(pull).map(({ word }) => word)).toEqual(["Changes requested", "Checks fail"]);
  expect(signsOf({ ...pull, review: "awaited", checks: "passing" })).toEqual([]);
  expect(signsOf({ ...pull, state: "merged" })).toEqual([]);
});

test("why it waits is said, and that it waits no more", () => {
  expect(whyWords(work({ whys: ["assigned", "mentioned"] }))).toBe("assigned to you, you were mentioned");
  expect(whyWords(work({ whys: [] }))).toBe("waits for you no more");
  expect(whyWords(work({ whys: [], state: "closed" }))).toBe("");
  expect(rowWords(work({ whys: [] }))).toEqual(["off your list"]);
  expect(rowWords(work({ kind: "pullRequest", state: "draft", whys: ["reviewRequested"] }))).toEqual([
    "draft",
    "by hubot",
  ]);
});

test("a reference is broken before its number", () => {
  expect([spacedReference("acme/api#42"), spacedReference("acme/web!7"), spacedReference("#3")]).toEqual([
    "acme/api #42",
    "acme/web !7",
    "#3",
  ]);
  expect([splitReference("acme/api#42"), splitReference("acme/web !7"), splitReference("#3"), splitReference("A-1")]).toEqual(
    [["acme/api", "#42"], ["acme/web", "!7"], ["", "#3"], ["A-1", ""]],
  ); // prettier-ignore
});

test("filters are parted by commas, once each, and a dash leaves out", () => {
  expect(filtersOf(" bug, -wontfix ,Bug,, -", ["bug"])).toEqual(["bug", "-wontfix"]);
  expect(filterOf("-wontfix")).toEqual({ isNot: true, name: "wontfix" });
});

test("the card says in a few words how its options stand", () => {
  const options = {
    takesIssues: true, takesReviews: false, takesOwn: true, takesMentions: false,
    labels: ["-wontfix"], places: [], authors: [], marksRead: true,
  }; // prettier-ignore
  expect(takesWords(options)).toBe("issues, your own; 1 filter");
  expect(takesWords({ ...options, takesIssues: false, takesOwn: false, labels: [] })).toBe("nothing");
  const rules = [
    { label: "bug", priority: "high" as const },
    { label: "critical", priority: "high" as const },
    { label: "enhancement", priority: "medium" as const },
  ];
  const usual = { project: null, rules, isUsual: true };
  expect(rulesWords(usual)).toBe("bug, critical: high; enhancement: medium; else low");
  const api = { project: { id: "p", name: "api", colour: "blue" }, rules: [], isUsual: false };
  expect(priorityWords([usual, api])).toBe("the usual ones, others for 1 project");
});

test("of several accounts the one that fails is named first, and one that rests says nothing", () => {
  const sync = {
    isRunning: false,
    job: null,
    at: "2026-11-20T15:00:00Z",
    isFine: true,
    message: "3 new",
    nextAt: null,
  };
  const account = (host: string, told: Partial<typeof sync>, isPaused = false) =>
    ({ service: "github", host, isPaused, sync: { ...sync, ...told } }) as never;
  const good = account("github.com", {});
  const bad = account("git.acme.example", { isFine: false, message: "no answer" });
  expect(syncOf([good, bad])).toMatchObject({ isFine: false, message: "git.acme.example: no answer" });
  expect(syncOf([good, account("x", { isFine: false, message: "no" }, true)])).toMatchObject({ message: "3 new" });
  expect(syncOf([bad]).message).toBe("no answer");
});

test("where all rest, only when they were read last is known", () => {
  const sync = { isRunning: false, job: null, at: "2026-11-20T15:00:00Z", isFine: false, message: "no", nextAt: null };
  const account = { service: "github", host: "github.com", isPaused: true, sync } as never;
  expect(syncOf([account])).toMatchObject({ isPaused: true, at: sync.at, isFine: true, message: "" });
  expect(syncOf([]).isPaused).toBe(false);
});

test("what takes more than a line is known by its sentences or its length", () => {
  expect(isLong("3 new, 1 changed, 2 closed, 1 skipped (label wontfix)")).toBe(false);
  expect(isLong("Nothing new.")).toBe(false);
  expect(isLong("acme/api is out of reach. acme/web was renamed.")).toBe(true);
  expect(isLong("acme/api: gone\nacme/web: renamed")).toBe(true);
});
