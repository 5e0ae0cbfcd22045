import { expect } from "vitest";
import { at, idOf, proveEach } from "../testing/prove-each.ts";
import type { Ground } from "../testing/prove-each.ts";

/** The status of a DELETE, and of reading what was to be deleted. */
async function removeOwn(ground: Ground, name = "zsc-test-ann"): Promise<readonly number[]> {
  const id = idOf(await ground.makeUser(name));
  const removed = await ground.send("DELETE", `/Users/${id}`);
  return [removed.status, (await ground.send("GET", `/Users/${id}`)).status];
}

proveEach("remove", {
  right: async (open) => {
    expect(await removeOwn(await open())).toEqual([204, 404]);
  },
  "no-route-404": async (open) => {
    expect(await removeOwn(await open())).toEqual([404, 200]);
  },
  "no-route-405": async (open) => {
    expect(await removeOwn(await open())).toEqual([405, 200]);
  },
  "no-route-501": async (open) => {
    expect(await removeOwn(await open())).toEqual([501, 200]);
  },
  nothing: async (open) => {
    expect(await removeOwn(await open())).toEqual([204, 200]);
  },
  once: async (open) => {
    const ground = await open();
    expect(await removeOwn(ground, "zsc-a")).toEqual([204, 404]);
    expect(await removeOwn(ground, "zsc-b")).toEqual([204, 200]);
  },
  forbidden: async (open) => {
    expect(await removeOwn(await open())).toEqual([403, 200]);
  },
  failed: async (open) => {
    expect(await removeOwn(await open())).toEqual([500, 200]);
  },
  "failed-after": async (open) => {
    expect(await removeOwn(await open())).toEqual([500, 404]);
  },
  soft: async (open) => {
    const ground = await open();
    expect(await removeOwn(ground)).toEqual([204, 200]);
    expect(ground.store.own("Users")[0]?.resource["active"]).toBe(false);
  },
  "soft-hidden": async (open) => {
    const ground = await open();
    expect(await removeOwn(ground)).toEqual([204, 404]);
    expect(ground.store.left()).toEqual({ users: 1, groups: 0 });
  },
  late: async (open) => {
    const ground = await open();
    expect(await removeOwn(ground)).toEqual([202, 200]);
    await ground.rest();
    expect(ground.store.left()).toEqual({ users: 0, groups: 0 });
  },
  "groups-kept": async (open) => {
    const ground = await open();
    expect(await removeOwn(ground)).toEqual([204, 404]);
    const group = await ground.makeGroup();
    expect((await ground.send("DELETE", `/Groups/${idOf(group)}`)).status).toBe(405);
    expect(at(await ground.send("GET", `/Groups/${idOf(group)}`), "displayName")).toBe("zsc-test-group");
  },
  reset: async (open) => {
    expect(await removeOwn(await open())).toEqual([0, 404]);
  },
  "reset-before": async (open) => {
    expect(await removeOwn(await open())).toEqual([0, 200]);
  },
});
