import { expect, test } from "vitest";
import { Zoom, after } from "./zoom";

test("the size goes up and down in steps, and back", () => {
  expect([after(100, "+"), after(100, "="), after(100, "-"), after(175, "0")]).toEqual([110, 110, 90, 100]);
  expect([after(300, "+"), after(50, "-"), after(100, "k")]).toEqual([300, 50, undefined]);
});

test("the next window is as large as the last", () => {
  localStorage.clear();
  const shown: number[] = [];
  const zoom = new Zoom((percent) => shown.push(percent));
  zoom.press("+");
  zoom.press("+");
  new Zoom((percent) => shown.push(percent));
  expect(shown).toEqual([110, 125, 125]);
  localStorage.clear();
});
