import { expect } from "vitest";
import { at, idOf, itemsOf, proveEach, strangerId } from "../testing/prove-each.ts";
import type { Ground } from "../testing/prove-each.ts";
import type { Seen } from "../testing/plain-client.ts";

async function readOwn(ground: Ground): Promise<Seen> {
  return ground.send("GET", `/Users/${idOf(await ground.makeUser())}`);
}

proveEach("read", {
  right: async (open) => {
    const ground = await open();
    expect(at(await readOwn(ground), "userName")).toBe("zsc-test-ann@example.com");
    expect((await ground.send("GET", "/Users/nobody")).status).toBe(404);
  },
  latest: async (open) => {
    const ground = await open();
    await ground.makeUser("zsc-a");
    const last = idOf(await ground.makeUser("zsc-b"));
    expect(idOf(await ground.send("GET", `/Users/${strangerId(ground)}`))).toBe(last);
  },
  stranger: async (open) => {
    const ground = await open();
    expect(idOf(await readOwn(ground))).toBe(strangerId(ground));
  },
  "not-found": async (open) => {
    expect((await readOwn(await open())).status).toBe(404);
  },
  "not-allowed": async (open) => {
    expect((await readOwn(await open())).status).toBe(405);
  },
  failed: async (open) => {
    expect((await readOwn(await open())).status).toBe(500);
  },
  reset: async (open) => {
    expect((await readOwn(await open())).status).toBe(0);
  },
  html: async (open) => {
    const seen = await readOwn(await open());
    expect([seen.status, seen.headers["content-type"], seen.body]).toEqual([200, "text/html", undefined]);
  },
  empty: async (open) => {
    const seen = await readOwn(await open());
    expect([seen.status, seen.text]).toEqual([200, ""]);
  },
  "wrong-id": async (open) => {
    const ground = await open();
    const seen = await readOwn(ground);
    expect([idOf(seen), at(seen, "userName")]).toEqual([strangerId(ground), "zsc-test-ann@example.com"]);
  },
  "without-id": async (open) => {
    const seen = await readOwn(await open());
    expect([at(seen, "id"), at(seen, "userName")]).toEqual([undefined, "zsc-test-ann@example.com"]);
  },
  "without-name": async (open) => {
    const seen = await readOwn(await open());
    expect([at(seen, "userName"), idOf(seen) === ""]).toEqual([undefined, false]);
  },
  "unknown-is-stranger": async (open) => {
    const ground = await open();
    expect(idOf(await ground.send("GET", "/Users/nobody"))).toBe(strangerId(ground));
  },
  "any-case": async (open) => {
    const ground = await open();
    const id = idOf(await ground.makeUser());
    expect(idOf(await ground.send("GET", `/Users/${id.toUpperCase()}`))).toBe(id);
    expect((await ground.send("DELETE", `/Users/${id.toUpperCase()}`)).status).toBe(204);
  },
  list: async (open) => {
    const seen = await readOwn(await open());
    expect(itemsOf(seen).map(({ userName }) => userName)).toEqual(["zsc-test-ann@example.com"]);
  },
});
