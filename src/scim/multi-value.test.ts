import { describe, expect, it } from "vitest";
import { addValues, mergeObject } from "./multi-value.ts";
import { defineAttribute } from "./schema/schema.ts";

const EMAILS = defineAttribute({
  name: "emails",
  type: "complex",
  multiValued: true,
  subAttributes: [defineAttribute({ name: "value" }), defineAttribute({ name: "type" })],
});

describe("addValues", () => {
  it("keeps the object of a value that does not change", () => {
    const first = { value: "a", type: "work" };
    const result = addValues(EMAILS, [first], [{ type: "work", value: "a" }, { value: "b" }]);
    expect(result).toEqual([{ value: "a", type: "work" }, { value: "b" }]);
    expect(result[0]).toBe(first);
  });

  it("tells null, text and numbers apart", () => {
    expect(addValues(defineAttribute({ name: "tags", multiValued: true }), ["1"], [1, "1", true, "true"])).toEqual([
      "1",
      1,
      true,
      "true",
    ]);
  });

  it("does not take a missing type for any type", () => {
    expect(addValues(EMAILS, [{ value: "a", type: "work" }], [{ value: "a" }])).toEqual([
      { value: "a", type: "work" },
      { value: "a" },
    ]);
  });
});

describe("mergeObject", () => {
  it("gives the same object when nothing changes", () => {
    const target = { a: 1, b: [1] };
    expect(mergeObject(target, { b: [1] })).toBe(target);
    expect(mergeObject(target, { b: [2], c: 3 })).toEqual({ a: 1, b: [2], c: 3 });
  });
});
