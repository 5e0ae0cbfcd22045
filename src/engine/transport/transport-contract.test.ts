import { createServer } from "node:http";
import type { RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { createServer as createTcpServer } from "node:net";
import type { AddressInfo, Server } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { generate } from "selfsigned";
import { afterEach, describe, expect, test } from "vitest";
import type { WireOutcome, TransportRequest } from "./transport.ts";
import { TRANSPORTS } from "./transports.fixture.ts";
import type { ConnectionOptions } from "./connection-options.ts";

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => new Promise((resolve) => server.close(() => resolve())));
  return (server.address() as AddressInfo).port;
}

async function serve(listener: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listen(createServer(listener))}/Users`;
}

function kindOf(outcome: WireOutcome): string {
  return "failure" in outcome ? outcome.failure.kind : `status ${outcome.response.status}`;
}

describe.each(TRANSPORTS)("%s", (_, createTransport) => {
  async function send(url: string, more: Partial<TransportRequest & ConnectionOptions> = {}): Promise<WireOutcome> {
    const { ca, insecure, ...request } = more;
    const transport = createTransport({
      connections: 1,
      ...(ca === undefined ? {} : { ca }),
      ...(insecure === undefined ? {} : { insecure }),
    });
    closers.unshift(() => transport.close());
    return transport.send({
      method: "GET",
      url,
      headers: {},
      text: null,
      timeoutMs: 2000,
      signal: undefined,
      ...request,
    });
  }

  test("adds nothing to the headers but Host, Connection and Content-Length", async () => {
    let names: readonly string[] = [];
    const url = await serve((request, response) => {
      names = Object.keys(request.headers);
      response.end("{}");
    });
    await send(url, { method: "POST", headers: { accept: "application/scim+json" }, text: "{}" });
    expect(names.toSorted()).toEqual(["accept", "connection", "content-length", "host"]);
  });

  test("a small body that unpacks to more than 16 MB is an answer that is left unread", async () => {
    const url = await serve((_, response) => {
      response.setHeader("content-encoding", "gzip");
      response.end(gzipSync(Buffer.alloc(17 * 1024 * 1024)));
    });
    const unreadable = "a body that cannot be unpacked (gzip: more than 16 MB)";
    expect(await send(url)).toMatchObject({ response: { status: 200, text: "", body: undefined, unreadable } });
  });

  test.each([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
    ["br", brotliCompressSync],
  ] as const)("reads a body compressed with %s", async (encoding, compress) => {
    const url = await serve((_, response) => {
      response.writeHead(200, { "content-encoding": encoding }).end(compress('{"name":"J\u00fcrgen"}'));
    });
    const outcome = await send(url);
    expect("response" in outcome && outcome.response.body).toEqual({ name: "Jürgen" });
  });

  test("tells a body that is not JSON from an empty one by its text", async () => {
    const url = await serve((_, response) => response.end("<html>"));
    const outcome = await send(url);
    expect("response" in outcome && [outcome.response.text, outcome.response.body]).toEqual(["<html>", undefined]);
  });

  test("says that a connection is refused", async () => {
    const port = await listen(createTcpServer());
    await closers.pop()?.();
    const outcome = await send(`http://127.0.0.1:${port}/Users`);
    expect(outcome).toEqual({ failure: { kind: "refused", message: "connection refused (ECONNREFUSED)" } });
  });

  test("says that a host name cannot be resolved", async () => {
    expect(kindOf(await send("http://no-such-host.invalid/Users"))).toBe("dns");
  });

  test("gives up on a server that never answers, and says after how long", async () => {
    const url = await serve(() => undefined);
    const outcome = await send(url, { timeoutMs: 150 });
    expect(outcome).toEqual({ failure: { kind: "timeout", message: "no answer within 150 ms" } });
  });

  test("gives up on a server that answers drop by drop without end", async () => {
    const url = await serve((_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(" "), 20);
      response.on("close", () => clearInterval(timer));
    });
    expect(kindOf(await send(url, { timeoutMs: 300 }))).toBe("timeout");
  });

  test("gives up on a server that sends interim answers without end", async () => {
    const url = await serve((_, response) => {
      const timer = setInterval(() => response.writeProcessing(), 5);
      response.on("close", () => clearInterval(timer));
    });
    expect(kindOf(await send(url, { timeoutMs: 300 }))).toBe("timeout");
  });

  test("takes no more of a body without end than 16 MB: it is an answer that is left unread", async () => {
    const url = await serve((_, response) => {
      const more = (): void => {
        while (response.write(" ".repeat(65_536)));
      };
      response.on("drain", more);
      more();
    });
    const unreadable = "a body of more than 16 MB";
    expect(await send(url, { timeoutMs: 60_000 })).toMatchObject({
      response: { status: 200, text: "", body: undefined, unreadable },
    });
  });

  test("takes a body that is nested without measure for text", async () => {
    const deep = "[".repeat(200_000) + "]".repeat(200_000);
    const outcome = await send(await serve((_, response) => response.end(deep)));
    expect("response" in outcome && [outcome.response.text.length, outcome.response.body]).toEqual([
      400_000,
      undefined,
    ]);
  });

  test("brackets inside of strings are no nesting", async () => {
    const text = JSON.stringify({ name: `"\\${"[{".repeat(1000)}` });
    const outcome = await send(await serve((_, response) => response.end(text)));
    expect("response" in outcome && outcome.response.body).toEqual({ name: `"\\${"[{".repeat(1000)}` });
  });

  test("says that the connection was closed in the middle", async () => {
    const url = await serve((request) => request.socket.destroy());
    expect(kindOf(await send(url))).toBe("reset");
  });

  test("says that an answer is no HTTP", async () => {
    const port = await listen(
      createTcpServer((socket) => {
        socket.on("error", () => undefined).end("SSH-2.0-OpenSSH_9.2\r\n", () => socket.destroySoon());
      }),
    );
    expect(kindOf(await send(`http://127.0.0.1:${port}/Users`))).toBe("protocol");
  });

  test.each(["000 None", "099 Less"])(
    "the status line %s is told as an answer with a status that is none",
    async (line) => {
      const port = await listen(
        createTcpServer((socket) => {
          socket
            .on("error", () => undefined)
            .once("data", () => socket.end(`HTTP/1.1 ${line}\r\ncontent-length: 0\r\n\r\n`));
        }),
      );
      expect(await send(`http://127.0.0.1:${port}/Users`)).toEqual({
        failure: { kind: "protocol", message: "an answer whose status is none (below 100)" },
      });
    },
  );

  test.each([
    ["600 Odd\r\ncontent-length: 2\r\n\r\n{}", { status: 600, body: {} }],
    ["999 Odd\r\ncontent-length: 2\r\n\r\n{}", { status: 999, body: {} }],
    ["204 No\r\ncontent-length: 2\r\n\r\n{}", { status: 204, text: "" }],
    ["304 No\r\ncontent-length: 2\r\n\r\n{}", { status: 304, text: "" }],
    [
      "200 OK\r\n__proto__: a\r\nconstructor: b\r\nconstructor: c\r\ncontent-length: 2\r\n\r\n{}",
      { status: 200, body: {} },
    ],
    [`${"103 Hint\r\n\r\nHTTP/1.1 ".repeat(1000)}200 OK\r\ncontent-length: 2\r\n\r\n{}`, { status: 200, body: {} }],
    [
      "200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 2\r\n\r\n{}",
      { status: 200, text: "", unreadable: "a body that cannot be unpacked (gzip: not in that encoding)" },
    ],
  ])("an odd answer is an answer: %j", async (rest, expected) => {
    const port = await listen(
      createTcpServer((socket) => {
        socket.on("error", () => undefined).once("data", () => socket.end(`HTTP/1.1 ${rest}`));
      }),
    );
    expect(await send(`http://127.0.0.1:${port}/Users`)).toMatchObject({ response: expected });
  });

  test("says that a certificate is not trusted, and takes it with its own authority or when told to", async () => {
    const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }], {
      keyType: "ec",
      extensions: [{ name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] }],
    });
    const server = createTlsServer({ key, cert }, (_, response) => response.end("{}"));
    const url = `https://127.0.0.1:${await listen(server)}/Users`;
    expect(kindOf(await send(url))).toBe("tls");
    expect(kindOf(await send(url, { ca: cert }))).toBe("status 200");
    expect(kindOf(await send(url, { insecure: true }))).toBe("status 200");
  });

  test("says that plain HTTP was spoken where TLS was expected", async () => {
    const url = await serve((_, response) => response.end("{}"));
    expect(kindOf(await send(url.replace("http:", "https:")))).toBe("tls");
  });

  test("sends nothing when the run is interrupted already", async () => {
    let requests = 0;
    const url = await serve(() => {
      requests += 1;
    });
    const outcome = await send(url, { signal: AbortSignal.abort(), timeoutMs: 2000 });
    expect(outcome).toEqual({ failure: { kind: "other", message: "interrupted" } });
    expect(requests).toBe(0);
  });

  test("stops waiting when the run is interrupted", async () => {
    const url = await serve(() => undefined);
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 50);
    const outcome = await send(url, { signal: abort.signal, timeoutMs: 10_000 });
    expect(outcome).toEqual({ failure: { kind: "other", message: "interrupted" } });
  });
});
