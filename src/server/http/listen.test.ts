import { connect } from "node:net";
import { Agent, request } from "undici";
import { afterEach, describe, expect, it } from "vitest";
import { listen } from "./listen.ts";
import type { Listening } from "./listen.ts";
import { GENERIC, TOKEN, serverOf, userBody } from "../server.fixture.ts";

const HOST = "127.0.0.1";
const HEADERS = { authorization: `Bearer ${TOKEN}`, "content-type": "application/scim+json" };
const POST = `POST /scim/v2/Users HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${TOKEN}\r\n`;
const opened: Listening[] = [];

async function start(server: Parameters<typeof listen>[0] = serverOf(GENERIC, { rules: [] })): Promise<Listening> {
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

  it.each([
    ["a request without a Host", "GET /scim/v2/Users HTTP/1.1\r\n\r\n", 400],
    ["a Host that is none", "GET /scim/v2/Users HTTP/1.1\r\nHost: a b\r\n\r\n", 400],
    ["headers of 20 kB", `GET /scim/v2/Users HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(20_000)}\r\n\r\n`, 431],
    ["a URL of 20 kB", `GET /scim/v2/Users?${"x".repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
    ["CONNECT", "CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n", 501],
    ["an expectation", "GET /scim/v2/Users HTTP/1.1\r\nHost: x\r\nExpect: x\r\n\r\n", 417],
    ["a chunk that is none", `${POST}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, 400],
    ["a length beside chunks", `${POST}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n`, 400],
    ["two lengths", `${POST}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`, 400],
    ["a NUL in a header", `${POST}X: \0\r\n\r\n`, 400],
  ])("answers %s with a SCIM error", async (_what, text, status) => {
    const { port, baseUrl } = await start();
    const answer = await sendRaw(port, text, '"status"');
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain('"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"]');
    expect(answer).toContain(`"status":"${status}"`);
    const after = await request(`${baseUrl}/Users`, { headers: HEADERS });
    expect([after.statusCode, await after.body.json()]).toMatchObject([200, { totalResults: 0 }]);
  });

  it.each(["Content-Length: 50000000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n2faf080\r\n"])(
    "answers a body of 50 MB with 413 and does not read it all (%j)",
    async (headers) => {
      const { port } = await start();
      const { answer, sent } = await flood(port, `${POST}${headers}`);
      expect(answer).toMatch(/^HTTP\/1\.1 413 /);
      expect(answer).toContain("this server's limit 'bodyBytes' is 1048576");
      expect(sent).toBeLessThan(50_000_000);
    },
  );

  it.each(["", "GET /scim", "GET /scim/v2/Users HTTP/1.1\r\nX: y\r\n", `${POST}Content-Length: 100\r\n\r\n{`])(
    "does not wait for ever for a request that does not end (%j)",
    async (text) => {
      const listening = await listen(serverOf(GENERIC), { port: 0, host: HOST, receiveMs: 200 });
      opened.push(listening);
      const answer = await sendRaw(listening.port, text);
      if (text !== "") expect(answer).toMatch(/^HTTP\/1\.1 408 [^]*"status":"408"/);
    },
  );

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

  it.each(["", "GET /scim", `${POST}Content-Length: 100\r\n\r\n{`, `${POST}Transfer-Encoding: chunked\r\n\r\n5\r\n{`])(
    "does not wait for a half-sent request (%j)",
    async (text) => {
      const { port, close } = await listen(serverOf(GENERIC), { port: 0, host: HOST, graceMs: 60_000 });
      const socket = connect(port, HOST);
      await new Promise<void>((resolve) => socket.once("connect", resolve));
      socket.write(text);
      await new Promise((resolve) => setTimeout(resolve, 50));
      const ended = new Promise((resolve) => socket.once("close", resolve));
      socket.resume();
      await close();
      await ended;
    },
  );

  it("cuts off a client that does not take its answers", async () => {
    const { port, close } = await start({ basePath: "", fetch: async () => new Response("x".repeat(10_000_000)) });
    const socket = connect(port, HOST);
    socket.write(`GET / HTTP/1.1\r\nHost: x\r\n\r\n`.repeat(10));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await close();
    socket.destroy();
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

/** What comes back until the connection ends, or until it holds the text that was waited for. */
async function sendRaw(port: number, text: string, until?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = "";
    const socket = connect(port, HOST, () => socket.write(text));
    socket.on("data", (data) => {
      received += data.toString();
      if (until !== undefined && received.includes(until)) socket.end();
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(received));
  });
}

/** Sends a body that does not end until the server ends the connection. */
async function flood(port: number, head: string): Promise<{ readonly answer: string; readonly sent: number }> {
  return new Promise((resolve) => {
    const part = Buffer.alloc(65_536, " ");
    let answer = "";
    const socket = connect(port, HOST, () => socket.write(head));
    const push = (): void => {
      while (socket.writable && socket.write(part)) if (socket.bytesWritten > 60_000_000) return;
    };
    socket.on("connect", push).on("drain", push);
    socket.on("data", (data) => (answer += data.toString()));
    // The server does not read to the end, which the system tells as an error.
    socket.on("error", () => undefined);
    socket.on("close", () => resolve({ answer, sent: socket.bytesWritten - socket.writableLength }));
  });
}
