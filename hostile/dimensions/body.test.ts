import { expect } from "vitest";
import { at, proveEach } from "../testing/prove-each.ts";
import type { Ground } from "../testing/prove-each.ts";
import type { Seen } from "../testing/plain-client.ts";

const TOKEN = "plain-token";

const listOne = (ground: Ground): Promise<Seen> => ground.send("GET", "/Users?count=1");
const missOne = (ground: Ground): Promise<Seen> => ground.send("GET", "/Users/nobody");

proveEach("body", {
  right: async (open) => {
    const seen = await listOne(await open());
    expect([seen.headers["content-type"], at(seen, "totalResults")]).toEqual(["application/scim+json", 200]);
  },
  "html-errors": async (open) => {
    const ground = await open();
    const seen = await missOne(ground);
    expect([seen.status, seen.headers["content-type"], seen.body]).toEqual([404, "text/html", undefined]);
    expect((await listOne(ground)).status).toBe(200);
  },
  html: async (open) => {
    const seen = await listOne(await open());
    expect([seen.status, seen.headers["content-type"], seen.body]).toEqual([200, "text/html", undefined]);
  },
  "nested-5000": async (open) => {
    expect((await listOne(await open(1))).text).toContain("[".repeat(5000) + "]".repeat(5000));
  },
  "nested-100000": async (open) => {
    expect((await listOne(await open(1))).text).toContain("[".repeat(100_000) + "]".repeat(100_000));
  },
  "two-megabytes": async (open) => {
    const ground = await open(2);
    expect((await listOne(ground)).text.length).toBeLessThan(10_000);
    expect((await listOne(ground)).text.length).toBeGreaterThan(2_097_152);
  },
  "echo-in-errors": async (open) => {
    expect(at(await missOne(await open()), "detail")).toBe("not allowed with Bearer plain-token");
  },
  "echo-in-resources": async (open) => {
    expect(at(await (await open()).makeUser(), "nickName")).toBe("Bearer plain-token");
  },
  "echo-as-name": async (open) => {
    expect(at(await (await open()).makeUser(), TOKEN)).toBe("is the token");
  },
  "echo-in-location": async (open) => {
    expect((await (await open()).makeUser()).headers.location).toMatch(/\?token=plain-token$/);
  },
  "echo-in-headers": async (open) => {
    expect((await listOne(await open())).headers["x-debug"]).toBe("Bearer plain-token");
  },
  "echo-in-text": async (open) => {
    expect((await missOne(await open())).text).toBe("bad token plain-token");
  },
  "echo-in-ids": async (open) => {
    const seen = await missOne(await open());
    expect([at(seen, "id"), at(seen, "scimType")]).toEqual([TOKEN, TOKEN]);
  },
  "byte-order-mark": async (open) => {
    const seen = await listOne(await open());
    expect([seen.text.charCodeAt(0), at(seen, "totalResults")]).toEqual([0xfe_ff, 200]);
  },
  "cut-json": async (open) => {
    const ground = await open(2);
    expect((await listOne(ground)).body).toBeDefined();
    const cut = await listOne(ground);
    expect([cut.status, cut.body, cut.text.startsWith("{")]).toEqual([200, undefined, true]);
  },
});
