import { flushSync } from "svelte";
import { expect, test, vi } from "vitest";
import { fakeHost } from "../host/fake";
import { text } from "../host/fake/text";
import { linked } from "../parts/spans";
import { Feed } from "./feed.svelte";
import { Opened } from "./opened.svelte";
import { Tasks } from "./tasks.svelte";

const settled = () => new Promise((resolve) => setTimeout(resolve));

test("the feed is asked a hundred at a time, and what came meanwhile stands once", async () => {
  const host = fakeHost("work-many");
  const feed = new Feed(host);
  feed.asked.use();
  await settled();
  expect([feed.asked.value?.notices.length, feed.hasMore]).toEqual([100, true]);
  feed.more();
  feed.more();
  await settled();
  expect([feed.asked.value?.notices.length, feed.hasMore]).toEqual([260, false]);
  flushSync();
  expect(feed.groups.map(({ place }) => place)).toEqual(["acme/web", "acme/api"]);
});

test("another filter begins at the first page", async () => {
  const host = fakeHost("work-many");
  const feed = new Feed(host);
  feed.asked.use();
  await settled();
  feed.more();
  const asked = vi.spyOn(host, "listFeed");
  feed.onlyUnread = true;
  await settled();
  expect(asked.mock.lastCall?.[0]).toMatchObject({ onlyUnread: true, offset: 0 });
  expect(feed.asked.value?.total).toBe(41);
});

test("a row that is as it was stays the same object when others change", async () => {
  const host = fakeHost("work");
  const tasks = new Tasks(host);
  tasks.asked.use();
  await settled();
  const before = [tasks.at(0), tasks.at(1)];
  await host.editTask({ id: "t2", task: { title: "Named otherwise", status: "inProgress", priority: "medium" } });
  await tasks.asked.refresh();
  expect(tasks.at(0)).toBe(before[0]);
  expect(tasks.at(1)).not.toBe(before[1]);
});

test("an answer under another filter is dropped", async () => {
  const host = fakeHost("work-many");
  const tasks = new Tasks(host);
  tasks.asked.use();
  await settled();
  const late = tasks.look("More to do", 4000, 4010);
  tasks.service = "own";
  await late;
  await settled();
  expect(tasks.at(4000)).toBeUndefined();
  expect(tasks.at(0)?.work).toBeNull();
});

test("the first ones to do are known whole, and a later page is asked where it is looked at", async () => {
  const host = fakeHost("work-many");
  const tasks = new Tasks(host);
  tasks.asked.use();
  await settled();
  const inProgress = tasks.counts?.inProgress ?? 0;
  expect(inProgress + tasks.firsts.length).toBe(400);
  expect(tasks.firsts.every(({ status }) => status === "todo")).toBe(true);
  expect(tasks.at(5000)).toBeUndefined();
  await tasks.look("More to do", 4999, 5001);
  expect(tasks.at(5000)?.status).toBe("todo");
  expect(inProgress + tasks.firsts.length).toBe(400);
});

test("a short list is asked in one page", async () => {
  const host = fakeHost("work");
  const asked = vi.spyOn(host, "listTasks");
  const tasks = new Tasks(host);
  tasks.asked.use();
  await settled();
  expect(asked.mock.calls.map(([request]) => [request.offset, request.limit])).toEqual([[0, 1], [0, 200]]); // prettier-ignore
  expect(tasks.firsts).toHaveLength(7);
});

test("opening a task asks its service, and a refusal is not the page's", async () => {
  const host = fakeHost("work");
  vi.spyOn(host, "refreshTask").mockRejectedValue({ code: "refused", message: "offline", hint: null });
  const opened = new Opened(host);
  opened.show("t1");
  await settled();
  expect(opened.detail?.task.id).toBe("t1");
  opened.close();
  expect([opened.id, opened.detail]).toEqual([null, null]);
});

test("stretches of one link are drawn together", () => {
  const link = { link: 3, leadsTo: "example.org" };
  const runs = linked([text("see "), text("the ", link), text("log", { ...link, isStrong: true }), text(".")]);
  expect(runs.map((run) => [run.link, run.runs.length])).toEqual([[null, 1], [3, 2], [null, 1]]); // prettier-ignore
});
