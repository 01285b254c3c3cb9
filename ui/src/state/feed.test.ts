import { expect, test } from "vitest";
import { notice } from "../host/fake/work-seed";
import { grouped } from "./feed.svelte";

const told = (reference: string, origin: string, isRead = false) => ({
  ...notice(["assigned", null, reference, "Retry", "2026-11-20T09:00:00Z", isRead], 0),
  origin,
});

test("notices stand by repository, the one with the latest first, with how much is unread", () => {
  const web = "https://github.com";
  const groups = grouped([told("acme/web#2", web), told("acme/api#1", web), told("acme/web#1", web, true)]);
  expect(groups.map(({ heading, notices, unread }) => [heading, notices.length, unread])).toEqual([
    ["acme/web", 2, 1],
    ["acme/api", 1, 1],
  ]);
});

test("repositories of one name on two hosts stand apart and say where they lie", () => {
  const groups = grouped([told("acme/api#1", "https://github.com"), told("acme/api#1", "https://git.acme.example")]);
  expect(groups.map(({ heading }) => heading)).toEqual(["acme/api · github.com", "acme/api · git.acme.example"]);
  expect(new Set(groups.map(({ key }) => key)).size).toBe(2);
});
