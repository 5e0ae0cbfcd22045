import { describe, expect, it } from "vitest";
import { defineAttribute } from "./schema/schema.ts";
import { createValueList } from "./value-list.ts";

const EMAILS = defineAttribute({
  name: "emails",
  type: "complex",
  multiValued: true,
  subAttributes: [defineAttribute({ name: "value" }), defineAttribute({ name: "type" })],
});

describe("a list of values", () => {
  it("keeps the order while values come, go and change", () => {
    const list = createValueList(EMAILS, [{ value: "a" }, { value: "b" }, { value: "c" }]);
    list.append({ value: "d" });
    list.set(1, undefined);
    list.set(0, { value: "z" });
    expect(list.toArray()).toEqual([{ value: "z" }, { value: "c" }, { value: "d" }]);
    expect(list.size()).toBe(3);
  });

  it("finds the same value again after its slot has got another one", () => {
    const list = createValueList(EMAILS, [{ value: "a", type: "work" }]);
    expect(list.findSame({ type: "work", value: "a", display: "A" })).toBe(0);
    list.set(0, { value: "b", type: "work" });
    expect(list.findSame({ value: "a", type: "work" })).toBeUndefined();
    expect(list.findSame({ value: "b", type: "work" })).toBe(0);
    list.set(0, undefined);
    expect(list.findSame({ value: "b", type: "work" })).toBeUndefined();
  });

  it("takes the last of several that are the same", () => {
    const list = createValueList(EMAILS, [{ value: "a" }, { value: "a" }]);
    expect(list.findSame({ value: "a" })).toBe(1);
  });

  it("finds equal text in other letters, and numbers by their value", () => {
    const list = createValueList(EMAILS, [{ value: "REN\u00c9" }, { value: 7 }, { value: "7" }]);
    expect([...(list.findEqual("value", "rene\u0301") ?? [])]).toEqual([0]);
    expect([...(list.findEqual("value", 7) ?? [])]).toEqual([1]);
    expect([...(list.findEqual("value", "absent") ?? [])]).toEqual([]);
    expect(list.findEqual("value", null)).toBeUndefined();
    expect(list.findEqual("value", { a: 1 })).toBeUndefined();
  });

  it("knows the primary values", () => {
    const list = createValueList(EMAILS, [{ value: "a", primary: true }, { value: "b" }]);
    expect([...list.primaries()]).toEqual([0]);
    list.set(0, { value: "a", primary: false });
    list.set(1, { value: "b", primary: true });
    expect([...list.primaries()]).toEqual([1]);
  });
});
