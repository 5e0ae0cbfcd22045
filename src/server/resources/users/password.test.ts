import { expect, it } from "vitest";
import { hashPassword, matchesPassword } from "./password.ts";

it("stores nothing that shows the password", () => {
  const stored = hashPassword("t1meMa$heen");
  expect(stored).not.toContain("t1meMa$heen");
  expect(stored).toMatch(/^sha256:[0-9a-f]{16}:[0-9a-f]{64}$/);
});

it("gives the same password another stored form each time", () => {
  expect(hashPassword("same")).not.toBe(hashPassword("same"));
});

it("recognises the password and no other one", () => {
  const stored = hashPassword("t1meMa$heen");
  expect(matchesPassword("t1meMa$heen", stored)).toBe(true);
  expect(matchesPassword("t1meMa$heem", stored)).toBe(false);
  expect(matchesPassword("t1meMa$heen", "nonsense")).toBe(false);
});
