import { expect, test } from "vitest";
import type { RenderOptions } from "../../../src/engine/report/reporter.ts";
import type { Assignments, ScenarioResult } from "../../../src/engine/run.ts";
import { scenario, step } from "../../sample-parts.test.ts";
import { PASSING_RUN, assigned } from "../../sample-passing-run.test.ts";
import { terminal } from "../../terminal.ts";
import { textWidth } from "../text/text-width.ts";

const OPTIONS: RenderOptions = {
  color: false,
  unicode: true,
  width: 80,
  failOn: "must",
  files: [],
  command: "zi-scim-check",
};

/** In the profile that the sample scenarios are played in. */
const RUN = { ...PASSING_RUN, run: { ...PASSING_RUN.run, profile: "okta" } };

/** The block of the report that is about scenarios. */
function render(...scenarios: readonly ScenarioResult[]): string {
  const blocks = [...terminal.render({ ...RUN, scenarios }, OPTIONS)];
  return blocks.find((block) => block.includes("SCENARIOS")) ?? "";
}

test("the story of the seats tells each step, who failed and why, and what was skipped", () => {
  const skipped = scenario("seat-overflow", {
    title: "More people than seats",
    steps: [
      step("assign 120 people", { assignments: assigned(100) }),
      step("buy 20 seats", { verdict: "skip", reason: "the profile has no hook buy-seats" }),
      step("retry", { assignments: assigned(100) }),
    ],
  });
  const text = render(skipped);
  expect(text).toContain("      assign 120 people  120 assigned: 100 provisioned, 20 failed\n");
  expect(text).toContain("      ○ buy 20 seats\n        the profile has no hook buy-seats\n");
  expect(text.match(/✗ 20 users/g)).toHaveLength(1);
});

test("users who failed for different reasons are different entries, by name when they are few", () => {
  const error = (user: string, detail: string): string =>
    `Provisioning of ${user} failed. Errors reported by remote server: ${detail}`;
  const users = [
    { userName: "ann", status: "failed", error: error("ann", "No seat of product 'Sales' is left") },
    { userName: "bob", status: "failed", error: error("bob", "No seat of product 'Sales' is left") },
    { userName: "cid", status: "failed", error: error("cid", "ziProduct is missing") },
    { userName: "dan", status: "deprovisioned", error: null },
  ] as const;
  const assignments = { total: 4, provisioned: 0, failed: 3, users };
  const text = render(scenario("wrong-product", { steps: [step("assign", { assignments })] }));
  expect(text).toContain("      assign  4 assigned: 0 provisioned, 3 failed, 1 deprovisioned\n");
  expect(text).toContain("        ✗ ann and bob\n          Provisioning of ann failed.");
  expect(text).toContain("        ✗ cid\n          Provisioning of cid failed.");
});

test("users whose errors name nobody's server are one entry too, and who failed before is not told again", () => {
  const failedUsers = (...names: readonly string[]): Assignments => ({
    total: 3,
    provisioned: 3 - names.length,
    failed: names.length,
    users: names.map((userName) => ({
      userName,
      status: "failed",
      error: `Provisioning of ${userName} failed: Error while creating user Mx ${userName}: Internal Server Error.`,
    })),
  });
  const steps = [
    step("assign", { assignments: failedUsers("ann", "bob") }),
    step("assign more", { assignments: failedUsers("ann", "bob", "cid") }),
  ];
  const text = render(scenario("assign", { steps }));
  expect(text.match(/✗ ann and bob\n/g)).toHaveLength(1);
  expect(text).toContain("        ✗ cid\n          Provisioning of cid failed:");
});

test("a scenario is told up to the step that failed, and an error that its line quotes is not repeated", () => {
  const error = "Provisioning of ann failed: Internal Server Error.";
  const reason = `assign ann: created is 0 instead of 1; ${error}`;
  const assignments = {
    total: 1,
    provisioned: 0,
    failed: 1,
    users: [{ userName: "ann", status: "failed", error }],
  } as const;
  const mismatch = { expected: ["created: 1", "refused: 0"], actual: "created: 0, refused: 1", at: null };
  const failed = { verdict: "fail", reason: "verify is wrong", mismatch } as const;
  const steps = [
    step("test API credentials", { notes: ["Connector configured successfully."] }),
    step("assign ann", { ...failed, reason: "created is 0 instead of 1", assignments }),
    step("verify", failed),
    step("verify again", failed),
  ];
  const text = render(scenario("assign", { verdict: "fail", reason, steps }));
  expect(text.trim().split("\n").slice(1)).toEqual([
    "  ✗ assign  assign ann: created is 0 instead of 1; Provisioning of ann failed:",
    "            Internal Server Error.",
    "      ✗ assign ann  1 assigned: 0 provisioned, 1 failed",
    "        - expected  created: 1, refused: 0",
    "        + found     created: 0, refused: 1",
    "        ✗ ann",
    "      2 later steps failed too, told in the JSON report",
    "      again  zi-scim-check --scenario assign",
  ]);
});

test("columns stay in line beside wide characters", () => {
  const notes = [
    scenario("日本語", { title: "A" }),
    scenario("émoji👩‍👩‍👧", { title: "B" }),
    scenario("plain-ascii", { title: "C" }),
  ];
  const lines = render(...notes).split("\n");
  const columns = ["日本語", "émoji", "plain-ascii"].map((id) => {
    const line = lines.find((text) => text.includes(id)) ?? "";
    return textWidth(line.slice(0, -1));
  });
  expect(columns).toEqual([17, 17, 17]);
});

test("assignments that change more than once end in a table, whose steps stand above their numbers where lines are short", () => {
  const seats = scenario("seat-overflow", {
    steps: [
      step("assign group Sales Users with Sales", { assignments: assigned(100) }),
      step("retry failed tasks", { assignments: assigned(120) }),
    ],
  });
  const blocks = [...terminal.render({ ...PASSING_RUN, scenarios: [seats] }, { ...OPTIONS, width: 60 })];
  const text = blocks.find((block) => block.includes("SCENARIOS")) ?? "";
  expect(text).toContain(
    [
      "      ASSIGNMENTS",
      "        assigned  ✓ provisioned  ✗ failed",
      "      assign group Sales Users with Sales",
      "             120            100        20",
      "      retry failed tasks",
      "             120            120         0",
    ].join("\n"),
  );
  expect(text.split("\n").every((line) => textWidth(line) <= 60)).toBe(true);
});
