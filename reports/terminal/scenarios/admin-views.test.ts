import { expect, test } from "vitest";
import type { RenderOptions } from "../../../src/engine/report/reporter.ts";
import type { AdminViews, ScenarioResult } from "../../../src/engine/run.ts";
import { SAMPLE_ADMIN, event } from "../../sample-admin.test.ts";
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

/** Nothing is wrong, and nothing but the log was opened. */
const QUIET: AdminViews = {
  assignments: { people: [], groups: [] },
  connector: null,
  imports: [],
  tasks: [],
  pushGroups: [],
  systemLog: [event("application.user_membership.add")],
};

/** The lines about scenarios, in a run of scenarios alone unless it has checks. */
function render(one: ScenarioResult, { checks = 0, ...options }: Partial<RenderOptions> & { checks?: number } = {}) {
  const run = { ...PASSING_RUN.run, profile: "okta" };
  const summary = { ...PASSING_RUN.summary, checks: { ...PASSING_RUN.summary.checks, total: checks } };
  const blocks = [...terminal.render({ ...PASSING_RUN, run, summary, scenarios: [one] }, { ...OPTIONS, ...options })];
  const block = blocks.find((text) => text.includes("SCENARIOS")) ?? "";
  return block.trim().split("\n").slice(1);
}

test("ticks, counts and what failed are told, errors in full", () => {
  expect(render(scenario("all", { admin: SAMPLE_ADMIN }))).toEqual([
    "  ✓ all  The story of all",
    "      connector   ticked: Create Users (works), Push Groups (not offered);",
    "                  crossed: Import Groups (not tried)",
    "      admin sees  import: 3 scanned, 1 new, 1 partial, 1 unchanged; 1 task to",
    "                  retry; Push Groups: 1 active, 1 error; System Log: 3 events, 2",
    "                  failed (1 application.provision.user.push, 1",
    "                  application.provision.user.sync)",
    "        ✗ Push Groups is ticked in Okta, but the target does not offer it.",
    "        ✗ Import from app App failed: Error while downloading users and groups:",
    "          Bad Gateway.",
    "        ✗ Unable to update Group Push mapping target App group Staff: Error",
    "          while creating user group Staff: Conflict. Errors reported by remote",
    "          server: there is a group of that name",
  ]);
});

test("beside suites the dialog is told only where it is worth a look", () => {
  const lines = render(scenario("all", { admin: SAMPLE_ADMIN }), { checks: 6 });
  expect(lines.filter((line) => line.includes("connector"))).toEqual([]);
  expect(lines).toContain("        ✗ Push Groups is ticked in Okta, but the target does not offer it.");
});

test("a scenario that leaves nothing to look at is one line", () => {
  expect(render(scenario("quiet", { admin: QUIET }))).toEqual(["  ✓ quiet  The story of quiet"]);
  expect(render(scenario("unbegun", { admin: null }))).toEqual(["  ✓ unbegun  The story of unbegun"]);
});

test("what the scenario's own lines say is not told again", () => {
  const message = "Error authenticating: Unauthorized. Errors reported by remote server: wrong token";
  const connector = { at: "2026-11-24T05:50:07.000Z", connected: false, message, features: [], notes: [] };
  const admin = { ...QUIET, connector };
  const steps = [step("test API credentials", { verdict: "fail", reason: message, notes: [] })];
  const told = render(scenario("assign", { verdict: "fail", reason: message, steps, admin }));
  expect(told.join(" ").match(/Unauthorized/g)).toHaveLength(1);
  expect(render(scenario("assign", { admin }))).toEqual([
    "  ✓ assign  The story of assign",
    "        ✗ Error authenticating: Unauthorized. Errors reported by remote server:",
    "          wrong token",
  ]);
});

test("an import that was stopped is told by its safeguard", () => {
  const stopped = SAMPLE_ADMIN.imports.slice(1).map((view) => ({ ...view, error: null }));
  expect(render(scenario("import", { admin: { ...QUIET, imports: stopped } })).slice(1)).toEqual([
    "      admin sees  import stopped: 83 scanned, 83 unchanged, 22 removed; System",
    "                  Log: 1 event",
    "        ✗ Import safeguard: the import would take the app from 22 of 105 users",
    "          of the app.",
  ]);
});

test("many errors and many types of events are counted", () => {
  const groups = Array.from({ length: 7 }, (_, index) => {
    return { name: `G${index}`, status: "error", error: `reason ${index}`, targetId: null, at: null } as const;
  });
  const systemLog = Array.from({ length: 6 }, (_, index) => event(`type.${index}`, "r"));
  const lines = render(scenario("many", { admin: { ...QUIET, pushGroups: groups, systemLog } }));
  expect(lines.filter((line) => line.includes("reason"))).toHaveLength(5);
  expect(lines).toContain("        ✗ G0: reason 0");
  expect(lines).toContain("        and 2 more, in the JSON report");
  expect(lines.join(" ").replaceAll(/\s+/g, " ")).toContain("1 type.3, 2 of other types)");
});

test.each([60, 80, 120])("lines stay within %i columns, also in ASCII, and hold no control characters", (width) => {
  const hostile = { ...SAMPLE_ADMIN, pushGroups: [{ ...push(), error: `\u001b[31m${"x".repeat(5000)}` }] };
  for (const unicode of [true, false]) {
    const lines = render(scenario("all", { admin: hostile }), { width, unicode });
    expect(lines.every((line) => textWidth(line) <= width)).toBe(true);
    expect(lines.join("")).not.toContain("\u001b");
    // An error of any length is clipped here, and whole in the JSON report.
    expect(lines.length).toBeLessThan(70);
  }
});

function push() {
  return { name: "Staff", status: "error", error: "", targetId: null, at: null } as const;
}

test("the case of the guide stays readable: who failed and why, then what was left to see", () => {
  const failures = Array.from({ length: 20 }, () => event("application.provision.user.push", "Forbidden."));
  const admin = { ...QUIET, systemLog: [...QUIET.systemLog, ...failures] };
  const steps = [
    step("assign 120 people", { assignments: assigned(100) }),
    step("retry", { assignments: assigned(120) }),
  ];
  const lines = render(scenario("seat-overflow", { steps, admin }));
  expect(lines.slice(-2)).toEqual([
    "      admin sees  System Log: 21 events, 20 failed (20",
    "                  application.provision.user.push)",
  ]);
  expect(lines.filter((line) => line.includes("✗ 20 users"))).toHaveLength(1);
  expect(lines.length).toBeLessThan(20);
});
