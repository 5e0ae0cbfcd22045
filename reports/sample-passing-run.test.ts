import { test } from "vitest";
import type { AssignmentRow, Assignments, Run } from "../src/engine/run.ts";
import { HEADER, exchange, expectCounts, finding, scenario, step } from "./sample-parts.test.ts";

const NO_SEAT = "No seat of product 'Sales' is left: 100 of 100 seats are in use. Buy seats or take one from a user.";

function row(index: number, seats: number): AssignmentRow {
  const userName = `zsc-4f2a-${String(index + 1).padStart(3, "0")}@example.com`;
  if (index < seats) return { userName, status: "provisioned", error: null };
  const error = `Automatic provisioning of user ${userName} to app ZoomInfo failed: Error while creating user Person ${index + 1}: Forbidden. Errors reported by remote server: ${NO_SEAT}`;
  return { userName, status: "failed", error };
}

/** 120 users on so many seats. */
export function assigned(seats: number): Assignments {
  const users = Array.from({ length: 120 }, (_, index) => row(index, seats));
  return { total: 120, provisioned: seats, failed: 120 - seats, users };
}

/** The bundled server with the zoominfo profile: everything passes, the guide's 120 users on 100 seats among it. */
export const PASSING_RUN: Run = {
  schemaVersion: 1,
  tool: { name: "zi-scim-check", version: "0.4.0" },
  run: {
    ...HEADER,
    profile: "zoominfo",
    durationMs: 2140,
    target: { ...HEADER.target, baseUrl: "http://127.0.0.1:41233/scim/v2", bundled: true },
    notes: ["Without a URL the bundled server is checked: this shows what the tool does, not what your server does."],
  },
  summary: {
    checks: { total: 6, pass: 5, fail: 0, warn: 0, skip: 1, error: 0 },
    scenarios: { total: 2, pass: 2, fail: 0, skip: 0, error: 0 },
    requirements: { observable: 370, covered: 333, exercised: 318, vendor: { total: 0, exercised: 0 } },
    providers: {
      okta: { create: "works", update: "works", deactivate: "works", import: "works", "group-push": "works" },
    },
    untested: {},
    residue: { users: 0, groups: 0, deactivated: 0, maybe: 0 },
  },
  requirements: [],
  causes: [],
  findings: [
    finding("users.create.status", { breaks: { okta: ["create"] } }),
    finding("users.replace.reads-back", { breaks: { okta: ["update"] } }),
    finding("users.deactivate.patch", { breaks: { okta: ["deactivate"] } }),
    finding("query.page.counts", { breaks: { okta: ["import"] } }),
    finding("errors.scim-type", { severity: "should", breaks: { okta: ["create"] } }),
    finding("groups.create.status", {
      verdict: "skip",
      breaks: { okta: ["group-push"] },
      reason: "the profile zoominfo has no groups",
    }),
  ],
  scenarios: [
    scenario("group-push", { title: "Groups are pushed", breaks: { okta: ["group-push"] } }),
    scenario("seat-overflow", {
      title: "More people than seats",
      breaks: { okta: ["create"] },
      assignments: assigned(100),
      steps: [
        step('assign group "Sales Users"', {
          assignments: assigned(100),
          notes: ["Warning: 120 people are assigned, 100 Sales seats are free."],
        }),
        step("buy 20 seats of Sales", { notes: ["20 more seats of Sales were bought."] }),
        step("retry 20 failed", { assignments: assigned(120) }),
      ],
    }),
  ],
  exchanges: [
    exchange(1, { url: "http://127.0.0.1:41233/scim/v2/Users?startIndex=1&count=2" }, { body: { totalResults: 0 } }),
  ],
};

test("the counts of the passing sample run add up", () => {
  expectCounts(PASSING_RUN);
});
