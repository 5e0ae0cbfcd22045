import { expect, it } from "vitest";
import { toTable } from "./table.ts";
import { wrapText } from "./wrap-text.ts";

it("aligns columns and leaves the last one as it is where there is room", () => {
  const rows = [
    ["a", "long cell", "x"],
    ["bbb", "c", ""],
    ["日本", "d", "y"],
  ];
  expect(toTable(rows, Infinity)).toEqual([["  a     long cell  x"], ["  bbb   c"], ["  日本  d          y"]]);
  expect(toTable([], Infinity)).toEqual([]);
});

it("breaks the last column where the line is full", () => {
  expect(toTable([["users", "7 checks", "create, read, replace, patch and delete"]], 50)).toEqual([
    ["  users  7 checks  create, read, replace, patch", "                   and delete"],
  ]);
});

it("puts the last column below the others where there is little room beside them", () => {
  expect(toTable([["users.create.location", "must", "The answer has a Location header"]], 40)).toEqual([
    ["  users.create.location  must", "    The answer has a Location header"],
  ]);
});

it("breaks a line at blanks and keeps its indentation", () => {
  expect(wrapText("  one two three", 9)).toEqual(["  one two", "  three"]);
  expect(wrapText("short", 9)).toEqual(["short"]);
  expect(wrapText("  https://a.very.long/url", 9)).toEqual(["  https://a.very.long/url"]);
});

it("puts the last column below the others where a word of it has no room beside them", () => {
  const row = ["list-without-total", "breaks RFC7644-3.4.2-03", "noticed by zoominfo.import.pages-without-a-gap"];
  expect(toTable([row], 81)).toEqual([
    ["  list-without-total  breaks RFC7644-3.4.2-03", "    noticed by zoominfo.import.pages-without-a-gap"],
  ]);
  expect(toTable([row], 82)).toEqual([
    [
      "  list-without-total  breaks RFC7644-3.4.2-03  noticed by",
      "                                               zoominfo.import.pages-without-a-gap",
    ],
  ]);
});
