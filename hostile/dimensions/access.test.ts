import { expect, test } from "vitest";
import { openGround, proveEach, userBody } from "../testing/prove-each.ts";
import type { Ground } from "../testing/prove-each.ts";

async function readings(ground: Ground, count: number): Promise<readonly number[]> {
  const statuses: number[] = [];
  for (let n = 0; n < count; n += 1) statuses.push((await ground.send("GET", "/Users?count=1")).status);
  return statuses;
}

/** The status of a reading and of a create. */
async function readAndMake(ground: Ground): Promise<readonly number[]> {
  return [...(await readings(ground, 1)), (await ground.makeUser()).status];
}

proveEach("access", {
  right: async (open) => {
    expect(await readAndMake(await open())).toEqual([200, 201]);
  },
  "429-every-nth": async (open) => {
    const ground = await open(2);
    expect(await readings(ground, 3)).toEqual([200, 429, 200]);
    expect((await ground.send("GET", "/Users")).headers["retry-after"]).toBe("0");
  },
  "429-a-second": async (open) => {
    const ground = await open(1);
    expect((await ground.send("GET", "/Users")).headers["retry-after"]).toBe("1");
    expect(await readings(ground, 2)).toEqual([200, 200]);
  },
  "429-for-writes": async (open) => {
    expect(await readAndMake(await open())).toEqual([200, 429]);
  },
  "429-from-nth": async (open) => {
    expect(await readings(await open(2), 3)).toEqual([200, 429, 429]);
  },
  "429-for-a-day": async (open) => {
    const ground = await open(1);
    expect((await ground.send("GET", "/Users")).headers["retry-after"]).toBe("86400");
  },
  "401-from-nth": async (open) => {
    expect(await readings(await open(2), 3)).toEqual([200, 401, 401]);
  },
  "403-from-nth": async (open) => {
    expect(await readings(await open(2), 3)).toEqual([200, 403, 403]);
  },
  "403-for-writes": async (open) => {
    expect(await readAndMake(await open())).toEqual([200, 403]);
  },
  "401-for-writes": async (open) => {
    expect(await readAndMake(await open())).toEqual([200, 401]);
  },
  "403-for-deletes-from-nth": async (open) => {
    const ground = await open(2);
    const ids = ["zsc-a", "zsc-b"].map((name) => ground.store.make("Users", userBody(name)).id);
    expect((await ground.send("DELETE", `/Users/${ids[0]}`)).status).toBe(204);
    expect((await ground.send("DELETE", `/Users/${ids[1]}`)).status).toBe(403);
    expect(await readings(ground, 1)).toEqual([200]);
  },
  "401-every-nth": async (open) => {
    expect(await readings(await open(2), 3)).toEqual([200, 401, 200]);
  },
  "503-every-nth": async (open) => {
    expect(await readings(await open(2), 3)).toEqual([200, 503, 200]);
  },
});

test("a request without the token or with another is refused", async () => {
  const ground = await openGround({});
  expect((await ground.sendAs(undefined, "/Users")).status).toBe(401);
  expect((await ground.sendAs("wrong", "/Users")).status).toBe(401);
});
