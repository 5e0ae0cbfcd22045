import { describe, expect, test } from "vitest";
import type { Json } from "../../../scim/json.ts";
import type { Comparison } from "../document/test-export.ts";
import { holdsFor } from "./compare.ts";

const URN = "urn:ietf:params:scim:api:messages:2.0:Error";

describe("a comparison", () => {
  test.each<[Comparison, Json | undefined, string, boolean]>([
    ["equal", "a", "a", true],
    ["equal", "A", "a", false],
    ["equal", true, "true", true],
    ["equal", 0, "0", true],
    ["equal", undefined, "", false],
    ["equal", null, "null", true],
    ["not_equal", 401, "401", false],
    ["not_equal", undefined, "401", true],
    ["empty", undefined, "", true],
    ["empty", [], "", true],
    ["empty", {}, "", true],
    ["empty", "", "", true],
    ["empty", 0, "", false],
    ["not_empty", false, "", true],
    ["not_empty", null, "", false],
    ["not_empty", [null], "", true],
    ["contains", ["a:User", "b"], "a:User", true],
    ["contains", "a:User", "User", true],
    ["contains", undefined, "", false],
    ["does_not_contain", { totalResults: 1 }, "Resources", true],
    ["does_not_contain", { Resources: [] }, "Resources", false],
    ["has_key", { id: "1" }, "id", true],
    ["has_key", { id: "1" }, "constructor", false],
    ["has_key", ["id"], "id", false],
    ["has_value", [URN], URN, true],
    ["has_value", URN, URN, false],
    ["has_value", { schemas: [URN] }, URN, true],
    ["has_value", { schemas: ["other"] }, URN, false],
    ["has_value", [1], "1", true],
    ["is_null", null, "", true],
    ["is_null", undefined, "", true],
    ["is_null", "", "", false],
    ["is_a_number", 1, "", true],
    ["is_a_number", "1", "", false],
    ["is_a_number", undefined, "", false],
    ["equal_number", 200, "200", true],
    ["equal_number", "0", "0", true],
    ["equal_number", "zero", "0", false],
    ["equal_number", null, "0", false],
    ["equal_number", "", "0", false],
    ["is_less_than", 599, "600", true],
    ["is_less_than", 600, "600", false],
    ["is_less_than_or_equal", 600, "600", true],
    ["is_greater_than", "7", "6", true],
    ["is_greater_than", undefined, "6", false],
    ["is_greater_than_or_equal", 6, "6", true],
  ])("%s of %j with %j: %s", (...row) => {
    const [comparison, found, value, holds] = row;
    expect(holdsFor(comparison, found, value)).toBe(holds);
  });
});
