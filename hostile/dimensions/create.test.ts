import { expect } from "vitest";
import { at, idOf, proveEach, strangerId } from "../testing/prove-each.ts";
import type { Ground } from "../testing/prove-each.ts";

const STRANGER = "employee1@corp.example";

/** What the target holds of the run's when a create has been answered. */
function stored(ground: Ground): number {
  return ground.store.left().users;
}

proveEach("create", {
  right: async (open) => {
    const ground = await open();
    const made = await ground.makeUser();
    expect([made.status, at(made, "userName"), stored(ground)]).toEqual([201, "zsc-test-ann@example.com", 1]);
    expect(made.headers.location).toMatch(new RegExp(`/scim/v2/Users/${idOf(made)}$`));
  },
  stranger: async (open) => {
    const ground = await open();
    const made = await ground.makeUser();
    expect([made.status, at(made, "userName"), stored(ground)]).toEqual([200, STRANGER, 1]);
  },
  "stranger-unstored": async (open) => {
    const ground = await open();
    const made = await ground.makeUser();
    expect([made.status, at(made, "userName"), stored(ground)]).toEqual([200, STRANGER, 0]);
  },
  "stranger-created": async (open) => {
    const ground = await open();
    const made = await ground.makeUser();
    expect([made.status, at(made, "userName"), stored(ground)]).toEqual([201, STRANGER, 1]);
  },
  "id-alone": async (open) => {
    const ground = await open();
    const made = await ground.makeUser();
    expect(made.body).toEqual({ id: ground.store.own("Users")[0]?.id });
    expect(made.headers.location).toBeUndefined();
  },
  "location-alone": async (open) => {
    const ground = await open();
    const made = await ground.makeUser();
    expect([made.text, made.headers.location?.split("/").at(-1)]).toEqual(["", ground.store.own("Users")[0]?.id]);
  },
  nothing: async (open) => {
    const ground = await open();
    const made = await ground.makeUser();
    expect([made.status, made.text, made.headers.location, stored(ground)]).toEqual([201, "", undefined, 1]);
  },
  "no-content": async (open) => {
    const ground = await open();
    expect([(await ground.makeUser()).status, stored(ground)]).toEqual([204, 1]);
  },
  "strangers-id": async (open) => {
    const ground = await open();
    const made = await ground.makeUser();
    expect([idOf(made), at(made, "userName")]).toEqual([strangerId(ground), "zsc-test-ann@example.com"]);
    expect(stored(ground)).toBe(1);
  },
  "strangers-id-unstored": async (open) => {
    const ground = await open();
    const made = await ground.makeUser();
    expect([idOf(made), at(made, "userName")]).toEqual([strangerId(ground), "zsc-test-ann@example.com"]);
    expect(stored(ground)).toBe(0);
  },
  "strangers-location": async (open) => {
    const ground = await open();
    const made = await ground.makeUser();
    expect([made.text, made.headers.location?.split("/").at(-1)]).toEqual(["", strangerId(ground)]);
  },
  "strangers-location-beside": async (open) => {
    const ground = await open();
    const made = await ground.makeUser();
    expect(made.headers.location?.split("/").at(-1)).toBe(strangerId(ground));
    expect(idOf(made)).toBe(ground.store.own("Users")[0]?.id);
  },
  "path-to-stranger": async (open) => {
    const ground = await open();
    const id = idOf(await ground.makeUser());
    const stranger = strangerId(ground);
    expect(idOf(await ground.send("GET", `/Users/${encodeURIComponent(id)}`))).toBe(stranger);
    await ground.send("DELETE", `/Users/${encodeURIComponent(id)}`);
    expect(ground.requests.at(-1)?.harms).toEqual([`Users/${stranger}`]);
  },
  "dots-as-id": async (open) => {
    const ground = await open();
    expect([idOf(await ground.makeUser()), stored(ground)]).toEqual(["..", 1]);
  },
  "one-id": async (open) => {
    const ground = await open();
    const first = idOf(await ground.makeUser("zsc-a"));
    expect(idOf(await ground.makeUser("zsc-b"))).toBe(first);
    expect(stored(ground)).toBe(2);
  },
  "id-twice": async (open) => {
    const ground = await open();
    const ids: string[] = [];
    for (const name of ["zsc-a", "zsc-b", "zsc-c"]) ids.push(idOf(await ground.makeUser(name)));
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  },
  "other-id": async (open) => {
    const ground = await open();
    expect((await ground.send("GET", `/Users/${idOf(await ground.makeUser())}`)).status).toBe(404);
    expect(stored(ground)).toBe(1);
  },
  "refused-400": async (open) => {
    const ground = await open();
    expect([(await ground.makeUser()).status, stored(ground)]).toEqual([400, 1]);
  },
  "refused-409": async (open) => {
    const ground = await open();
    expect([(await ground.makeUser()).status, stored(ground)]).toEqual([409, 1]);
  },
  "refused-302": async (open) => {
    const ground = await open();
    expect([(await ground.makeUser()).status, stored(ground)]).toEqual([302, 1]);
  },
  "failed-500": async (open) => {
    const ground = await open();
    expect([(await ground.makeUser()).status, stored(ground)]).toEqual([500, 1]);
  },
  "failed-503": async (open) => {
    const ground = await open();
    expect([(await ground.makeUser()).status, stored(ground)]).toEqual([503, 1]);
  },
  reset: async (open) => {
    const ground = await open();
    expect([(await ground.makeUser()).status, stored(ground)]).toEqual([0, 1]);
  },
  "text-with-stranger": async (open) => {
    const ground = await open();
    const made = await ground.makeUser();
    expect([made.body, made.text.includes(STRANGER), stored(ground)]).toEqual([undefined, true, 1]);
    expect(made.headers.location?.split("/").at(-1)).toBe(strangerId(ground));
  },
  array: async (open) => {
    const ground = await open();
    const made = await ground.makeUser();
    expect([Array.isArray(made.body), made.text.includes(STRANGER)]).toEqual([true, true]);
  },
  "late-accepted": async (open) => {
    const ground = await open();
    expect([(await ground.makeUser()).status, stored(ground)]).toEqual([202, 0]);
    await ground.rest();
    expect(stored(ground)).toBe(1);
  },
  "late-failed": async (open) => {
    const ground = await open();
    expect([(await ground.makeUser()).status, stored(ground)]).toEqual([500, 0]);
    await ground.rest();
    expect(stored(ground)).toBe(1);
  },
  "refuses-all": async (open) => {
    const ground = await open();
    expect([(await ground.makeUser()).status, stored(ground)]).toEqual([400, 0]);
  },
});
