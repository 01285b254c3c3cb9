import { expect, test } from "vitest";
import { discardWords, gapQuestion } from "./gap-words";

test.each([
  [60, "The timer went on for this minute. Was it work?"],
  [7 * 60 + 59, "The timer went on for these 7 min. Was it work?"],
  [3600, "The timer went on for this hour. Was it work?"],
  [3 * 3600, "The timer went on for these 3 h. Was it work?"],
  [0, "Is the timer still right?"],
])("%d seconds are asked about as one speaks", (seconds, words) => expect(gapQuestion(seconds)).toBe(words));

test("what would be thrown away is named, a long name cut", () => {
  expect(discardWords("Mail", 7 * 60)).toBe("Discard all 0:07 of “Mail”");
  expect(discardWords("word ".repeat(20), 3600)).toBe("Discard all 1:00 of “word word word word word word w…”");
});
