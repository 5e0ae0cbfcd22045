import { describe, expect, test } from "vitest";
import { ask, create, open } from "./scripted-session.fixture.ts";
import type { Script } from "./scripted-session.fixture.ts";
import type { Transport } from "../transport/transport.ts";

const SCENARIO = { kind: "scenario", id: "assign" } as const;
const ok: Script = () => Response.json({ ok: true });

describe("a session", () => {
  test("sends the credentials and the user's headers with every request", async () => {
    const seen: Headers[] = [];
    const script: Script = (call) => {
      seen.push(call.headers);
      return ok(call);
    };
    const { session } = open(script, { headers: { "x-tenant": "blue" } });
    await session.send(ask("GET", "/Users"));
    expect(seen[0]?.get("authorization")).toBe("Bearer s3cret-token");
    expect(seen[0]?.get("x-tenant")).toBe("blue");
  });

  test("introduces what it sends itself, and nothing that a provider's client sends", async () => {
    const seen: (string | null)[] = [];
    const script: Script = (call) => {
      seen.push(call.headers.get("user-agent"));
      return ok(call);
    };
    const { session } = open(script, { userAgent: "zi-scim-check/0.1" });
    await session.send(ask("GET", "/Users"));
    await session.send(ask("GET", "/Users", { sender: "acme", headers: { "user-agent": "Acme/1" } }));
    await session.send(ask("GET", "/Users", { sender: "acme" }));
    const own = open(script, { userAgent: "zi-scim-check/0.1", headers: { "user-agent": "mine" } });
    await own.session.send(ask("GET", "/Users"));
    expect(seen).toEqual(["zi-scim-check/0.1", "Acme/1", null, "mine"]);
  });

  test("tells the transport who sends", async () => {
    const senders: unknown[] = [];
    const { session } = open({
      send: ({ sender }) => {
        senders.push(sender);
        return Promise.resolve({ response: { status: 200, headers: {}, text: "{}", body: {} } });
      },
      close: () => Promise.resolve(),
    });
    await session.send(ask("GET", "/Users"));
    await session.send(ask("GET", "/Users", { sender: "acme" }));
    expect(senders).toEqual(["tool", "acme"]);
  });

  test.each([
    ["the tool's own, late", {}, "timeout", 2],
    ["a provider's in a check, late", { sender: "acme" }, "timeout", 2],
    ["a provider's in a scenario, late", { sender: "acme", cause: SCENARIO }, "timeout", 1],
    ["a provider's in a scenario, cut off", { sender: "acme", cause: SCENARIO }, "reset", 2],
  ] as const)("sends a reading once more that went unanswered (%s)", async (_, more, kind, times) => {
    const silent: Transport = {
      send: () => Promise.resolve({ failure: { kind, message: "no answer" } }),
      close: () => Promise.resolve(),
    };
    const { session, exchanges } = open(silent);
    await session.send(ask("GET", "/Users/1", more));
    expect(exchanges).toHaveLength(times);
  });

  test("leaves the credentials out, or sends wrong ones, when a check asks for that", async () => {
    const seen: (string | null)[] = [];
    const { session } = open((call) => {
      seen.push(call.headers.get("authorization"));
      return ok(call);
    });
    await session.send(ask("GET", "/Users", { credentials: "none" }));
    await session.send(ask("GET", "/Users", { credentials: "wrong" }));
    expect(seen).toEqual([null, "Bearer zsc-wrong-token"]);
  });

  test("waits as long as Retry-After says and asks again", async () => {
    let left = 2;
    const { session, slept, exchanges } = open((call) => {
      left -= 1;
      return left >= 0 ? new Response("", { status: 429, headers: { "retry-after": "7" } }) : ok(call);
    });
    const live = await session.send(ask("GET", "/Users"));
    expect(live.response?.status).toBe(200);
    expect(slept).toEqual([7000, 7000]);
    expect(exchanges.map((x) => x.response?.status)).toEqual([429, 429, 200]);
  });

  test("hands a 429 to a client that has rules of its own", async () => {
    const { session, slept } = open(() => new Response("", { status: 429 }));
    const live = await session.send(ask("GET", "/Users", { onRateLimit: "never" }));
    expect(live.response?.status).toBe(429);
    expect(slept).toEqual([]);
  });

  test("holds a rate of 10 requests a second by waiting 100 ms between them", async () => {
    const { session, slept } = open(ok, { rate: 10 });
    for (let n = 0; n < 4; n += 1) await session.send(ask("GET", "/Users"));
    expect(slept).toEqual([100, 100, 100]);
  });

  test("sends nothing after an interruption but what cleans up", async () => {
    const { session, abort } = open(ok);
    abort.abort();
    await expect(session.send(ask("GET", "/Users"))).rejects.toThrow("interrupted");
    const live = await session.send(ask("GET", "/Users", { cause: { kind: "cleanup", id: "cleanup" } }));
    expect(live.response?.status).toBe(200);
  });

  test("reports nothing of a request that the interruption cut off: a check must not take it for an answer", async () => {
    const cut: Transport = {
      send: () => {
        abort.abort();
        return Promise.resolve({ failure: { kind: "other", message: "interrupted" } });
      },
      close: () => Promise.resolve(),
    };
    const { session, exchanges, abort } = open(cut);
    await expect(session.send(create("ann"))).rejects.toThrow("interrupted");
    expect(exchanges).toEqual([]);
    expect(session.ownership.openIntents()).toHaveLength(1);
  });

  test("writes the name of a create to the journal before it is sent, its id when it is answered, and its end when a reading shows it", async () => {
    let atSending: readonly object[] = [];
    const opened = open(({ method }) => {
      if (method === "POST") atSending = [...opened.journal];
      return Response.json({ id: "42", userName: "zsc-abcd2345-ann" });
    });
    const intent = { type: "intent", endpoint: "/Users", name: "zsc-abcd2345-ann" };
    const claimed = { type: "created", endpoint: "/Users", id: "42" };
    await opened.session.send(create("ann"));
    expect(atSending).toEqual([intent]);
    expect(opened.journal).toEqual([intent, claimed]);
    await opened.session.send(ask("GET", "/Users/42"));
    expect(opened.journal).toEqual([intent, claimed, { ...intent, type: "settled" }]);
  });

  test("leaves a create open whose answer is a 500, since something may have been stored, and settles one that is refused", async () => {
    const { session } = open(
      ({ body }) => new Response("", { status: JSON.stringify(body).includes("ann") ? 500 : 409 }),
    );
    await session.send(create("ann"));
    await session.send(create("bob"));
    expect(session.ownership.openIntents().map((intent) => intent.name)).toEqual(["zsc-abcd2345-ann"]);
  });
});
