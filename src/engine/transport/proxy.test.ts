import { createServer, request as forward } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { connect } from "node:net";
import type { AddressInfo, Server } from "node:net";
import { generate } from "selfsigned";
import { afterEach, describe, expect, test } from "vitest";
import type { ConnectionOptions } from "./connection-options.ts";
import type { WireOutcome } from "./transport.ts";
import { TRANSPORTS } from "./transports.fixture.ts";

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => new Promise((resolve) => server.close(() => resolve())));
  return (server.address() as AddressInfo).port;
}

/** What a proxy was asked: the request line and who asked. */
interface Asked {
  readonly line: string;
  readonly authorization: string | undefined;
}

/** A proxy that sends everything to one port of this machine, whatever the name of the host; `refusal` is its answer to all. */
async function startProxy(port: number, refusal?: number): Promise<{ readonly url: string; readonly asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer((incoming, outgoing) => {
    asked.push({ line: `${incoming.method} ${incoming.url}`, authorization: incoming.headers["proxy-authorization"] });
    if (refusal !== undefined) return void outgoing.writeHead(refusal).end();
    const { pathname } = new URL(incoming.url ?? "");
    const { method, headers } = incoming;
    const onward = forward({ port, path: pathname, ...(method === undefined ? {} : { method }), headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  server.on("connect", (incoming, client) => {
    asked.push({ line: `CONNECT ${incoming.url}`, authorization: incoming.headers["proxy-authorization"] });
    if (refusal !== undefined) return void client.end(`HTTP/1.1 ${refusal} No\r\n\r\n`);
    const onward = connect(port, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 OK\r\n\r\n");
      onward.pipe(client).pipe(onward);
    });
    onward.on("error", () => client.destroy());
    client.on("error", () => onward.destroy());
  });
  return { url: `http://127.0.0.1:${await listen(server)}`, asked };
}

const certificate = (name: string) =>
  generate([{ name: "commonName", value: name }], {
    keyType: "ec",
    extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: name }] }],
  });

async function freePort(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

describe.each(TRANSPORTS)("%s", (_, createTransport) => {
  async function send(url: string, options: Omit<ConnectionOptions, "connections">): Promise<WireOutcome> {
    const transport = createTransport({ connections: 2, ...options });
    closers.unshift(() => transport.close());
    const headers = { accept: "application/scim+json", authorization: "Bearer t" };
    return transport.send({ method: "POST", url, headers, text: "{}", timeoutMs: 3000, signal: undefined });
  }

  test("an http target is asked through the proxy, which gets its password, and the target does not", async () => {
    const seen: NodeJS.Dict<string | string[]>[] = [];
    const target = createServer((request, response) => {
      seen.push(request.headers);
      response.end("{}");
    });
    const proxy = await startProxy(await listen(target));
    const outcome = await send("http://scim.corp/Users", { proxy: proxy.url.replace("//", "//ann:hunter2@") });
    expect(outcome).toMatchObject({ response: { status: 200 } });
    const authorization = `Basic ${Buffer.from("ann:hunter2").toString("base64")}`;
    expect(proxy.asked).toEqual([{ line: "POST http://scim.corp/Users", authorization }]);
    expect(seen[0]).toMatchObject({ host: "scim.corp", accept: "application/scim+json", authorization: "Bearer t" });
  });

  test("an https target is reached by a tunnel, and its certificate is judged by its own name", async () => {
    const { private: key, cert } = await certificate("scim.corp");
    const seen: NodeJS.Dict<string | string[]>[] = [];
    const target = createTlsServer({ key, cert }, (request, response) => {
      seen.push(request.headers);
      response.end("{}");
    });
    const proxy = await startProxy(await listen(target));
    const ask = (host: string, more: { ca?: string; insecure?: boolean }) =>
      send(`https://${host}/Users`, { proxy: proxy.url, ...more });
    expect(await ask("scim.corp", { ca: cert })).toMatchObject({ response: { status: 200 } });
    expect(await ask("scim.corp", {})).toMatchObject({ failure: { kind: "tls" } });
    expect(await ask("other.corp", { ca: cert })).toMatchObject({ failure: { kind: "tls" } });
    expect(await ask("other.corp", { insecure: true })).toMatchObject({ response: { status: 200 } });
    expect(proxy.asked[0]).toEqual({ line: "CONNECT scim.corp:443", authorization: undefined });
    expect(Object.keys(seen[0] ?? {}).toSorted()).toEqual([
      "accept",
      "authorization",
      "connection",
      "content-length",
      "host",
    ]);
  });

  test.each([407, 403])("a proxy that answers %i is named, without its password", async (status) => {
    const { url } = await startProxy(0, status);
    const { host } = new URL(url);
    const proxy = url.replace("//", "//ann:hunter2@");
    const refused = {
      failure: { kind: "proxy", message: `the proxy ${host} does not let the request through (${status})` },
    };
    expect(await send("https://scim.corp/Users", { proxy })).toEqual(refused);
    const plain = await send("http://scim.corp/Users", { proxy });
    expect(plain).toMatchObject(status === 407 ? refused : { response: { status } });
  });

  test("a proxy that is not there is named", async () => {
    const { url, close } = await freePort();
    await close();
    for (const scheme of ["http", "https"]) {
      expect(await send(`${scheme}://scim.corp/Users`, { proxy: url })).toEqual({
        failure: {
          kind: "proxy",
          message: `the proxy ${new URL(url).host} cannot be reached: connection refused (ECONNREFUSED)`,
        },
      });
    }
  });

  test("a proxy that closes the connection, or speaks no HTTP, is an outcome and no endless wait", async () => {
    const { createServer: createTcpServer } = await import("node:net");
    const port = await listen(
      createTcpServer((socket) => socket.on("error", () => undefined).once("data", () => socket.end())),
    );
    const outcome = await send("https://scim.corp/Users", { proxy: `http://127.0.0.1:${port}` });
    expect(outcome).toMatchObject({ failure: { message: expect.stringContaining("the proxy 127.0.0.1") } });
  });

  test("an https proxy is asked over TLS, and what fails there is its failure and not the target's", async () => {
    const { private: key, cert } = await certificate("proxy.corp");
    const port = await listen(createTlsServer({ key, cert }, (_request, response) => response.end("{}")));
    const because = "the TLS connection failed (DEPTH_ZERO_SELF_SIGNED_CERT)";
    for (const scheme of ["http", "https"]) {
      // What is said of the target's certificate is not said of the proxy's.
      expect(await send(`${scheme}://scim.corp/Users`, { proxy: `https://127.0.0.1:${port}`, insecure: true })).toEqual(
        {
          failure: { kind: "proxy", message: `the proxy 127.0.0.1:${port} cannot be reached: ${because}` },
        },
      );
    }
  });

  test("a proxy at an https URL that speaks no TLS is told as such", async () => {
    const { url } = await startProxy(0);
    const { host } = new URL(url);
    for (const scheme of ["http", "https"]) {
      expect(await send(`${scheme}://scim.corp/Users`, { proxy: `https://${host}` })).toMatchObject({
        failure: { kind: "proxy", message: expect.stringContaining(`the proxy ${host} cannot be reached: the TLS`) },
      });
    }
  });

  test("requests go through the tunnel one after the other over one connection", async () => {
    const { private: key, cert } = await certificate("scim.corp");
    const proxy = await startProxy(
      await listen(createTlsServer({ key, cert }, (_request, response) => response.end("{}"))),
    );
    const transport = createTransport({ connections: 2, ca: cert, proxy: proxy.url });
    closers.unshift(() => transport.close());
    for (let round = 0; round < 3; round += 1) {
      const url = "https://scim.corp/Users";
      const sent = { method: "POST", url, headers: {}, text: "{}", timeoutMs: 3000, signal: undefined };
      expect(await transport.send(sent)).toMatchObject({ response: { status: 200 } });
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(proxy.asked.map(({ line }) => line)).toEqual(["CONNECT scim.corp:443"]);
  });

  test("a proxy that never answers is given up in time, and nothing is left when the transport is closed", async () => {
    const { createServer: createTcpServer } = await import("node:net");
    let closed = 0;
    const port = await listen(
      createTcpServer((socket) =>
        socket
          .on("error", () => undefined)
          .on("close", () => (closed += 1))
          .resume(),
      ),
    );
    const transport = createTransport({ connections: 1, proxy: `http://127.0.0.1:${port}` });
    const url = "https://scim.corp/Users";
    const sent = { method: "GET", url, headers: {}, text: null, timeoutMs: 200, signal: undefined };
    expect(await transport.send(sent)).toEqual({ failure: { kind: "timeout", message: "no answer within 200 ms" } });
    await transport.close();
    await expect.poll(() => closed).toBe(1);
  });
});
