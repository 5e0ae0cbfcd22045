import { describe, expect, test } from "vitest";
import { ask, create, createStore, open } from "../session/scripted-session.fixture.ts";
import type { Opened, Script } from "../session/scripted-session.fixture.ts";
import type { Transport } from "../transport/transport.ts";
import { cleanUp } from "./clean-up.ts";

const NOTHING = { removed: 0, deactivated: [], left: [], unproven: [], unclear: [] };

function made(id: string, madeBy: string): ReturnType<typeof create> {
  return create(id, { cause: { kind: "check", id: madeBy } });
}

function group(name: string, madeBy = "a"): ReturnType<typeof ask> {
  return ask("POST", "/Groups", {
    body: { displayName: `zsc-abcd2345-${name}` },
    cause: { kind: "check", id: madeBy },
  });
}

/** Answers calls of a method with a status. */
function status(method: string, code: number): Script {
  return (call) => (call.method === method ? new Response(null, { status: code }) : undefined);
}

async function openWith(script: Script, requests: readonly ReturnType<typeof ask>[]): Promise<Opened> {
  const opened = open(createStore(script).script);
  for (const request of requests) await opened.session.send(request);
  return opened;
}

const asIs: Script = () => undefined;
const changes = (sent: readonly string[]): readonly string[] => sent.filter((line) => /^(DELETE|PATCH|PUT)/.test(line));

describe("cleaning up", () => {
  test("removes groups before the users in them, also after an interruption", async () => {
    const { session, sent, abort } = await openWith(asIs, [made("ann", "a"), group("g")]);
    abort.abort();
    expect(await cleanUp(session)).toEqual({ ...NOTHING, removed: 2 });
    expect(changes(sent)).toEqual(["DELETE /Groups/2", "DELETE /Users/1"]);
    expect(session.ownership.remaining()).toEqual([]);
    expect(session.ownership.openIntents()).toEqual([]);
  });

  test("removes only what one check made when that ends", async () => {
    const { session } = await openWith(asIs, [made("ann", "a"), made("bob", "b")]);
    await cleanUp(session, "a");
    expect(session.ownership.remaining().map(({ id }) => id)).toEqual(["2"]);
  });

  test("sends its proofs and all else as clean-up", async () => {
    const { session, exchanges } = await openWith(asIs, [made("ann", "a")]);
    await cleanUp(session);
    expect(new Set(exchanges.slice(1).map(({ cause }) => cause.kind))).toEqual(new Set(["cleanup"]));
  });

  test("sends nothing but readings to what no reading proves, and tells it as unproven", async () => {
    const { session, sent } = await openWith(status("GET", 404), [made("ann", "a")]);
    const { unproven, removed } = await cleanUp(session);
    expect([removed, unproven.map(({ id, why }) => `${id}: ${why}`)]).toEqual([
      0,
      ["1: no reading shows that it is of this run"],
    ]);
    expect(changes(sent)).toEqual([]);
  });

  test("sends nothing to what a reading shows to be somebody else's, and no longer counts it as the run's", async () => {
    const stranger: Script = ({ method, path }) =>
      method === "GET" && path === "/Users/1" ? Response.json({ id: "1", userName: "ceo@corp.example" }) : undefined;
    const { session, sent } = await openWith(stranger, [made("ann", "a")]);
    expect((await cleanUp(session)).unproven).toHaveLength(1);
    expect(changes(sent)).toEqual([]);
    expect(session.ownership.remaining()).toEqual([]);
  });

  test("counts what was deleted by its check, and is gone, as removed", async () => {
    const { session, sent } = await openWith(asIs, [made("ann", "a"), ask("DELETE", "/Users/1")]);
    expect((await cleanUp(session)).removed).toBe(1);
    expect(changes(sent)).toEqual(["DELETE /Users/1"]);
  });
});

describe("a create without a clear outcome", () => {
  const name = "zsc-abcd2345-x-1@example.com";
  const intent = { endpoint: "/Users", name, madeBy: "a" };

  test("is looked up by exactly the name that was sent, and removed once a reading proves it", async () => {
    const mine = { id: "mine", userName: name };
    const stranger = { id: "stranger", userName: "zsc-abcd2345-x-10@example.com" };
    const { script } = createStore(
      ({ path }) =>
        path.includes(" eq ") ? Response.json({ totalResults: 2, Resources: [mine, stranger] }) : undefined,
      new Map([
        ["/Users/mine", mine],
        ["/Users/stranger", stranger],
      ]),
    );
    const { session, sent } = open(script);
    session.ownership.intend(1, intent);
    await cleanUp(session);
    expect(sent[0]).toBe(`GET /Users?filter=userName eq "${name}"`);
    expect(changes(sent)).toEqual(["DELETE /Users/mine"]);
  });

  test("that nothing shows yet is looked for once more at the end of the run", async () => {
    const { script, held } = createStore();
    const { session } = open(script);
    session.ownership.intend(1, intent);
    expect((await cleanUp(session, "a")).unclear).toHaveLength(1);
    held.set("/Users/late", { id: "late", userName: name });
    expect(await cleanUp(session)).toEqual({ ...NOTHING, removed: 1 });
  });

  test("stays open, and is told, when it cannot be looked for", async () => {
    const { session } = open(() => new Response("", { status: 500 }));
    session.ownership.intend(1, intent);
    expect((await cleanUp(session)).unclear.map((one) => one.name)).toEqual([name]);
    expect(session.ownership.openIntents()).toHaveLength(1);
  });

  test("stays open when what has its name was seen to be somebody else's", async () => {
    const { session } = open(({ path }) =>
      path.startsWith("/Users?") ? Response.json({ Resources: [{ id: "1", userName: name }] }) : undefined,
    );
    session.ownership.intend(1, intent);
    session.ownership.disown("/Users", "1");
    expect((await cleanUp(session)).unclear).toHaveLength(1);
  });
});

describe("after an interruption", () => {
  test("cleaning up ends after 60 s: the rest is told as left, and stays known", async () => {
    let now = 0;
    const clock = { now: (): number => now, sleep: (): Promise<void> => Promise.resolve() };
    const abort = new AbortController();
    const slow: Script = ({ method }) => {
      if (method === "DELETE") now += 60_000;
      return undefined;
    };
    const { session, sent } = open(createStore(slow).script, { clock, signal: abort.signal });
    await session.send(group("g"));
    await session.send(made("ann", "a"));
    abort.abort();
    const { left } = await cleanUp(session);
    const why = "not removed within 60 s of the interruption";
    expect(left.map((one) => `${one.endpoint}/${one.id}: ${one.why}`)).toEqual([`/Users/2: ${why}`]);
    expect(changes(sent)).toEqual(["DELETE /Groups/1"]);
    expect(session.ownership.remaining().map(({ id }) => id)).toEqual(["2"]);
  });

  test("no request of cleaning up lasts beyond those 60 s", async () => {
    let now = 0;
    const timeouts: number[] = [];
    const transport: Transport = {
      send: ({ timeoutMs }) => {
        timeouts.push(timeoutMs);
        return Promise.resolve({ failure: { kind: "timeout", message: "no answer" } });
      },
      close: () => Promise.resolve(),
    };
    const clock = { now: (): number => now, sleep: (): Promise<void> => Promise.resolve() };
    const { session } = open(transport, { clock, signal: AbortSignal.abort() });
    now = 59_600;
    session.ownership.claim({ endpoint: "/Users", id: "u1", madeBy: "a" });
    await cleanUp(session);
    expect(timeouts).toEqual([400, 400]);
  });

  test("a create without a clear outcome is not looked for when that time is over", async () => {
    let now = 0;
    const clock = { now: (): number => now, sleep: (): Promise<void> => Promise.resolve() };
    const { session, sent } = open(asIs, { clock, signal: AbortSignal.abort() });
    session.ownership.intend(1, { endpoint: "/Users", name: "zsc-abcd2345-x", madeBy: "a" });
    now = 60_000;
    expect((await cleanUp(session)).unclear).toHaveLength(1);
    expect(sent).toEqual([]);
  });

  test("that comes while it waits for a DELETE to show, cleaning up goes on", async () => {
    const abort = new AbortController();
    let now = 0;
    let left = 1;
    let isDeleted = false;
    const sleep = (ms: number): Promise<void> => {
      now += ms;
      abort.abort();
      return Promise.resolve();
    };
    const late: Script = ({ method, path }) => {
      isDeleted ||= method === "DELETE";
      const isStale = isDeleted && method === "GET" && path === "/Users/1" && (left -= 1) >= 0;
      return isStale ? Response.json({ id: "1", userName: "zsc-abcd2345-ann" }) : undefined;
    };
    const clock = { now: (): number => now, sleep };
    const { session } = open(createStore(late).script, { clock, signal: abort.signal, settleMs: 500 });
    await session.send(made("ann", "a"));
    expect((await cleanUp(session)).removed).toBe(1);
    expect(abort.signal.aborted).toBe(true);
  });

  test("that comes while it waits for a proof, cleaning up goes on", async () => {
    const abort = new AbortController();
    let now = 0;
    const clock = {
      now: (): number => now,
      sleep: (ms: number): Promise<void> => {
        now += ms;
        abort.abort();
        return Promise.resolve();
      },
    };
    let left = 1;
    const late: Script = ({ method }) =>
      method === "GET" && (left -= 1) >= 0 ? new Response("", { status: 404 }) : undefined;
    const { session } = open(createStore(late).script, { clock, signal: abort.signal, settleMs: 500 });
    await session.send(made("ann", "a"));
    expect((await cleanUp(session)).removed).toBe(1);
    expect(abort.signal.aborted).toBe(true);
  });
});
