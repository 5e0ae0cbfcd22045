import { expect, test } from "vitest";
import type { LiveExchange } from "../../../exchange/exchange.ts";
import type { Json } from "../../../scim/json.ts";
import { createWritten } from "./written.ts";

function exchangeOf(seq: number, line: string, [status, body]: readonly [number, Json?] = [200]): LiveExchange {
  const [method = "", path = ""] = line.split(" ");
  return {
    seq,
    cause: { kind: "check", id: "x" },
    sender: "tool",
    request: { method, url: `https://h.example${path}`, path, headers: {}, text: null, body: undefined },
    response: { status, headers: {}, text: "", body },
    failure: null,
    startedAt: 0,
    durationMs: 1,
    isDropped: false,
    bearsMark: () => true,
    isOwn: () => true,
    target: undefined,
  };
}

function lastAfter(path: string, ...exchanges: readonly LiveExchange[]): number | undefined {
  const written = createWritten();
  for (const exchange of exchanges) written.note(exchange);
  return written.snapshot()(path)?.seq;
}

test("the last write to a resource is remembered, in whatever spelling of its path", () => {
  const put = exchangeOf(1, "PUT /Users/a%20b?attributes=id");
  for (const path of ["/Users/a%20b", "/Users/a%20b/", "/Users/a b", "/Users/a%20b?count=1"]) {
    expect(lastAfter(path, put)).toBe(1);
  }
  expect(lastAfter("/Users/A%20b", put)).toBeUndefined();
  expect(lastAfter("/Users/a/b", exchangeOf(1, "PUT /Users/a%2Fb"))).toBeUndefined();
  expect(lastAfter("/Users/a%2fb", exchangeOf(1, "PUT /Users/a%2Fb"))).toBe(1);
  expect(lastAfter("/Users/%", exchangeOf(1, "PUT /Users/%"))).toBe(1);
  expect(lastAfter("/Users/1", exchangeOf(1, "PUT /Users/1"), exchangeOf(2, "PATCH /Users/1/"))).toBe(2);
});

test("a refused write is one too: a reading may show that it was carried out all the same", () => {
  expect(lastAfter("/Users/1", exchangeOf(1, "PUT /Users/1"), exchangeOf(2, "PUT /Users/1", [400]))).toBe(2);
});

test("a create is a write to the resource that its answer names; one that names none is a write to nothing", () => {
  expect(lastAfter("/Users/1", exchangeOf(1, "POST /Users/", [201, { id: "1" }]))).toBe(1);
  expect(lastAfter("/Users", exchangeOf(1, "POST /Users", [201, {}]))).toBeUndefined();
});

test.each(["GET /Users/1", "HEAD /Users/1", "OPTIONS /Users/1", "POST /Users/.search"])("%s writes nothing", (line) => {
  expect(lastAfter("/Users/1", exchangeOf(1, line, [200, { id: "1" }]))).toBeUndefined();
});

test("what is written later does not change what a reading before it was told", () => {
  const written = createWritten();
  const before = written.snapshot();
  written.note(exchangeOf(1, "PUT /Users/1"));
  expect(before("/Users/1")).toBeUndefined();
});
