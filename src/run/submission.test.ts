// What only the provider's submission test demands: a line of its own, and no failure of a run that has not asked for it.
import { beforeAll, describe, expect, test } from "vitest";
import { oktaSpecSuite } from "../../suites/okta-spec/index.ts";
import { REPORTERS } from "../../reports/index.ts";
import { isGating, outcomeOf } from "../engine/report/outcome.ts";
import type { Run } from "../engine/run.ts";
import type { FetchHandler } from "../scim/http.ts";
import { PROOF_TOKEN } from "../self-check/proving-ground.ts";
import { createScimServer } from "../server/scim-server.ts";
import { loadProfile } from "../documents/load-profile.ts";
import type { RunChecksOptions } from "./options.ts";
import { runWithin } from "./run-checks.ts";
import { serverWithUser, surroundingsOf } from "./runscope/testing/play.fixture.ts";

const FAULT = oktaSpecSuite.checks
  .flatMap(({ defects }) => defects)
  .find(({ name }) => name === "token-without-scheme-is-forbidden");

/** A run in which no suite is named, without most of what has nothing to do with it. */
const OPEN = {
  skip: ["users.*", "groups.*", "query.*", "schemas.*", "protocol.*", "zoominfo.*", "okta.group-*", "okta.import.*"],
};

async function runOn(fetch: FetchHandler, more: Partial<RunChecksOptions> = {}): Promise<Run> {
  return runWithin(
    {
      url: "http://scim.example/scim/v2",
      credentials: { kind: "bearer", token: PROOF_TOKEN },
      scenarios: false,
      settleMs: 0,
      ...more,
    },
    surroundingsOf(fetch),
  );
}

function textOf(run: Run, name: string, failOn = "must"): string {
  const reporter = REPORTERS.find((one) => one.name === name);
  const options = {
    failOn,
    width: 100,
    color: false,
    unicode: true,
    brief: false,
    files: [],
    command: "npx zi-scim-check",
  };
  return reporter === undefined ? "" : [...reporter.render(run, options)].join("");
}

describe("a server that fails the submission test alone", () => {
  let run: Run;
  beforeAll(async () => {
    run = await runOn(await serverWithUser(FAULT), OPEN);
  }, 60_000);

  test("conforms, and is told that its submission fails", () => {
    expect(outcomeOf(run, "must")).toBe("conforms");
    expect(outcomeOf(run, "should")).toBe("conforms");
    expect(outcomeOf(run, "okta")).toBe("conforms");
    expect(run.summary.submission).toEqual({ verdict: "fails", steps: 12, passed: 11, failed: 1 });
    expect(run.summary.checks).toMatchObject({ fail: 0, warn: 0, error: 0 });
    expect(run.summary.providers["okta"]).toMatchObject({ create: "works", update: "works", deactivate: "works" });
  });

  test("fails where the user says that the submission decides", () => {
    expect(outcomeOf(run, "submission")).toBe("fails");
    const [failed] = run.findings.filter(({ verdict }) => verdict === "fail");
    expect(failed).toMatchObject({ check: "okta-spec.errors.wrong-token", submission: true, breaks: {} });
    if (failed === undefined) throw new Error("nothing failed");
    expect(["must", "should", "submission", "okta"].map((level) => isGating(failed, level))).toEqual([
      false,
      false,
      true,
      false,
    ]);
  });

  test("is told so in every report", () => {
    const terminal = textOf(run, "terminal");
    expect(terminal).toContain("submission  ✗ fails       11 of 12 steps passed, 1 failed");
    expect(terminal).toContain("SUBMISSION   what only the submission test of Okta demands");
    expect(terminal).toContain("✗ okta-spec.errors.wrong-token: ");
    expect(terminal).not.toContain("FAILURES");
    expect(textOf(run, "terminal", "submission")).toContain("FAILURES   1 cause, 1 check");
    expect(textOf(run, "agent")).toContain("SUBMISSION: fails, 11 of 12 steps passed: okta-spec.errors.wrong-token");
    expect(textOf(run, "junit")).toContain("submission only: GET /Users?filter=");
    const json: unknown = JSON.parse(textOf(run, "json"));
    expect(json).toMatchObject({ summary: { submission: { verdict: "fails", steps: 12, passed: 11, failed: 1 } } });
  });

  test("fails in a run that names the suite", async () => {
    const named = await runOn(await serverWithUser(FAULT), { suites: ["okta-spec"] });
    expect(outcomeOf(named, "must")).toBe("fails");
    expect(named.summary.checks).toMatchObject({ total: 12, fail: 1 });
    expect(named.summary.submission?.verdict).toBe("fails");
  });

  test("does not end a run that ends after one failure", async () => {
    const bounded = await runOn(await serverWithUser(FAULT), { ...OPEN, maxFailures: 1 });
    expect(bounded.summary.checks.total).toBe(run.summary.checks.total);
  });
});

test("on a sound server the submission passes, an empty one included", async () => {
  const profile = await loadProfile("generic");
  const { fetch } = createScimServer({ profile, token: PROOF_TOKEN, adminSecret: "s" });
  const run = await runOn(fetch, { suites: ["okta-spec"] });
  expect(run.summary.submission).toEqual({ verdict: "passes", steps: 12, passed: 12, failed: 0 });
  expect(run.summary.residue).toEqual({ users: 0, groups: 0, deactivated: 0, maybe: 0 });
});

test("a run without all of its steps does not say that the submission passes", async () => {
  const run = await runOn(await serverWithUser(), { only: ["okta-spec.create.*"] });
  expect(run.summary.submission).toEqual({ verdict: "not tested", steps: 12, passed: 3, failed: 0 });
  expect(outcomeOf(run, "submission")).toBe("undecided");
  expect((await runOn(await serverWithUser(), { only: ["users.read.found"] })).summary.submission).toBeUndefined();
});

describe("a suite that has nothing to check on a target", () => {
  const NOTE =
    "The suite okta-entitlements was left out: no resource type of the target has Okta's schema of roles or entitlements.";

  test("is left out of a run in which no suite was named, and told once", async () => {
    const run = await runOn(await serverWithUser(), {
      skip: ["users.*", "groups.*", "query.*", "schemas.*", "okta.*"],
    });
    expect(run.run.notes).toContain(NOTE);
    expect(run.findings.filter(({ suite }) => suite === "okta-entitlements")).toEqual([]);
  });

  test("skips its checks where it was named", async () => {
    const run = await runOn(await serverWithUser(), { suites: ["okta-entitlements"] });
    expect(run.findings.map(({ verdict }) => verdict)).toEqual(Array.from({ length: 7 }, () => "skip"));
    expect(run.run.notes).not.toContain(NOTE);
    expect(outcomeOf(run, "must")).toBe("undecided");
  });

  test("is run where the target has something for it", async () => {
    const profile = await loadProfile("okta");
    const { fetch } = createScimServer({ profile, token: PROOF_TOKEN, adminSecret: "s" });
    const run = await runOn(fetch, { profile: "okta", only: ["okta-entitlements.*"] });
    expect(run.findings.map(({ verdict }) => verdict)).toEqual(Array.from({ length: 7 }, () => "pass"));
  });
});
