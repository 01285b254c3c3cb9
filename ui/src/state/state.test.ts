import { flushSync } from "svelte";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeHost } from "../host/fake";
import type { EntryView } from "../host/host";
import { Asked } from "./asked.svelte";
import { Clock } from "./clock.svelte";
import { Day } from "./day.svelte";
import { Draft } from "./draft.svelte";
import { Tasks } from "./tasks.svelte";
import { Writing } from "./writing.svelte";
import { hereZone } from "../time/zone";

const minute = 60_000;
const settled = () => new Promise((resolve) => setTimeout(resolve));
async function entry(host: ReturnType<typeof fakeHost>, at: number): Promise<EntryView> {
  const found = (await host.getDay({})).entries.at(at);
  if (!found) throw new Error("no such entry");
  return found;
}

test("the days go no further than today, and are today's again from there", async () => {
  const host = fakeHost();
  const days = new Day(host);
  await days.asked.refresh();
  days.step(-1);
  expect(days.chosen).toBe("2026-11-19");
  days.step(1);
  days.step(1);
  expect(days.chosen).toBe(null);
});

test("an answer that was overtaken is dropped", async () => {
  const answers: ((value: string) => void)[] = [];
  const asked = new Asked<string>([], () => new Promise((resolve) => answers.push(resolve)));
  asked.use();
  void asked.refresh();
  answers[1]?.("new");
  answers[0]?.("old");
  await settled();
  expect(asked.value).toBe("new");
});

test("a failed question keeps the last answer and says why", async () => {
  let isWell = true;
  const asked = new Asked<string>([], async () => {
    if (isWell) return "known";
    throw { code: "notRunning", message: "Stint is not running.", hint: null };
  });
  await asked.refresh();
  isWell = false;
  await asked.refresh();
  expect([asked.value, asked.error?.code]).toEqual(["known", "notRunning"]);
});

describe("the clock", () => {
  const hide = (hidden: boolean) => {
    vi.spyOn(document, "hidden", "get").mockReturnValue(hidden);
    document.dispatchEvent(new Event("visibilitychange"));
  };
  beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => void vi.useRealTimers());

  test("ticks each second while the timer runs and nobody hides the page", () => {
    const clock = new Clock(() => Date.now());
    const stop = clock.start();
    clock.follow(999_300);
    vi.advanceTimersByTime(300);
    expect(clock.now).toBe(1_000_300);
    vi.advanceTimersByTime(1000);
    expect(clock.now).toBe(1_001_300);
    hide(true);
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(5000);
    hide(false);
    expect(clock.now).toBe(1_006_300);
    stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});

test("the total of today grows with what runs", async () => {
  const host = fakeHost();
  const day = new Day(host);
  await day.asked.refresh();
  expect(day.totalAt(host.now() + 10 * minute) - day.totalAt(host.now())).toBe(600);
  day.step(-1);
  await settled();
  expect(day.view?.date).toBe("2026-11-19");
  expect(day.totalAt(host.now() + 10 * minute)).toBe(day.view?.totalSeconds);
});

describe("an entry whose edges are moved", () => {
  test("previews its neighbours and writes once", async () => {
    const host = fakeHost();
    const draft = new Draft(host);
    const standup = await entry(host, 2);
    draft.take(standup);
    draft.move("end", Date.parse(standup.endedAt ?? "") + 10 * minute);
    await settled();
    expect(draft.consequences[0]?.sentence).toContain("starts at 11:10 instead of 11:00");
    const write = draft.commit();
    expect(draft.commit()).toBeNull();
    await write?.();
    expect((await entry(host, 2)).seconds).toBe(30 * 60);
  });

  test("stays a minute from its other edge and never reaches beyond now", async () => {
    const host = fakeHost();
    const draft = new Draft(host);
    const standup = await entry(host, 2);
    draft.take(standup);
    draft.move("end", 0);
    expect(draft.endedAt).toBe(draft.startedAt + minute);
    draft.move("end", host.now() + minute);
    expect(draft.endedAt).toBe(host.now());
  });

  test("writes nothing where it is let go as it was", async () => {
    const host = fakeHost();
    const draft = new Draft(host);
    const standup = await entry(host, 2);
    draft.take(standup);
    draft.move("start", Date.parse(standup.startedAt));
    expect(draft.commit()).toBeNull();
  });
});

describe("the editor", () => {
  test("sends untouched times back word for word", async () => {
    const host = fakeHost();
    const exact = { ...(await entry(host, 1)), startedAt: "2026-11-20T09:05:12.345+01:00" };
    expect(new Writing(host, exact, null).form?.startedAt).toBe(exact.startedAt);
  });

  test("takes an end before the start for the next day, where that has come", async () => {
    const host = fakeHost();
    const writing = new Writing(host, { ...(await entry(host, 0)), zone: "UTC" }, null);
    writing.startedAt = "2026-11-19T23:10:00+00:00";
    writing.endedAt = "2026-11-19T00:30:00+00:00";
    writing.wrap();
    expect(writing.endedAt).toBe("2026-11-20T00:30:00+00:00");
    expect(writing.crossesMidnight).toBe(true);
    writing.moveTo("2026-11-17");
    expect([writing.startedAt, writing.endedAt]).toEqual(["2026-11-17T23:10:00+00:00", "2026-11-18T00:30:00+00:00"]);
  });

  test("what is refused of an end that stands for the next day does not hold it back", async () => {
    const host = fakeHost();
    host.previewEntry = () =>
      Promise.reject({ code: "refused", message: "It would end before it starts.", hint: null });
    const writing = new Writing(host, { ...(await entry(host, 0)), zone: "UTC" }, null);
    writing.startedAt = "2026-11-18T22:00:00+00:00";
    writing.endedAt = "2026-11-18T01:00:00+00:00";
    await writing.preview();
    expect(writing.canSave).toBe(true);
    writing.endedAt = "2026-11-18T23:00:00+00:00";
    await writing.preview();
    expect(writing.canSave).toBe(false);
  });

  test("a new entry is written with the name of its zone, an old one keeps its own", async () => {
    const host = fakeHost();
    const gap = { startedAt: "2026-11-20T09:00:00+01:00", endedAt: "2026-11-20T10:00:00+01:00", seconds: 3600 };
    const writing = new Writing(host, null, gap);
    expect([writing.form?.zone, writing.whole?.zone]).toEqual([null, hereZone()]);
    const old = { ...(await entry(host, 1)), zone: "Asia/Tokyo" };
    expect(new Writing(host, old, null).whole?.zone).toBe("Asia/Tokyo");
  });

  test("reads tags with and without their sign", async () => {
    const host = fakeHost();
    const writing = new Writing(host, await entry(host, 0), null);
    writing.tags = "#deep, review";
    expect(writing.form?.tags).toEqual(["deep", "review"]);
  });
});

describe("tasks", () => {
  test("ten thousand are known by number, and asked only where somebody looks", async () => {
    const host = fakeHost("many");
    const asked = vi.spyOn(host, "listTasks");
    const tasks = new Tasks(host);
    tasks.asked.use();
    await settled();
    flushSync();
    const counts = tasks.counts;
    expect((counts?.inProgress ?? 0) + (counts?.todo ?? 0) + (counts?.done ?? 0)).toBe(10_008);
    expect(counts?.done).toBe(2002);
    asked.mockClear();
    expect(tasks.at(6000)).toBeUndefined();
    await tasks.look("To do", 5990, 6010);
    expect(tasks.at(6000)).toBeDefined();
    expect(asked.mock.calls.length).toBeLessThanOrEqual(2);
  });

  test("a filter counts what it lets through", async () => {
    const tasks = new Tasks(fakeHost());
    tasks.asked.use();
    tasks.text = "acme/platform";
    await settled();
    expect(tasks.counts).toEqual({ inProgress: 1, todo: 0, done: 0 });
  });
});
