import { describe, expect, it } from "vitest";
import { describeJson, getIgnoreCase, getOwn, isArray, isObject, jsonEqual, sameName } from "./json.ts";

describe("jsonEqual", () => {
  it("ignores the order of members", () => {
    expect(jsonEqual({ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 })).toBe(true);
  });

  it("regards the order of an array", () => {
    expect(jsonEqual([1, 2], [2, 1])).toBe(false);
  });

  it("takes an undefined member for an absent one, but null for a value", () => {
    expect(jsonEqual({ a: 1, b: undefined }, { a: 1 })).toBe(true);
    expect(jsonEqual({ a: 1 }, { a: 1, b: undefined })).toBe(true);
    expect(jsonEqual({ a: 1, b: null }, { a: 1 })).toBe(false);
    expect(jsonEqual({ a: 1 }, { b: 1 })).toBe(false);
  });

  it("tells types apart", () => {
    expect(jsonEqual(1, "1")).toBe(false);
    expect(jsonEqual([], {})).toBe(false);
    expect(jsonEqual({}, [])).toBe(false);
    expect(jsonEqual(null, {})).toBe(false);
    expect(jsonEqual(null, undefined)).toBe(false);
  });

  it("is not fooled by inherited members", () => {
    expect(jsonEqual({ toString: 1 }, { valueOf: 1 })).toBe(false);
  });
});

describe("getIgnoreCase", () => {
  it("finds a member in other letters", () => {
    expect(getIgnoreCase({ resources: [] }, "Resources")).toEqual([]);
  });

  it("prefers the exact spelling", () => {
    expect(getIgnoreCase({ username: "a", userName: "b" }, "userName")).toBe("b");
  });

  it("finds nothing that is inherited", () => {
    expect(getIgnoreCase({}, "constructor")).toBeUndefined();
    expect(getOwn({}, "toString")).toBeUndefined();
  });
});

describe("sameName", () => {
  it("ignores letter case", () => {
    expect(sameName("userName", "USERNAME")).toBe(true);
    expect(sameName("userName", "userNames")).toBe(false);
  });
});

describe("isObject and isArray", () => {
  it("tell objects, arrays and null apart", () => {
    expect([isObject({}), isObject([]), isObject(null), isObject("x")]).toEqual([true, false, false, false]);
    expect([isArray([]), isArray({}), isArray(null)]).toEqual([true, false, false]);
  });
});

describe("describeJson", () => {
  it("names the type, not the value", () => {
    expect([undefined, null, [], {}, "secret", 1, true].map((value) => describeJson(value))).toEqual([
      "nothing",
      "null",
      "an array",
      "an object",
      "a string",
      "a number",
      "a boolean",
    ]);
  });
});
