import { expect, test } from "vitest";
import { FAILING_RUN } from "../../../../reports/sample-failing-run.test.ts";
import { PASSING_RUN } from "../../../../reports/sample-passing-run.test.ts";
import type { Run } from "../../run.ts";
import { coverageOf, formatVerdict } from "./verdict-words.ts";

function selected(run: Run, checks: Partial<Run["summary"]["checks"]>, scenarios: number): Run {
  const summary = {
    ...run.summary,
    checks: { ...run.summary.checks, ...checks },
    scenarios: { ...run.summary.scenarios, total: scenarios, pass: scenarios },
  };
  return { ...run, run: { ...run.run, selective: true }, summary };
}

test.each([
  [{ pass: 2 }, 0, "2 checks passed"],
  [{ pass: 1 }, 0, "1 check passed"],
  [{ pass: 1 }, 2, "1 check and 2 scenarios passed"],
  [{ pass: 0, warn: 1 }, 0, "nothing failed"],
  [{ total: 0, pass: 0 }, 1, "1 scenario passed"],
])(
  "a selection that passes is counted, and nothing is said of the rest: %o and %i scenarios",
  (checks, played, words) => {
    for (const failOn of ["must", "never", "okta"])
      expect(formatVerdict(selected(PASSING_RUN, checks, played), failOn)).toBe(words);
  },
);

test("a run of everything conforms, or nothing breaks in the provider where only that counts", () => {
  expect(formatVerdict(PASSING_RUN, "must")).toBe("conforms at MUST");
  expect(formatVerdict(PASSING_RUN, "should")).toBe("conforms at SHOULD");
  expect(formatVerdict(PASSING_RUN, "okta")).toBe("nothing breaks in Okta");
});

test("what fails in a selection fails all the same", () => {
  const run = { ...FAILING_RUN, run: { ...FAILING_RUN.run, selective: true } };
  expect(formatVerdict(run, "must")).toBe("does not conform");
  expect(formatVerdict(run, "okta")).toBe("breaks in Okta: create, deactivate");
});

test("vendor rules are counted beside the requirements, and alone where no requirement was looked at", () => {
  const requirements = { observable: 370, covered: 293, exercised: 292, vendor: { total: 88, exercised: 67 } };
  expect(coverageOf(requirements)).toEqual([
    "292 of 370 observable requirements exercised",
    "67 of 88 vendor rules exercised",
  ]);
  expect(coverageOf({ ...requirements, exercised: 0 })).toEqual(["67 of 88 vendor rules exercised"]);
  const none = { ...requirements, exercised: 0, vendor: { total: 88, exercised: 0 } };
  expect(coverageOf(none)).toEqual(["0 of 370 observable requirements exercised"]);
});
