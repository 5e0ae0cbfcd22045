import { describe, expect, test } from "vitest";
import { ask, create, createStore, open } from "../session/scripted-session.fixture.ts";
import type { Script } from "../session/scripted-session.fixture.ts";
import { FIRST_REQUEST } from "../session/plain-request.ts";
import { tidyUp } from "./tidy-up.ts";
import type { Tidied } from "./tidy-up.ts";

const NIL = { users: 0, groups: 0, deactivated: 0, maybe: 0 };
const AGAIN = "zi-scim-check cleanup https://scim.example.com/v2 --run abcd2345 tries it again.";

async function tidyAfter(script: Script, requests: readonly ReturnType<typeof ask>[]): Promise<Tidied> {
  const { session } = open(createStore(script).script);
  for (const request of requests) await session.send(request);
  return tidyUp(session);
}

const group = ask("POST", "/Groups", { body: { displayName: "zsc-abcd2345-g" } });

function refusing(method: string, code: number): Script {
  return (call) => (call.method === method ? new Response(null, { status: code }) : undefined);
}

describe("the end of a run", () => {
  test("tells nothing when everything is removed", async () => {
    expect(await tidyAfter(() => undefined, [create("ann"), group])).toMatchObject({
      removed: 2,
      residue: NIL,
      notes: [],
    });
  });

  test("looks nowhere when nothing was made", async () => {
    const { session, sent } = open(createStore().script);
    expect((await tidyUp(session)).residue).toEqual(NIL);
    expect(sent).toEqual([]);
  });

  test("believes a target without groups, which refused to make any", async () => {
    const none: Script = ({ path }) => (path.startsWith("/Groups") ? new Response("", { status: 404 }) : undefined);
    expect((await tidyAfter(none, [create("ann"), group])).residue).toEqual(NIL);
  });

  test("tells what could not be removed with the command that tries it again", async () => {
    const tidied = await tidyAfter(refusing("DELETE", 500), [group]);
    expect(tidied.residue).toEqual({ ...NIL, groups: 1 });
    expect(tidied.notes).toEqual([
      "1 resource of this run could not be removed (DELETE /Groups/{id} answers 500; its members were removed); the names hold zsc-abcd2345-.",
      AGAIN,
    ]);
  });

  test("tells what is left deactivated", async () => {
    const tidied = await tidyAfter(refusing("DELETE", 405), [create("ann"), create("bob")]);
    expect(tidied.residue).toEqual({ ...NIL, deactivated: 2 });
    expect(tidied.notes[0]).toBe("2 users of this run that the target does not delete are left deactivated.");
  });

  test("tells who is active again though he was switched to inactive", async () => {
    let isAwake = false;
    const sleepless: Script = ({ method, path }) => {
      if (method === "DELETE") return new Response(null, { status: 405 });
      if (path.startsWith("/Users?filter")) isAwake = true;
      const user = { id: "1", userName: "zsc-abcd2345-ann", active: true };
      return isAwake && path.startsWith("/Users?") && method === "GET"
        ? Response.json({ totalResults: 1, Resources: [user] })
        : undefined;
    };
    expect((await tidyAfter(sleepless, [create("ann")])).residue).toEqual({ ...NIL, users: 1 });
  });

  test("removes what it finds by the mark that no answer told of", async () => {
    const stranger = { id: "ceo", userName: "ceo@corp.example" };
    const { script, held } = createStore(undefined, new Map([["/Users/ceo", stranger]]));
    const silent = open(async (call) => {
      const answer = (await script(call)) ?? new Response(null, { status: 404 });
      return call.method === "POST" ? new Response(null, { status: 202 }) : answer;
    });
    await silent.session.send(ask("POST", "/Users", { body: { externalId: "zsc-abcd2345-x" } }));
    const tidied = await tidyUp(silent.session);
    expect([tidied.removed, tidied.residue]).toEqual([1, NIL]);
    expect(tidied.notes).toEqual(["1 resource that no answer told of was found by the name of the run at its end."]);
    expect([...held.keys()]).toEqual(["/Users/ceo"]);
  });

  test("finds out that DELETE did not work after all, when the mark is still there", async () => {
    const revenant = { id: "1", userName: "zsc-abcd2345-ann" };
    let deletes = 0;
    const undead: Script = ({ method, path }) => {
      if (method === "DELETE") deletes += 1;
      if (method === "DELETE") return new Response(null, { status: 204 });
      if (deletes > 0 && path === "/Users/1" && method === "GET") {
        return deletes === 1 && !isListed ? new Response("", { status: 404 }) : Response.json(revenant);
      }
      if (deletes > 0 && path.startsWith("/Users?") && method === "GET") {
        isListed = true;
        return Response.json({ totalResults: 1, Resources: [revenant] });
      }
      return method === "PATCH" || method === "PUT" ? new Response("", { status: 501 }) : undefined;
    };
    let isListed = false;
    const tidied = await tidyAfter(undead, [create("ann")]);
    expect([deletes, tidied.residue]).toEqual([2, { ...NIL, users: 1 }]);
  });

  test("tells what no reading proves as maybe, unless a look that finds things rules it out", async () => {
    const hidden: Script = ({ method, path }) =>
      method === "GET" && (path === "/Users/1" || path.startsWith("/Users?"))
        ? new Response("", { status: path === "/Users/1" ? 404 : 500 })
        : undefined;
    const tidied = await tidyAfter(hidden, [create("ann")]);
    // The resource, and the list that could not be read.
    expect(tidied.residue).toEqual({ ...NIL, maybe: 2 });
    expect(tidied.notes[0]).toBe("1 resource may be left, as no reading shows that it is of this run: /Users/1.");
    const vanished: Script = ({ method, path }) =>
      method === "POST" && path === "/Users" ? Response.json({ id: "7" }, { status: 201 }) : undefined;
    const { session } = open(createStore(vanished).script);
    await session.send(create("ann"));
    session.ownership.habits.finds.set("/Users", "filter");
    expect((await tidyUp(session)).residue).toEqual(NIL);
  });

  test("tells an id that two creates were given as maybe, and leaves it alone", async () => {
    const twice: Script = ({ method, body, path }) => {
      if (method === "POST") return Response.json({ id: "1", ...(body as object) }, { status: 201 });
      const user = { id: "1", userName: "zsc-abcd2345-bob" };
      return path.startsWith("/Users?") ? Response.json({ totalResults: 1, Resources: [user] }) : Response.json(user);
    };
    const { session, sent } = open(twice);
    await session.send(create("ann"));
    await session.send(create("bob"));
    expect((await tidyUp(session)).residue.maybe).toBeGreaterThan(0);
    expect(sent.filter((line) => !/^(GET|POST)/.test(line))).toEqual([]);
  });
});

test("a target that is lost by then is told with what is known", async () => {
  let isDead = false;
  const { session } = open(createStore(() => (isDead ? Promise.reject(new Error("closed")) : undefined)).script);
  for (const request of [ask("GET", FIRST_REQUEST), create("ann"), ask("GET", "/Users/1"), create("bob")]) {
    await session.send(request);
  }
  isDead = true;
  const tidied = await tidyUp(session);
  expect(tidied.residue).toMatchObject({ users: 1, groups: 0, deactivated: 0 });
  // Bob, and what else the list might show.
  expect(tidied.residue.maybe).toBe(2);
  expect(tidied.notes[0]).toBe("The target was lost, so nothing more could be removed or looked for.");
  expect(tidied.notes).toContain(
    "Up to 1 other create may have left something, which could not be looked for any more.",
  );
  expect(tidied.notes.at(-1)).toBe(AGAIN);
});
