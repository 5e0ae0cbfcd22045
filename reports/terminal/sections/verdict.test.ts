import { expect, test } from "vitest";
import type { RenderOptions } from "../../../src/engine/report/reporter.ts";
import type { Run } from "../../../src/engine/run.ts";
import { FAILING_RUN, INTERRUPTED_RUN } from "../../sample-failing-run.test.ts";
import { PASSING_RUN } from "../../sample-passing-run.test.ts";
import { terminal } from "../../terminal.ts";

const OPTIONS: RenderOptions = {
  color: false,
  unicode: true,
  width: 80,
  failOn: "must",
  files: [],
  command: "zi-scim-check",
};

function lastLineOf(run: Run, differences: Partial<RenderOptions> = {}): string | undefined {
  return [...terminal.render(run, { ...OPTIONS, ...differences })].join("").trimEnd().split("\n").at(-1);
}

function withChecks(counts: Partial<Run["summary"]["checks"]>, run: Run = PASSING_RUN): Run {
  return { ...run, summary: { ...run.summary, checks: { ...run.summary.checks, ...counts } } };
}

test("the last line conforms, with what was exercised", () => {
  expect(lastLineOf(PASSING_RUN)).toBe("✓ conforms at MUST   318 of 370 observable requirements exercised  5 passed");
  expect(lastLineOf(PASSING_RUN, { failOn: "should" })).toMatch(/^✓ conforms at SHOULD {3}/);
});

test("a run of a vendor's rules alone says how many of these were exercised", () => {
  const vendor = { total: 88, exercised: 68 };
  const requirements = { ...PASSING_RUN.summary.requirements, exercised: 0, vendor };
  const run = { ...PASSING_RUN, summary: { ...PASSING_RUN.summary, requirements } };
  expect(lastLineOf(run)).toBe("✓ conforms at MUST   68 of 88 vendor rules exercised  5 passed  0 warned");
});

test("the last line does not conform, with as many counts as fit", () => {
  expect(lastLineOf(FAILING_RUN)).toBe("✗ does not conform   6 failed + 1 scenario  3 warned  8 passed  5 skipped");
  expect(lastLineOf(FAILING_RUN, { width: 120 })).toBe(
    "✗ does not conform   6 failed + 1 scenario  3 warned  8 passed  5 skipped  318 of 370 observable requirements exercised",
  );
});

test("the last line tells that a scenario alone failed, or warnings alone", () => {
  const { scenarios } = FAILING_RUN.summary;
  const run = { ...PASSING_RUN, summary: { ...PASSING_RUN.summary, scenarios } };
  expect(lastLineOf(run)).toMatch(/^✗ does not conform {3}1 scenario failed {2}0 warned/);
  expect(lastLineOf(withChecks({ warn: 2 }), { failOn: "should" })).toMatch(
    /^✗ does not conform at SHOULD {3}2 warned/,
  );
});

test("the last line does not conform although the exit code is 0", () => {
  expect(lastLineOf(FAILING_RUN, { failOn: "never" })).toMatch(
    /^✗ does not conform {3}--fail-on never: exit code 0 {2}6 failed/,
  );
});

test("the last line says why a failed scenario alone gives exit code 0", () => {
  const none = withChecks({ total: 0, pass: 0, fail: 0, warn: 0, skip: 0, error: 0 }, FAILING_RUN);
  expect(lastLineOf(none, { failOn: "never" })).toBe(
    "✗ does not conform   --fail-on never: exit code 0  1 scenario failed",
  );
});

test("the last line claims no more than the scenarios where no check was run", () => {
  const checks = { total: 0, pass: 0, fail: 0, warn: 0, skip: 0, error: 0 };
  expect(lastLineOf(withChecks(checks))).toBe("✓ 2 scenarios passed   no check was run");
  expect(lastLineOf(withChecks(checks, FAILING_RUN))).toBe("✗ does not conform   1 scenario failed  no check was run");
});

test("the last line says that the run was interrupted", () => {
  expect(lastLineOf(INTERRUPTED_RUN)).toBe("! interrupted, so incomplete   1 failed  0 warned  2 passed  0 skipped");
});

function withResidue(counts: Partial<Run["summary"]["residue"]>): Run {
  const residue = { ...INTERRUPTED_RUN.summary.residue, ...counts };
  return { ...INTERRUPTED_RUN, summary: { ...INTERRUPTED_RUN.summary, residue } };
}

function endOf(run: Run): string {
  return [...terminal.render(run, OPTIONS)].join("").trimEnd().split("\n").slice(-3).join("\n");
}

test("what is left on the target stands above the last line, with the command that removes it", () => {
  expect(endOf(withResidue({ users: 2, groups: 1, deactivated: 56, maybe: 9 }))).toBe(
    [
      "! left on the target: 2 users, 1 group, 56 deactivated users, perhaps 9 more;",
      "  zi-scim-check cleanup https://scim.example.com/v2 --run 4f2a",
      "! interrupted, so incomplete   1 failed  0 warned  2 passed  0 skipped",
    ].join("\n"),
  );
});

test("the command reaches the target as the run did", () => {
  const options = { ...OPTIONS, reach: "--token-file t --insecure" };
  const text = [...terminal.render(withResidue({ users: 1 }), options)].join("").replaceAll(/\s+/g, " ");
  expect(text).toContain("cleanup https://scim.example.com/v2 --token-file t --insecure --run 4f2a");
});

test("what is perhaps left is said to be no more than that, and nothing is said where nothing is left", () => {
  expect(endOf(withResidue({ maybe: 1 }))).toMatch(/^! left on the target: perhaps 1 resource;/);
  expect(endOf(INTERRUPTED_RUN)).not.toContain("left on the target");
});

test("the last line claims nothing after an error of the tool, or when nothing was judged", () => {
  expect(lastLineOf(withChecks({ error: 2, fail: 1 }))).toMatch(/^○ nothing is claimed {3}2 errors {2}1 failed/);
  const nothing = {
    ...PASSING_RUN,
    summary: {
      ...PASSING_RUN.summary,
      checks: { total: 6, pass: 0, fail: 0, warn: 0, skip: 6, error: 0 },
      scenarios: { total: 0, pass: 0, fail: 0, skip: 0, error: 0 },
    },
  };
  expect(lastLineOf(nothing)).toMatch(/^○ nothing is claimed, as nothing was judged {3}/);
});

test("the last line does not say that nothing was judged when most checks could not be set up", () => {
  const [first] = PASSING_RUN.findings;
  if (first === undefined) throw new Error("the sample has findings");
  const findings = [first, ...[1, 2, 3].map(() => ({ ...first, verdict: "skip" as const, setUpFailed: true }))];
  const run = { ...withChecks({ total: 4, pass: 1, warn: 0, skip: 3 }), findings };
  expect(lastLineOf(run)).toMatch(/^○ nothing is claimed, as most checks could not be set up {3}/);
});

test("where only the provider counts, the last line says what breaks there, and the rest is RFC only", () => {
  expect(lastLineOf(FAILING_RUN, { failOn: "okta", width: 60 })).toMatch(/^✗ breaks in Okta: create, deactivate/);
  expect(lastLineOf(PASSING_RUN, { failOn: "okta" })).toMatch(/^✓ nothing breaks in Okta {3}/);
  const untested = { okta: { create: "not tested" } } as const;
  const scenarios = { total: 0, pass: 0, fail: 0, skip: 0, error: 0 };
  const run = { ...PASSING_RUN, summary: { ...PASSING_RUN.summary, providers: untested, scenarios } };
  expect(lastLineOf(run, { failOn: "okta" })).toMatch(/^○ nothing is claimed, as nothing about Okta was judged/);
  expect(lastLineOf(INTERRUPTED_RUN, { failOn: "okta" })).toMatch(/^! interrupted, so incomplete/);
  const text = [...terminal.render(FAILING_RUN, { ...OPTIONS, failOn: "okta" })].join("");
  expect(text).toContain("3 causes, 6 checks, 5 of them counted by --fail-on okta");
  expect(text).toContain("    RFC only   RFC 7644 §3.4.2.4 MUST");
});

test("nothing is said of what breaks where no feature of the provider was judged", () => {
  const run = { ...FAILING_RUN, summary: { ...FAILING_RUN.summary, providers: {} } };
  expect([...terminal.render(run, OPTIONS)].join("")).not.toContain("RFC only");
});
