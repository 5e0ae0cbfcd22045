import { expect } from "vitest";
import { at, itemsOf, proveEach, strangerId } from "../testing/prove-each.ts";
import type { Ground } from "../testing/prove-each.ts";
import type { Seen } from "../testing/plain-client.ts";

/** Looks by a filter for a user that was made before. */
async function find(ground: Ground): Promise<Seen> {
  await ground.makeUser();
  return ground.send("GET", `/Users?filter=${encodeURIComponent('userName eq "zsc-test-ann@example.com"')}`);
}

proveEach("list", {
  right: async (open) => {
    const ground = await open();
    expect(itemsOf(await find(ground)).map(({ userName }) => userName)).toEqual(["zsc-test-ann@example.com"]);
    const page = await ground.send("GET", "/Users?startIndex=201&count=5");
    expect([at(page, "totalResults"), at(page, "startIndex"), itemsOf(page).length]).toEqual([201, 201, 1]);
  },
  "filter-ignored": async (open) => {
    const seen = await find(await open());
    expect([at(seen, "totalResults"), itemsOf(seen).length]).toEqual([201, 200]);
  },
  "filter-404": async (open) => {
    expect((await find(await open())).status).toBe(404);
  },
  "filter-400": async (open) => {
    expect((await find(await open())).status).toBe(400);
  },
  "filter-500": async (open) => {
    expect((await find(await open())).status).toBe(500);
  },
  "filter-reset": async (open) => {
    expect((await find(await open())).status).toBe(0);
  },
  "filter-empty": async (open) => {
    const ground = await open();
    expect(itemsOf(await find(ground))).toEqual([]);
    expect(itemsOf(await ground.send("GET", "/Users"))).toHaveLength(200);
  },
  "filter-stranger": async (open) => {
    const ground = await open();
    expect(itemsOf(await find(ground)).map(({ id }) => id)).toEqual([strangerId(ground)]);
  },
  empty: async (open) => {
    const ground = await open();
    expect(at(await ground.send("GET", "/Users"), "totalResults")).toBe(0);
  },
  "same-page": async (open) => {
    const ground = await open();
    const pages = [await ground.send("GET", "/Users?startIndex=1"), await ground.send("GET", "/Users?startIndex=201")];
    expect(itemsOf(pages[1] ?? { body: null })).toEqual(itemsOf(pages[0] ?? { body: null }));
    expect(itemsOf(pages[0] ?? { body: null })).toHaveLength(200);
  },
  "huge-total": async (open) => {
    const ground = await open();
    expect(at(await ground.send("GET", "/Groups"), "totalResults")).toBe(9_007_199_254_740_992);
  },
  "negative-total": async (open) => {
    const ground = await open();
    expect(at(await ground.send("GET", "/Groups"), "totalResults")).toBe(-1);
  },
  "short-pages": async (open) => {
    const ground = await open();
    expect(itemsOf(await ground.send("GET", "/Users?count=100"))).toHaveLength(10);
  },
  strangers: async (open) => {
    const seen = await find(await open());
    expect([at(seen, "totalResults"), seen.text.includes("zsc-test-ann")]).toEqual([200, false]);
  },
  "without-ids": async (open) => {
    const seen = await find(await open());
    expect(itemsOf(seen).every(({ id }) => id === undefined)).toBe(true);
    expect(itemsOf(seen)).toHaveLength(1);
  },
  "bare-array": async (open) => {
    const seen = await find(await open());
    expect([Array.isArray(seen.body), seen.text.includes("zsc-test-ann")]).toEqual([true, true]);
  },
});
