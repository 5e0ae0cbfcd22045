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

const BASE = "https://scim.example.com/scim/v2";

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

test("from the step that failed on every step is told, with its requests, and an error that its line quotes is not repeated", () => {
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
  const [exchange] = PASSING_RUN.exchanges;
  if (exchange === undefined) throw new Error("the sample has no exchange");
  const steps = [
    step("test API credentials", { notes: ["Connector configured successfully."], exchanges: [exchange.seq] }),
    step("assign ann", { ...failed, reason: "created is 0 instead of 1", assignments, exchanges: [exchange.seq] }),
    step("verify", failed),
    step("update ann", { notes: ["Nothing is sent."] }),
    step("buy seats", { verdict: "skip", reason: "there is no hook" }),
  ];
  const text = render(scenario("assign", { verdict: "fail", reason, steps, baseUrl: RUN.run.target.baseUrl }));
  expect(text.trim().split("\n").slice(1)).toEqual([
    "  ✗ assign  assign ann: created is 0 instead of 1; Provisioning of ann failed:",
    "            Internal Server Error.",
    "      ✗ assign ann  1 assigned: 0 provisioned, 1 failed",
    "        - expected  created: 1, refused: 0",
    "        + found     created: 0, refused: 1",
    "        ✗ ann",
    "        #1 GET /Users?startIndex=1&count=2 → 200",
    "      ✗ verify",
    "        verify is wrong",
    "        - expected  created: 1, refused: 0",
    "        + found     created: 0, refused: 1",
    "      ✓ update ann",
    "        Nothing is sent.",
    "      ○ buy seats",
    "        there is no hook",
    "      again  zi-scim-check --scenario assign",
  ]);
});

test("of many requests of a step those that were refused are told before others", () => {
  const [exchange] = PASSING_RUN.exchanges;
  if (exchange?.response == null) throw new Error("the sample has no answer");
  const { request, response } = exchange;
  const exchanges = Array.from({ length: 20 }, (_, index) => ({
    ...exchange,
    seq: index + 1,
    request: { ...request, method: "PUT", url: `${BASE}/Users/${index + 1}` },
    response: { ...response, status: index === 18 ? 409 : 200 },
  }));
  const failed = step("update", { verdict: "fail", reason: "wrong", exchanges: exchanges.map(({ seq }) => seq) });
  const one = scenario("assign", { verdict: "fail", reason: "update: wrong", steps: [failed], baseUrl: BASE });
  const text = [...terminal.render({ ...RUN, exchanges, scenarios: [one] }, OPTIONS)].join("");
  expect(text.match(/^ {8}#.*$/gm)).toEqual([
    ...[1, 2, 3, 4, 5].map((seq) => `        #${seq} PUT /Users/${seq} → 200`),
    "        #19 PUT /Users/19 → 409",
  ]);
  expect(text).toContain("        and 14 more, in the JSON report\n");
});

test("a scenario that passed without some of its steps says so and why", () => {
  const reason = "1 of 3 steps skipped: the profile has no hook buy-seats";
  expect(render(scenario("seat-overflow", { reason }))).toContain(
    "  ✓ seat-overflow  passed, 1 of 3 steps skipped: the profile has no hook\n                   buy-seats\n",
  );
});

test("steps whose answers break traffic rules are named, with the gravest sign", () => {
  const [finding] = PASSING_RUN.findings;
  if (finding === undefined) throw new Error("the sample has no finding");
  const findings = [
    { ...finding, check: "okta.answers.replace", verdict: "fail" as const },
    { ...finding, check: "traffic.page.spelling", verdict: "warn" as const },
  ];
  const steps = [
    step("test API credentials", { breaches: ["traffic.page.spelling"] }),
    step("update ann", { breaches: ["traffic.page.spelling", "okta.answers.replace"] }),
    step("verify"),
  ];
  const text = [...terminal.render({ ...RUN, findings, scenarios: [scenario("assign", { steps })] }, OPTIONS)].join("");
  expect(text).toContain("      ! test API credentials: answers break traffic.page.spelling\n");
  expect(text).toContain("      ✗ update ann: answers break traffic.page.spelling, okta.answers.replace\n");
  expect(text).not.toContain("verify: answers");
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
