import { describe, expect, test } from "vitest";
import { createStore, open } from "../session/scripted-session.fixture.ts";
import type { Opened } from "../session/scripted-session.fixture.ts";
import type { JsonObject } from "../../scim/json.ts";
import { findByMark, learnFinding } from "./find-by-mark.ts";

const PEOPLE: readonly JsonObject[] = [
  { id: "1", userName: "ceo@corp.example" },
  { id: "2", userName: "zsc-abcd2345-1@example.com", active: false },
  { id: "3", userName: "zsc-abcd2346-1@example.com" },
  { id: "4", userName: "ZSC-abcd2345-2@example.com" },
];
const RESOURCE = { endpoint: "/Users", id: "2", madeBy: "x" };

/** A target that answers lists of users. */
function openLists(list: (query: URLSearchParams) => Response): Opened {
  return open(({ path }) => list(new URLSearchParams(path.split("?")[1])));
}

const everybody = (): Response => Response.json({ totalResults: PEOPLE.length, Resources: PEOPLE });

describe("looking for the mark", () => {
  test("reads all pages, though they are shorter than asked for", async () => {
    const { session, sent } = openLists((query) => {
      const start = Number(query.get("startIndex")) - 1;
      return Response.json({ totalResults: 4, Resources: PEOPLE.slice(start, start + 1) });
    });
    session.ownership.habits.finds.set("/Users", "reading");
    expect(await findByMark(session, "/Users")).toEqual({
      endpoint: "/Users",
      found: [
        { id: "2", isActive: false },
        { id: "4", isActive: undefined },
      ],
      isComplete: true,
      isMissing: false,
      isControlled: true,
      isTrusted: true,
      withoutId: 0,
      seen: 4,
      total: 4,
    });
    expect(sent).toHaveLength(4);
  });

  test("reads everything where the filter is refused, once where the target does not page", async () => {
    const asked: string[] = [];
    const { session } = openLists((query) => {
      asked.push(query.get("filter") ?? "no filter");
      return query.has("filter") ? new Response("", { status: 400 }) : Response.json({ Resources: PEOPLE });
    });
    const look = await findByMark(session, "/Users");
    expect(look.found.map(({ id }) => id)).toEqual(["2", "4"]);
    expect([look.isComplete, look.isTrusted]).toEqual([true, true]);
    expect(asked).toEqual(['userName sw "zsc-abcd2345-"', "no filter", "no filter"]);
  });

  test("asks only by the filter where that was seen to find things, and for groups by displayName", async () => {
    const { session, sent } = openLists(() => Response.json({ totalResults: 0, Resources: [] }));
    session.ownership.habits.finds.set("/Groups", "filter");
    expect(await findByMark(session, "/Groups")).toMatchObject({ found: [], isComplete: true, isTrusted: true });
    expect(sent).toEqual(['GET /Groups?filter=displayName sw "zsc-abcd2345-"&startIndex=1&count=100']);
  });

  test("reads through when the filter that found things fails now", async () => {
    const { session } = openLists((query) => (query.has("filter") ? new Response("", { status: 500 }) : everybody()));
    session.ownership.habits.finds.set("/Users", "filter");
    expect((await findByMark(session, "/Users")).found).toHaveLength(2);
  });

  test.each([
    ["a failure", (): Response => new Response("", { status: 500 })],
    ["something that is no JSON", (): Response => new Response("<html>")],
    ["more than it lists", (): Response => Response.json({ totalResults: 9, Resources: PEOPLE })],
  ])("is not complete where the target answers %s", async (_, list) => {
    expect(await findByMark(openLists(list).session, "/Users")).toMatchObject({ isComplete: false });
  });

  test("ends after 100 pages", async () => {
    const { session, sent } = openLists((query) =>
      Response.json({ totalResults: 1e6, Resources: [{ id: query.get("startIndex"), userName: "x" }] }),
    );
    session.ownership.habits.finds.set("/Users", "reading");
    expect(await findByMark(session, "/Users")).toMatchObject({ isComplete: false, seen: 100, total: 1e6 });
    expect(sent).toHaveLength(100);
  });

  test("does not begin when the time after an interruption is over", async () => {
    let now = 0;
    const clock = { now: (): number => now, sleep: (): Promise<void> => Promise.resolve() };
    const { session, sent } = open(() => everybody(), { clock, signal: AbortSignal.abort() });
    now = 60_000;
    expect(await findByMark(session, "/Users")).toMatchObject({ isComplete: false });
    expect(sent).toEqual([]);
  });

  test.each([
    ["a target without groups, which answers 404", (): Response => new Response("", { status: 404 })],
    ["an empty list", (): Response => Response.json({ totalResults: 0, Resources: [] })],
  ])("believes %s, when nothing is known that may be there", async (_, list) => {
    const { session } = openLists(list);
    expect(await findByMark(session, "/Groups")).toMatchObject({ isComplete: true, isTrusted: true });
  });

  test("does not believe an empty list once a create was sent, be it that it was refused", async () => {
    const { session } = openLists(() => Response.json({ totalResults: 0, Resources: [] }));
    session.ownership.countCreate("/Groups");
    expect(await findByMark(session, "/Groups")).toMatchObject({ isComplete: true, isTrusted: false });
  });

  test("does not believe a list that was seen not to show what is there", async () => {
    const { session } = openLists(() => Response.json({ totalResults: 1, Resources: PEOPLE.slice(0, 1) }));
    session.ownership.habits.finds.set("/Users", "nothing");
    expect(await findByMark(session, "/Users")).toMatchObject({ isComplete: true, isTrusted: false });
  });
});

describe("a control, which looks for something that is there", () => {
  test.each([
    ["a filter that finds it", "filter", everybody],
    [
      "a filter that finds nothing, and a list that shows it",
      "reading",
      (query: URLSearchParams): Response => (query.has("filter") ? Response.json({ Resources: [] }) : everybody()),
    ],
    ["neither", "nothing", (): Response => Response.json({ Resources: PEOPLE.slice(0, 1) })],
    ["a list of others of the run", "nothing", (): Response => Response.json({ Resources: PEOPLE.slice(3) })],
  ] as const)("teaches from %s: %s", async (_, expected, list) => {
    const { session } = openLists(list);
    await learnFinding(session, RESOURCE);
    expect(session.ownership.habits.finds.get("/Users")).toBe(expected);
  });

  test("is made once for each endpoint", async () => {
    const { session, sent } = open(createStore().script);
    await learnFinding(session, RESOURCE);
    const before = sent.length;
    await learnFinding(session, { ...RESOURCE, id: "4" });
    expect(sent).toHaveLength(before);
  });
});
