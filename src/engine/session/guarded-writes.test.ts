import { describe, expect, test } from "vitest";
import { ask, create, createStore, open } from "./scripted-session.fixture.ts";
import type { Script } from "./scripted-session.fixture.ts";

const STRANGER = { id: "ceo", userName: "ceo@corp.example" };

function users(answers: Readonly<Record<string, Response>>): Script {
  return ({ method, path }) => answers[`${method} ${path}`]?.clone();
}

describe("a change of a resource", () => {
  test("that the run made waits for one reading of its URL, and the next one for none", async () => {
    const { session, sent, exchanges } = open(createStore().script);
    await session.send(create("ann"));
    await session.send(ask("PATCH", "/Users/1", { body: {} }));
    await session.send(ask("PUT", "/Users/1", { body: { userName: "zsc-abcd2345-ann" } }));
    expect(sent).toEqual(["POST /Users", "GET /Users/1", "PATCH /Users/1", "PUT /Users/1"]);
    expect(exchanges.map(({ cause }) => cause)).toContainEqual({ kind: "proof", id: "some.check" });
  });

  test("asks for the proof in the tool's own name, whatever the change is sent with", async () => {
    const { session, exchanges } = open(createStore().script);
    await session.send(create("ann"));
    await session.send(ask("DELETE", "/Users/1", { credentials: "wrong", headers: { accept: "text/html" } }));
    const { headers } = exchanges.find(({ cause }) => cause.kind === "proof")?.request ?? { headers: {} };
    expect(headers).toEqual({ accept: "application/scim+json", authorization: "Bearer s3cret-token" });
  });

  test.each(["PUT", "PATCH", "DELETE", "delete"])("that is somebody else's is refused: %s", async (method) => {
    const { session, sent } = open(users({ "GET /Users/ceo": Response.json(STRANGER) }));
    await expect(session.send(ask(method, "/Users/ceo"))).rejects.toMatchObject({ name: "NotOurs" });
    expect(sent).toEqual(["GET /Users/ceo"]);
  });

  test.each([
    ["401", () => new Response("", { status: 401 })],
    ["403", () => new Response("", { status: 403 })],
    ["429", () => new Response("", { status: 429, headers: { "retry-after": "0" } })],
    ["500", () => new Response("", { status: 500 })],
    ["200 without any name", () => Response.json({ id: "7" })],
    ["200 with a name of the run and another id", () => Response.json({ id: "8", userName: "zsc-abcd2345-ann" })],
    ["200 with no body", () => new Response(null, { status: 200 })],
    ["no answer", () => Promise.reject(new Error("closed"))],
  ])("is refused when the reading of it says %s", async (_, reading) => {
    const { session, sent } = open(({ method, path }) => {
      if (path.startsWith("/Users?")) return Response.json({});
      return method === "POST" ? Response.json({ id: "7" }, { status: 201 }) : reading();
    });
    await session.send(ask("GET", "/Users?startIndex=1&count=2"));
    await session.send(create("ann"));
    await expect(session.send(ask("DELETE", "/Users/7"))).rejects.toMatchObject({ name: "NotOurs" });
    expect(sent.filter((line) => line.startsWith("DELETE"))).toEqual([]);
  });

  test.each(["401", "403", "405", "406", "408", "409", "415", "423", "429", "500", "503"])(
    "of an id nobody was given is refused when its GET answers %s",
    async (status) => {
      const { session } = open(() => new Response("", { status: Number(status), headers: { "retry-after": "0" } }));
      await expect(session.send(ask("DELETE", "/Users/nobody"))).rejects.toThrow(`a GET of it answers ${status}`);
    },
  );

  test.each([400, 404, 410, 422])("of an id that nobody has is sent when its GET answers %i", async (status) => {
    const { session, sent } = open(() => new Response("", { status }));
    await session.send(ask("PATCH", "/Users/nobody", { body: {} }));
    expect(sent).toEqual(["GET /Users/nobody", "PATCH /Users/nobody"]);
  });

  test("of what seems to be nobody's to a reader without credentials is not sent", async () => {
    const { session, sent } = open(({ headers }) =>
      headers.has("authorization") ? Response.json(STRANGER) : new Response("", { status: 404 }),
    );
    await session.send(ask("GET", "/Users/ceo", { credentials: "none" }));
    await expect(session.send(ask("DELETE", "/Users/ceo"))).rejects.toThrow("was not sent");
    expect(sent).toEqual(["GET /Users/ceo", "GET /Users/ceo"]);
  });

  test("waits within the settling time for what was just made to be readable", async () => {
    let left = 2;
    const late: Script = ({ method }) =>
      method === "GET" && (left -= 1) >= 0 ? new Response("", { status: 404 }) : undefined;
    const { session, sent } = open(createStore(late).script, { settleMs: 1000 });
    await session.send(create("ann"));
    await session.send(ask("DELETE", "/Users/1"));
    expect(sent.slice(1)).toEqual(["GET /Users/1", "GET /Users/1", "GET /Users/1", "DELETE /Users/1"]);
  });

  test("is refused when what was made is not readable within the settling time", async () => {
    const { session, slept } = open(createStore(users({ "GET /Users/1": new Response("", { status: 404 }) })).script, {
      settleMs: 1000,
    });
    await session.send(create("ann"));
    await expect(session.send(ask("DELETE", "/Users/1"))).rejects.toThrow("a GET of it answers 404");
    expect(slept.reduce((sum, ms) => sum + ms, 0)).toBe(1000);
  });

  test("waits out a 429 to the reading", async () => {
    let left = 1;
    const busy: Script = ({ method }) =>
      method === "GET" && (left -= 1) >= 0
        ? new Response("", { status: 429, headers: { "retry-after": "3" } })
        : undefined;
    const { session, slept } = open(createStore(busy).script);
    await session.send(create("ann"));
    expect((await session.send(ask("DELETE", "/Users/1"))).response?.status).toBe(204);
    expect(slept).toEqual([3000]);
  });

  test("shares one reading with other changes of it at the same time", async () => {
    const { session, sent } = open(createStore().script);
    await session.send(create("ann"));
    const changes = ["title", "nickName", "locale"].map((name) => ask("PATCH", "/Users/1", { body: { [name]: "x" } }));
    await Promise.all(changes.map((change) => session.send(change)));
    expect(sent.filter((line) => line === "GET /Users/1")).toHaveLength(1);
  });

  test("is not held up by an impatient reading that began before the resource was made", async () => {
    const { promise: early, resolve: answer } = Promise.withResolvers<Response>();
    let readings = 0;
    const slow: Script = ({ method }) => (method === "GET" && (readings += 1) === 1 ? early : undefined);
    const { session } = open(createStore(slow).script, { settleMs: 1000 });
    const first = session.send(ask("PATCH", "/Users/1", { body: {} }));
    await session.send(create("ann"));
    const second = session.send(ask("PATCH", "/Users/1", { body: {} }));
    answer(new Response("", { status: 404 }));
    await first.catch(() => undefined);
    expect((await second).response?.status).toBe(200);
  });

  test.each([
    ["somebody else", () => Response.json({ id: "1", userName: "new@corp.example" })],
    ["no answer that shows a name", () => Response.json({ id: "1" })],
    ["a failure", () => new Response("", { status: 500 })],
  ])("needs a new reading after a DELETE, and is refused when that shows %s", async (_, reading) => {
    let isDeleted = false;
    const { session, sent } = open(
      createStore(({ method, path }) => {
        if (method === "GET" && path === "/Users/1" && isDeleted) return reading();
        isDeleted ||= method === "DELETE";
        return undefined;
      }).script,
    );
    await session.send(create("ann"));
    await session.send(ask("DELETE", "/Users/1"));
    await expect(session.send(ask("PATCH", "/Users/1", { body: {} }))).rejects.toMatchObject({ name: "NotOurs" });
    expect(sent.filter((line) => line.startsWith("PATCH"))).toEqual([]);
  });

  test("may go to what was removed, when a reading shows that nobody has the id", async () => {
    const { session } = open(createStore().script);
    await session.send(create("ann"));
    await session.send(ask("DELETE", "/Users/1"));
    expect((await session.send(ask("PATCH", "/Users/1", { body: {} }))).response?.status).toBe(404);
    expect(session.isOwn("/Users", "1")).toBe(false);
  });

  test("takes no user for the run's because a group of the run has the same id, as counters give it", async () => {
    const { session, exchanges } = open(
      users({
        "POST /Groups": Response.json({ id: "7" }, { status: 201 }),
        "GET /Users/7": Response.json({ id: "7", userName: "ceo@corp.example" }),
        "GET /Users": Response.json({}),
      }),
    );
    await session.send(ask("POST", "/Groups", { body: { displayName: "zsc-abcd2345-1" } }));
    await expect(session.send(ask("DELETE", "/Users/7"))).rejects.toMatchObject({ name: "NotOurs" });
    expect([session.isOwn("/Groups", "7"), session.isOwn("/Users", "7")]).toEqual([true, false]);
    await session.send(ask("GET", "/Users"));
    expect([exchanges[0], exchanges.at(-1)].map((live) => live?.isOwn("7"))).toEqual([true, false]);
  });

  test.each(["..", ".", "%2e%2e"])(
    "of /Users/%s, which a URL reads as another path, is refused though an answer gave that id",
    async (segment) => {
      const id = decodeURIComponent(segment);
      const { session, sent } = open(() => Response.json({ id }, { status: 201 }));
      await session.send(create("ann"));
      await expect(session.send(ask("DELETE", `/Users/${segment}`))).rejects.toMatchObject({ name: "NotOurs" });
      expect(sent).toEqual(["POST /Users"]);
      expect(session.ownership.remaining()).toEqual([]);
    },
  );

  test.each(["/Users", "/Users/1/../ceo", "/Users/1/%2E%2e/ceo", "/Users/1\\..\\ceo", "/Schemas/../Users/ceo"])(
    "is refused when its path is %s",
    async (path) => {
      const { session, sent } = open(createStore().script);
      await session.send(create("ann"));
      await session.send(ask("GET", "/Users/1"));
      await expect(session.send(ask("DELETE", path))).rejects.toMatchObject({ name: "NotOurs" });
      expect(sent).toEqual(["POST /Users", "GET /Users/1"]);
    },
  );

  test("that is no resource, as a schema, may be tried, and makes nothing the run's own", async () => {
    const { session } = open(() => Response.json({ id: "urn:x" }));
    await session.send(ask("PUT", "/Schemas/urn:x", { body: {} }));
    await session.send(ask("POST", "/ResourceTypes", { body: { displayName: "zsc-abcd2345-x" } }));
    expect([session.ownership.remaining(), session.ownership.openIntents()]).toEqual([[], []]);
  });

  test("may follow adoption only when a reading shows the mark, or the application vouches for it by name", async () => {
    const script = users({
      "GET /Users/a": Response.json({ id: "a", userName: "ann@corp.example" }),
      "DELETE /Users/a": new Response(null, { status: 204 }),
    });
    const ours = open(script);
    ours.session.adopt("/Users", "a");
    await expect(ours.session.send(ask("DELETE", "/Users/a"))).rejects.toMatchObject({ name: "NotOurs" });
    const theirs = open(script, { proof: "name" });
    theirs.session.adopt("/Users", "a");
    expect((await theirs.session.send(ask("DELETE", "/Users/a"))).response?.status).toBe(204);
  });
});
