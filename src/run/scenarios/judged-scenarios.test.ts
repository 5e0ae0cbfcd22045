import { afterAll, describe, expect, test } from "vitest";
import { loadProfile } from "../../documents/load-profile.ts";
import { outcomeOf } from "../../engine/report/outcome.ts";
import type { Finding, Run } from "../../engine/run.ts";
import { exitCodeOf } from "../../cli/exit-code.ts";
import { createValidator } from "../../exchange/validation/validate.ts";
import { startBundledServer } from "../bundled-server.ts";
import { REAL_CLOCK } from "../clocks/real-clock.ts";
import { runChecks } from "../run-checks.ts";
import type { RunChecksOptions } from "../options.ts";
import { startSmallServer } from "./small-server.fixture.ts";
import type { SmallFaults } from "./small-server.fixture.ts";

const BOTH = ["oin", "aiw"] as const;
const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});

/** Plays scenarios as `emulate` does. */
function emulate(options: RunChecksOptions): Promise<Run> {
  return runChecks({ checks: false, settleMs: 0, ...options });
}

async function emulateOnSmall(faults: SmallFaults, options: RunChecksOptions): Promise<Run> {
  const server = await startSmallServer(faults);
  closing.push(server.close);
  return emulate({ url: server.baseUrl, credentials: { kind: "bearer", token: "t" }, profile: "generic", ...options });
}

function broken({ findings }: Run): readonly Finding[] {
  return findings.filter(({ verdict }) => verdict !== "pass");
}

describe("what scenarios exchange is judged, and nothing is wrong with it on the bundled server", () => {
  test.each(BOTH)("where each plays in its own profile, as %s", async (dialect) => {
    const run = await emulate({ dialect });
    expect(broken(run)).toEqual([]);
    expect(run.scenarios.map(({ id, verdict, reason }) => [id, verdict, reason])).toEqual(
      ["import", "assign", "group-push", "seat-overflow", "deactivate"].map((id) => [id, "pass", ""]),
    );
    expect(run.findings.length).toBeGreaterThan(30);
    expect(run.findings.map(({ check }) => check)).toContain("okta.answers.create");
    expect(run.run.playsOnly).toBe(true);
    const patches = run.exchanges.filter(({ sender, request }) => sender === "okta" && request.method === "PATCH");
    expect(patches.length > 0).toBe(dialect === "oin");
    const { validateMessage } = createValidator();
    expect(patches.flatMap(({ request }) => validateMessage("patch-op", request.body ?? null))).toEqual([]);
  });

  const places = ["generic", "okta", "zoominfo"].flatMap((profile) => BOTH.map((dialect) => ({ profile, dialect })));
  test.each(places)("in the profile $profile, as $dialect", async ({ profile, dialect }) => {
    const server = await startBundledServer({ profile: await loadProfile(profile), seats: [], clock: REAL_CLOCK });
    closing.push(server.close);
    const run = await emulate({
      url: server.baseUrl,
      credentials: { kind: "bearer", token: server.token },
      profile,
      dialect,
    });
    expect(broken(run)).toEqual([]);
    expect(run.scenarios.filter(({ verdict }) => verdict !== "pass" && verdict !== "skip")).toEqual([]);
  });
});

describe("a small server without discovery", () => {
  test.each(BOTH)("that is right has nothing wrong with it, as %s", async (dialect) => {
    const run = await emulateOnSmall({}, { dialect, scenarios: ["import", "assign", "group-push", "deactivate"] });
    expect(broken(run)).toEqual([]);
    expect(run.scenarios.map(({ verdict }) => verdict)).toEqual(["pass", "pass", "pass", "pass"]);
    expect(exitCodeOf(run, "must", undefined)).toBe(0);
  });

  test("that answers PUT with 204 passes the scenario, fails the run, and is told by scenario and step", async () => {
    const generic = await loadProfile("generic");
    const profile = { ...generic, providers: { okta: { "profile-updates": "put" } } };
    const run = await emulateOnSmall({ putIs204: true }, { scenarios: ["assign"], profile });
    const [finding, ...others] = broken(run);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      check: "okta.answers.replace",
      verdict: "fail",
      reason: expect.stringMatching(/^PUT \/Users\/users-\d+ answers 204 instead of 200$/),
      breaks: { okta: ["update"] },
      steps: [
        { scenario: "assign", step: 'assign group "Sales Users"' },
        { scenario: "assign", step: "update the profile of people 1 and 7" },
      ],
    });
    const [assign] = run.scenarios;
    expect(assign?.verdict).toBe("pass");
    expect(assign?.steps.flatMap(({ breaches, step }) => (breaches === undefined ? [] : [[step, breaches]]))).toEqual([
      ['assign group "Sales Users"', ["okta.answers.replace"]],
      ["update the profile of people 1 and 7", ["okta.answers.replace"]],
    ]);
    expect(exitCodeOf(run, "must", undefined)).toBe(1);
  });

  test("that answers POST with 200 fails the run", async () => {
    const run = await emulateOnSmall({ postIs200: true }, { scenarios: ["assign", "group-push"] });
    const [finding] = broken(run);
    expect(broken(run).map(({ check }) => check)).toEqual(["okta.answers.create"]);
    expect(finding?.breaks).toEqual({ okta: ["create", "group-push"] });
    expect(exitCodeOf(run, "must", undefined)).toBe(1);
  });

  test("that makes inactive users fails the run", async () => {
    const run = await emulateOnSmall({ startsInactive: true }, { scenarios: ["assign"] });
    const [finding] = broken(run);
    expect(finding).toMatchObject({ check: "okta.answers.active", verdict: "fail" });
    expect(exitCodeOf(run, "must", undefined)).toBe(1);
  });

  test("that writes the members of a match list in lower case is warned of, and fails only with --fail-on should", async () => {
    const run = await emulateOnSmall({ lowersList: true }, { scenarios: ["assign"] });
    const [finding] = broken(run);
    expect(finding).toMatchObject({ check: "traffic.page.spelling", verdict: "warn" });
    expect(finding?.steps?.[0]).toEqual({ scenario: "assign", step: "assign people 1-2" });
    expect(exitCodeOf(run, "must", undefined)).toBe(0);
    expect(exitCodeOf(run, "should", undefined)).toBe(1);
  });

  test("the command that a report prints for such a finding shows it again", async () => {
    const again = { checks: true, only: ["okta.answers.replace"], scenarios: ["assign"] };
    const run = await emulateOnSmall({ putIs204: true }, again);
    expect(broken(run).map(({ check }) => check)).toEqual(["okta.answers.replace"]);
  });

  test("a run with other suites judges its scenarios by the rules of all", async () => {
    const named = { checks: true, suites: ["discovery"], scenarios: ["assign"] };
    const run = await emulateOnSmall({ putIs204: true, lowersList: true }, named);
    const wrong = broken(run).filter(({ suite }) => suite !== "discovery");
    expect(wrong.map(({ check }) => check)).toEqual(["traffic.page.spelling", "okta.answers.replace"]);
  });
});

test("where no scenario could be played nothing is claimed, whatever rules were kept on the way", async () => {
  const run = await emulateOnSmall({}, { scenarios: ["seat-overflow"] });
  expect(run.scenarios[0]?.verdict).toBe("skip");
  expect(run.summary.checks.pass).toBeGreaterThan(0);
  expect(outcomeOf(run, "must")).toBe("undecided");
  expect(exitCodeOf(run, "must", undefined)).toBe(3);
});
