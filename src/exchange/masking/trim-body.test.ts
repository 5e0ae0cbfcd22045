import { expect, test } from "vitest";
import type { Json } from "../../scim/json.ts";
import { createBodyTrimmer } from "./trim-body.ts";

function trimmed(body: Json, trim = createBodyTrimmer()): Json | undefined {
  return trim(body, JSON.stringify(body).length);
}

test("a page of fifty users is kept as it came", () => {
  const page = { Resources: Array.from({ length: 50 }, (_, id) => ({ id: String(id), userName: "x".repeat(1000) })) };
  expect(trimmed(page)).toBe(page);
});

test("of a list that is too long the first items are kept, and how many more there were", () => {
  const list = Array.from({ length: 10_000 }, (_, index) => `user ${index}`);
  const body = trimmed({ totalResults: 10_000, Resources: list });
  const kept = JSON.stringify(body);
  expect(kept.length).toBeLessThan(30_000);
  expect(kept).toMatch(/^\{"totalResults":10000,"Resources":\["user 0","user 1",.*"… and \d+ more"\]\}$/);
});

test("of a text that is too long the beginning is kept, and how long it was", () => {
  expect(trimmed({ id: "1", displayName: "x".repeat(10_000_000) })).toEqual({
    id: "1",
    displayName: `${"x".repeat(2000)}… (10000000 characters)`,
  });
});

test("of an object with too many members the first are kept, and how many more there were", () => {
  const body = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`member${index}`, index]));
  const kept = JSON.stringify(trimmed(body));
  expect(kept).toMatch(/^\{"member0":0,.*"…":"and \d+ more members"\}$/);
  expect(kept.length).toBeLessThan(30_000);
});

test("of ten thousand long bodies no more than a hundred megabytes are kept", () => {
  const trim = createBodyTrimmer();
  const body = Array.from({ length: 6500 }, () => "12345678");
  let kept = 0;
  const { length } = JSON.stringify(body);
  for (let times = 0; times < 10_000; times += 1) kept += JSON.stringify(trim(body, length)).length;
  expect(kept).toBeLessThan(100_000_000);
});
