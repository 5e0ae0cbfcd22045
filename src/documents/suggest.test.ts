import { describe, expect, it } from "vitest";
import { didYouMean, suggest } from "./suggest.ts";

const NAMES = ["users", "groups", "query", "seat-overflow", "group-push"];

describe("suggest", () => {
  it.each([
    ["user", "users"],
    ["gruops", "groups"],
    ["seat-overlow", "seat-overflow"],
    ["Users", "users"],
    ["overflow", "seat-overflow"],
    ["push", "group-push"],
  ])("takes %s for %s", (typed, meant) => {
    expect(suggest(typed, NAMES)).toBe(meant);
  });

  it.each(["deactivate", "x", "", "zzzzzz"])("has nothing to say about %j", (typed) => {
    expect(suggest(typed, NAMES)).toBeUndefined();
  });
});

describe("didYouMean", () => {
  it("ends a sentence, or is empty", () => {
    expect(didYouMean("user", NAMES)).toBe('; did you mean "users"?');
    expect(didYouMean("zzzzzz", NAMES)).toBe("");
  });
});
