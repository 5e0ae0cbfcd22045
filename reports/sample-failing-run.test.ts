import { test } from "vitest";
import type { Exchange } from "../src/exchange/exchange.ts";
import type { Run } from "../src/engine/run.ts";
import { FOREIGN, HEADER, clause, exchange, expectCounts, finding, scenario, step } from "./sample-parts.test.ts";

const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const ID = "2f6c8d1a-91c0-4b7e-8d53-0a4f6a1b2c3d";
const ANN = {
  schemas: [USER],
  userName: "zsc-4f2a-ann@example.com",
  name: { givenName: "Ann", familyName: "Lee" },
  active: true,
};
const ANN_STORED = { ...ANN, id: ID, meta: { resourceType: "User", location: `${FOREIGN}/Users/${ID}` } };
const OFF = { schemas: [PATCH_OP], Operations: [{ op: "replace", value: { active: false } }] };

const FAILING_EXCHANGES: readonly Exchange[] = [
  exchange(117, { method: "POST", url: `${FOREIGN}/Users`, body: ANN }, { status: 201, body: ANN_STORED }),
  {
    ...exchange(118, { method: "PATCH", url: `${FOREIGN}/Users/${ID}`, body: OFF }, { body: ANN_STORED }),
    durationMs: 41.3,
  },
  exchange(119, { url: `${FOREIGN}/Users/${ID}` }, { body: ANN_STORED }),
  {
    ...exchange(140, { method: "POST", url: `${FOREIGN}/Users`, body: ANN }, { status: 201, body: ANN_STORED }),
    cause: { kind: "check", id: "users.create.location" },
  },
  {
    ...exchange(
      155,
      { url: `${FOREIGN}/Users?filter=userName%20eq%20%22zsc-4f2a-ann%40example.com%22&startIndex=0&count=100` },
      { status: 400, body: { detail: "startIndex must be positive" } },
    ),
    cause: { kind: "check", id: "query.page.start-index-zero" },
  },
];

const STAYS_ACTIVE = {
  verdict: "fail",
  cause: "users.deactivate.patch",
  breaks: { okta: ["deactivate"] },
  clause: clause("3.5.2.3", "RFC7644-3.5.2.3-01"),
  reason: "PATCH active:false answers 200, but the user stays active",
  advice: 'Read "active" as a boolean and as the string "False" (Okta sends both), and store it before you answer.',
  mismatch: { expected: ["false"], actual: "true", at: "/active" },
  exchanges: [117, 118, 119],
  exchangeCount: 3,
  decisive: 119,
} as const;

const NO_GROUPS = {
  verdict: "skip",
  breaks: { okta: ["group-push"] },
  reason: "the target does not offer groups: GET /Groups answers 404",
} as const;

/** Three causes, six failed checks, three warnings, five skipped; group push is not tested. */
export const FAILING_RUN: Run = {
  schemaVersion: 1,
  tool: { name: "zi-scim-check", version: "0.4.0" },
  run: HEADER,
  summary: {
    checks: { total: 22, pass: 8, fail: 6, warn: 3, skip: 5, error: 0 },
    scenarios: { total: 3, pass: 1, fail: 1, skip: 1, error: 0 },
    requirements: { observable: 370, covered: 333, exercised: 318, vendor: { total: 0, exercised: 0 } },
    providers: {
      okta: { create: "fails", update: "works", deactivate: "fails", import: "works", "group-push": "not tested" },
    },
    untested: { okta: { "group-push": "the target does not offer groups: GET /Groups answers 404" } },
    residue: { users: 0, groups: 0, deactivated: 0, maybe: 0 },
  },
  requirements: [{ id: "RFC7644-3.3-05", level: "MUST", verdict: "fail", checks: ["users.create.location"] }],
  causes: [],
  findings: [
    finding("users.create.status", { breaks: { okta: ["create"] } }),
    finding("users.create.location", {
      verdict: "fail",
      cause: "users.create.location",
      breaks: { okta: ["create"] },
      title: "A create answers with the Location of the new user",
      clause: clause("3.3", "RFC7644-3.3-06"),
      reason: "POST /Users leaves Location out",
      advice: "Send a Location header with the absolute URL of the new resource, the same as meta.location.",
      mismatch: { expected: ["a Location header"], actual: "nothing", at: null },
      exchanges: [140],
      exchangeCount: 1,
      decisive: 140,
    }),
    finding("users.create.read-back", { breaks: { okta: ["create", "update"] } }),
    finding("users.create.meta-location", { breaks: { okta: ["create"] } }),
    finding("users.replace.reads-back", { breaks: { okta: ["update"] } }),
    finding("users.deactivate.patch", { ...STAYS_ACTIVE, title: "PATCH active:false deactivates the user" }),
    finding("users.deactivate.string-false", STAYS_ACTIVE),
    finding("users.deactivate.reads-back", STAYS_ACTIVE),
    finding("users.deactivate.lists-inactive", {
      ...STAYS_ACTIVE,
      mismatch: { ...STAYS_ACTIVE.mismatch, at: "/Resources/0/active" },
    }),
    finding("users.deactivate.keeps-id", { breaks: { okta: ["deactivate"] } }),
    finding("users.etag.weak", {
      verdict: "warn",
      severity: "should",
      cause: "users.etag.weak",
      clause: clause("3.14", "RFC7644-3.14-02", "SHOULD"),
      reason: "GET /Users/{id} answers without an ETag",
      mismatch: { expected: ["an ETag header"], actual: "nothing", at: null },
      decisive: 119,
      exchanges: [119],
      exchangeCount: 1,
    }),
    finding("query.page.start-index-zero", {
      verdict: "fail",
      cause: "query.page.start-index-zero",
      clause: clause("3.4.2.4", "RFC7644-3.4.2.4-02"),
      reason: "startIndex=0 answers 400 instead of the first page",
      advice: "Take a startIndex below 1 as 1.",
      mismatch: { expected: ["status 200"], actual: "status 400 (startIndex must be positive)", at: null },
      exchanges: [155],
      exchangeCount: 1,
      decisive: 155,
    }),
    finding("query.page.counts", {
      breaks: { okta: ["import"] },
      notes: [{ text: "GET /Users names its items in another order on every page", exchange: 155 }],
    }),
    finding("query.filter.eq", { breaks: { okta: ["create", "import"] } }),
    finding("query.filter.near-names", { breaks: { okta: ["create", "import"] } }),
    finding("errors.scim-type", {
      verdict: "warn",
      severity: "should",
      cause: "errors.scim-type",
      breaks: { okta: ["create"] },
      clause: clause("3.12", "RFC7644-3.12-16", "SHOULD"),
      reason: "POST /Users answers 409 without the scimType uniqueness",
      mismatch: { expected: ['"uniqueness"'], actual: "nothing", at: "/scimType" },
    }),
    finding("okta.create.empty-phone", {
      verdict: "warn",
      severity: "should",
      cause: "okta.create.empty-phone",
      clause: {
        source: "Okta",
        section: null,
        level: "inferred",
        requirements: ["OKTA-create-04"],
        text: "An empty phone number is taken.",
        url: "https://developer.okta.com/docs/concepts/scim/",
      },
      reason: "POST /Users with an empty phoneNumbers array answers 400",
      mismatch: { expected: ["status 201"], actual: "status 400", at: null },
    }),
    finding("groups.create.status", NO_GROUPS),
    finding("groups.members.add", NO_GROUPS),
    finding("groups.members.remove", NO_GROUPS),
    finding("groups.delete.gone", NO_GROUPS),
    finding("seats.full.refused", {
      verdict: "skip",
      reason: "the target's seats are not known: name them with --seats",
    }),
  ],
  scenarios: [
    scenario("assign", { title: "People and groups are assigned", breaks: { okta: ["create", "update"] } }),
    scenario("deactivate", {
      title: "People leave",
      verdict: "fail",
      reason: "after unassigning, 2 of 2 users are still active on the target",
      breaks: { okta: ["deactivate"] },
      steps: [
        step("assign 2 people", { exchanges: [200, 201] }),
        step("unassign 2 people", {
          verdict: "fail",
          reason: "after unassigning, 2 of 2 users are still active on the target",
          mismatch: { expected: ["active: 0"], actual: "active: 2", at: null },
          exchanges: [210],
        }),
      ],
    }),
    scenario("group-push", {
      title: "Groups are pushed",
      verdict: "skip",
      reason: "the target does not offer groups: GET /Groups answers 404",
      breaks: { okta: ["group-push"] },
    }),
  ],
  exchanges: FAILING_EXCHANGES,
};

/** Stopped by Ctrl-C after three checks. */
export const INTERRUPTED_RUN: Run = {
  ...FAILING_RUN,
  run: { ...HEADER, durationMs: 1200, interrupted: true },
  summary: {
    checks: { total: 3, pass: 2, fail: 1, warn: 0, skip: 0, error: 0 },
    scenarios: { total: 0, pass: 0, fail: 0, skip: 0, error: 0 },
    requirements: { observable: 370, covered: 333, exercised: 3, vendor: { total: 0, exercised: 0 } },
    providers: {
      okta: {
        create: "fails",
        update: "works",
        deactivate: "not tested",
        import: "not tested",
        "group-push": "not tested",
      },
    },
    untested: {},
    residue: { users: 0, groups: 0, deactivated: 0, maybe: 0 },
  },
  findings: FAILING_RUN.findings.slice(0, 3),
  scenarios: [],
};

test("the counts of the failing and the interrupted sample run add up", () => {
  expectCounts(FAILING_RUN);
  expectCounts(INTERRUPTED_RUN);
});
