import { expect, test } from "vitest";
import { parseBody } from "./response-body.ts";

test.each([
  ["", undefined],
  ["<html>", undefined],
  ["\ufeff[1]", [1]],
  ['"', undefined],
  ['{"a":"\\\\"}', { a: "\\" }],
])("the text %j is read as %j", (text, expected) => {
  expect(parseBody(text)).toEqual(expected);
});

test("five hundred levels are read, one more is not", () => {
  expect(parseBody("[".repeat(500) + "]".repeat(500))).toBeDefined();
  expect(parseBody("[".repeat(501) + "]".repeat(501))).toBeUndefined();
  expect(parseBody('{"a":'.repeat(501) + "1" + "}".repeat(501))).toBeUndefined();
});

test("many lists one after the other are no depth", () => {
  expect(parseBody(`[${"[],".repeat(5000)}[]]`)).toHaveLength(5001);
});

test("brackets inside of strings are no depth, whatever quotes and backslashes stand before them", () => {
  for (const before of ["", '"', "\\", '\\"', '\\\\"', "\\\\"]) {
    const value = { [before]: [`${before}${"[{".repeat(1000)}`, before] };
    expect(parseBody(JSON.stringify(value))).toEqual(value);
  }
});

test("a text of quotes and backslashes takes no time that grows with its square", () => {
  const startedAt = performance.now();
  expect(parseBody(`"${"\\".repeat(2_000_000)}"`)).toBeDefined();
  expect(parseBody(`["${'\\"'.repeat(1_000_000)}"]`)).toBeDefined();
  expect(performance.now() - startedAt).toBeLessThan(5000);
});
