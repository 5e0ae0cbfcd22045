import { expect, test } from "vitest";
import { judgeVariant } from "./judge-variant.ts";
import type { JudgedFinding, JudgedScenario, Outcome } from "./outcome.ts";

const NOTHING_NAMED = { skips: {}, warns: {}, stumbles: {} };

function finding(check: string, verdict: JudgedFinding["verdict"], isVendors = false): JudgedFinding {
  return { check, verdict, reason: "it is so", isVendors };
}

function scenario(verdict: JudgedScenario["verdict"], features: readonly string[] = ["import"]): JudgedScenario {
  return { id: "import", verdict, reason: "it is so", features };
}

const MANY = Array.from({ length: 250 }, (_, index) => finding(`some.check.n${index}`, "pass"));

function outcome(findings: readonly JudgedFinding[], more: Partial<Outcome> = {}): Outcome {
  return { findings: [...MANY, ...findings], scenarios: [], failing: [], left: [], durationMs: 1, ...more };
}

const plain = outcome([finding("seats.limit.held", "skip")]);
const whole = { plain, isWhole: true };

test("a server that everything passes on, or that is skipped as the plain one is, is sound", () => {
  expect(judgeVariant(NOTHING_NAMED, outcome([finding("seats.limit.held", "skip")]), whole)).toEqual([]);
});

test.each(["fail", "warn", "error"] as const)(
  "an RFC check that says %s is a complaint, also when it is named",
  (verdict) => {
    const named = { skips: {}, warns: { "users.read.found": "why" }, stumbles: { create: ["users.read.found"] } };
    const complaints = judgeVariant(named, outcome([finding("users.read.found", verdict)]), { plain, isWhole: false });
    expect(complaints).toEqual([`users.read.found (${verdict}): it is so`]);
  },
);

test("a vendor's check may warn where it is named, and fail where it makes a feature stumble", () => {
  const found = outcome([finding("okta.import.full-page", "warn", true), finding("okta.match.found", "fail", true)], {
    failing: ["create"],
    scenarios: [scenario("fail", ["create"])],
  });
  const named = { skips: {}, warns: { "okta.import.*": "why" }, stumbles: { create: ["okta.match.*"] } };
  expect(judgeVariant(named, found, whole)).toEqual([]);
  expect(judgeVariant(NOTHING_NAMED, found, whole)).toEqual([
    "okta.import.full-page (warn): it is so",
    "okta.match.found (fail): it is so",
    "import (fail): it is so",
    "create (feature): it fails in the summary",
  ]);
});

test("a skip that is not named is a complaint, of a check and of a scenario", () => {
  const found = outcome([finding("groups.read.found", "skip")], { scenarios: [scenario("skip")] });
  const complaints = ["groups.read.found (skip): it is so", "import (skip): it is so"];
  expect(judgeVariant(NOTHING_NAMED, found, whole)).toEqual(complaints);
  const skips = { "groups.*": "why", import: "why" };
  expect(judgeVariant({ ...NOTHING_NAMED, skips }, found, whole)).toEqual([]);
});

test("an error of a scenario is a complaint whatever is named", () => {
  const named = { ...NOTHING_NAMED, stumbles: { import: [] } };
  const found = outcome([], { scenarios: [scenario("error")], failing: ["import"] });
  expect(judgeVariant(named, found, whole)).toEqual(["import (error): it is so"]);
});

test("what is named and does not come about is a complaint", () => {
  const named = {
    skips: { "groups.*": "why", "seats.*": "skipped anyway" },
    warns: { "okta.import.full-page": "why" },
    stumbles: { create: ["okta.match.found"], update: [] },
  };
  expect(judgeVariant(named, plain, whole)).toEqual([
    'skips names "groups.*", and nothing more skips here that is named so',
    'skips names "seats.*", and nothing more skips here that is named so',
    'warns names "okta.import.full-page", and nothing warns that is named so',
    'stumbles names "okta.match.found", and nothing fails that is named so',
    'stumbles names "update", which does not fail',
  ]);
});

test("a run of some suites need not bring about all that is named, nor judge much", () => {
  const named = { ...NOTHING_NAMED, skips: { "groups.*": "why" } };
  expect(judgeVariant(named, { ...plain, findings: [] }, { plain, isWhole: false })).toEqual([]);
});

test("a server that few checks have something to say of is not proven", () => {
  const found = { ...plain, findings: MANY.slice(1) };
  expect(judgeVariant(NOTHING_NAMED, found, whole)).toEqual([
    "only 249 checks have something to say of it, and 250 are needed",
  ]);
});

test("what could not be removed is a complaint", () => {
  const left = ["2 users could not be removed"];
  expect(judgeVariant(NOTHING_NAMED, outcome([], { left }), whole)).toEqual(left);
});
