import { expect, test } from "vitest";
import { fakeHost } from "./fake";
import type { EntryForm } from "./host";

const day = async (host: ReturnType<typeof fakeHost>) => (await host.getDay({})).entries;
const form = (entry: Awaited<ReturnType<typeof day>>[number], change: Partial<EntryForm> = {}): EntryForm => ({
  description: entry.description,
  task: entry.task?.id ?? null,
  project: entry.project?.id ?? null,
  startedAt: entry.startedAt,
  endedAt: entry.endedAt,
  zone: entry.zone,
  tags: entry.tags,
  isBillable: entry.isBillable,
  ...change,
});

test("the day is the one of the drawings", async () => {
  const view = await fakeHost().getDay({});
  expect(view.totalSeconds).toBe((5 * 60 + 49) * 60 + 7);
  expect(view.gaps.map((gap) => gap.seconds)).toEqual([45 * 60]);
});

test("starting ends what runs at the same instant", async () => {
  const host = fakeHost();
  host.pass(60_000);
  await host.startFromText({ text: "Call mona @team #phone" });
  const [before, running] = (await day(host)).slice(-2);
  expect(running).toMatchObject({ description: "Call mona", tags: ["phone"], endedAt: null });
  expect(before?.endedAt).toBe(running?.startedAt);
});

test("what runs already is not cut in two", async () => {
  const host = fakeHost();
  await host.startFromText({ text: "Call mona @team" });
  const before = await day(host);
  host.pass(60_000);
  const { label, canUndo } = await host.startFromText({ text: "Call mona @team" });
  expect([label, canUndo]).toEqual(["“Call mona” is running already", false]);
  expect((await day(host)).length).toBe(before.length);
});

test("the entry written last trims the others, and undo restores them", async () => {
  const host = fakeHost();
  const before = await day(host);
  const standup = before[2];
  const next = before[3];
  if (!standup || !next) throw new Error("no such entries");
  const wider = form(standup, { endedAt: next.startedAt.replace("11:00", "11:20") });
  const { consequences } = await host.previewEntry({ id: standup.id, entry: wider });
  expect(consequences[0]?.sentence).toBe("“Retry budget for webhooks” starts at 11:20 instead of 11:00.");
  await host.editEntry({ id: standup.id, entry: wider });
  expect((await day(host))[3]?.startedAt).toContain("11:20");
  await host.undo({});
  expect(await day(host)).toEqual(before);
  await host.redo({});
  expect((await day(host))[3]?.startedAt).toContain("11:20");
});

test("what cannot be is refused, and nothing changes", async () => {
  const host = fakeHost();
  const before = await day(host);
  const first = before[0];
  if (!first) throw new Error("no such entry");
  const backwards = form(first, { endedAt: first.startedAt });
  await expect(host.editEntry({ id: first.id, entry: backwards })).rejects.toMatchObject({ code: "refused" });
  await expect(host.startFromText({ text: "x @nobody" })).rejects.toMatchObject({ code: "refused" });
  expect(await day(host)).toEqual(before);
});

test("hearers are told what to ask again", async () => {
  const host = fakeHost();
  const heard: string[] = [];
  await host.listen({ changed: (topic) => heard.push(topic), connection: () => undefined, navigate: () => undefined });
  await host.stopTimer({});
  await Promise.resolve();
  expect(heard).toContain("entries");
});
