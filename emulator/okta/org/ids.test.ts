import { expect, test } from "vitest";
import { createIdSource } from "./ids.ts";
import { seededRandom } from "./random.ts";

test("ids and placeholders look like Okta's", () => {
  const ids = createIdSource(seededRandom("run1/assign"));
  expect(ids.user()).toMatch(/^00u[A-Za-z0-9]{17}$/);
  expect(ids.group()).toMatch(/^00g[A-Za-z0-9]{17}$/);
  for (let round = 0; round < 20; round += 1) {
    expect(ids.password()).toMatch(/^(?=.*[A-Z])(?=.*[a-z])(?=.*[0-9])[A-Za-z0-9]{8}$/);
  }
});

test("the same run and scenario give the same ids, another one gives others", () => {
  const draw = (seed: string): readonly string[] => {
    const ids = createIdSource(seededRandom(seed));
    return Array.from({ length: 50 }, () => ids.user());
  };
  expect(draw("run1/assign")).toEqual(draw("run1/assign"));
  const all = [...draw("run1/assign"), ...draw("run1/import"), ...draw("run2/assign")];
  expect(new Set(all).size).toBe(150);
});
