import { expect, test } from "vitest";
import type { Exchange } from "../../exchange/exchange.ts";
import { tellSlowAnswers } from "./slow-answers.ts";

const BASE = "https://scim.example.com/v2";

function exchange(line: string, durationMs: number, isAnswered = true): Exchange {
  const [method = "", path = ""] = line.split(" ");
  return {
    seq: 1,
    cause: { kind: "check", id: "x" },
    sender: "tool",
    request: { method, url: `${BASE}${path}`, headers: {}, body: undefined },
    response: isAnswered ? { status: 200, headers: {}, body: undefined } : null,
    failure: null,
    startedAt: 0,
    durationMs,
  } as unknown as Exchange;
}

test("slow answers are counted, and their requests are named, the slowest first", () => {
  const exchanges = [
    exchange("GET /Users?startIndex=1", 3100),
    exchange("PATCH /Groups/1", 4100),
    exchange("PATCH /Groups/2", 4230),
    exchange("GET /Users/1", 90),
  ];
  expect(tellSlowAnswers(exchanges, BASE)).toEqual([
    "3 answers took longer than 3 s: PATCH /Groups/{id} (2 times, up to 4.2 s), GET /Users (3.1 s).",
  ]);
});

test("three kinds of requests are named, and the others counted", () => {
  const exchanges = ["POST /Users", "GET /Users", "PUT /Users/1", "PATCH /Users/1", "DELETE /Users/1"].map(
    (line, index) => exchange(line, 9000 - index * 1000),
  );
  expect(tellSlowAnswers(exchanges, BASE)).toEqual([
    "5 answers took longer than 3 s: POST /Users (9 s), GET /Users (8 s), PUT /Users/{id} (7 s) and 2 other kinds.",
  ]);
});

test("nothing is said of answers in time, nor of requests that got none: those are told elsewhere", () => {
  expect(tellSlowAnswers([exchange("GET /Users", 2900), exchange("GET /Users", 10_000, false)], BASE)).toEqual([]);
});
