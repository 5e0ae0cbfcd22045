import { expect, test } from "vitest";
import { createSession } from "../session/create-session.ts";
import { createHandlerTransport } from "../session/handler-transport.ts";
import { NO_JOURNAL } from "../ownership/journal.ts";
import { Ownership } from "../ownership/ownership.ts";
import { tidyUp } from "./tidy-up.ts";

function tidyAfter(status: number): Promise<readonly string[]> {
  const session = createSession({
    baseUrl: "https://scim.example.com",
    runId: "abcd2345",
    transport: createHandlerTransport(() => Promise.resolve(new Response(null, { status }))),
    credentials: { kind: "none" },
    headers: {},
    timeoutMs: 1000,
    rate: undefined,
    ownership: new Ownership(NO_JOURNAL),
    nextSeq: () => 1,
    clock: { now: () => 0, sleep: () => Promise.resolve() },
    signal: new AbortController().signal,
    onExchange: () => undefined,
  });
  session.ownership.claim({ endpoint: "/Groups", id: "g1", madeBy: "a" });
  return tidyUp(session);
}

test("what could not be removed is told with the command that tries it again", async () => {
  expect(await tidyAfter(500)).toEqual([
    "1 resources of this run could not be removed (DELETE /Groups/{id} answers 500; their names begin with zsc-abcd2345-).",
    "zi-scim-check cleanup https://scim.example.com --run abcd2345 tries it again.",
  ]);
});

test("nothing is told when everything is removed", async () => {
  expect(await tidyAfter(204)).toEqual([]);
});
