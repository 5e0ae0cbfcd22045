import { connect } from "node:net";
import { Agent, request } from "undici";
import { afterEach, describe, expect, it } from "vitest";
import { listen } from "./listen.ts";
import type { Listening } from "./listen.ts";
import { GENERIC, TOKEN, serverOf, userBody } from "./server-fixture.test-d.ts";

const HOST = "127.0.0.1";
const HEADERS = { authorization: `Bearer ${TOKEN}`, "content-type": "application/scim+json" };
const opened: Listening[] = [];

async function start(server: Parameters<typeof listen>[0] = serverOf(GENERIC)): Promise<Listening> {
  const listening = await listen(server, { port: 0, host: HOST, graceMs: 300 });
  opened.push(listening);
  return listening;
}

afterEach(async () => {
  for (const listening of opened.splice(0)) await listening.close().catch(() => undefined);
});

describe("a server that listens", () => {
  it("serves SCIM over HTTP at its base URL, with locations there", async () => {
    const { baseUrl, origin, port } = await start();
    expect(origin).toBe(`http://${HOST}:${port}`);
    expect(baseUrl).toBe(`${origin}/scim/v2`);
    const created = await request(`${baseUrl}/Users`, {
      method: "POST",
      headers: HEADERS,
      body: JSON.stringify(userBody("zoë")),
    });
    expect(created.statusCode).toBe(201);
    const location = String(created.headers["location"]);
    expect(location).toMatch(new RegExp(`^${baseUrl}/Users/[0-9a-f-]{36}$`));
    const read = await request(location, { headers: HEADERS });
    expect(read.headers["content-type"]).toBe("application/scim+json");
    expect(await read.body.json()).toMatchObject({ userName: "zoë", meta: { location } });
    await created.body.dump();
  });

  it("answers DELETE with 204 and HEAD without a body", async () => {
    const { baseUrl } = await start(serverOf(GENERIC, { newId: () => "1" }));
    await request(`${baseUrl}/Users`, { method: "POST", headers: HEADERS, body: JSON.stringify(userBody("ann")) });
    const head = await request(`${baseUrl}/Users/1`, { method: "HEAD", headers: HEADERS });
    expect([head.statusCode, await head.body.text()]).toEqual([200, ""]);
    const deleted = await request(`${baseUrl}/Users/1`, { method: "DELETE", headers: HEADERS });
    expect([deleted.statusCode, await deleted.body.text()]).toEqual([204, ""]);
  });

  it("answers a method that HTTP does not know with 501 and a SCIM error", async () => {
    const { port } = await start();
    const text = await sendRaw(port, `FOO /scim/v2/Users HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`);
    expect(text).toMatch(/^HTTP\/1\.1 501 Not Implemented\r\nContent-Type: application\/scim\+json\r\n/);
    expect(text).toContain('"status":"501"');
  });

  it("answers what is no HTTP with 400", async () => {
    const { port } = await start();
    expect(await sendRaw(port, "hello\r\n\r\n")).toMatch(/^HTTP\/1\.1 (400|501) /);
  });

  it("leaves the global Request and Response as they are", async () => {
    const before = [globalThis.Request, globalThis.Response];
    await start();
    expect([globalThis.Request, globalThis.Response]).toEqual(before);
    expect(globalThis.Response).toBe(before[1]);
  });

  it("rejects when the port is in use", async () => {
    const { port } = await start();
    await expect(listen(serverOf(GENERIC), { port, host: HOST })).rejects.toMatchObject({ code: "EADDRINUSE" });
  });
});

describe("closing", () => {
  it("ends idle connections at once and frees the port", async () => {
    const { baseUrl, port, close } = await start();
    const agent = new Agent();
    await (await request(`${baseUrl}/Users`, { headers: HEADERS, dispatcher: agent })).body.dump();
    const begun = performance.now();
    await close();
    expect(performance.now() - begun).toBeLessThan(1000);
    const again = await listen(serverOf(GENERIC), { port, host: HOST });
    await again.close();
    await agent.close();
  });

  it("lets a running request end", async () => {
    let release: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => (release = resolve));
    let isAsked: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => (isAsked = resolve));
    const { baseUrl, close } = await start({
      basePath: "/scim/v2",
      fetch: async () => {
        isAsked();
        await waiting;
        return new Response("done");
      },
    });
    const answer = request(`${baseUrl}/Users`);
    await asked;
    const begun = performance.now();
    const closing = close();
    release();
    expect(await (await answer).body.text()).toBe("done");
    await closing;
    expect(performance.now() - begun).toBeLessThan(1000);
  });

  it("cuts off a request that does not end", async () => {
    let isAsked: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => (isAsked = resolve));
    const { baseUrl, close } = await start({
      basePath: "",
      fetch: async () => {
        isAsked();
        return new Promise<Response>(() => {});
      },
    });
    const answer = request(`${baseUrl}/Users`).catch((error: unknown) => error);
    await asked;
    await close();
    expect(await answer).toBeInstanceOf(Error);
  });
});

async function sendRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = "";
    const socket = connect(port, HOST, () => socket.write(text));
    socket.on("data", (data) => (received += data.toString()));
    socket.on("error", reject);
    socket.on("close", () => resolve(received));
  });
}
