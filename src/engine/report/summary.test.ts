import { expect, test } from "vitest";
import type { RequirementId } from "../../../suites/requirements/index.ts";
import type { Requirement } from "../../../suites/requirements/requirement.ts";
import type { Finding, ScenarioResult } from "../run.ts";
import { summarize } from "./summary.ts";

function requirement(id: RequirementId, differences: Partial<Requirement> = {}): [string, Requirement] {
  const rule: Requirement = {
    id,
    rfc: 7644,
    section: "3.3",
    level: "MUST",
    basis: "keyword",
    requirement: "",
    observable: true,
    area: "create",
    needs: "none",
    profile: "core",
  };
  return [id, { ...rule, ...differences }];
}

function finding(verdict: Finding["verdict"], differences: Partial<Finding> = {}, ...requirements: string[]): Finding {
  return {
    check: "users.create.location",
    suite: "users",
    title: "",
    severity: "must",
    clause: { source: "RFC7644", section: "3.3", level: "MUST", requirements, text: "", url: "" },
    verdict,
    reason: "",
    advice: "",
    judged: [],
    notes: [],
    blocks: [],
    cause: null,
    baseline: null,
    mismatch: null,
    exchanges: [],
    exchangeCount: 0,
    decisive: null,
    durationMs: 0,
    setUpFailed: false,
    ...differences,
  };
}

function scenario(verdict: ScenarioResult["verdict"], blocks: ScenarioResult["blocks"]): ScenarioResult {
  return {
    id: "assign",
    title: "",
    verdict,
    reason: "",
    idp: "okta",
    dialect: "oin",
    profile: "generic",
    baseUrl: "https://scim.example.com/v2",
    blocks,
    assignments: null,
    steps: [],
    durationMs: 0,
  };
}

const NOTHING = { findings: [], scenarios: [], requirements: new Map(), claimed: new Set<string>() };

test("verdicts of checks and scenarios are counted", () => {
  const findings = (["pass", "pass", "pass", "fail", "warn", "warn", "skip", "error"] as const).map((v) => finding(v));
  const scenarios = (["pass", "fail", "skip", "skip", "error"] as const).map((verdict) => scenario(verdict, []));
  const summary = summarize({ ...NOTHING, findings, scenarios });
  expect(summary.checks).toEqual({ total: 8, pass: 3, fail: 1, warn: 2, skip: 1, error: 1 });
  expect(summary.scenarios).toEqual({ total: 5, pass: 1, fail: 1, skip: 2, error: 1 });
});

test("observable requirements are core ones that bind and that a client can see", () => {
  const requirements = new Map([
    requirement("RFC7644-3.3-01"),
    requirement("RFC7644-3.3-02", { level: "SHOULD NOT" }),
    requirement("RFC7644-3.3-03", { level: "MAY" }),
    requirement("RFC7644-3.3-04", { observable: false }),
    requirement("RFC7644-3.3-05", { profile: "cursor-pagination" }),
    requirement("RFC7644-3.3-06", { level: "MUST NOT" }),
    requirement("RFC7644-3.3-07", { level: "SHOULD" }),
  ]);
  const findings = [
    finding("pass", { judged: ["RFC7644-3.3-01"] }, "RFC7644-3.3-01", "RFC7644-3.3-06"),
    finding("warn", { judged: ["RFC7644-3.3-02"] }, "RFC7644-3.3-02"),
    finding("fail", { judged: ["RFC7644-3.3-01", "OKTA-create-01"] }, "RFC7644-3.3-01"),
    finding("skip", {}, "RFC7644-3.3-06"),
    finding("error", {}, "RFC7644-3.3-07"),
  ];
  const claimed = new Set(["RFC7644-3.3-01", "RFC7644-3.3-02", "RFC7644-3.3-03", "RFC7644-3.3-06", "OKTA-create-01"]);
  expect(summarize({ ...NOTHING, findings, requirements, claimed }).requirements).toEqual({
    observable: 4,
    covered: 3,
    exercised: 2,
    vendor: { total: 1, exercised: 1 },
  });
});

test("a feature fails with one failed check or scenario, works with one that passed, and is else not tested", () => {
  const findings = [
    finding("pass", { blocks: ["create", "update"] }),
    finding("fail", { blocks: ["update"] }),
    finding("warn", { blocks: ["create", "import"] }),
    finding("skip", { blocks: ["group-push"] }),
    finding("pass", { blocks: ["deactivate"] }),
  ];
  const scenarios = [scenario("fail", ["deactivate"]), scenario("pass", ["import"]), scenario("skip", ["group-push"])];
  expect(summarize({ ...NOTHING, findings, scenarios }).okta).toEqual({
    create: "works",
    update: "fails",
    deactivate: "fails",
    import: "works",
    "group-push": "not tested",
  });
});

test("a feature of which most checks could not get what they need is not tested, whatever the rest says", () => {
  const refused = finding("skip", { blocks: ["create"], setUpFailed: true });
  const passed = finding("pass", { blocks: ["create"] });
  expect(summarize({ ...NOTHING, findings: [passed, refused, refused] }).okta.create).toBe("not tested");
  expect(summarize({ ...NOTHING, findings: [passed, passed, refused] }).okta.create).toBe("works");
});

test("of a run that was cut short nothing is said to work", () => {
  const findings = [finding("pass", { blocks: ["create"] }), finding("fail", { blocks: ["update"] })];
  expect(summarize({ ...NOTHING, findings, interrupted: true }).okta).toMatchObject({
    create: "not tested",
    update: "fails",
  });
});
