import { expect, test } from "vitest";
import { idOf, openGround, proveEach, strangerId, userBody } from "../testing/prove-each.ts";
import type { Ground } from "../testing/prove-each.ts";
import type { Seen } from "../testing/plain-client.ts";

interface Redirected {
  readonly ground: Ground;
  readonly id: string;
  readonly removed: Seen;
}

/** Puts a user there without a request, and tries to delete it. */
async function removeOwn(ground: Ground): Promise<Redirected> {
  const { id } = ground.store.make("Users", userBody("zsc-test-ann"));
  return { ground, id, removed: await ground.send("DELETE", `/Users/${id}`) };
}

/** Follows the redirect as the plainest of clients would, and says whom the request would have harmed. */
async function follow({ ground, removed }: Redirected): Promise<readonly string[]> {
  await ground.send("DELETE", removed.headers.location ?? "");
  return ground.requests.at(-1)?.harms ?? [];
}

async function leadsToStranger(ground: Ground, status: number): Promise<void> {
  const redirected = await removeOwn(ground);
  const stranger = strangerId(ground);
  expect(redirected.removed.status).toBe(status);
  expect(await follow(redirected)).toEqual([`Users/${stranger}`]);
}

proveEach("redirect", {
  right: async (open) => {
    expect((await removeOwn(await open())).removed.status).toBe(204);
  },
  "other-endpoint-307": async (open) => {
    const { id, removed, ground } = await removeOwn(await open());
    expect([removed.status, removed.headers.location]).toEqual([307, `/scim/v2/Groups/${id}`]);
    expect((await ground.makeGroup()).headers.location).toBe("/scim/v2/Users");
  },
  "other-endpoint-308": async (open) => {
    const { id, removed } = await removeOwn(await open());
    expect([removed.status, removed.headers.location]).toEqual([308, `/scim/v2/Groups/${id}`]);
  },
  "other-id": async (open) => leadsToStranger(await open(), 307),
  "other-origin": async (open) => {
    const { ground, id, removed } = await removeOwn(await open());
    expect(removed.headers.location).toBe(`${ground.world.otherOrigin}/scim/v2/Users/${id}`);
    await fetch(removed.headers.location ?? "", { method: "DELETE", headers: { authorization: "Bearer x" } });
    expect(ground.strayed).toEqual([`DELETE /scim/v2/Users/${id} with the credentials`]);
  },
  "other-origin-read": async (open) => {
    const ground = await open();
    const seen = await ground.send("GET", "/Users?count=2");
    expect([seen.status, seen.headers.location]).toEqual([302, `${ground.world.otherOrigin}/scim/v2/Users?count=2`]);
  },
  "other-tenant": async (open) => {
    const { ground, id, removed } = await removeOwn(await open());
    expect(removed.headers.location).toBe(`/tenant-b/scim/v2/Users/${id}`);
    expect(ground.requests.at(-1)?.harms).toEqual([]);
  },
  "trailing-slash": async (open) => {
    const { ground, id, removed } = await removeOwn(await open());
    expect([removed.status, removed.headers.location]).toEqual([308, `/scim/v2/Users/${id}/`]);
    expect((await ground.send("DELETE", `/Users/${id}/`)).status).toBe(204);
    expect((await ground.send("GET", "/Users?count=2")).headers.location).toBe("/scim/v2/Users/?count=2");
  },
  "dot-segments": async (open) => leadsToStranger(await open(), 307),
  "encoded-dots": async (open) => leadsToStranger(await open(), 307),
  "encoded-slash": async (open) => leadsToStranger(await open(), 307),
  "extra-segment": async (open) => leadsToStranger(await open(), 307),
  "own-id-in-query": async (open) => leadsToStranger(await open(), 307),
  "see-other": async (open) => leadsToStranger(await open(), 303),
  found: async (open) => leadsToStranger(await open(), 302),
  moved: async (open) => leadsToStranger(await open(), 301),
  loop: async (open) => {
    const { id, removed } = await removeOwn(await open());
    expect([removed.status, removed.headers.location]).toEqual([307, `/scim/v2/Users/${id}`]);
  },
  "loop-of-two": async (open) => {
    const { ground, id, removed } = await removeOwn(await open());
    expect(removed.headers.location).toBe(`/scim/v2/Users/${id}?again`);
    expect((await ground.send("DELETE", `/Users/${id}?again`)).headers.location).toBe(`/scim/v2/Users/${id}`);
  },
  "reads-to-stranger-302": async (open) => {
    const ground = await open();
    const id = idOf(await ground.makeUser());
    const seen = await ground.send("GET", `/Users/${id}`);
    expect([seen.status, seen.headers.location]).toEqual([302, `/scim/v2/Users/${strangerId(ground)}`]);
  },
  "reads-to-stranger-307": async (open) => {
    const ground = await open();
    const id = idOf(await ground.makeUser());
    const seen = await ground.send("GET", `/Users/${id}`);
    expect([seen.status, seen.headers.location]).toEqual([307, `/scim/v2/Users/${strangerId(ground)}`]);
  },
});

test("a write outside of the base path is held against the client", async () => {
  const ground = await openGround({});
  await ground.sendAt("DELETE", "/tenant-b/scim/v2/Users/1");
  expect(ground.requests.at(-1)?.harms).toEqual(["what is outside of /scim/v2"]);
});

test("a write that makes a stranger a member is held against the client", async () => {
  const ground = await openGround({});
  const stranger = strangerId(ground);
  await ground.send("POST", "/Groups", { displayName: "zsc-g", members: [{ value: stranger }] });
  expect(ground.requests.at(-1)?.harms).toEqual([`the membership of Users/${stranger}`]);
});

test("a write to a whole collection is held against the client", async () => {
  const ground = await openGround({});
  expect((await ground.send("DELETE", "/Users")).status).toBe(405);
  expect(ground.requests.at(-1)?.harms).toEqual(["all Users"]);
});
