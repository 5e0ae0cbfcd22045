import { toCapabilities } from "../src/profile/capability/index.ts";
import { expect, test } from "vitest";
import type { Exchange } from "../src/exchange/exchange.ts";
import type { Finding, FindingClause, Run, RunHeader, ScenarioResult, StepResult } from "../src/engine/run.ts";

// Parts that the sample runs for the tests of the reporters are made of.

/** Base URL of the foreign target. */
export const FOREIGN = "https://scim.example.com/v2";

/** The Okta profile against a foreign target. */
export const HEADER: RunHeader = {
  id: "4f2a",
  seed: 7,
  profile: "okta",
  idp: "okta",
  provider: {
    title: "Okta",
    features: [
      { id: "create", title: "Create Users" },
      { id: "update", title: "Update User Attributes" },
      { id: "deactivate", title: "Deactivate Users" },
      { id: "import", title: "Import Users" },
      { id: "group-push", title: "Push Groups" },
    ],
  },
  dialect: "oin",
  startedAt: "2026-11-24T05:50:00.000Z",
  durationMs: 38_214,
  interrupted: false,
  quick: false,
  lost: null,
  shard: null,
  selective: false,
  target: {
    baseUrl: FOREIGN,
    bundled: false,
    capabilities: {
      ...toCapabilities(() => "absent"),
      patch: "advertised",
      filter: "advertised",
      changePassword: "unknown",
      enterprise: "found",
      uniqueEmail: "unknown",
    },
  },
  notes: [],
};

/** A rule of RFC 7644. */
export function clause(section: string, id: string, level = "MUST"): FindingClause {
  const url = `https://www.rfc-editor.org/rfc/rfc7644#section-${section}`;
  return { source: "RFC7644", section, level, requirements: [id], text: "A rule in our own words.", url };
}

/** A finding that passes unless the differences say otherwise. */
export function finding(check: string, differences: Partial<Finding> = {}): Finding {
  return {
    check,
    suite: check.split(".")[0] ?? "",
    title: `${check} holds`,
    severity: "must",
    clause: clause("3.3", "RFC7644-3.3-04"),
    verdict: "pass",
    reason: "",
    advice: "Follow the rule.",
    judged: [],
    notes: [],
    breaks: {},
    cause: null,
    baseline: null,
    mismatch: null,
    exchanges: [],
    exchangeCount: 0,
    cited: [],
    decisive: null,
    durationMs: 12,
    setUpFailed: false,
    ...differences,
  };
}

/** An exchange of a check with the foreign target. */
export function exchange(
  seq: number,
  request: Partial<Exchange["request"]>,
  response: Partial<Exchange["response"]> = {},
): Exchange {
  const sent = request.body === undefined ? {} : { "content-type": "application/scim+json" };
  return {
    seq,
    cause: { kind: "check", id: "users.deactivate.patch" },
    sender: "tool",
    request: {
      method: "GET",
      url: FOREIGN,
      headers: { accept: "application/scim+json", authorization: "Bearer ***", ...sent },
      body: undefined,
      ...request,
    },
    response: { status: 200, headers: { "content-type": "application/scim+json" }, body: undefined, ...response },
    failure: null,
    durationMs: 12,
  };
}

/** A scenario that passes on the foreign target unless the differences say otherwise. */
export function scenario(id: string, differences: Partial<ScenarioResult> = {}): ScenarioResult {
  return {
    id,
    title: `The story of ${id}`,
    verdict: "pass",
    reason: "",
    idp: "okta",
    dialect: "oin",
    profile: "okta",
    baseUrl: FOREIGN,
    breaks: {},
    assignments: null,
    admin: null,
    steps: [],
    durationMs: 640,
    ...differences,
  };
}

/** A step that passes unless the differences say otherwise. */
export function step(text: string, differences: Partial<StepResult> = {}): StepResult {
  return {
    step: text,
    verdict: "pass",
    reason: "",
    notes: [],
    mismatch: null,
    assignments: null,
    exchanges: [],
    ...differences,
  };
}

/** Expects the summary of a run to count what is in it. */
export function expectCounts(run: Run): void {
  const count = (verdict: string): number => run.findings.filter((f) => f.verdict === verdict).length;
  const { total, ...verdicts } = run.summary.checks;
  expect(run.findings).toHaveLength(total);
  for (const [verdict, number] of Object.entries(verdicts)) expect(count(verdict), verdict).toBe(number);
  expect(run.scenarios).toHaveLength(run.summary.scenarios.total);
}

test("a sample finding belongs to the suite that its id begins with", () => {
  expect(finding("users.create.location").suite).toBe("users");
});
