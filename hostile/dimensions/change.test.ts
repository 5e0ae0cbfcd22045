import { expect } from "vitest";
import { at, idOf, proveEach, replacing, strangerId, userBody } from "../testing/prove-each.ts";
import type { Ground } from "../testing/prove-each.ts";
import type { Seen } from "../testing/plain-client.ts";

interface Changed {
  readonly ground: Ground;
  readonly id: string;
  readonly patched: Seen;
  readonly read: Seen;
}

/** Makes a user, changes its title by PATCH and reads it. */
async function patchOwn(ground: Ground): Promise<Changed> {
  const id = idOf(await ground.makeUser());
  const patched = await ground.send("PATCH", `/Users/${id}`, replacing("title", "Boss"));
  return { ground, id, patched, read: await ground.send("GET", `/Users/${id}`) };
}

proveEach("change", {
  right: async (open) => {
    const { ground, id, patched, read } = await patchOwn(await open());
    expect([patched.status, at(read, "title")]).toEqual([200, "Boss"]);
    await ground.send("PUT", `/Users/${id}`, { ...userBody("zsc-new"), title: "Chief" });
    expect(at(await ground.send("GET", `/Users/${id}`), "title")).toBe("Chief");
    expect((await ground.send("PUT", "/Users/nobody", userBody("zsc-x"))).status).toBe(404);
  },
  "unknown-shows-stranger": async (open) => {
    const ground = await open();
    expect(idOf(await ground.send("PUT", "/Users/nobody", userBody("zsc-x")))).toBe(strangerId(ground));
    expect(ground.store.harmed()).toEqual([]);
  },
  "unknown-changes-stranger": async (open) => {
    const ground = await open();
    const id = strangerId(ground);
    await ground.send("PATCH", "/Users/nobody", replacing("title", "Boss"));
    expect(at(await ground.send("GET", `/Users/${id}`), "title")).toBe("Boss");
    // The target did that by itself; nothing that was asked of it named the stranger.
    expect([ground.store.harmed(), ground.requests.flatMap(({ harms }) => harms)]).toEqual([[], []]);
  },
  "creates-on-put": async (open) => {
    const ground = await open();
    expect((await ground.send("PUT", "/Users/nobody", userBody("zsc-x"))).status).toBe(201);
    expect((await ground.send("GET", "/Users/nobody")).status).toBe(200);
    expect(ground.store.left()).toEqual({ users: 1, groups: 0 });
  },
  "creates-unseen": async (open) => {
    const ground = await open();
    expect((await ground.send("PUT", "/Users/nobody", userBody("zsc-x"))).status).toBe(404);
    expect(ground.store.left()).toEqual({ users: 1, groups: 0 });
  },
  "shows-stranger": async (open) => {
    const { ground, patched, read } = await patchOwn(await open());
    expect([idOf(patched), at(read, "title")]).toEqual([strangerId(ground), "Boss"]);
  },
  "no-patch": async (open) => {
    const { patched, read } = await patchOwn(await open());
    expect([patched.status, at(read, "title")]).toEqual([501, undefined]);
  },
  "no-changes": async (open) => {
    const { ground, id, patched } = await patchOwn(await open());
    expect([patched.status, (await ground.send("PUT", `/Users/${id}`, userBody("zsc-x"))).status]).toEqual([405, 405]);
  },
  ignored: async (open) => {
    const { patched, read } = await patchOwn(await open());
    expect([patched.status, at(read, "title")]).toEqual([200, undefined]);
  },
  "stays-active": async (open) => {
    const { ground, id } = await patchOwn(await open());
    await ground.send("PATCH", `/Users/${id}`, replacing("active", false));
    expect(at(await ground.send("GET", `/Users/${id}`), "active")).toBe(true);
  },
  failed: async (open) => {
    const { patched, read } = await patchOwn(await open());
    expect([patched.status, at(read, "title")]).toEqual([500, "Boss"]);
  },
  reset: async (open) => {
    const { patched, read } = await patchOwn(await open());
    expect([patched.status, at(read, "title")]).toEqual([0, "Boss"]);
  },
  "without-body": async (open) => {
    const { patched, read } = await patchOwn(await open());
    expect([patched.status, at(read, "title")]).toEqual([204, "Boss"]);
  },
  moves: async (open) => {
    const { ground, id, patched, read } = await patchOwn(await open());
    expect([read.status, idOf(patched) === id, at(patched, "title")]).toEqual([404, false, "Boss"]);
    expect(ground.store.left()).toEqual({ users: 1, groups: 0 });
  },
  renames: async (open) => {
    const { id, patched, read } = await patchOwn(await open());
    expect([idOf(patched), at(read, "userName")]).toEqual([id, "account 1"]);
  },
});
