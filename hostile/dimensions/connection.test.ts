import { expect } from "vitest";
import { proveEach, replacing, userBody } from "../testing/prove-each.ts";
import type { Ground } from "../testing/prove-each.ts";

/** The statuses of so many readings, one after the other. */
async function readings(ground: Ground, count: number): Promise<readonly number[]> {
  const statuses: number[] = [];
  for (let n = 0; n < count; n += 1) statuses.push((await ground.send("GET", "/Users?count=1")).status);
  return statuses;
}

async function isBack(ground: Ground): Promise<boolean> {
  await ground.rest();
  return (await ground.send("GET", "/Users?count=1")).status === 200;
}

proveEach("connection", {
  right: async (open) => {
    expect(await readings(await open(), 4)).toEqual([200, 200, 200, 200]);
  },
  "resets-every-nth": async (open) => {
    expect(await readings(await open(3), 6)).toEqual([200, 200, 0, 200, 200, 0]);
  },
  "resets-after-every-nth": async (open) => {
    const ground = await open(3);
    expect(await readings(ground, 2)).toEqual([200, 200]);
    expect([(await ground.makeUser()).status, ground.store.left().users]).toEqual([0, 1]);
  },
  "resets-writes-after": async (open) => {
    const ground = await open(2);
    expect([(await ground.makeUser("zsc-a")).status, (await ground.makeUser("zsc-b")).status]).toEqual([201, 0]);
    expect(ground.store.left().users).toBe(2);
  },
  "dies-at-nth": async (open) => {
    const ground = await open(2);
    expect(await readings(ground, 3)).toEqual([200, 0, 0]);
    expect(await isBack(ground)).toBe(true);
  },
  "dies-at-nth-for-good": async (open) => {
    const ground = await open(2);
    expect(await readings(ground, 3)).toEqual([200, 0, 0]);
    expect(await isBack(ground)).toBe(false);
  },
  "dies-at-create": async (open) => {
    const ground = await open();
    expect([(await ground.makeUser()).status, ground.store.left().users]).toEqual([0, 0]);
    expect(await isBack(ground)).toBe(true);
  },
  "dies-at-create-for-good": async (open) => {
    const ground = await open();
    expect([(await ground.makeUser()).status, await isBack(ground)]).toEqual([0, false]);
  },
  "dies-at-malformed-json": async (open) => {
    const ground = await open();
    expect((await ground.sendText("POST", "/Users", "{")).status).toBe(0);
    expect(await isBack(ground)).toBe(true);
  },
  "dies-at-malformed-json-for-good": async (open) => {
    const ground = await open();
    expect([(await ground.sendText("POST", "/Users", "{")).status, await isBack(ground)]).toEqual([0, false]);
  },
  "dies-at-unknown-op": async (open) => {
    const ground = await open();
    const { id } = ground.store.make("Users", userBody("zsc-a"));
    expect((await ground.send("PATCH", `/Users/${id}`, replacing("title", "x"))).status).toBe(200);
    expect((await ground.send("PATCH", `/Users/${id}`, { Operations: [{ path: "title" }] })).status).toBe(0);
    expect(await isBack(ground)).toBe(true);
  },
  "dies-at-unknown-op-for-good": async (open) => {
    const ground = await open();
    expect((await ground.send("PATCH", "/Users/x", { Operations: [{ op: "move" }] })).status).toBe(0);
    expect(await isBack(ground)).toBe(false);
  },
  "length-too-long": async (open) => {
    expect(await readings(await open(2), 4)).toEqual([200, 0, 200, 0]);
  },
  "length-too-short": async (open) => {
    const ground = await open(2);
    await readings(ground, 1);
    const cut = await ground.send("GET", "/Users?count=1");
    expect(cut.body).toBeUndefined();
  },
  slow: async (open) => {
    const ground = await open();
    const started = performance.now();
    await readings(ground, 2);
    expect(performance.now() - started).toBeGreaterThanOrEqual(75);
  },
  "slow-writes": async (open) => {
    const ground = await open(2);
    await readings(ground, 1);
    const started = performance.now();
    expect((await ground.makeUser()).status).toBe(201);
    expect(performance.now() - started).toBeGreaterThanOrEqual(690);
  },
});
