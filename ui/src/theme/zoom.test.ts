import { expect, test, vi } from "vitest";
import { Zoom, after } from "./zoom";

/** One whose keys are kept when `done` is called. */
function zoomed() {
  const [shown, kept]: [number[], number[]] = [[], []];
  let done = () => {};
  const keep = (percent: number) => {
    kept.push(percent);
    return new Promise<void>((resolve) => (done = resolve));
  };
  const zoom = new Zoom((percent) => shown.push(percent), keep);
  zoom.follow(100);
  return { zoom, shown, kept, done: () => done() };
}

test("the size goes up and down in steps, and back", () => {
  expect([after(100, "+"), after(100, "="), after(100, "-"), after(175, "0")]).toEqual([110, 110, 90, 100]);
  expect([after(120, "+"), after(120, "-")]).toEqual([125, 110]);
  expect([after(300, "+"), after(50, "-"), after(100, "k")]).toEqual([300, 50, undefined]);
});

test("a key changes the size at once and the settings keep it, but where it changes nothing", () => {
  const { zoom, shown, kept } = zoomed();
  zoom.press("+");
  zoom.press("+");
  zoom.press("0");
  expect(zoom.press("0")).toBe(true);
  expect([shown, kept]).toEqual([
    [100, 110, 125, 100],
    [110, 125, 100],
  ]);
});

test("what the settings say anew is shown, what they say again is not", () => {
  const { zoom, shown } = zoomed();
  zoom.press("+");
  zoom.follow(100);
  zoom.follow(150);
  expect(shown).toEqual([100, 110]);
});

test("while a key is being kept its own news is none, another window's is shown afterwards", async () => {
  const { zoom, shown, done } = zoomed();
  zoom.press("+");
  zoom.follow(110);
  expect(shown).toEqual([100, 110]);
  zoom.follow(200);
  done();
  await vi.waitFor(() => expect(shown).toEqual([100, 110, 200]));
});

test("a size that could not be kept holds until the settings say something new", async () => {
  const shown: number[] = [];
  const zoom = new Zoom(
    (percent) => shown.push(percent),
    () => Promise.reject(new Error("disk full")),
  );
  zoom.follow(100);
  zoom.press("+");
  await vi.waitFor(() => {
    zoom.follow(100);
    expect(shown).toEqual([100, 110]);
  });
  zoom.follow(150);
  await vi.waitFor(() => expect(shown.at(-1)).toBe(150));
});
