import { describe, expect, test } from "vitest";
import { NO_JOURNAL } from "./journal.ts";
import { bearsMark, showsOnly } from "../../exchange/mark.ts";
import { Ownership } from "./ownership.ts";
import { ask, create, createStore, open } from "../session/scripted-session.fixture.ts";

describe("the mark", () => {
  test.each([
    [{ userName: "zsc-abcd2345-ann@example.com" }, true],
    [{ username: "ZSC-ABCD2345-ANN" }, true],
    [{ displayName: "zsc-abcd2345-g" }, true],
    [{ externalId: "00u-abcd2345" }, true],
    [{ userName: "ann@corp.example", emails: [{ value: "zsc-abcd2345-ann@example.com" }] }, true],
    [{ userName: "ann@corp.example", emails: { value: "zsc-abcd2345-ann@example.com" } }, true],
    [{ userName: "ann@corp.example", emails: ["zsc-abcd2345-ann@example.com"] }, true],
    [{ userName: "ann@corp.example", title: "abcd2345" }, false],
    [{ userName: "zsc-abcd2346-ann" }, false],
    [{}, false],
    ["abcd2345", false],
    [undefined, false],
  ])("is seen in %j: %s", (resource, expected) => {
    expect(bearsMark(resource, "abcd2345")).toBe(expected);
  });

  test("is not missed where an answer shows only names that were sent", () => {
    const sent = { userName: "zsc-abcd2345-ann", displayName: "Ada Abara" };
    expect(showsOnly({ displayName: "ada abara" }, sent)).toBe(true);
    expect(showsOnly({ displayName: "Ada Abara", userName: "ceo@corp.example" }, sent)).toBe(false);
    expect(showsOnly({ displayName: "Ada Abara" }, undefined)).toBe(false);
  });
});

describe("a claim", () => {
  test("becomes the run's own by a reading of exactly its URL", async () => {
    const { session } = open(createStore().script);
    await session.send(create("ann"));
    expect(session.ownership.standing("/Users", "1")).toBe("claimed");
    for (const path of ["/Users", "/Users/1?attributes=userName", "/Users/1/"]) await session.send(ask("GET", path));
    expect(session.ownership.standing("/Users", "1")).toBe("claimed");
    await session.send(ask("GET", "/Users/1"));
    expect(session.ownership.standing("/Users", "1")).toBe("proven");
  });

  test("is not proven by a reading with a query, which may leave out what tells it from somebody else's", async () => {
    const { session } = open(() => Response.json({ id: "1", userName: "zsc-abcd2345-ann" }));
    await session.send(create("ann"));
    await session.send(ask("GET", "/Users/1?attributes=userName"));
    expect(session.ownership.standing("/Users", "1")).toBe("claimed");
  });

  test("becomes the run's own where a server rewrites userName from the e-mail, and keeps no externalId", async () => {
    const rewritten = { id: "1", userName: "ann", emails: [{ value: "zsc-abcd2345-ann@example.com" }] };
    const { session } = open(() => Response.json(rewritten));
    await session.send(create("ann"));
    expect(await session.prove("/Users", "1", { kind: "check", id: "some.check" })).toBe(true);
  });

  test("is made by an id that is a number", async () => {
    const { session } = open(() => Response.json({ id: 7, userName: "zsc-abcd2345-ann" }));
    await session.send(create("ann"));
    expect(await session.prove("/Users", "7", { kind: "check", id: "some.check" })).toBe(true);
  });

  test("is made by Location where the answer has no body", async () => {
    const { session } = open(() => new Response(null, { status: 201, headers: { location: "/v2/Users/a%20b" } }));
    await session.send(create("ann"));
    expect(session.ownership.remaining().map(({ id }) => id)).toEqual(["a b"]);
  });

  test("is made neither by POST nor by PUT where the answer bears somebody else's name", async () => {
    const { session } = open(({ method }) =>
      method === "GET" ? new Response("", { status: 404 }) : Response.json({ id: "1", userName: "ceo@corp.example" }),
    );
    await session.send(create("ann"));
    await session.send(ask("PUT", "/Users/0001", { body: { userName: "zsc-abcd2345-ann" } }));
    expect(session.ownership.remaining()).toEqual([]);
    expect(session.ownership.standing("/Users", "1")).toBe("strange");
  });

  test("is made where the answer shows the resource without its userName", async () => {
    const { session } = open(() => Response.json({ id: "1", displayName: "Ada Abara" }));
    await session.send(ask("POST", "/Users", { body: { userName: "zsc-abcd2345-1", displayName: "Ada Abara" } }));
    expect(session.isOwn("/Users", "1")).toBe(true);
  });

  test("is made by a PUT that has created something, under the id that the answer gives", async () => {
    const { session } = open(({ method }) =>
      method === "GET" ? new Response("", { status: 404 }) : Response.json({ id: "9", userName: "ZSC-abcd2345-ann" }),
    );
    await session.send(ask("PUT", "/Users/0001", { body: { userName: "zsc-abcd2345-ann" } }));
    expect(session.ownership.remaining().map(({ id }) => id)).toEqual(["9"]);
  });

  test("of an id that was once seen without the mark comes to nothing, whatever a later reading shows", async () => {
    let userName = "ceo@corp.example";
    const { session } = open(() => Response.json({ id: "1", userName }));
    await session.send(ask("GET", "/Users/1"));
    userName = "zsc-abcd2345-ann";
    await session.send(create("ann"));
    await session.send(ask("GET", "/Users/1"));
    expect(session.ownership.standing("/Users", "1")).toBe("strange");
  });

  test("of an id that another create holds makes it nobody's, and keeps both creates open", async () => {
    const { session } = open(({ body }) => Response.json({ id: "1", ...(body as object) }));
    await session.send(create("ann"));
    await session.send(create("bob"));
    await expect(session.send(ask("DELETE", "/Users/1"))).rejects.toThrow("given to two creates");
    expect(session.ownership.disputed().map(({ id }) => id)).toEqual(["1"]);
    expect(session.ownership.openIntents()).toHaveLength(2);
  });

  test("of the same name may be told twice, and an id may be given anew once it is free", async () => {
    const { session } = open(({ method, body }) => {
      if (method === "DELETE") return new Response(null, { status: 204 });
      return Response.json({ id: "1", userName: "zsc-abcd2345-ann", ...(body as object) });
    });
    await session.send(create("ann"));
    await session.send(create("ann"));
    expect(session.ownership.standing("/Users", "1")).toBe("claimed");
    await session.send(ask("DELETE", "/Users/1"));
    await session.send(create("bob"));
    expect(session.ownership.standing("/Users", "1")).toBe("claimed");
    expect(session.ownership.disputed()).toEqual([]);
  });

  test.each(["", "undefined", "null", "[object Object]", ".."])("is not made of the id %j", (id) => {
    const ownership = new Ownership(NO_JOURNAL);
    ownership.claim({ endpoint: "/Users", id, madeBy: "x" });
    expect(ownership.remaining()).toEqual([]);
  });
});

describe("an answer to DELETE", () => {
  test("is believed once a reading has shown that DELETE works there", () => {
    const ownership = new Ownership(NO_JOURNAL);
    for (const id of ["1", "2"]) ownership.claim({ endpoint: "/Users", id, madeBy: "x" });
    ownership.answeredDelete("/Users", "1", true);
    expect(ownership.isOwn("/Users", "1")).toBe(true);
    ownership.habits.deletes.set("/Users", true);
    ownership.answeredDelete("/Users", "2", false);
    expect(ownership.isOwn("/Users", "2")).toBe(true);
    ownership.answeredDelete("/Users", "2", true);
    expect(ownership.standing("/Users", "2")).toBe("gone");
  });

  test("and a reading that finds nothing together end it, while a reading alone does not", () => {
    const ownership = new Ownership(NO_JOURNAL);
    ownership.claim({ endpoint: "/Users", id: "1", madeBy: "x" });
    ownership.missing("/Users", "1");
    expect(ownership.isOwn("/Users", "1")).toBe(true);
    ownership.answeredDelete("/Users", "1", false);
    ownership.missing("/Users", "1");
    expect(ownership.standing("/Users", "1")).toBe("gone");
  });
});

describe("the name as proof, where an application has names of its own", () => {
  test("is the one that was sent, or the mark; another one is somebody else's", async () => {
    const { session } = open(
      ({ path, body }) => {
        const id = path.split("/")[2] ?? (JSON.stringify(body).includes("ann") ? "1" : "2");
        return Response.json({ id, userName: id === "1" ? "Ann@corp.example" : "ceo@corp.example" });
      },
      { proof: "name" },
    );
    await session.send(ask("POST", "/Users", { body: { userName: "ann@corp.example" } }));
    await session.send(ask("POST", "/Users", { body: { userName: "bob@corp.example" } }));
    expect(await session.prove("/Users", "1", { kind: "check", id: "x" })).toBe(true);
    expect(await session.prove("/Users", "2", { kind: "check", id: "x" })).toBe(false);
  });
});
