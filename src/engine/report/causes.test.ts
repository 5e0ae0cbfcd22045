import { expect, test } from "vitest";
import { sampleFinding } from "./finding.fixture.ts";
import type { Json } from "../../scim/json.ts";
import { assignCauses, groupByCause } from "./causes.ts";
import type { Exchange } from "../../exchange/exchange.ts";
import type { Finding } from "../run.ts";

const BASE = "https://scim.example.com/v2";

interface Traffic {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly sent?: Json;
  readonly answer?: Json;
}

function exchange(seq: number, { method, path, status, sent, answer }: Traffic): Exchange {
  return {
    seq,
    cause: { kind: "check", id: "any" },
    sender: "tool",
    request: { method, url: `${BASE}${path}`, headers: {}, body: sent },
    response: { status, headers: {}, body: answer },
    failure: null,
    durationMs: 10,
  };
}

function finding(check: string, differences: Partial<Finding>): Finding {
  return sampleFinding(check, { title: check, reason: `${check} fails`, ...differences });
}

function patchOf(operation: Json): Json {
  return { schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], Operations: [operation] };
}

function causesOf(findings: readonly Finding[], exchanges: readonly Exchange[]): Record<string, string | null> {
  return Object.fromEntries(assignCauses(findings, exchanges).findings.map(({ check, cause }) => [check, cause]));
}

const STAYS_ACTIVE = { expected: ["false"], actual: "true", at: "/active" };

test("a deactivation that is not applied is one cause, seen in the answer, in a read-back and in a list", () => {
  const exchanges = [
    exchange(1, {
      method: "PATCH",
      path: "/Users/aa11",
      status: 200,
      sent: patchOf({ op: "replace", value: { active: false } }),
    }),
    exchange(2, {
      method: "PATCH",
      path: "/Users/bb22",
      status: 200,
      sent: patchOf({ op: "Replace", path: "active", value: false }),
    }),
    exchange(3, { method: "GET", path: "/Users/bb22", status: 200 }),
    exchange(4, {
      method: "PATCH",
      path: "/Users/cc33",
      status: 200,
      sent: patchOf({ op: "replace", path: "active", value: "False" }),
    }),
    exchange(5, { method: "GET", path: "/Users?filter=userName%20eq%20%22ann%22", status: 200 }),
  ];
  const findings = [
    finding("answers", { mismatch: STAYS_ACTIVE, exchanges: [1], decisive: 1 }),
    finding("reads-back", { mismatch: STAYS_ACTIVE, exchanges: [2, 3], decisive: 3 }),
    finding("lists", { mismatch: { ...STAYS_ACTIVE, at: "/Resources/0/active" }, exchanges: [4, 5], decisive: 5 }),
  ];
  expect(causesOf(findings, exchanges)).toEqual({ answers: "answers", "reads-back": "answers", lists: "answers" });
});

test("PUT and PATCH that leave the same attribute alone are two causes", () => {
  const exchanges = [
    exchange(1, {
      method: "PATCH",
      path: "/Users/a",
      status: 200,
      sent: patchOf({ op: "replace", value: { active: false } }),
    }),
    exchange(2, { method: "GET", path: "/Users/a", status: 200 }),
    exchange(3, { method: "PUT", path: "/Users/b", status: 200, sent: { active: false } }),
    exchange(4, { method: "GET", path: "/Users/b", status: 200 }),
  ];
  const findings = [
    finding("patch", { mismatch: STAYS_ACTIVE, exchanges: [1, 2], decisive: 2 }),
    finding("put", { mismatch: STAYS_ACTIVE, exchanges: [3, 4], decisive: 4 }),
  ];
  expect(causesOf(findings, exchanges)).toEqual({ patch: "patch", put: "put" });
});

test("two PATCH operations on the same attribute are two causes", () => {
  const exchanges = [
    exchange(1, {
      method: "PATCH",
      path: "/Users/a",
      status: 200,
      sent: patchOf({ op: "add", path: "emails", value: [] }),
    }),
    exchange(2, {
      method: "PATCH",
      path: "/Users/b",
      status: 200,
      sent: patchOf({ op: "replace", path: 'emails[type eq "work"]' }),
    }),
  ];
  const missing = { expected: ['"ann@example.com"'], actual: '"bob@example.com"', at: "/emails/0/value" };
  const findings = [
    finding("add", { mismatch: missing, exchanges: [1], decisive: 1 }),
    finding("by-filter", { mismatch: missing, exchanges: [2], decisive: 2 }),
  ];
  expect(causesOf(findings, exchanges)).toEqual({ add: "add", "by-filter": "by-filter" });
});

test("a projection that is ignored is not put down to the POST before it", () => {
  const exchanges = [
    exchange(1, { method: "POST", path: "/Users", status: 201 }),
    exchange(2, { method: "GET", path: "/Users/a?attributes=userName", status: 200 }),
    exchange(3, { method: "POST", path: "/Users", status: 201 }),
    exchange(4, { method: "GET", path: "/Users/b?excludedAttributes=emails", status: 200 }),
  ];
  const present = { expected: ["nothing"], actual: "[]", at: "/emails" };
  const findings = [
    finding("attributes", { mismatch: present, exchanges: [1, 2], decisive: 2 }),
    finding("excluded", { mismatch: present, exchanges: [3, 4], decisive: 4 }),
  ];
  expect(causesOf(findings, exchanges)).toEqual({ attributes: "attributes", excluded: "excluded" });
});

test("values that are names and ids of the run do not keep findings apart", () => {
  const exchanges = [
    exchange(1, { method: "POST", path: "/Users", status: 201 }),
    exchange(2, { method: "POST", path: "/Users", status: 201 }),
  ];
  const findings = [
    finding("one", {
      mismatch: { expected: ['"zsc-4f2a-ann"'], actual: "nothing", at: "/userName" },
      exchanges: [1],
      cited: [],
      decisive: 1,
    }),
    finding("two", {
      mismatch: { expected: ['"zsc-4f2a-bob"'], actual: "nothing", at: "/userName" },
      exchanges: [2],
      cited: [],
      decisive: 2,
    }),
  ];
  expect(causesOf(findings, exchanges)).toEqual({ one: "one", two: "one" });
});

test("bad bodies that are accepted for different reasons are different causes", () => {
  const exchanges = [
    exchange(1, { method: "POST", path: "/Users", status: 201 }),
    exchange(2, { method: "POST", path: "/Users", status: 201 }),
  ];
  const accepted = { expected: ["a 4xx status"], actual: "status 201", at: null };
  const findings = [
    finding("no-name", {
      reason: "POST /Users answers 201 although it has no userName",
      mismatch: accepted,
      cited: [],
      decisive: 1,
    }),
    finding("wrong-type", {
      reason: "POST /Users answers 201 although active is a number",
      mismatch: accepted,
      cited: [],
      decisive: 2,
    }),
  ];
  expect(causesOf(findings, exchanges)).toEqual({ "no-name": "no-name", "wrong-type": "wrong-type" });
});

test("an endpoint that never answers but with a 500 is one cause, whatever the checks expected of it", () => {
  const exchanges = [
    exchange(1, { method: "POST", path: "/Users", status: 500 }),
    exchange(2, { method: "POST", path: "/Users", status: 401 }),
    exchange(3, { method: "POST", path: "/Users", status: 500 }),
    exchange(4, { method: "GET", path: "/Users", status: 200 }),
  ];
  const findings = [
    finding("create", { mismatch: { expected: ["status 201"], actual: "status 500", at: null }, decisive: 1 }),
    finding("refuse", { mismatch: { expected: ["a 4xx status"], actual: "status 500 (boom)", at: null }, decisive: 3 }),
  ];
  expect(causesOf(findings, exchanges)).toEqual({ create: "create", refuse: "create" });
});

test("an endpoint that refuses for two reasons is two causes", () => {
  const exchanges = [
    exchange(1, { method: "PATCH", path: "/Users/a", status: 400, answer: { detail: "Unknown operation" } }),
    exchange(2, { method: "PATCH", path: "/Users/b", status: 400, answer: { detail: "Path is required" } }),
  ];
  const findings = [
    finding("one", {
      mismatch: { expected: ["status 200"], actual: "status 400 (Unknown operation)", at: null },
      cited: [],
      decisive: 1,
    }),
    finding("two", {
      mismatch: { expected: ["status 200"], actual: "status 400 (Path is required)", at: null },
      cited: [],
      decisive: 2,
    }),
  ];
  expect(causesOf(findings, exchanges)).toEqual({ one: "one", two: "two" });
});

test("every filter that times out is one cause although plain lists work", () => {
  const timedOut = (seq: number, query: string): Exchange => ({
    ...exchange(seq, { method: "GET", path: `/Users?filter=${query}`, status: 0 }),
    response: null,
    failure: { kind: "timeout", message: "no answer within 10 s" },
  });
  const exchanges = [
    exchange(1, { method: "GET", path: "/Users?startIndex=1&count=2", status: 200 }),
    timedOut(2, "userName%20eq%20%22ann%22"),
    timedOut(3, "emails.value%20co%20%22ann%22"),
  ];
  const nothing = { expected: ["status 200"], actual: "no answer within 10 s", at: null };
  const findings = [
    finding("eq", { mismatch: nothing, decisive: 2 }),
    finding("co", { mismatch: nothing, decisive: 3 }),
  ];
  expect(causesOf(findings, exchanges)).toEqual({ eq: "eq", co: "eq" });
});

test("a finding without a deciding exchange stands alone, and passes and skips have no cause", () => {
  const findings = [
    finding("one", { mismatch: STAYS_ACTIVE }),
    finding("two", { mismatch: STAYS_ACTIVE }),
    finding("passed", { verdict: "pass" }),
    finding("skipped", { verdict: "skip" }),
  ];
  expect(causesOf(findings, [])).toEqual({ one: "one", two: "two", passed: null, skipped: null });
});

test("a failure leads warnings of the same cause, and groups stand in the order of their leads", () => {
  const exchanges = [exchange(1, { method: "GET", path: "/Users/a", status: 200 })];
  const found = { mismatch: STAYS_ACTIVE, exchanges: [1], decisive: 1 };
  const { findings } = assignCauses(
    [
      finding("warns", { ...found, verdict: "warn", severity: "should" }),
      finding("alone", {}),
      finding("fails", found),
      finding("fails-too", found),
    ],
    exchanges,
  );
  const groups = groupByCause(findings, "okta").map(({ lead, findings: members }) => [
    lead.check,
    members.map(({ check }) => check),
  ]);
  expect(groups).toEqual([
    ["alone", ["alone"]],
    ["fails", ["warns", "fails", "fails-too"]],
  ]);
});

test("one member of a discovery document is one cause, whoever found it and however deep; another member is another", () => {
  const exchanges = [exchange(1, { method: "GET", path: "/ServiceProviderConfig", status: 200, answer: {} })];
  const at = (pointer: string, expected: string): Partial<Finding> => ({
    cited: [],
    decisive: 1,
    mismatch: { expected: [expected], actual: "nothing", at: pointer },
  });
  const findings = [
    finding("discovery.features", at("/etag/supported", "a boolean")),
    finding("traffic.document", at("/etag", "the member etag")),
    finding("discovery.limits", at("/bulk/maxOperations", "an integer")),
  ];
  expect(causesOf(findings, exchanges)).toEqual({
    "discovery.features": "discovery.features",
    "traffic.document": "discovery.features",
    "discovery.limits": "discovery.limits",
  });
});

test("causes that break a feature of the identity provider come first", () => {
  const findings = [
    finding("harmless", { cause: "harmless" }),
    finding("breaks", { cause: "breaks", breaks: { okta: ["create"] } }),
  ];
  expect(groupByCause(findings, "okta").map(({ lead }) => lead.check)).toEqual(["breaks", "harmless"]);
});
