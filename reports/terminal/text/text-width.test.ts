import { expect, test } from "vitest";
import { padEnd, padStart, textWidth, truncate } from "./text-width.ts";

test.each([
  ["plain", 5],
  ["", 0],
  ["Zoë", 3],
  ["Zoe\u0308", 3],
  ["日本", 4],
  ["한글", 4],
  ["ｆｕｌｌ", 8],
  ["👩‍👩‍👧", 2],
  ["🇩🇪", 2],
  ["✓ ✗ ! ○ · …", 11],
  ["❤️", 2],
  ["a\u200bb", 2],
  ["ｱｲｳ", 3],
  ["ﾊﾞ", 2],
  ["㈱", 2],
  ["ㄅㄆ", 4],
  ["꒰", 2],
  ["1️⃣", 2],
  ["\u302a", 0],
  ["\u001b[31mred\u001b[39m", 3],
])("%j takes %i columns", (text, columns) => {
  expect(textWidth(text)).toBe(columns);
});

test("texts are filled up by columns, not by characters", () => {
  expect(padEnd("日", 4)).toBe("日  ");
  expect(padStart("日", 4)).toBe("  日");
  expect(padEnd("too long", 3)).toBe("too long");
});

test("a text is cut between characters that readers see", () => {
  expect(truncate("abcdef", 4, "…")).toBe("abc…");
  expect(truncate("abcd", 4, "…")).toBe("abcd");
  expect(truncate("日本語", 4, "…")).toBe("日…");
  expect(truncate("a👩‍👩‍👧b👩‍👩‍👧", 4, "…")).toBe("a👩‍👩‍👧…");
});
