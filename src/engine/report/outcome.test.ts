import { toCapabilities } from "../../profile/capability/index.ts";
import { describe, expect, test } from "vitest";
import { exitCodeOf } from "../../cli/exit-code.ts";
import { isFailure, isGating, outcomeOf } from "./outcome.ts";
import type { FeatureVerdict, Run, Summary } from "../run.ts";

const NO_SCENARIOS = { total: 0, pass: 0, fail: 0, skip: 0, error: 0 };

function run(
  checks: Partial<Summary["checks"]>,
  scenarios: Partial<Summary["scenarios"]> = {},
  interrupted = false,
): Run {
  return {
    schemaVersion: 1,
    tool: { name: "zi-scim-check", version: "0.1.0" },
    run: {
      id: "4f2a",
      seed: 1,
      profile: "generic",
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
      durationMs: 1000,
      interrupted,
      quick: false,
      lost: null,
      shard: null,
      selective: false,
      target: {
        baseUrl: "https://scim.example.com/v2",
        bundled: false,
        capabilities: toCapabilities(() => "absent"),
      },
      notes: [],
    },
    summary: {
      checks: { total: 0, pass: 0, fail: 0, warn: 0, skip: 0, error: 0, ...checks },
      scenarios: { ...NO_SCENARIOS, ...scenarios },
      requirements: { observable: 370, covered: 0, exercised: 0, vendor: { total: 0, exercised: 0 } },
      providers: {
        okta: { create: "works", update: "works", deactivate: "works", import: "works", "group-push": "works" },
      },
      untested: {},
      residue: { users: 0, groups: 0, deactivated: 0, maybe: 0 },
    },
    requirements: [],
    findings: [],
    causes: [],
    scenarios: [],
    exchanges: [],
  };
}

test("a run conforms when nothing fails at the gating level", () => {
  expect(outcomeOf(run({ pass: 10, warn: 2, skip: 3 }), "must")).toBe("conforms");
  expect(outcomeOf(run({ pass: 10, warn: 2 }), "should")).toBe("fails");
  expect(outcomeOf(run({ pass: 10, warn: 2 }), "never")).toBe("conforms");
});

test("a failed check or scenario fails the run, and with never it still says so", () => {
  expect(outcomeOf(run({ pass: 10, fail: 1 }), "must")).toBe("fails");
  expect(outcomeOf(run({ pass: 10 }, { fail: 1 }), "must")).toBe("fails");
  expect(outcomeOf(run({ pass: 10, fail: 1 }), "never")).toBe("fails");
});

test("nothing is decided when nothing was judged or when the tool erred", () => {
  expect(outcomeOf(run({ skip: 12 }), "must")).toBe("undecided");
  expect(outcomeOf(run({ pass: 9, fail: 1, error: 1 }), "must")).toBe("undecided");
  expect(outcomeOf(run({ pass: 9 }, { error: 1 }), "must")).toBe("undecided");
});

test("nothing is decided when more checks could not get what they need than judged anything", () => {
  const refused = { setUpFailed: true } as Run["findings"][number];
  const hollow = { ...run({ pass: 2, warn: 1, skip: 4 }), findings: [refused, refused, refused, refused] };
  expect(outcomeOf(hollow, "must")).toBe("undecided");
  expect(outcomeOf({ ...hollow, findings: [refused, refused, refused] }, "must")).toBe("conforms");
  expect(outcomeOf({ ...run({ pass: 2, fail: 1 }), findings: hollow.findings }, "must")).toBe("fails");
});

test("an interruption comes before everything else", () => {
  expect(outcomeOf(run({ fail: 1, error: 1 }, {}, true), "must")).toBe("interrupted");
});

test("a warning is a failure with --fail-on should only", () => {
  expect(isFailure({ verdict: "warn" }, "should")).toBe(true);
  expect(isFailure({ verdict: "warn" }, "must")).toBe(false);
  expect(isFailure({ verdict: "fail" }, "never")).toBe(true);
  expect(isFailure({ verdict: "skip" }, "should")).toBe(false);
});

describe("where only the provider counts", () => {
  const [works, fails, untested] = ["works", "fails", "not tested"] as const;

  function withFeatures(verdicts: readonly FeatureVerdict[], given: Run = run({ pass: 9, fail: 4, warn: 1 })): Run {
    const features = Object.fromEntries(verdicts.map((verdict, index) => [`feature-${index}`, verdict]));
    return { ...given, summary: { ...given.summary, providers: { okta: features } } };
  }

  test.each([
    [[works, fails], run({ pass: 9, fail: 4 }), "fails", 1],
    [[works, untested], run({ pass: 9, fail: 4 }), "conforms", 0],
    [[untested, untested], run({ pass: 9, fail: 4 }), "undecided", 3],
    [[works, works], run({ pass: 9 }, { pass: 1, fail: 1 }), "fails", 1],
    [[untested, untested], run({ pass: 9 }, { pass: 1 }), "conforms", 0],
    [[works, fails], run({ pass: 9, error: 1 }), "undecided", 3],
    [[works, fails], run({ pass: 9 }, {}, true), "interrupted", 130],
  ] as const)("features that are %j make of case %# what they must", (...[verdicts, given, outcome, code]) => {
    const judged = withFeatures(verdicts, given);
    expect(outcomeOf(judged, "okta")).toBe(outcome);
    expect(exitCodeOf(judged, "okta", undefined)).toBe(code);
  });

  test("a failure counts when it breaks a feature of the provider, and a warning never", () => {
    const [okta, none] = [{ okta: ["create"] }, {}];
    expect(isGating({ verdict: "fail", breaks: okta }, "okta")).toBe(true);
    expect(isGating({ verdict: "fail", breaks: { acme: ["join"] } }, "okta")).toBe(false);
    expect(isGating({ verdict: "warn", breaks: okta }, "okta")).toBe(false);
    expect(isGating({ verdict: "fail", breaks: none }, "must")).toBe(true);
    expect(isGating({ verdict: "warn", breaks: none }, "should")).toBe(true);
  });
});

test("with never a run that fails ends with 0, and what could not be judged still with 3", () => {
  expect(exitCodeOf(run({ pass: 10, fail: 1 }), "never", undefined)).toBe(0);
  expect(exitCodeOf(run({ pass: 10, error: 1 }), "never", undefined)).toBe(3);
  expect(exitCodeOf(run({ skip: 12 }), "never", undefined)).toBe(3);
});
