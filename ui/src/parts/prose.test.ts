import { expect, test } from "vitest";
import type { BlockView } from "../host/host";
import { headings } from "./prose";

const block = (level: number): BlockView => ({
  kind: level ? "heading" : "paragraph",
  level,
  spans: [],
  blocks: [],
  isTicked: null,
});

const drawn = (levels: number[]) => headings(levels.map(block)).filter((_, at) => levels[at] !== 0);

test("no level of headings is passed over", () => {
  expect(drawn([2, 0, 4, 3, 1])).toEqual([3, 4, 4, 3]);
  expect(drawn([2, 2, 3])).toEqual([3, 3, 4]);
  expect(drawn([6, 1, 2, 3, 4, 5])).toEqual([3, 3, 4, 5, 6, 6]);
  expect(drawn([1, 6, 6, 2])).toEqual([3, 4, 4, 4]);
  expect(drawn([])).toEqual([]);
});
