import { expect, test } from "vitest";
import { judge } from "./judge.ts";
import type { Evidence } from "./judge.ts";
import type { ReportView } from "./report-view.ts";

const REPORT: ReportView = {
  faults: [],
  residue: { users: 0, groups: 0, deactivated: 0, maybe: 0 },
  errors: [],
  notes: [],
  judged: 20,
};

const CLEAN: Evidence = {
  exitCode: 1,
  report: REPORT,
  left: { users: 0, groups: 0 },
  changed: [],
  requests: [{ n: 1, method: "POST", url: "/scim/v2/Users", harms: [] }],
  strayed: [],
  durationMs: 500,
  wasStopped: false,
  leaks: [],
  hasJournal: false,
  exceptions: [],
  said: "",
};

function brokenBy(evidence: Partial<Evidence>): readonly string[] {
  return judge({ ...CLEAN, ...evidence }).map(({ property }) => property);
}

function telling(residue: Partial<ReportView["residue"] & object>): ReportView {
  return { ...REPORT, residue: { users: 0, groups: 0, deactivated: 0, maybe: 0, ...residue } };
}

test("a run that leaves everything as it was breaks nothing", () => {
  expect(brokenBy({})).toEqual([]);
});

test("a stranger who is changed is seen", () => {
  expect(brokenBy({ changed: ["Users/1 is gone"] })).toEqual(["strangers-unchanged"]);
});

test("a write that names a stranger is seen even when it changes nothing", () => {
  const requests = [{ n: 7, method: "DELETE", url: "/scim/v2/Users/1", harms: ["Users/1"] }];
  expect(judge({ ...CLEAN, requests })).toEqual([
    { property: "strangers-unnamed", detail: "request 7, DELETE /scim/v2/Users/1, would change Users/1" },
  ]);
});

test("credentials that reach another server are seen", () => {
  expect(brokenBy({ strayed: ["GET /x with the credentials"] })).toEqual(["credentials-at-home"]);
});

test("what is left has to be told, under whatever name", () => {
  const left = { users: 2, groups: 1 };
  expect(brokenBy({ left })).toEqual(["residue-told"]);
  expect(brokenBy({ left, hasJournal: true, report: telling({ users: 1, maybe: 1 }) })).toEqual(["residue-told"]);
  expect(brokenBy({ left, hasJournal: true, report: telling({ users: 1, deactivated: 1, maybe: 1 }) })).toEqual([]);
  expect(brokenBy({ hasJournal: true, report: telling({ maybe: 3 }) })).toEqual([]);
});

test("the journal stays exactly as long as something may be left", () => {
  expect(brokenBy({ hasJournal: true })).toEqual(["journal-kept"]);
  expect(brokenBy({ report: telling({ maybe: 1 }) })).toEqual(["journal-kept"]);
  expect(brokenBy({ report: telling({ deactivated: 1 }) })).toEqual([]);
  expect(brokenBy({ hasJournal: true, report: telling({ deactivated: 1 }) })).toEqual([]);
});

test("a run that has written owes a report, one that could not begin owes a complaint", () => {
  const reading = [{ n: 1, method: "GET", url: "/scim/v2/Users", harms: [] }];
  expect(brokenBy({ report: undefined, exitCode: 3 })).toEqual(["report-valid"]);
  expect(brokenBy({ report: undefined, exitCode: 3, requests: reading })).toEqual([]);
  expect(brokenBy({ report: undefined, exitCode: 1, requests: reading })).toEqual(["report-valid"]);
  expect(brokenBy({ report: { ...REPORT, faults: ["/run must be an object"] } })).toEqual(["report-valid"]);
});

test("a report that does not tell of residue is a breach when something is left", () => {
  const report = { ...REPORT, residue: undefined };
  expect(brokenBy({ report })).toEqual([]);
  expect(brokenBy({ report, left: { users: 1, groups: 0 } })).toEqual(["residue-told", "journal-kept"]);
});

test("time and requests are bounded", () => {
  const request = { n: 1, method: "GET", url: "/", harms: [] };
  expect(brokenBy({ wasStopped: true, exitCode: 130 })).toEqual(["time-bounded"]);
  expect(brokenBy({ requests: Array.from({ length: 5001 }, () => request) })).toEqual(["requests-bounded"]);
});

test("secrets, faults of the tool and exceptions are seen", () => {
  expect(brokenBy({ leaks: ["report.json"] })).toEqual(["secrets-kept"]);
  expect(brokenBy({ report: { ...REPORT, errors: ["users.create.status: RangeError"] } })).toEqual(["no-error"]);
  expect(brokenBy({ said: "This is a fault of zi-scim-check itself; nothing is claimed" })).toEqual(["no-error"]);
  expect(brokenBy({ exitCode: 2 })).toEqual(["no-error"]);
  expect(brokenBy({ exceptions: ["Error: nobody caught it"] })).toEqual(["no-exception"]);
});
