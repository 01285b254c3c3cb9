import { expect, test, vi } from "vitest";
import { Zoom, after } from "./zoom";

test("the size goes up and down in steps, and back", () => {
  expect([after(100, "+"), after(100, "="), after(100, "-"), after(175, "0")]).toEqual([110, 110, 90, 100]);
  expect([after(120, "+"), after(120, "-")]).toEqual([125, 110]);
  expect([after(300, "+"), after(50, "-"), after(100, "k")]).toEqual([300, 50, undefined]);
});

test("a key changes the size at once, and the settings keep it", () => {
  const [shown, kept]: [number[], number[]] = [[], []];
  const keep = (percent: number) => Promise.resolve(void kept.push(percent));
  const zoom = new Zoom((percent) => shown.push(percent), keep);
  zoom.follow(110);
  zoom.press("+");
  zoom.press("+");
  expect([shown, kept]).toEqual([
    [110, 125, 150],
    [125, 150],
  ]);
});

test("what the settings said before the last key was kept is passed over, what they say afterwards is not", async () => {
  const shown: number[] = [];
  let done = () => {};
  const zoom = new Zoom(
    (percent) => shown.push(percent),
    () => new Promise((resolve) => (done = resolve)),
  );
  zoom.press("+");
  zoom.follow(100);
  expect(shown).toEqual([110]);
  done();
  await vi.waitFor(() => {
    zoom.follow(200);
    expect(shown).toEqual([110, 200]);
  });
});
