import { describe, expect, it } from "vitest";
import { fillPlaceholders, fillTemplate, placeholdersOf } from "./template.ts";

describe("fillTemplate", () => {
  it("replaces placeholders at any depth and leaves all else as it is", () => {
    const template = {
      userName: "${userName}",
      emails: [{ value: "${name}@example.com", primary: true }],
      name: { formatted: "${givenName} ${familyName}" },
      limit: 1000,
      nothing: null,
    };
    const values = { userName: "ann", name: "a1", givenName: "Ann", familyName: "O'Brien" };
    expect(fillTemplate(template, values)).toEqual({
      userName: "ann",
      emails: [{ value: "a1@example.com", primary: true }],
      name: { formatted: "Ann O'Brien" },
      limit: 1000,
      nothing: null,
    });
  });

  it("names the placeholder that has no value, and those that have one", () => {
    expect(() => fillTemplate({ title: "${titel}" }, { title: "Dr." })).toThrow(
      "There is no value for ${titel}; known here: ${title}.",
    );
  });

  it("takes nothing from the prototype for a value", () => {
    expect(() => fillTemplate({ title: "${constructor}" }, {})).toThrow("${constructor}");
  });

  it("does not fill what a value brings along", () => {
    expect(fillTemplate({ a: "${one}!" }, { one: "${two}", two: "2" })).toEqual({ a: "${two}!" });
  });
});

describe("fillPlaceholders", () => {
  it("keeps the type of a value that stands alone", () => {
    expect(fillPlaceholders({ seats: "${seats}", text: "buy ${seats}" }, { seats: 20 })).toEqual({
      seats: 20,
      text: "buy 20",
    });
    expect(fillPlaceholders("${products}", { products: ["Sales"] })).toEqual(["Sales"]);
  });
});

describe("placeholdersOf", () => {
  it("finds each name once, in order of appearance", () => {
    expect(placeholdersOf({ a: "${x} ${y}", b: ["${x}", { c: "${z}" }], d: 1 })).toEqual(["x", "y", "z"]);
  });
});
