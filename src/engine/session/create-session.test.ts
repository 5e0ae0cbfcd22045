import { describe, expect, test } from "vitest";
import type { FetchHandler } from "../../scim/http.ts";
import { createSession } from "./create-session.ts";
import type { SessionControl } from "./create-session.ts";
import type { LiveExchange } from "../exchange.ts";
import { createHandlerTransport } from "./handler-transport.ts";
import { NO_JOURNAL } from "../ownership/journal.ts";
import type { JournalEntry } from "../ownership/journal.ts";
import { Ownership } from "../ownership/ownership.ts";
import type { OutgoingRequest } from "./session.ts";
import type { Transport } from "./transport.ts";

interface Opened {
  readonly session: SessionControl;
  readonly exchanges: readonly LiveExchange[];
  readonly slept: readonly number[];
  readonly journal: readonly JournalEntry[];
  readonly abort: AbortController;
}

function open(handler: FetchHandler | Transport, rate?: number): Opened {
  const exchanges: LiveExchange[] = [];
  const slept: number[] = [];
  const journal: JournalEntry[] = [];
  const abort = new AbortController();
  let now = 1_000_000;
  const session = createSession({
    baseUrl: "https://scim.example.com/v2",
    runId: "abcd2345",
    transport: typeof handler === "function" ? createHandlerTransport(handler) : handler,
    credentials: { kind: "bearer", token: "s3cret-token" },
    headers: { "x-tenant": "blue" },
    timeoutMs: 1000,
    rate,
    ownership: new Ownership({ append: (entry) => journal.push(entry) }),
    nextSeq: () => exchanges.length + 1,
    clock: {
      now: () => now,
      sleep: (ms) => {
        slept.push(ms);
        now += ms;
        return Promise.resolve();
      },
    },
    signal: abort.signal,
    onExchange: (live) => exchanges.push(live),
  });
  return { session, exchanges, slept, journal, abort };
}

function ask(method: string, path: string, more: Partial<OutgoingRequest> = {}): OutgoingRequest {
  return { method, path, headers: {}, cause: { kind: "check", id: "some.check" }, ...more };
}

const ok: FetchHandler = () => Promise.resolve(Response.json({ ok: true }));

describe("a session", () => {
  test("sends the credentials and the user's headers with every request", async () => {
    const seen: Headers[] = [];
    const { session } = open((request) => {
      seen.push(request.headers);
      return ok(request);
    });
    await session.send(ask("GET", "/Users"));
    expect(seen[0]?.get("authorization")).toBe("Bearer s3cret-token");
    expect(seen[0]?.get("x-tenant")).toBe("blue");
  });

  test("leaves the credentials out, or sends wrong ones, when a check asks for that", async () => {
    const seen: (string | null)[] = [];
    const { session } = open((request) => {
      seen.push(request.headers.get("authorization"));
      return ok(request);
    });
    await session.send(ask("GET", "/Users", { credentials: "none" }));
    await session.send(ask("GET", "/Users", { credentials: "wrong" }));
    expect(seen).toEqual([null, "Bearer zsc-wrong-token"]);
  });

  test("waits as long as Retry-After says and asks again", async () => {
    let left = 2;
    const { session, slept, exchanges } = open((request) => {
      left -= 1;
      return left >= 0
        ? Promise.resolve(new Response("", { status: 429, headers: { "retry-after": "7" } }))
        : ok(request);
    });
    const live = await session.send(ask("GET", "/Users"));
    expect(live.response?.status).toBe(200);
    expect(slept).toEqual([7000, 7000]);
    expect(exchanges.map((x) => x.response?.status)).toEqual([429, 429, 200]);
  });

  test("hands a 429 to a client that has rules of its own", async () => {
    const { session, slept } = open(() => Promise.resolve(new Response("", { status: 429 })));
    const live = await session.send(ask("GET", "/Users", { onRateLimit: "never" }));
    expect(live.response?.status).toBe(429);
    expect(slept).toEqual([]);
  });

  test("holds a rate of 10 requests a second by waiting 100 ms between them", async () => {
    const { session, slept } = open(ok, 10);
    for (let n = 0; n < 4; n += 1) await session.send(ask("GET", "/Users"));
    expect(slept).toEqual([100, 100, 100]);
  });

  test("refuses to change what the run did not make, before anything is sent", async () => {
    const { session, exchanges } = open(ok);
    for (const method of ["PUT", "PATCH", "DELETE", "delete"]) {
      await expect(session.send(ask(method, "/Users/somebody-else"))).rejects.toThrow("this run did not make");
    }
    await expect(session.send(ask("DELETE", "/Users"))).rejects.toThrow("this run did not make");
    expect(exchanges).toEqual([]);
  });

  test("takes no user for its own because a group of its own has the same id, as counters give it", async () => {
    const { session, exchanges } = open((request) =>
      Promise.resolve(request.method === "POST" ? Response.json({ id: "7" }, { status: 201 }) : Response.json({})),
    );
    await session.send(ask("POST", "/Groups", { body: { displayName: "zsc-abcd2345-1" } }));
    await expect(session.send(ask("DELETE", "/Users/7"))).rejects.toThrow("this run did not make");
    expect([session.isOwn("/Groups", "7"), session.isOwn("/Users", "7")]).toEqual([true, false]);
    await session.send(ask("GET", "/Users"));
    expect(exchanges.map(({ isOwn }) => isOwn("7"))).toEqual([true, false]);
  });

  test.each(["..", ".", "%2e%2e"])(
    "refuses to change /Users/%s, which a URL reads as another path, though an answer gave that id",
    async (segment) => {
      const id = decodeURIComponent(segment);
      const { session, exchanges } = open(() => Promise.resolve(Response.json({ id }, { status: 201 })));
      await session.send(ask("POST", "/Users", { body: { userName: "zsc-abcd2345-1" } }));
      await expect(session.send(ask("DELETE", `/Users/${segment}`))).rejects.toThrow("this run did not make");
      expect(exchanges).toHaveLength(1);
      expect(session.ownership.remaining()).toEqual([]);
    },
  );

  test("refuses a path that leads from a resource of its own to another one", async () => {
    const { session } = open(() => Promise.resolve(Response.json({ id: "mine" }, { status: 201 })));
    await session.send(ask("POST", "/Users", { body: { userName: "zsc-abcd2345-1" } }));
    for (const path of [
      "/Users/mine/../ceo",
      "/Users/mine/%2E%2e/ceo",
      "/Users/mine\\..\\ceo",
      "/Schemas/../Users/ceo",
    ]) {
      await expect(session.send(ask("DELETE", path))).rejects.toThrow("this run did not make");
    }
  });

  test("follows a redirect of a change only as long as it names the same id", async () => {
    const sent: string[] = [];
    const { session } = open((request) => {
      const { pathname } = new URL(request.url);
      sent.push(`${request.method} ${pathname}`);
      if (request.method === "POST") return Promise.resolve(Response.json({ id: "mine" }, { status: 201 }));
      const location = pathname === "/v2/Users/mine" ? "/v2/eu/Users/mine" : "/v2/eu/Users/ceo";
      return Promise.resolve(new Response(null, { status: 308, headers: { location } }));
    });
    await session.send(ask("POST", "/Users", { body: { userName: "zsc-abcd2345-1" } }));
    expect((await session.send(ask("DELETE", "/Users/mine"))).response?.status).toBe(308);
    expect(sent).toEqual(["POST /v2/Users", "DELETE /v2/Users/mine", "DELETE /v2/eu/Users/mine"]);
  });

  test("takes for its own neither by POST nor by PUT a resource that bears somebody else's name", async () => {
    const { session } = open(() => Promise.resolve(Response.json({ id: "1", userName: "ceo@corp.example" })));
    session.allowUnknown("/Users", "0001");
    const body = { userName: "zsc-abcd2345-ann" };
    await session.send(ask("POST", "/Users", { body }));
    await session.send(ask("PUT", "/Users/0001", { body }));
    expect(session.ownership.remaining()).toEqual([]);
    expect(session.isOwn("/Users", "1")).toBe(false);
  });

  test("takes for its own what the answer shows without its userName", async () => {
    const { session } = open(() => Promise.resolve(Response.json({ id: "1", displayName: "Ada Abara" })));
    await session.send(ask("POST", "/Users", { body: { userName: "zsc-abcd2345-1", displayName: "Ada Abara" } }));
    expect(session.isOwn("/Users", "1")).toBe(true);
  });

  test("takes for its own what a PUT has made, under the id that the answer gives", async () => {
    const { session } = open(() => Promise.resolve(Response.json({ id: "9", userName: "ZSC-abcd2345-ann" })));
    session.allowUnknown("/Users", "0001");
    await session.send(ask("PUT", "/Users/0001", { body: { userName: "zsc-abcd2345-ann" } }));
    expect(session.ownership.remaining().map(({ id }) => id)).toEqual(["9"]);
  });

  test("no longer takes for its own what it has removed: the target may give the id away again", async () => {
    const { session } = open(() => Promise.resolve(Response.json({ id: "7" }, { status: 201 })));
    await session.send(ask("POST", "/Users", { body: { userName: "zsc-abcd2345-1" } }));
    await session.send(ask("DELETE", "/Users/7"));
    expect(session.isOwn("/Users", "7")).toBe(false);
  });

  test("may change what it made, what it adopted and ids that are nobody's", async () => {
    const { session } = open((request) =>
      Promise.resolve(request.method === "POST" ? Response.json({ id: "a b" }, { status: 201 }) : Response.json({})),
    );
    await session.send(ask("POST", "/Users", { body: { userName: "zsc-abcd2345-1" } }));
    session.adopt("/Users", "adopted");
    session.allowUnknown("/Users", "nobody");
    for (const path of ["/Users/a%20b", "/Users/adopted", "/Users/nobody"]) {
      expect((await session.send(ask("PATCH", path, { body: {} }))).response?.status).toBe(200);
    }
  });

  test("writes the name of a create to the journal before it is sent, and its id when it is answered", async () => {
    let atSending: readonly JournalEntry[] = [];
    const opened = open(() => {
      atSending = [...opened.journal];
      return Promise.resolve(Response.json({ id: "42" }, { status: 201 }));
    });
    await opened.session.send(ask("POST", "/Users", { body: { userName: "zsc-abcd2345-ann" } }));
    expect(atSending).toEqual([{ type: "intent", endpoint: "/Users", name: "zsc-abcd2345-ann" }]);
    expect(opened.journal.slice(1)).toEqual([
      { type: "created", endpoint: "/Users", id: "42" },
      { type: "settled", endpoint: "/Users", name: "zsc-abcd2345-ann" },
    ]);
  });

  test("leaves a create open whose answer is a 500, since something may have been stored", async () => {
    const { session } = open(() => Promise.resolve(new Response("oops", { status: 500 })));
    await session.send(ask("POST", "/Users", { body: { userName: "zsc-abcd2345-ann" } }));
    expect(session.ownership.openIntents().map((intent) => intent.name)).toEqual(["zsc-abcd2345-ann"]);
  });

  test("follows a 308 on the same host and never takes the credentials to another one", async () => {
    const paths: string[] = [];
    const { session } = open((request) => {
      const { pathname } = new URL(request.url);
      paths.push(pathname);
      if (pathname === "/v2/Users") {
        return Promise.resolve(new Response(null, { status: 308, headers: { location: "/v2/users/" } }));
      }
      if (pathname === "/v2/Groups") {
        return Promise.resolve(
          new Response(null, { status: 307, headers: { location: "https://evil.example/Groups" } }),
        );
      }
      return ok(request);
    });
    expect((await session.send(ask("GET", "/Users"))).response?.status).toBe(200);
    expect((await session.send(ask("GET", "/Groups"))).response?.status).toBe(307);
    expect(paths).toEqual(["/v2/Users", "/v2/users/", "/v2/Groups"]);
  });

  test("gives up after ten requests in a row that came to nothing", async () => {
    const dead: Transport = {
      send: () => Promise.resolve({ failure: { kind: "refused", message: "connection refused" } }),
      close: () => Promise.resolve(),
    };
    const { session, exchanges } = open(dead);
    for (let n = 0; n < 10; n += 1) await session.send(ask("GET", "/Users"));
    await expect(session.send(ask("GET", "/Users"))).rejects.toThrow("stopped answering");
    expect(exchanges).toHaveLength(10);
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
    const create = ask("POST", "/Users", { body: { userName: "zsc-abcd2345-ann" } });
    await expect(session.send(create)).rejects.toThrow("interrupted");
    expect(exchanges).toEqual([]);
    expect(session.ownership.openIntents()).toHaveLength(1);
  });

  test("asks once more when the connection was closed under a GET, but never repeats a POST", async () => {
    let sent = 0;
    const flaky: Transport = {
      send: () => {
        sent += 1;
        return Promise.resolve({ failure: { kind: "reset", message: "closed" } });
      },
      close: () => Promise.resolve(),
    };
    const { session } = open(flaky);
    await session.send(ask("GET", "/Users"));
    expect(sent).toBe(2);
    await session.send(ask("POST", "/Users", { body: { userName: "x" } }));
    expect(sent).toBe(3);
  });
});

test("a journal may be left out", () => {
  expect(() => new Ownership(NO_JOURNAL).created({ endpoint: "/Users", id: "1", madeBy: "x" })).not.toThrow();
});
