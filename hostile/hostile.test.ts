import { check, asyncProperty } from "fast-check";
import { describe, expect, test } from "vitest";
import { DIMENSION_NAMES } from "./dimensions/index.ts";
import { anyHostileCase, casesOf } from "./generate/arbitrary.ts";
import { runHostile } from "./harness/run-hostile.ts";
import { describeCase, parseCase, writeCase } from "./hostile-case.ts";
import type { HostileCase } from "./hostile-case.ts";
import { readCases } from "./read-cases.ts";

const SEED = 2026;
const COUNT = 40;
const TIMEOUT = { timeout: 150_000 };

describe.concurrent("nobody is harmed by a run on a target", () => {
  test.each(casesOf(SEED, COUNT).map((hostile) => [describeCase(hostile), hostile] as const))(
    "%s",
    TIMEOUT,
    async (_, hostile) => {
      expect((await runHostile(hostile)).breaches).toEqual([]);
    },
  );
});

describe.concurrent("a committed case holds", () => {
  test.each([...readCases()].map(([name, written]) => [name, written.sentence, written] as const))(
    "%s: %s",
    TIMEOUT,
    async (_, __, written) => {
      expect((await runHostile(parseCase(written))).breaches).toEqual([]);
    },
  );
});

test("the same seed gives the same targets, and a path leads back to each of them", async () => {
  const cases = casesOf(SEED, 5);
  expect(casesOf(SEED, 5)).toEqual(cases);
  expect(casesOf(SEED + 1, 5)).not.toEqual(cases);
  const met: HostileCase[] = [];
  const property = asyncProperty(anyHostileCase(), async (hostile) => Promise.resolve(met.push(hostile) > 0));
  await check(property, { seed: SEED, path: "3", numRuns: 1 });
  expect(met[0]).toEqual(cases[3]);
});

test("a target that breaks something shrinks to the behaviours that do", async () => {
  const isFine = async ({ behaviours }: HostileCase): Promise<boolean> =>
    Promise.resolve(behaviours.remove !== "nothing");
  const { counterexample } = await check(asyncProperty(anyHostileCase(), isFine), { seed: SEED, numRuns: 1000 });
  const [shrunk] = counterexample ?? [];
  expect(shrunk && writeCase(shrunk, "")).toEqual({
    sentence: "",
    behaviours: { remove: "nothing" },
    at: 3,
    selection: 0,
  });
});

test("every dimension is wrong in some of the targets and right in others", () => {
  const cases = casesOf(SEED, 200);
  for (const dimension of DIMENSION_NAMES) {
    const wrong = cases.filter(({ behaviours }) => behaviours[dimension] !== "right").length;
    expect(wrong).toBeGreaterThan(20);
    expect(wrong).toBeLessThan(120);
  }
});

test("a case that names what does not exist is refused", () => {
  expect(() => parseCase({ sentence: "", behaviours: { weather: "bad" } })).toThrow('there is no dimension "weather"');
  expect(() => parseCase({ sentence: "", behaviours: { create: "bad" } })).toThrow('there is no behaviour "bad"');
});
