import { Ajv2020 } from "ajv/dist/2020.js";
import type { ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import schema from "../fixtures/schemas/report.schema.json" with { type: "json" };
import type { RenderOptions } from "../src/engine/report/reporter.ts";
import type { Run } from "../src/engine/run.ts";
import { json } from "./json.ts";
import { FAILING_RUN, INTERRUPTED_RUN } from "./sample-failing-run.test.ts";
import { SAMPLE_ADMIN } from "./sample-admin.test.ts";
import { exchange, finding, scenario, step } from "./sample-parts.test.ts";
import { PASSING_RUN } from "./sample-passing-run.test.ts";

const OPTIONS: RenderOptions = {
  color: false,
  unicode: true,
  width: 80,
  failOn: "must",
  files: [],
  command: "zi-scim-check",
};

function compile(): ValidateFunction {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, allErrors: true });
  addFormats.default(ajv);
  return ajv.compile(schema);
}

const isValid = compile();

function render(run: Run): string {
  return [...json.render(run, OPTIONS)].join("");
}

function problemsOf(document: unknown): readonly string[] {
  isValid(document);
  return (isValid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

test.each([
  ["failing", FAILING_RUN],
  ["passing", PASSING_RUN],
  ["interrupted", INTERRUPTED_RUN],
])("the %s run is written as its schema says, and nothing is lost", (_, run) => {
  const document: unknown = JSON.parse(render(run));
  expect(problemsOf(document)).toEqual([]);
  expect(document).toEqual(JSON.parse(JSON.stringify(run)));
});

test("what admins see is written as its schema says, in the documented order, and nothing is lost", () => {
  const scenarios = [scenario("all", { admin: SAMPLE_ADMIN })];
  const document: unknown = JSON.parse(render({ ...PASSING_RUN, scenarios }));
  expect(problemsOf(document)).toEqual([]);
  expect((document as Run).scenarios[0]?.admin).toEqual(SAMPLE_ADMIN);
  expect(Object.keys((document as Run).scenarios[0]?.admin ?? {})).toEqual([
    "assignments",
    "connector",
    "imports",
    "tasks",
    "pushGroups",
    "systemLog",
  ]);
});

test("the text is that of JSON with two spaces, a line break at the end, and empty lists on one line", () => {
  expect(render(FAILING_RUN)).toBe(`${JSON.stringify(JSON.parse(render(FAILING_RUN)), null, 2)}\n`);
  const text = render({ ...INTERRUPTED_RUN, exchanges: [] });
  expect(text.slice(-40)).toContain('  "scenarios": [],\n  "exchanges": []\n}\n');
});

test("members stand in the documented order, whatever order the run has them in", () => {
  const shuffled = JSON.parse(JSON.stringify(FAILING_RUN), (_, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).reverse())
      : value,
  ) as Run;
  const document = JSON.parse(render(shuffled)) as Run;
  expect(Object.keys(document)).toEqual([
    "schemaVersion",
    "tool",
    "run",
    "summary",
    "requirements",
    "findings",
    "causes",
    "scenarios",
    "exchanges",
  ]);
  expect(Object.keys(document.run).slice(0, 6)).toEqual(["id", "seed", "profile", "idp", "provider", "dialect"]);
  expect(Object.keys(document.run.target.capabilities).slice(0, 3)).toEqual(["patch", "filter", "sort"]);
  expect(Object.keys(document.summary.providers["okta"] ?? {})).toEqual([
    "create",
    "update",
    "deactivate",
    "import",
    "group-push",
  ]);
  expect(Object.keys(document.findings[0] ?? {}).slice(0, 6)).toEqual([
    "check",
    "suite",
    "title",
    "severity",
    "clause",
    "judged",
  ]);
  expect(Object.keys(document.exchanges[0] ?? {})).toEqual([
    "seq",
    "cause",
    "sender",
    "request",
    "response",
    "failure",
    "durationMs",
  ]);
});

test("bodies keep their members as they came, hostile text included", () => {
  const body = { zebra: 1, apple: "\u001b[31m]]>\u0000\ud800", nested: [{ b: null, a: 1 }] };
  const text = render({ ...FAILING_RUN, exchanges: [exchange(1, { body }, { body })] });
  expect(problemsOf(JSON.parse(text))).toEqual([]);
  expect((JSON.parse(text) as Run).exchanges[0]?.response?.body).toEqual(body);
  expect(text.indexOf('"zebra"')).toBeLessThan(text.indexOf('"apple"'));
});

test("exchanges are written one by one", () => {
  const many = Array.from({ length: 1000 }, (_, i) => exchange(i + 1, { body: { text: "x".repeat(1000) } }));
  const pieces = [...json.render({ ...FAILING_RUN, exchanges: many }, OPTIONS)];
  expect(pieces.length).toBeGreaterThan(1000);
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(5000);
});

describe("the schema rejects", () => {
  const failed = finding("users.a", {
    verdict: "fail",
    reason: "it fails",
    cause: "users.a",
    mismatch: { expected: ["1"], actual: "2", at: null },
  });
  const withFinding = (difference: object): object => ({ ...FAILING_RUN, findings: [{ ...failed, ...difference }] });

  test.each<[string, object, string]>([
    ["a member that nobody knows", { ...FAILING_RUN, extra: 1 }, " must NOT have additional properties"],
    ["another version", { ...FAILING_RUN, schemaVersion: 2 }, "/schemaVersion must be equal to constant"],
    [
      "a run without its target",
      { ...FAILING_RUN, run: { ...FAILING_RUN.run, target: undefined } },
      "/run must have required property 'target'",
    ],
    [
      "a verdict that there is not",
      withFinding({ verdict: "flaky" }),
      "/findings/0/verdict must be equal to one of the allowed values",
    ],
    ["a failure without a cause", withFinding({ cause: null }), "/findings/0/cause must be string"],
    ["a failure without expected and found", withFinding({ mismatch: null }), "/findings/0/mismatch must be object"],
    [
      "a failure without a reason",
      withFinding({ reason: "" }),
      "/findings/0/reason must NOT have fewer than 1 characters",
    ],
    ["a pass with a cause", withFinding({ verdict: "pass" }), "/findings/0/cause must be null"],
    [
      "a place that is no JSON pointer",
      withFinding({ mismatch: { expected: ["1"], actual: "2", at: "active" } }),
      '/findings/0/mismatch/at must match format "json-pointer"',
    ],
    [
      "a capability that is missing",
      { ...FAILING_RUN, run: { ...FAILING_RUN.run, target: { ...FAILING_RUN.run.target, capabilities: {} } } },
      "/run/target/capabilities must have required property 'patch'",
    ],
    [
      "a negative count",
      {
        ...FAILING_RUN,
        summary: { ...FAILING_RUN.summary, scenarios: { total: -1, pass: 0, fail: 0, skip: 0, error: 0 } },
      },
      "/summary/scenarios/total must be >= 0",
    ],
    [
      "an exchange with a header that is no text",
      { ...FAILING_RUN, exchanges: [{ ...exchange(1, {}), request: { method: "GET", url: "/", headers: { a: 1 } } }] },
      "/exchanges/0/request/headers/a must be string",
    ],
    ["an exchange numbered 0", { ...FAILING_RUN, exchanges: [exchange(0, {})] }, "/exchanges/0/seq must be >= 1"],
  ])("%s", (_, document, problem) => {
    expect(problemsOf(withFinding({}))).toEqual([]);
    expect(problemsOf(JSON.parse(JSON.stringify(document)))).toContain(problem);
  });
});

test("what was broken in steps of scenarios is written as the schema says, and that only scenarios were played", () => {
  const steps = [{ scenario: "assign", step: "update" }];
  const found = finding("okta.answers.replace", {
    verdict: "fail",
    cause: "okta.answers.replace",
    reason: "PUT /Users/1 answers 204 instead of 200",
    mismatch: { expected: ["status 200"], actual: "status 204", at: null },
    steps,
  });
  const reason = "1 of 2 steps skipped: there is no hook";
  const scenarios = [scenario("assign", { reason, steps: [step("update", { breaches: ["okta.answers.replace"] })] })];
  const run = { ...FAILING_RUN, run: { ...FAILING_RUN.run, playsOnly: true as const }, findings: [found], scenarios };
  const document = JSON.parse(render(run)) as Run;
  expect(problemsOf(document)).toEqual([]);
  expect(document.run.playsOnly).toBe(true);
  expect(document.findings[0]?.steps).toEqual(steps);
  expect(document.scenarios[0]?.steps[0]?.breaches).toEqual(["okta.answers.replace"]);
});
