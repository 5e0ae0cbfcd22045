import { expect, test } from "vitest";
import { refusalDetail } from "./refusal-detail.ts";

test.each([
  [{ detail: "title is immutable" }, "title is immutable"],
  [{ detail: [" userName is missing", "emails is missing "] }, "userName is missing; emails is missing"],
  [{ detail: [{ loc: ["body"], msg: "field required" }] }, '{"loc":["body"],"msg":"field required"}'],
  [{ detail: { userName: ["is taken"] } }, '{"userName":["is taken"]}'],
  [{ Detail: "in other letters" }, "in other letters"],
  [{ detail: 7 }, "7"],
])("the detail of %o is told whole", (body, told) => {
  expect(refusalDetail(body)).toBe(told);
});

test.each([
  undefined,
  null,
  "no JSON object",
  [],
  {},
  { detail: "" },
  { detail: " " },
  { detail: null },
  { detail: [] },
])("%o has none", (body) => {
  expect(refusalDetail(body)).toBeUndefined();
});
