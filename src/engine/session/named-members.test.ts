import { describe, expect, test } from "vitest";
import { ask, create, createStore, open } from "./scripted-session.fixture.ts";
import type { Script } from "./scripted-session.fixture.ts";

function users(answers: Readonly<Record<string, Response>>): Script {
  return ({ method, path }) => answers[`${method} ${path}`]?.clone();
}

describe("a body that names members", () => {
  const group = (value: string | number, more: object = {}): ReturnType<typeof ask> =>
    ask("POST", "/Groups", { body: { displayName: "zsc-abcd2345-g", members: [{ value }], ...more } });

  test.each(["1", 1])("is sent after a reading of the member %j has proven it", async (member) => {
    const { session, sent } = open(createStore().script);
    await session.send(create("ann"));
    await session.send(group(member));
    expect(sent).toEqual(["POST /Users", "GET /Users/1", "POST /Groups"]);
  });

  test("is refused when the member turns out to be somebody else's", async () => {
    const { session, sent } = open(
      createStore(users({ "GET /Users/1": Response.json({ id: "1", userName: "ceo@corp.example" }) })).script,
    );
    await session.send(create("ann"));
    await expect(session.send(group("1"))).rejects.toMatchObject({ name: "NotOurs" });
    await expect(
      session.send(ask("POST", "/Groups", { body: { displayName: "g", "urn:x": { manager: { value: "1" } } } })),
    ).rejects.toMatchObject({ name: "NotOurs" });
    expect(sent.filter((line) => line === "POST /Groups")).toEqual([]);
  });

  test("is sent when the member is gone: nothing is there that could be changed", async () => {
    const { session, sent } = open(createStore().script);
    await session.send(create("ann"));
    await session.send(ask("DELETE", "/Users/1"));
    await session.send(group("1"));
    expect(sent.slice(-2)).toEqual(["GET /Users/1", "POST /Groups"]);
  });

  test("means the run's user, though somebody's group has the same id", async () => {
    const { session } = open(
      createStore(users({ "GET /Groups/1": Response.json({ id: "1", displayName: "Everybody" }) })).script,
    );
    await session.send(ask("GET", "/Groups/1"));
    await session.send(create("ann"));
    expect((await session.send(group("1"))).response?.status).toBe(201);
  });

  test("may hold a text that is also somebody's id, where it names no resource", async () => {
    const { session, sent } = open(
      createStore(users({ "GET /Users/7": Response.json({ id: "7", userName: "ceo@corp.example" }) })).script,
    );
    await session.send(ask("GET", "/Users/7"));
    const body = { userName: "zsc-abcd2345-ann", title: "7", entitlements: [{ value: "7" }] };
    await session.send(ask("POST", "/Users", { body }));
    expect(sent).toEqual(["GET /Users/7", "POST /Users"]);
  });
});
