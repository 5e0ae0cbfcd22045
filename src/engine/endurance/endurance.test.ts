import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { ask, create, createStore, open } from "../session/scripted-session.fixture.ts";
import type { Call, Opened, Script } from "../session/scripted-session.fixture.ts";
import { FIRST_REQUEST } from "../session/plain-request.ts";

const CLEAN_UP = { kind: "cleanup", id: "cleanup" } as const;

function dropped(): Promise<never> {
  return Promise.reject(new Error("closed"));
}

/** A target that has answered once, so that silence means something. */
async function openLive(drops: (call: Call) => boolean, more: Parameters<typeof open>[1] = {}): Promise<Opened> {
  const state = { isReady: false };
  const opened = open(createStore((call) => (state.isReady && drops(call) ? dropped() : undefined)).script, more);
  await opened.session.send(ask("GET", FIRST_REQUEST));
  state.isReady = true;
  return opened;
}

/** Lets the requests that wait in `hold` answer together. */
function gate(): { readonly wait: Promise<void>; readonly lift: () => void } {
  let lift = (): void => undefined;
  const wait = new Promise<void>((resolve) => (lift = resolve));
  return { wait, lift: () => lift() };
}

describe("a request without an answer", () => {
  test("is repeated once when it is a GET", async () => {
    let left = 1;
    const { session, sent } = await openLive(({ path }) => path === "/Users/1" && (left -= 1) >= 0);
    expect((await session.send(ask("GET", "/Users/1"))).response?.status).toBe(404);
    expect(sent.slice(1)).toEqual(["GET /Users/1", `GET ${FIRST_REQUEST}`, "GET /Users/1"]);
  });

  test("is a drop when it is a GET and the repetition is left unanswered too", async () => {
    const { session, exchanges } = await openLive(({ path }) => path === "/Users/1");
    expect((await session.send(ask("GET", "/Users/1"))).isDropped).toBe(true);
    expect(exchanges.filter(({ request }) => request.path === "/Users/1").map(({ isDropped }) => isDropped)).toEqual([
      false,
      true,
    ]);
  });

  test.each(["POST", "PUT", "PATCH", "DELETE"])("is not repeated when it is a %s: it is a drop", async (method) => {
    const { session, sent } = await openLive((call) => call.method === method);
    const path = method === "POST" ? "/Users" : "/Users/nobody";
    const live = await session.send(ask(method, path, { body: { userName: "zsc-abcd2345-ann" } }));
    expect([live.response, live.isDropped]).toEqual([null, true]);
    expect(sent.filter((line) => line.startsWith(method))).toHaveLength(1);
  });

  test("is no outage as long as the target has never answered: whoever asked first tells", async () => {
    const { session, sent, slept } = open(dropped);
    for (let n = 0; n < 5; n += 1) expect((await session.send(ask("GET", "/Users"))).isDropped).toBe(false);
    expect([sent.length, slept]).toEqual([10, []]);
  });
});

describe("a kind of request that is dropped", () => {
  const named = (n: number): ReturnType<typeof ask> => create(`n${n}`);

  test("three times with nothing else under way is withheld, and no other kind", async () => {
    const { session, sent } = await openLive(({ method }) => method === "POST");
    for (let n = 0; n < 3; n += 1) await session.send(named(n));
    await expect(session.send(named(3))).rejects.toMatchObject({
      name: "Withheld",
      message: expect.stringMatching(
        /^POST \/Users with userName was left unanswered 3 times \(#2, #4, #6\)/,
      ) as string,
    });
    expect((await session.send(ask("POST", "/Users", { body: { userName: "x", title: "y" } }))).isDropped).toBe(true);
    expect(sent.filter((line) => line === "POST /Users")).toHaveLength(4);
  });

  test("twice, and answered in between, is not withheld until it was dropped ten times in all", async () => {
    let count = 0;
    const { session } = await openLive(({ method }) => method === "POST" && (count += 1) % 3 !== 0);
    for (let n = 0; n < 14; n += 1) await session.send(named(n));
    await expect(session.send(named(14))).rejects.toThrow("was left unanswered 10 times");
  });

  test("twice is sent once more, be it a GET that was repeated each time", async () => {
    const { session } = await openLive(({ path }) => path === "/Users/1");
    for (let n = 0; n < 3; n += 1) await session.send(ask("GET", "/Users/1"));
    await expect(session.send(ask("GET", "/Users/1"))).rejects.toMatchObject({ name: "Withheld" });
  });

  test.each([
    ["of other checks", (n: number): object => ({ cause: { kind: "check", id: `check.${n}` } })],
    ["of the same check", (): object => ({})],
    ["of the clean-up", (): object => ({ cause: CLEAN_UP })],
  ])("together with requests %s is not withheld", async (_, more) => {
    const { wait, lift } = gate();
    let isDown = false;
    const script: Script = async ({ method }) => {
      if (method !== "POST") return Response.json({});
      await wait;
      return isDown ? dropped() : Response.json({ id: "1" }, { status: 201 });
    };
    const { session } = open(script);
    await session.send(ask("GET", FIRST_REQUEST));
    isDown = true;
    const under = [1, 2, 3, 4].map((n) => session.send(create(`n${n}`, more(n))));
    await new Promise((resolve) => setTimeout(resolve, 5));
    lift();
    await Promise.all(under);
    isDown = false;
    expect((await session.send(create("n5"))).response?.status).toBe(201);
  });
});

describe("the width", () => {
  test("is one after a drop", async () => {
    const { session } = await openLive(({ method }) => method === "POST");
    expect(session.width()).toBe(8);
    await session.send(create("ann"));
    expect([session.width(), session.outages()]).toEqual([1, 1]);
  });

  test("is halved by a time-out among others, and stays at one that was alone", async () => {
    const { wait, lift } = gate();
    const { session } = open({
      send: async ({ method }) => {
        if (method === "POST") await wait;
        if (method === "POST") return { failure: { kind: "timeout", message: "no answer within 1 s" } };
        return { response: { status: 200, headers: {}, text: "{}", body: {} } };
      },
      close: () => Promise.resolve(),
    });
    await session.send(ask("GET", FIRST_REQUEST));
    const under = ["a", "b"].map((id) => session.send(create(id, { cause: { kind: "check", id } })));
    await new Promise((resolve) => setTimeout(resolve, 5));
    lift();
    await Promise.all(under);
    expect(session.width()).toBe(2);
    await session.send(create("c"));
    expect([session.width(), session.outages()]).toEqual([2, 0]);
  });
});

describe("an outage", () => {
  test("that ends within 15 s holds other requests back, and the run goes on", async () => {
    let downFor = 4;
    const { session, slept } = await openLive(() => (downFor -= 1) >= 0);
    expect((await session.send(create("ann"))).isDropped).toBe(true);
    expect(slept).toEqual([100, 200, 400]);
    expect((await session.send(ask("GET", "/Users"))).response?.status).toBe(200);
  });

  test("is looked into once for all that failed at the same time", async () => {
    const { wait, lift } = gate();
    let isDown = false;
    const { session, sent } = open(async ({ method }) => {
      if (method === "POST") await wait;
      return isDown && method === "POST" ? dropped() : Response.json({});
    });
    await session.send(ask("GET", FIRST_REQUEST));
    isDown = true;
    const under = [1, 2, 3].map((n) => session.send(create(`n${n}`, { cause: { kind: "check", id: `check.${n}` } })));
    await new Promise((resolve) => setTimeout(resolve, 5));
    lift();
    await Promise.all(under);
    expect(sent.filter((line) => line.startsWith("GET"))).toHaveLength(2);
  });

  test("of 15 s is the end: the error names what was under way, and nothing more is sent", async () => {
    let isDown = false;
    const { session, sent, slept } = await openLive(() => isDown);
    isDown = true;
    const lost = session.send(create("ann"));
    await expect(lost).rejects.toMatchObject({
      name: "UnreachableTarget",
      lastSeq: 1,
      message: expect.stringMatching(
        /^https:\/\/scim\.example\.com\/v2 stopped answering after 1 answer and was silent for 15 s; under way then: #2 POST \/Users$/,
      ) as string,
      hint: expect.stringContaining("zi-scim-check cleanup https://scim.example.com/v2 --run abcd2345") as string,
    });
    expect(slept.reduce((sum, ms) => sum + ms, 0)).toBe(15_000);
    const before = sent.length;
    await expect(session.send(ask("GET", "/Users"))).rejects.toThrow("stopped answering");
    await expect(session.send(ask("GET", "/Users", { cause: CLEAN_UP }))).rejects.toThrow("stopped answering");
    expect(sent).toHaveLength(before);
  });

  test("in which the run is interrupted ends the waiting of checks, but not that of the clean-up", async () => {
    const abort = new AbortController();
    let now = 0;
    let isDown = false;
    const clock = {
      now: () => now,
      sleep: async (ms: number): Promise<void> => {
        now += ms;
        if (abort.signal.aborted) isDown = false;
        abort.abort();
        await Promise.resolve();
      },
    };
    const { session } = await openLive(({ path }) => isDown || path === "/Users/x", { clock, signal: abort.signal });
    isDown = true;
    const [check, cleanUp] = await Promise.allSettled([
      session.send(create("ann")),
      session.send(ask("GET", "/Users/y", { cause: CLEAN_UP })),
    ]);
    expect(check).toMatchObject({ status: "rejected", reason: { name: "Interrupted" } });
    expect(cleanUp).toMatchObject({ status: "fulfilled", value: { response: { status: 404 } } });
    expect(session.ownership.openIntents()).toHaveLength(1);
  });

  test("in which the run is interrupted sends nothing of those that waited for its end", async () => {
    const abort = new AbortController();
    const { wait, lift } = gate();
    let isDown = false;
    const clock = {
      now: () => 0,
      sleep: async (): Promise<void> => {
        await wait;
        abort.abort();
      },
    };
    const { session, sent } = await openLive(() => isDown, { clock, signal: abort.signal });
    isDown = true;
    const first = session.send(create("ann"));
    await expect.poll(() => sent.length).toBe(3);
    const second = session.send(create("bob"));
    await setImmediate();
    lift();
    const ended = await Promise.allSettled([first, second]);
    expect(ended).toMatchObject([{ reason: { name: "Interrupted" } }, { reason: { name: "Interrupted" } }]);
    expect(sent.filter((line) => line === "POST /Users")).toHaveLength(1);
    expect(session.ownership.openIntents().map(({ name }) => name)).toEqual(["zsc-abcd2345-ann"]);
  });
});

test("a target that answers 429 to everything is lost", async () => {
  const { session } = open(() => new Response("", { status: 429, headers: { "retry-after": "0" } }));
  for (let n = 0; n < 10; n += 1) await session.send(ask("GET", "/Users"));
  await expect(session.send(ask("GET", "/Users"))).rejects.toThrow("answers 429 to everything");
});
