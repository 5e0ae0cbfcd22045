import { describe, expect, test } from "vitest";
import { ask, create, createStore, open } from "../session/scripted-session.fixture.ts";
import type { Opened, Script } from "../session/scripted-session.fixture.ts";
import { cleanUp } from "./clean-up.ts";

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

/** Answers 500 to the first DELETE of one path. */
function failingOnce(target: string): Script {
  let left = 1;
  return ({ method, path }) =>
    method === "DELETE" && path === target && (left -= 1) >= 0 ? new Response("", { status: 500 }) : undefined;
}

const asIs: Script = () => undefined;
const changes = (sent: readonly string[]): readonly string[] => sent.filter((line) => /^(DELETE|PATCH|PUT)/.test(line));

describe("whether DELETE works", () => {
  test("a reading tells once: the next ones are believed", async () => {
    const { session, sent } = await openWith(asIs, [made("ann", "a"), made("bob", "a")]);
    expect((await cleanUp(session)).removed).toBe(2);
    expect(sent.filter((line) => line === "GET /Users/1")).toHaveLength(2);
    expect(sent.filter((line) => line === "GET /Users/2")).toHaveLength(1);
  });

  test.each([204, 200, 404, 405, 501])(
    "is no when it answers %i and changes nothing; it is not tried again",
    async (code) => {
      const { session, sent } = await openWith(status("DELETE", code), [made("ann", "a"), made("bob", "a")]);
      const { deactivated, removed } = await cleanUp(session);
      expect([removed, deactivated.map(({ id }) => id)]).toEqual([0, ["1", "2"]]);
      expect(changes(sent)).toEqual(["DELETE /Users/1", "PATCH /Users/1", "PATCH /Users/2"]);
    },
  );

  test("is not told by a failure: the next one is tried, and then the first again", async () => {
    const { session, sent } = await openWith(failingOnce("/Users/1"), [made("ann", "a"), made("bob", "a")]);
    expect(await cleanUp(session)).toMatchObject({ removed: 2, deactivated: [], left: [] });
    expect(changes(sent)).toEqual(["DELETE /Users/1", "PATCH /Users/1", "DELETE /Users/2", "DELETE /Users/1"]);
  });

  test("is found out later: a user who was switched to inactive by then is removed at the end", async () => {
    const { session } = await openWith(failingOnce("/Users/1"), [made("ann", "a"), made("bob", "b")]);
    expect((await cleanUp(session, "a")).deactivated.map(({ id }) => id)).toEqual(["1"]);
    expect((await cleanUp(session, "b")).removed).toBe(1);
    expect(await cleanUp(session)).toMatchObject({ removed: 1, deactivated: [], left: [] });
    expect([session.ownership.leftInactive(), session.ownership.remaining()]).toEqual([[], []]);
  });

  test("is found out later: a group that was emptied by then is removed at the end", async () => {
    const { session } = await openWith(failingOnce("/Groups/1"), [group("g", "a"), group("h", "b")]);
    expect((await cleanUp(session, "a")).left.map(({ why }) => why)).toEqual([
      "DELETE /Groups/{id} answers 500; its members were removed",
    ]);
    expect((await cleanUp(session, "b")).removed).toBe(1);
    expect(await cleanUp(session)).toMatchObject({ removed: 1, left: [] });
  });

  test("is tried twice at most for what it never works for", async () => {
    const failing: Script = ({ method, path }) =>
      method === "DELETE" && path === "/Users/1" ? new Response("", { status: 500 }) : undefined;
    const { session, sent } = await openWith(failing, [made("ann", "a"), made("bob", "a")]);
    expect(await cleanUp(session)).toMatchObject({ removed: 1, deactivated: [{ id: "1" }], left: [] });
    expect(sent.filter((line) => line === "DELETE /Users/1")).toHaveLength(2);
  });

  test("is told in words when no answer came", async () => {
    const broken: Script = ({ method }) => {
      if (method === "DELETE") throw Object.assign(new Error("read"), { code: "ECONNRESET" });
      return method === "PATCH" || method === "PUT" ? new Response("", { status: 500 }) : undefined;
    };
    const { session } = await openWith(broken, [made("ann", "a")]);
    expect((await cleanUp(session)).left.map(({ why }) => why)).toEqual([
      expect.stringMatching(/^DELETE \/Users\/\{id\} failed: /),
    ]);
  });

  test("is known, so that a user whom it failed for once is not switched to inactive but tried again at the end", async () => {
    const failing: Script = ({ method, path }) =>
      method === "DELETE" && path === "/Users/2" && (left -= 1) >= 0 ? new Response("", { status: 500 }) : undefined;
    let left = 1;
    const { session, sent } = await openWith(failing, [made("ann", "a"), made("bob", "b")]);
    await cleanUp(session, "a");
    expect((await cleanUp(session, "b")).left.map(({ id }) => id)).toEqual(["2"]);
    expect((await cleanUp(session)).removed).toBe(1);
    expect(changes(sent)).toEqual(["DELETE /Users/1", "DELETE /Users/2", "DELETE /Users/2"]);
  });

  test("is waited for within the settling time", async () => {
    let left = 2;
    const held: Script = ({ method, path }) =>
      method === "GET" && path === "/Users/1" && deleted && (left -= 1) >= 0
        ? Response.json({ id: "1", userName: "zsc-abcd2345-ann" })
        : undefined;
    let deleted = false;
    const opened = open(
      createStore((call) => {
        deleted ||= call.method === "DELETE";
        return held(call);
      }).script,
      { settleMs: 1000 },
    );
    await opened.session.send(made("ann", "a"));
    expect((await cleanUp(opened.session)).removed).toBe(1);
  });

  test("is not told by an answer without any name: nothing shows that it is gone", async () => {
    let isDeleted = false;
    const blank: Script = ({ method, path }) => {
      isDeleted ||= method === "DELETE";
      return isDeleted && method !== "POST" && path === "/Users/1" ? Response.json({}) : undefined;
    };
    const { session } = await openWith(blank, [made("ann", "a")]);
    expect((await cleanUp(session)).removed).toBe(0);
  });

  test.each(["ann", "ANN"])(
    "is yes when somebody else, or another create of the run, has the id by now (%s)",
    async (name) => {
      const reused = { id: "1", userName: name === "ann" ? "new@corp.example" : "zsc-abcd2345-bob" };
      let isDeleted = false;
      const script: Script = ({ method, path }) => {
        if (isDeleted && method === "GET" && path === "/Users/1") return Response.json(reused);
        isDeleted ||= method === "DELETE";
        return undefined;
      };
      const { session, sent } = await openWith(script, [made("ann", "a")]);
      session.ownership.intend(99, { endpoint: "/Users", name: "zsc-abcd2345-bob", madeBy: "b" });
      expect((await cleanUp(session, "a")).removed).toBe(1);
      expect(changes(sent)).toEqual(["DELETE /Users/1"]);
      expect(session.ownership.habits.deletes.get("/Users")).toBe(true);
    },
  );

  test("in a session without marks a reading of the resource itself tells", async () => {
    const opened = open(createStore(status("DELETE", 204)).script, { proof: "name" });
    await opened.session.send(ask("POST", "/Users", { body: { userName: "ann@corp.example" } }));
    const result = await cleanUp(opened.session);
    expect([result.removed, result.deactivated.map(({ id }) => id)]).toEqual([0, ["1"]]);
  });
});

describe("where DELETE does not work", () => {
  const stays = (patch: number, put = 200): Script => {
    return ({ method }) => {
      if (method === "DELETE") return new Response(null, { status: 405 });
      if (method === "PATCH" && patch !== 200) return new Response(null, { status: patch });
      return method === "PUT" && put !== 200 ? new Response(null, { status: put }) : undefined;
    };
  };

  test("a user is switched to inactive by PATCH, which a reading confirms once", async () => {
    const { session, sent } = await openWith(stays(200), [made("ann", "a"), made("bob", "a")]);
    expect((await cleanUp(session)).deactivated.map(({ id }) => id)).toEqual(["1", "2"]);
    expect(session.ownership.habits.deactivates.get("/Users")).toBe("PATCH");
    expect(sent.at(-1)).toBe("PATCH /Users/2");
  });

  test.each([501, 204])(
    "a user whom a PATCH answered with %i leaves active is replaced by an inactive one",
    async (patch) => {
      const { session, sent } = await openWith(stays(patch), [made("ann", "a")]);
      expect((await cleanUp(session)).deactivated.map(({ id }) => id)).toEqual(["1"]);
      expect(changes(sent)).toEqual(["DELETE /Users/1", "PATCH /Users/1", "PUT /Users/1"]);
    },
  );

  test("a user who stays active is left, with the reason", async () => {
    const { session } = await openWith(stays(501, 204), [made("ann", "a")]);
    const { left } = await cleanUp(session);
    expect(left.map(({ id, why }) => `${id}: ${why}`)).toEqual(["1: DELETE /Users/{id} answers 405"]);
    expect(session.ownership.remaining()).toHaveLength(1);
  });

  test("users who could only be deactivated are remembered when a later cleaning up finds nothing more to do", async () => {
    const { session } = await openWith(stays(200), [made("ann", "a")]);
    await cleanUp(session, "a");
    expect((await cleanUp(session)).deactivated).toEqual([]);
    expect(session.ownership.leftInactive().map(({ id }) => id)).toEqual(["1"]);
  });

  test("a group is emptied and left, and not tried again", async () => {
    const members: Script = ({ method, path }) => {
      if (method === "DELETE" || method === "PATCH") return new Response(null, { status: 405 });
      if (path !== "/Groups/1" || method !== "GET" || emptied) return void (emptied ||= method === "PUT");
      return Response.json({ id: "1", displayName: "zsc-abcd2345-g", members: [{ value: "7" }] });
    };
    let emptied = false;
    const { session, sent } = await openWith(members, [group("g")]);
    const why = "DELETE /Groups/{id} answers 405; its members were removed";
    expect((await cleanUp(session)).left.map((one) => one.why)).toEqual([why]);
    const before = sent.length;
    expect((await cleanUp(session)).left.map((one) => one.why)).toEqual([why]);
    expect(sent).toHaveLength(before);
  });
});
