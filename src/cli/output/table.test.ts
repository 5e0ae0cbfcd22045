import { expect, it } from "vitest";
import { toTable } from "./table.ts";
import { wrapText } from "./wrap-text.ts";

it("aligns columns and leaves the last one as it is", () => {
  expect(
    toTable([
      ["a", "long cell", "x"],
      ["bbb", "c", ""],
    ]),
  ).toEqual(["  a    long cell  x", "  bbb  c"]);
  expect(toTable([])).toEqual([]);
});

it("breaks a line at blanks and keeps its indentation", () => {
  expect(wrapText("  one two three", 9)).toEqual(["  one two", "  three"]);
  expect(wrapText("short", 9)).toEqual(["short"]);
  expect(wrapText("  https://a.very.long/url", 9)).toEqual(["  https://a.very.long/url"]);
});
