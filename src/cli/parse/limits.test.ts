import { describe, expect, it } from "vitest";
import { UsageError } from "../../documents/usage-error.ts";
import { parseLimits } from "./limits.ts";

describe("--limit", () => {
  it("sets what it names and leaves the rest", () => {
    expect(parseLimits(["bodyBytes=5000000", "operations=20000"])).toMatchObject({
      bodyBytes: 5_000_000,
      operations: 20_000,
      values: 10_000,
    });
    expect(parseLimits([])).toMatchObject({ bodyBytes: 1_048_576 });
  });

  it.each([
    ["bodyBytes", '--limit takes a name and a whole number, not "bodyBytes".'],
    ["bodyBytes=1MB", '--limit takes a name and a whole number, not "bodyBytes=1MB".'],
    ["bodyBytes=-1", '--limit takes a name and a whole number, not "bodyBytes=-1".'],
    ["bodybytes=1", 'There is no limit "bodybytes"; did you mean "bodyBytes"?'],
    ["__proto__=1", 'There is no limit "__proto__".'],
    ["operations=0", "The limit 'operations' must be a whole number from 1 to 9007199254740991, found 0."],
    ["nesting=501", "The limit 'nesting' must be a whole number from 1 to 500, found 501."],
  ])("refuses %s", (text, message) => {
    expect(() => parseLimits([text])).toThrow(UsageError);
    expect(() => parseLimits([text])).toThrow(message);
  });
});
