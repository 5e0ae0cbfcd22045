import { expect, test } from "vitest";
import { judgeFeature, whyUntested } from "./provider-verdict.ts";
import type { FeatureEvidence } from "./provider-verdict.ts";

/** Every case: what failed, passed and was refused, none, fewer or more of each, and the two facts. */
const CASES: readonly FeatureEvidence[] = [0, 1, 3].flatMap((failed) =>
  [0, 1, 2].flatMap((passed) =>
    [0, 1, 2, 3].flatMap((refused) =>
      [true, false].flatMap((hasBegun) =>
        [true, false].map((isWhole) => ({ failed, passed, refused, hasBegun, isWhole })),
      ),
    ),
  ),
);

const WORKING = { failed: 0, passed: 1, refused: 0, hasBegun: true, isWhole: true };

test("whatever else is so, a failure makes the feature fail, and nothing else does", () => {
  expect(CASES).toHaveLength(144);
  for (const evidence of CASES) expect(judgeFeature(evidence) === "fails").toBe(evidence.failed > 0);
});

test("these cases work, and no others", () => {
  const working = CASES.filter((evidence) => judgeFeature(evidence) === "works");
  expect(working).toEqual([
    { failed: 0, passed: 1, refused: 0, hasBegun: true, isWhole: true },
    { failed: 0, passed: 1, refused: 1, hasBegun: true, isWhole: true },
    { failed: 0, passed: 2, refused: 0, hasBegun: true, isWhole: true },
    { failed: 0, passed: 2, refused: 1, hasBegun: true, isWhole: true },
    { failed: 0, passed: 2, refused: 2, hasBegun: true, isWhole: true },
  ]);
});

test("what is not tested has a reason, and what works has none", () => {
  for (const evidence of CASES.filter(({ failed }) => failed === 0))
    expect(whyUntested(evidence) === undefined).toBe(judgeFeature(evidence) === "works");
});

test.each([
  [{ passed: 0 }, "not judged"],
  [{ isWhole: false }, "cut short"],
  [{ refused: 2 }, "mostly refused"],
  [{ hasBegun: false }, "not begun"],
  [{ passed: 0, isWhole: false }, "not judged"],
] as const)("%o is said to be %s", (differences, why) => {
  expect(whyUntested({ ...WORKING, ...differences })).toBe(why);
});
