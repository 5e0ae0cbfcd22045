import { expect, test } from "vitest";
import { pointedValue } from "./pointed-value.ts";

const body = { id: "1", name: { "a/b": true }, emails: [{ value: "x" }, null], "": 0 };

test.each([
  ["", JSON.stringify(body)],
  ["/id", '"1"'],
  ["/name/a~1b", "true"],
  ["/emails/0/value", '"x"'],
  ["/emails/1", "null"],
  ["/", "0"],
  ["/title", "nothing"],
  ["/emails/0/type", "nothing"],
])("%j shows what stands there", (pointer, text) => {
  expect(pointedValue(body, pointer)).toBe(text);
});

test.each(["/emails/2", "/emails/first", "/emails/00", "/id/length", "/title/en", "/emails/1/value"])(
  "%j leads nowhere",
  (pointer) => {
    expect(pointedValue(body, pointer)).toBeUndefined();
  },
);

test("nothing stands in an answer without a body", () => {
  expect(pointedValue(undefined, "")).toBeUndefined();
});
