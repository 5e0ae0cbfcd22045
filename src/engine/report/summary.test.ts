import { expect, test } from "vitest";
import { sampleFinding } from "./finding.fixture.ts";
import type { RequirementId } from "../../../suites/requirements/index.ts";
import type { Requirement } from "../../../suites/requirements/requirement.ts";
import type { Finding, ScenarioResult } from "../run.ts";
import type { FeatureInput } from "./features/judge-features.ts";
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
  const clause = { source: "RFC7644", section: "3.3", level: "MUST", requirements, text: "", url: "" };
  return sampleFinding("users.create.location", { verdict, clause, ...differences });
}

function scenario(verdict: ScenarioResult["verdict"], features: readonly string[]): ScenarioResult {
  return {
    id: "assign",
    title: "",
    verdict,
    reason: "",
    idp: "acme",
    dialect: "plain",
    profile: "generic",
    baseUrl: "https://scim.example.com/v2",
    breaks: { acme: features },
    admin: null,
    assignments: null,
    steps: [],
    durationMs: 0,
  };
}

function feature(id: string): FeatureInput["provider"]["features"][number] {
  return { id, title: id, isAbout: () => false, first: { text: `POST /${id}`, is: () => false } };
}

const ACME: FeatureInput["provider"] = {
  id: "acme",
  title: "Acme",
  features: [feature("join"), feature("change"), feature("leave"), feature("read"), feature("crowd")],
};

const NOTHING = {
  provider: ACME,
  begun: new Set(["join", "change", "leave", "read", "crowd"]),
  isWhole: true,
  findings: [],
  scenarios: [],
  requirements: new Map(),
  claimed: new Set<string>(),
};

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

function about(...features: string[]): Partial<Finding> {
  return { breaks: { acme: features, other: ["join"] } };
}

test("a feature fails with one failed check or scenario, works with one that passed, and is else not tested", () => {
  const findings = [
    finding("pass", about("join", "change")),
    finding("fail", about("change")),
    finding("warn", about("join", "read")),
    finding("skip", { ...about("crowd"), reason: "the target has no groups" }),
    finding("pass", about("leave")),
    finding("fail", { breaks: { other: ["join"] } }),
  ];
  const scenarios = [scenario("fail", ["leave"]), scenario("pass", ["read"]), scenario("skip", ["crowd"])];
  const { providers, untested } = summarize({ ...NOTHING, findings, scenarios });
  expect(providers).toEqual({
    acme: { join: "works", change: "fails", leave: "fails", read: "works", crowd: "not tested" },
  });
  expect(untested).toEqual({ acme: { crowd: "the target has no groups" } });
});

test("a feature of which most checks could not get what they need is not tested, whatever the rest says", () => {
  const refused = finding("skip", { ...about("join"), setUpFailed: true, reason: "POST /Users answers 403" });
  const passed = finding("pass", about("join"));
  const { providers, untested } = summarize({ ...NOTHING, findings: [passed, refused, refused] });
  expect(providers["acme"]?.["join"]).toBe("not tested");
  expect(untested["acme"]?.["join"]).toBe("POST /Users answers 403");
  expect(summarize({ ...NOTHING, findings: [passed, passed, refused] }).providers["acme"]?.["join"]).toBe("works");
});

test("a feature whose first request the provider never got through with is not tested", () => {
  const { providers, untested } = summarize({
    ...NOTHING,
    begun: new Set(),
    findings: [finding("pass", about("join"))],
  });
  expect(providers["acme"]?.["join"]).toBe("not tested");
  expect(untested["acme"]).toMatchObject({
    join: "no POST /join of Acme's client has succeeded",
    change: "no check or scenario about it has judged anything",
  });
});

test("of a run that was cut short nothing is said to work", () => {
  const findings = [finding("pass", about("join")), finding("fail", about("change"))];
  const { providers, untested } = summarize({ ...NOTHING, findings, isWhole: false });
  expect(providers["acme"]).toMatchObject({ join: "not tested", change: "fails" });
  expect(untested["acme"]?.["join"]).toBe("the run was cut short");
});
