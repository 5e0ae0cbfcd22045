import { expect, test } from "vitest";
import { createSession } from "../session/create-session.ts";
import { createHandlerTransport } from "../transport/handler-transport.ts";
import { NO_JOURNAL } from "../ownership/journal.ts";
import { Ownership } from "../ownership/ownership.ts";
import type { TargetFacts } from "../../profile/target-facts.ts";
import { discover } from "./discover.ts";

/** Discovers a target that answers everything with this body. */
function discoverIn(body: unknown): Promise<TargetFacts> {
  let seq = 0;
  const session = createSession({
    baseUrl: "https://scim.example.com",
    runId: "abcd2345",
    transport: createHandlerTransport(() => Promise.resolve(Response.json(body))),
    credentials: { kind: "none" },
    headers: {},
    timeoutMs: 1000,
    rate: undefined,
    ownership: new Ownership(NO_JOURNAL),
    nextSeq: () => (seq += 1),
    clock: { now: () => 0, sleep: () => Promise.resolve() },
    signal: new AbortController().signal,
    onExchange: () => undefined,
  });
  return discover(session);
}

function items(count: number): readonly object[] {
  return Array.from({ length: count }, (_, index) => ({ id: `urn:example:${index}` }));
}

test("a list and a bare array are read", async () => {
  expect((await discoverIn({ Resources: items(3) })).schemas).toHaveLength(3);
  expect((await discoverIn(items(3))).resourceTypes).toHaveLength(3);
});

test("a list without items tells nothing", async () => {
  expect((await discoverIn({ Resources: [] })).schemas).toBeUndefined();
});

test("more than anybody publishes is not gone through", async () => {
  expect((await discoverIn({ Resources: items(500) })).schemas).toHaveLength(500);
  expect((await discoverIn({ Resources: items(501) })).schemas).toBeUndefined();
  expect((await discoverIn(items(501))).resourceTypes).toBeUndefined();
});
