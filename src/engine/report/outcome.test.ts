import { toCapabilities } from "../../profile/capability/index.ts";
import { expect, test } from "vitest";
import { isFailure, outcomeOf } from "./outcome.ts";
import type { Run, Summary } from "../run.ts";

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
      lost: null,
      shard: null,
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
      requirements: { observable: 370, covered: 0, exercised: 0 },
      providers: {
        okta: { create: "works", update: "works", deactivate: "works", import: "works", "group-push": "works" },
      },
      untested: {},
      residue: { users: 0, groups: 0, deactivated: 0, maybe: 0 },
    },
    findings: [],
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
