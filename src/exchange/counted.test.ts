import { expect, test } from "vitest";
import { counted } from "./counted.ts";

test.each([
  [0, "0 users"],
  [1, "1 user"],
  [2, "2 users"],
])("%i is counted in words that fit", (count, told) => {
  expect(counted(count, "user")).toBe(told);
});
