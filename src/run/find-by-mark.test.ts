import { expect, test } from "vitest";
import { createSession } from "../engine/session/create-session.ts";
import type { SessionControl } from "../engine/session/create-session.ts";
import { createHandlerTransport } from "../engine/session/handler-transport.ts";
import { NO_JOURNAL } from "../engine/session/journal.ts";
import { Ownership } from "../engine/session/ownership.ts";
import { findByMark } from "./find-by-mark.ts";
import { REAL_CLOCK } from "./real-clock.ts";

function open(answer: (endpoint: string, query: URLSearchParams) => Response): SessionControl {
  let seq = 0;
  return createSession({
    baseUrl: "https://scim.example.com",
    runId: "abcd2345",
    transport: createHandlerTransport((request) => {
      const { pathname, searchParams } = new URL(request.url);
      return Promise.resolve(answer(pathname, searchParams));
    }),
    credentials: { kind: "none" },
    headers: {},
    timeoutMs: 1000,
    rate: undefined,
    ownership: new Ownership(NO_JOURNAL),
    nextSeq: () => (seq += 1),
    clock: REAL_CLOCK,
    signal: new AbortController().signal,
    onExchange: () => undefined,
  });
}

const people = [
  { id: "1", userName: "ceo@corp.example" },
  { id: "2", userName: "zsc-abcd2345-1@example.com" },
  { id: "3", userName: "zsc-abcd2346-1@example.com" },
  { id: "4", userName: "ZSC-abcd2345-2@example.com" },
];
const noGroups = new Response("", { status: 404 });

function found(session: SessionControl): readonly string[] {
  return session.ownership.remaining().map(({ id }) => id);
}

test("pages that are shorter than asked for are all read", async () => {
  const session = open((endpoint, query) => {
    if (endpoint === "/Groups") return noGroups.clone();
    const start = Number(query.get("startIndex")) - 1;
    return Response.json({ totalResults: 4, Resources: people.slice(start, start + 1) });
  });
  expect(await findByMark(session, "abcd2345")).toEqual([]);
  expect(found(session)).toEqual(["2", "4"]);
});

test("everything is read where the filter is refused, and a server that does not page is read once", async () => {
  const asked: string[] = [];
  const session = open((endpoint, query) => {
    if (endpoint === "/Groups") return noGroups.clone();
    asked.push(query.get("filter") ?? "no filter");
    return query.has("filter") ? new Response("", { status: 400 }) : Response.json({ Resources: people });
  });
  expect(await findByMark(session, "abcd2345")).toEqual([]);
  expect(found(session)).toEqual(["2", "4"]);
  expect(asked).toEqual(['userName sw "zsc-abcd2345-"', "no filter", "no filter"]);
});

test("what cannot be looked through is told", async () => {
  const session = open((endpoint) => (endpoint === "/Groups" ? noGroups.clone() : new Response("", { status: 500 })));
  expect(await findByMark(session, "abcd2345")).toEqual(["/Users"]);
});

test("a list without an end is given up, and the endpoint is named", async () => {
  let asked = 0;
  const session = open((endpoint) => {
    if (endpoint === "/Groups") return noGroups.clone();
    asked += 1;
    return Response.json({ totalResults: 2 ** 53, Resources: [{ id: `new-${asked}`, userName: "ceo@corp.example" }] });
  });
  expect(await findByMark(session, "abcd2345")).toEqual(["/Users"]);
  // A hundred pages by the filter, a hundred without.
  expect(asked).toBe(200);
});
