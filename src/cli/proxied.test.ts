import { createServer, request as forward } from "node:http";
import type { AddressInfo } from "node:net";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadProfile } from "../documents/load-profile.ts";
import { listen } from "../server/http/listen.ts";
import { createScimServer } from "../server/scim-server.ts";
import { openWorkplace } from "./testing/child.fixture.ts";

const TOKEN = "the-token-of-the-target";
const TARGET = "http://scim.corp/scim/v2";
const SELECTION = ["--only", "users.delete.status", "--reporter", "terminal", "--reporter", "json=out.json"];

const place = openWorkplace();
const closers: (() => Promise<unknown> | void)[] = [];
const asked: string[] = [];
let host = "";

/** A proxy that wants a password, and knows one host only: the reference server. */
beforeAll(async () => {
  const profile = await loadProfile("generic");
  const server = createScimServer({ profile, token: TOKEN, adminSecret: "unused-here" });
  const target = await listen({ fetch: server.fetch, basePath: server.basePath }, { port: 0, host: "127.0.0.1" });
  const { port } = new URL(target.baseUrl);
  const authorization = `Basic ${Buffer.from("ann:hunter2").toString("base64")}`;
  const proxy = createServer((incoming, outgoing) => {
    const { method, url = "", headers } = incoming;
    if (headers["proxy-authorization"] !== authorization) return void outgoing.writeHead(407).end();
    asked.push(`${method} ${url}`);
    const { pathname, search } = new URL(url);
    const options = { port, path: pathname + search, headers, ...(method === undefined ? {} : { method }) };
    incoming.pipe(
      forward(options, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 0, answer.headers);
        answer.pipe(outgoing);
      }),
    );
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  closers.push(target.close, () => new Promise((resolve) => proxy.close(resolve)));
  host = `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
});

afterAll(async () => {
  for (const close of closers) await close();
  place.clear();
});

test("a run goes through the proxy of the environment, whose password is told nowhere", async () => {
  const env = { SCIM_TOKEN: TOKEN, http_proxy: `http://ann:hunter2@${host}` };
  const { code, stdout, stderr } = await place.start([TARGET, ...SELECTION], { env }).ended;
  expect(stderr).not.toContain("error:");
  expect(code).toBe(0);
  expect(asked[0]).toBe(`GET ${TARGET}/Users?startIndex=1&count=2`);
  expect(stdout + stderr + readFileSync(join(place.folder, "out.json"), "utf8")).not.toContain("hunter2");
});

test("--proxy beats the environment, and a proxy that lets nothing through is exit code 3", async () => {
  const env = { SCIM_TOKEN: TOKEN, http_proxy: `http://ann:hunter2@${host}` };
  const { code, stderr } = await place.start([TARGET, "--proxy", `http://bob:wr0ng@${host}`, ...SELECTION], { env })
    .ended;
  expect(stderr).toContain(`error: ${TARGET}: the proxy ${host} does not let the request through (407)`);
  expect(stderr).toContain("--proxy none asks the target itself.");
  expect(stderr).not.toContain("wr0ng");
  expect(code).toBe(3);
});

test("cleanup goes through it too", async () => {
  const before = asked.length;
  const args = ["cleanup", TARGET, "--run", "abcd2345", "--proxy", `http://ann:hunter2@${host}`];
  const { code, stdout } = await place.start(args, { env: { SCIM_TOKEN: TOKEN } }).ended;
  expect(stdout).toContain("Nothing named zsc-abcd2345-... is there.");
  expect(code).toBe(0);
  expect(asked.length).toBeGreaterThan(before);
});
