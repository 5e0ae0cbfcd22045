import { describe, expect, it } from "vitest";
import { parseNumber } from "./number.ts";

const RULE = { option: "--timeout", min: 1, max: 600_000, unit: "milliseconds" };

describe("parseNumber", () => {
  it("takes whole numbers within the bounds, and nothing for nothing", () => {
    expect(parseNumber("1", RULE)).toBe(1);
    expect(parseNumber("600000", RULE)).toBe(600_000);
    expect(parseNumber(undefined, RULE)).toBeUndefined();
  });

  it.each([
    "0",
    "600001",
    "-5",
    "1.5",
    "1e3",
    "0x10",
    "ten",
    "",
    " 5",
    "5s",
    "NaN",
    "Infinity",
    "99999999999999999999",
  ])("refuses %j", (text) => {
    expect(() => parseNumber(text, RULE)).toThrow(`--timeout takes a whole number from 1 to 600000, not "${text}".`);
  });

  it("takes fractions where they make sense", () => {
    expect(parseNumber("2.5", { option: "--rate", min: 0.1, max: 100, fractions: true })).toBe(2.5);
    expect(() => parseNumber("0.05", { option: "--rate", min: 0.1, max: 100, fractions: true })).toThrow(
      '--rate takes a number from 0.1 to 100, not "0.05".',
    );
  });
});
