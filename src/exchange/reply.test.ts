import { expect, test } from "vitest";
import { describeOutcome } from "./reply.ts";

test.each([
  [undefined, "nothing"],
  ["no answer within 10 s", "nothing (no answer within 10 s)"],
  [
    "the connection was closed before an answer came (ECONNRESET)",
    "nothing (the connection was closed before an answer came, ECONNRESET)",
  ],
])("why nothing came (%s) is told so that it can follow `answers`", (failure, told) => {
  expect(describeOutcome({ status: 0, failure })).toBe(told);
});

test("what came is told by its status", () => {
  expect(describeOutcome({ status: 409, failure: undefined })).toBe("409");
});
