import { expect, test } from "vitest";
import { redirectOf, redirectProblem } from "./redirect.ts";
import type { LiveExchange } from "./exchange.ts";
import { ask, create, createStore, open } from "../engine/session/scripted-session.fixture.ts";

type Line = readonly [method: string, path: string, location: string | undefined];

function answer([method, path, location]: Line, status = 308): LiveExchange {
  const url = `https://scim.example.com/v2${path}`;
  const headers: Record<string, string> = location === undefined ? {} : { location };
  return {
    seq: 1,
    cause: { kind: "check", id: "x" },
    sender: "tool",
    request: { method, url, path, headers: {}, text: null, body: undefined },
    response: { status, headers, text: "", body: undefined },
    failure: null,
    startedAt: 0,
    durationMs: 1,
    isDropped: false,
    bearsMark: () => false,
    isOwn: () => false,
    target: undefined,
  };
}

const HERE = "https://scim.example.com/v2";

test.each([
  ["GET", "/Users", "/v2/users/", `${HERE}/users/`],
  ["GET", "/Users", "https://scim.example.com:443/eu/Users", "https://scim.example.com/eu/Users"],
  ["POST", "/Users", "/v2/Users/", `${HERE}/Users/`],
  ["DELETE", "/Users/1/", "/v2/Users/1", `${HERE}/Users/1`],
  ["PATCH", "/Users/a%20b?x=1", "/v2/Users/%61%20b/?x=1", `${HERE}/Users/%61%20b/?x=1`],
])("%s %s is sent on to %s", (...[method, path, location, expected]) => {
  expect(redirectOf(answer([method, path, location], 307))).toBe(expected);
  expect(redirectProblem(answer([method, path, location], 307))).toBeUndefined();
});

test.each([
  ["GET", "/Users", "https://evil.example/v2/Users", "to another origin"],
  ["GET", "/Users", "http://scim.example.com/v2/Users", "to another origin"],
  ["GET", "/Users", "//evil.example/v2/Users", "to another origin"],
  ["GET", "/Users", "/v2/../admin", "over dot segments"],
  ["GET", "/Users", "/v2/%2e%2E/admin", "over dot segments"],
  ["GET", "/Users", "/v2/%252e%252e/admin", "over dot segments"],
  ["GET", "/Users", "/v2\\..\\admin", "over dot segments"],
  ["GET", "/Users", undefined, "to nowhere"],
  ["DELETE", "/Users/1", "/v2/Users/ceo", "to another resource"],
  ["DELETE", "/Users/1", "/v2/eu/Users/1", "to another resource"],
  ["DELETE", "/Users/1", "/v2/users/1", "to another resource"],
  ["DELETE", "/Users/1", "/v2/Users/1//", "to another resource"],
  ["DELETE", "/Users/a%2Fb", "/v2/Users/a/b", "to another resource"],
  ["DELETE", "/Users/a%2Fb", "/v2/Users/a%252Fb", "to another resource"],
  ["PUT", "/Users/1?x=1", "/v2/Users/1", "to another resource"],
  ["PUT", "/Users/1", "/v2/Users/1?x=1", "to another resource"],
])("%s %s is not sent on to %s, which leads %s", (...[method, path, location, problem]) => {
  expect(redirectOf(answer([method, path, location]))).toBeUndefined();
  expect(redirectProblem(answer([method, path, location]))).toBe(problem);
});

test.each([200, 301, 302, 303, 304])("a %i is not followed", (status) => {
  expect(redirectOf(answer(["GET", "/Users", "/v2/users"], status))).toBeUndefined();
});

test("the credentials go to no other origin, and a change to no other resource", async () => {
  const location = (to: string): Response => new Response(null, { status: 308, headers: { location: to } });
  const { session, sent } = open(({ method, path }) => {
    if (method === "POST") return Response.json({ id: "mine" }, { status: 201 });
    if (method === "GET" && path === "/Users/mine") return Response.json({ id: "mine", userName: "zsc-abcd2345-ann" });
    return location(method === "DELETE" ? "/v2/Users/ceo" : "https://evil.example/Users");
  });
  await session.send(create("ann"));
  expect((await session.send(ask("DELETE", "/Users/mine"))).response?.status).toBe(308);
  expect((await session.send(ask("GET", "/Users"))).response?.status).toBe(308);
  expect(sent).toEqual(["POST /Users", "GET /Users/mine", "DELETE /Users/mine", "GET /Users"]);
});

test("a change is sent on to the same resource, and a circle ends after three times", async () => {
  const { session, sent } = open(
    createStore(({ method, path }) =>
      method === "PATCH"
        ? new Response(null, { status: 307, headers: { location: `/v2${path}/`.replace("//", "") } })
        : undefined,
    ).script,
  );
  await session.send(create("ann"));
  expect((await session.send(ask("PATCH", "/Users/1", { body: {} }))).response?.status).toBe(307);
  expect(sent.filter((line) => line.startsWith("PATCH"))).toHaveLength(4);
});

test("a reading that was answered elsewhere proves nothing, and disowns nothing", async () => {
  const { session } = open(({ method, path }) => {
    if (method === "POST") return Response.json({ id: "1" }, { status: 201 });
    if (path === "/Users/1") return new Response(null, { status: 308, headers: { location: "/v2/eu/Users/1" } });
    return Response.json({ id: "1", userName: "zsc-abcd2345-ann" });
  });
  await session.send(create("ann"));
  expect((await session.send(ask("GET", "/Users/1"))).response?.status).toBe(200);
  expect(session.ownership.standing("/Users", "1")).toBe("claimed");
  await expect(session.send(ask("DELETE", "/Users/1"))).rejects.toMatchObject({ name: "NotOurs" });
});
