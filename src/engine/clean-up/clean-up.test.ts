import { expect, test } from "vitest";
import type { FetchHandler } from "../../scim/http.ts";
import { cleanUp } from "./clean-up.ts";
import { createSession } from "../session/create-session.ts";
import type { SessionControl } from "../session/create-session.ts";
import { createHandlerTransport } from "../session/handler-transport.ts";
import { NO_JOURNAL } from "../ownership/journal.ts";
import { Ownership } from "../ownership/ownership.ts";
import type { Transport } from "../session/transport.ts";

interface Call {
  readonly method: string;
  readonly path: string;
}

function open(
  answer: ((call: Call) => Response) | Transport,
  now: () => number = () => 0,
): { session: SessionControl; calls: Call[] } {
  const calls: Call[] = [];
  const handler: FetchHandler = (request) => {
    const { pathname, search } = new URL(request.url);
    const call = { method: request.method, path: pathname + decodeURIComponent(search) };
    calls.push(call);
    return Promise.resolve(typeof answer === "function" ? answer(call) : gone());
  };
  const session = createSession({
    baseUrl: "https://scim.example.com",
    runId: "abcd2345",
    transport: typeof answer === "function" ? createHandlerTransport(handler) : answer,
    credentials: { kind: "none" },
    headers: {},
    timeoutMs: 1000,
    rate: undefined,
    ownership: new Ownership(NO_JOURNAL),
    nextSeq: () => calls.length + 1,
    clock: { now, sleep: () => Promise.resolve() },
    signal: AbortSignal.abort(),
    onExchange: () => undefined,
  });
  return { session, calls };
}

const gone = (): Response => new Response(null, { status: 204 });

test("groups are removed before the users in them, also after an interruption", async () => {
  const { session, calls } = open(gone);
  session.ownership.claim({ endpoint: "/Users", id: "u1", madeBy: "a" });
  session.ownership.claim({ endpoint: "/Groups", id: "g1", madeBy: "a" });
  const result = await cleanUp(session);
  expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual(["DELETE /Groups/g1", "DELETE /Users/u1"]);
  expect(result).toEqual({ removed: 2, deactivated: [], left: [], unclear: [] });
  expect(session.ownership.remaining()).toEqual([]);
});

test("only what one check made is removed when it ends", async () => {
  const { session } = open(gone);
  session.ownership.claim({ endpoint: "/Users", id: "u1", madeBy: "a" });
  session.ownership.claim({ endpoint: "/Users", id: "u2", madeBy: "b" });
  await cleanUp(session, "a");
  expect(session.ownership.remaining().map(({ id }) => id)).toEqual(["u2"]);
});

test("something that is gone already counts as removed", async () => {
  const { session } = open(() => new Response("", { status: 404 }));
  session.ownership.claim({ endpoint: "/Users", id: "u1", madeBy: "a" });
  expect((await cleanUp(session)).removed).toBe(1);
});

test("a user that the target refuses to delete is deactivated instead", async () => {
  const { session, calls } = open(({ method }) => new Response(null, { status: method === "DELETE" ? 405 : 204 }));
  session.ownership.claim({ endpoint: "/Users", id: "u1", madeBy: "a" });
  const result = await cleanUp(session);
  expect(calls.map(({ method }) => method)).toEqual(["DELETE", "PATCH"]);
  expect(result.deactivated.map(({ id }) => id)).toEqual(["u1"]);
  expect(result.left).toEqual([]);
});

test("a user that the target neither deletes nor patches is replaced by an inactive one", async () => {
  const bodies: string[] = [];
  const { session } = open(({ method }) => {
    bodies.push(method);
    if (method === "GET") return Response.json({ id: "u1", userName: "zsc-abcd2345-1", active: true });
    return new Response(null, { status: method === "PUT" ? 200 : 501 });
  });
  session.ownership.claim({ endpoint: "/Users", id: "u1", madeBy: "a" });
  const result = await cleanUp(session);
  expect(bodies).toEqual(["DELETE", "PATCH", "GET", "PUT"]);
  expect(result.deactivated.map(({ id }) => id)).toEqual(["u1"]);
});

test("what can be neither removed nor deactivated is told, with the reason", async () => {
  const { session } = open(() => new Response("", { status: 500 }));
  session.ownership.claim({ endpoint: "/Users", id: "u1", madeBy: "a" });
  const { left } = await cleanUp(session);
  expect(left).toEqual([{ endpoint: "/Users", id: "u1", madeBy: "a", why: "DELETE /Users/{id} answers 500" }]);
  expect(session.ownership.remaining()).toHaveLength(1);
});

test("a create without a clear outcome is looked up by exactly the name that was sent", async () => {
  const list = {
    totalResults: 2,
    Resources: [
      { id: "mine", userName: "zsc-abcd2345-x-1@example.com" },
      { id: "stranger", userName: "zsc-abcd2345-x-10@example.com" },
    ],
  };
  const { session, calls } = open(({ method }) => (method === "GET" ? Response.json(list) : gone()));
  session.ownership.intend(1, { endpoint: "/Users", name: "zsc-abcd2345-x-1@example.com", madeBy: "a" });
  await cleanUp(session);
  expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /Users?filter=userName eq "zsc-abcd2345-x-1@example.com"',
    "DELETE /Users/mine",
  ]);
});

test("users who could only be deactivated are remembered when a later cleaning up finds nothing more to do", async () => {
  const { session } = open(({ method }) => new Response(null, { status: method === "DELETE" ? 501 : 204 }));
  session.ownership.claim({ endpoint: "/Users", id: "u1", madeBy: "a" });
  await cleanUp(session, "a");
  expect((await cleanUp(session)).deactivated).toEqual([]);
  expect(session.ownership.leftInactive().map(({ id }) => id)).toEqual(["u1"]);
});

test("a create without a clear outcome that nothing shows yet is looked for once more at the end of the run", async () => {
  const found: object[] = [];
  const { session } = open(({ method }) => (method === "GET" ? Response.json({ Resources: found }) : gone()));
  session.ownership.intend(1, { endpoint: "/Users", name: "zsc-abcd2345-x-1@example.com", madeBy: "a" });
  expect((await cleanUp(session, "a")).unclear).toHaveLength(1);
  found.push({ id: "late", userName: "zsc-abcd2345-x-1@example.com" });
  expect(await cleanUp(session)).toEqual({ removed: 1, deactivated: [], left: [], unclear: [] });
});

test("a create that cannot be looked for stays open, and is told", async () => {
  const { session } = open(() => new Response("", { status: 500 }));
  session.ownership.intend(1, { endpoint: "/Users", name: "zsc-abcd2345-x-1@example.com", madeBy: "a" });
  const { unclear } = await cleanUp(session);
  expect(unclear.map(({ name }) => name)).toEqual(["zsc-abcd2345-x-1@example.com"]);
  expect(session.ownership.openIntents()).toHaveLength(1);
});

test("cleaning up ends 60 s after the interruption: the rest is told as left, and stays known", async () => {
  let now = 0;
  const { session, calls } = open(
    () => {
      now += 60_000;
      return gone();
    },
    () => now,
  );
  session.ownership.claim({ endpoint: "/Groups", id: "g1", madeBy: "a" });
  session.ownership.claim({ endpoint: "/Users", id: "u1", madeBy: "a" });
  const why = "not removed within 60 s of the interruption";
  expect(await cleanUp(session)).toEqual({
    removed: 1,
    deactivated: [],
    left: [{ endpoint: "/Users", id: "u1", madeBy: "a", why }],
    unclear: [],
  });
  expect(calls.map(({ path }) => path)).toEqual(["/Groups/g1"]);
  expect(session.ownership.remaining().map(({ id }) => id)).toEqual(["u1"]);
});

test("no request of cleaning up lasts beyond 60 s after the interruption", async () => {
  let now = 0;
  const timeouts: number[] = [];
  const transport: Transport = {
    send: ({ timeoutMs }) => {
      timeouts.push(timeoutMs);
      return Promise.resolve({ failure: { kind: "timeout", message: "no answer" } });
    },
    close: () => Promise.resolve(),
  };
  const { session } = open(transport, () => now);
  now = 59_600;
  session.ownership.claim({ endpoint: "/Users", id: "u1", madeBy: "a" });
  await cleanUp(session);
  expect(timeouts).toEqual([400]);
});

test("a create without a clear outcome is not looked for when the time for cleaning up is over", async () => {
  let now = 0;
  const { session, calls } = open(gone, () => now);
  session.ownership.intend(1, { endpoint: "/Users", name: "zsc-abcd2345-x-1@example.com", madeBy: "a" });
  now = 60_000;
  expect((await cleanUp(session)).unclear).toHaveLength(1);
  expect(calls).toEqual([]);
});
