import { describe, expect, test } from "vitest";
import { ask, create, createStore, open } from "../session/scripted-session.fixture.ts";
import type { Opened } from "../session/scripted-session.fixture.ts";
import { FIRST_REQUEST } from "../session/plain-request.ts";

interface Revocable extends Opened {
  /** Answers everything but what starts so with 401 from now on; the first request too when `isAll`. */
  readonly refuse: (isAll: boolean, status?: number) => void;
}

function openRevocable(): Revocable {
  const state = { isRefused: false, isAll: false, status: 401 };
  const opened = open(({ path }) => {
    if (state.isRefused && path === FIRST_REQUEST && !state.isAll) return Response.json({});
    return state.isRefused && path !== "/Schemas" ? new Response("", { status: state.status }) : Response.json({});
  });
  return { ...opened, refuse: (isAll, status = 401) => void Object.assign(state, { isRefused: true, isAll, status }) };
}

describe("credentials that are refused three times without a success", () => {
  test.each([401, 403])("with %i have ended when the first request of the run is refused too", async (status) => {
    const { session, refuse, sent } = openRevocable();
    await session.send(ask("GET", FIRST_REQUEST));
    await session.send(ask("GET", "/Users/1"));
    refuse(true, status);
    for (const n of [1, 2]) await session.send(ask("GET", `/Users/${n}`));
    await expect(session.send(ask("GET", "/Users/3"))).rejects.toMatchObject({
      lastSeq: 2,
      message: expect.stringMatching(
        `accepted the credentials until request #2, and has answered ${status} since`,
      ) as string,
    });
    expect(sent.at(-1)).toBe(`GET ${FIRST_REQUEST}`);
    await expect(session.send(ask("GET", "/Users"))).rejects.toThrow("accepted the credentials");
  });

  test("are taken for good when that is answered: the refusals were rules of the target", async () => {
    const { session, refuse, sent } = openRevocable();
    await session.send(ask("GET", FIRST_REQUEST));
    refuse(false);
    for (let n = 1; n <= 7; n += 1) expect((await session.send(ask("GET", `/Users/${n}`))).response?.status).toBe(401);
    expect(sent.filter((line) => line === `GET ${FIRST_REQUEST}`)).toHaveLength(3);
  });

  test("with a success in between are not asked about", async () => {
    const { session, refuse, sent } = openRevocable();
    await session.send(ask("GET", FIRST_REQUEST));
    refuse(false);
    for (const path of ["/Users/1", "/Users/2", FIRST_REQUEST, "/Users/3", "/Users/4"]) {
      await session.send(ask("GET", path));
    }
    expect(sent.filter((line) => line === `GET ${FIRST_REQUEST}`)).toHaveLength(2);
  });

  test("have ended though a document is read that a server may give to anybody", async () => {
    const { session, refuse } = openRevocable();
    await session.send(ask("GET", FIRST_REQUEST));
    refuse(true);
    for (const path of ["/Users/1", "/Schemas", "/Users/2"]) await session.send(ask("GET", path));
    await expect(session.send(ask("GET", "/Users/3"))).rejects.toThrow("accepted the credentials until request #1,");
  });

  test("are not looked at in requests that are sent without them, or with wrong ones", async () => {
    const { session, refuse } = openRevocable();
    await session.send(ask("GET", FIRST_REQUEST));
    refuse(true);
    for (let n = 0; n < 4; n += 1) {
      await session.send(ask("GET", "/Users", { credentials: n % 2 === 0 ? "none" : "wrong" }));
    }
    expect((await session.send(ask("GET", "/Users"))).response?.status).toBe(401);
  });

  test("have not ended when they were never taken", async () => {
    const { session, refuse, sent } = openRevocable();
    refuse(true);
    for (let n = 0; n < 5; n += 1) await session.send(ask("GET", "/Users"));
    expect(sent).toHaveLength(5);
  });
});

test("twenty refused seats in a row, and a target that forbids DELETE, end nothing", async () => {
  const store = createStore();
  const { session } = open((request) => {
    const isForbidden = request.method === "POST" || request.method === "DELETE";
    return isForbidden ? Response.json({ detail: "no seat is left" }, { status: 403 }) : store.script(request);
  });
  await session.send(ask("GET", FIRST_REQUEST));
  for (let n = 1; n <= 20; n += 1) expect((await session.send(create(`user${n}`))).response?.status).toBe(403);
  for (let n = 1; n <= 20; n += 1) {
    const gone = await session.send(ask("DELETE", `/Users/nobody-${n}`));
    expect(gone.response?.status).toBe(403);
  }
});
