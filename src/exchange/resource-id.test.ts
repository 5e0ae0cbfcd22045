import { expect, test } from "vitest";
import { idOf, toId } from "./resource-id.ts";

test.each([
  ["2819c223", "2819c223"],
  ["a/b?", "a/b?"],
  [4711, "4711"],
  [0, "0"],
  ["", undefined],
  [null, undefined],
  [1.5, undefined],
  // Its digits are lost once it is read as a number.
  [9_007_199_254_740_992, undefined],
])("%j as an id is %j", (value, expected) => {
  expect(toId(value)).toBe(expected);
});

test("a resource has the id that it shows, in whatever letters the member is spelled", () => {
  expect(idOf({ ID: 12 })).toBe("12");
  expect([idOf({}), idOf([]), idOf(undefined)]).toEqual([undefined, undefined, undefined]);
});
