import { expect, test } from "vitest";
import type { LiveExchange } from "../../src/exchange/exchange.ts";
import { Violation } from "../../src/exchange/violation.ts";
import { trafficSuite } from "./index.ts";

const LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

function answering(text: string, status = 200): LiveExchange {
  const path = "/Users?count=1";
  const request = { method: "GET", url: `https://h${path}`, path, headers: {}, text: null, body: undefined };
  return {
    seq: 1,
    cause: { kind: "check", id: "a.check" },
    sender: "tool",
    request,
    response: { status, headers: {}, text, body: status === 204 ? undefined : JSON.parse(text) },
    failure: null,
    startedAt: 0,
    durationMs: 1,
    isOwn: () => false,
    isDropped: false,
    bearsMark: () => false,
    target: undefined,
  };
}

function breachOf(id: string, exchange: LiveExchange): unknown {
  const rule = trafficSuite.trafficRules.find((one) => one.id === id);
  try {
    rule?.judge(exchange);
  } catch (error) {
    return error instanceof Violation ? [error.message, error.mismatch.actual, error.mismatch.at] : error;
  }
  return "no breach";
}

test("a counter with a fraction is shown as it is written", () => {
  const page = answering(`{"schemas":["${LIST}"],"totalResults":2.0,"Resources":[]}`);
  expect(breachOf("traffic.list.plain-integers", page)).toEqual([
    "GET /Users?count=1 writes totalResults as 2.0",
    "totalResults: 2.0",
    null,
  ]);
});

test("a wrong spelling is told without the people under it", () => {
  const page = answering(`{"schemas":["${LIST}"],"totalResults":1,"resources":[{"displayName":"Barbara"}]}`);
  expect(breachOf("traffic.page.spelling", page)).toEqual([
    "GET /Users?count=1 answers a list with the member resources",
    "the member resources",
    null,
  ]);
});

test("a stranger's password is pointed at and not shown", () => {
  const user = `{"schemas":[],"id":"1","userName":"barbara","password":"t1meMa$heen"}`;
  const page = answering(`{"schemas":["${LIST}"],"totalResults":1,"Resources":[${user}]}`);
  expect(breachOf("traffic.secrecy.password", page)).toEqual([
    "GET /Users?count=1 answers a user with a password",
    '"***"',
    "/Resources/0/password",
  ]);
});

test("a body beside 204 is not blamed on a header", () => {
  expect(breachOf("traffic.http.no-content", answering("done", 204))).toEqual([
    "GET /Users?count=1 answers 204 with a body",
    "4 characters",
    null,
  ]);
});
