import { createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { createProviderTransport } from "./provider/provider-transport.ts";
import { PLAIN_FORM } from "./provider/wire-form.ts";
import { TRANSPORTS } from "./transports.fixture.ts";
import type { Transport, TransportRequest, WireOutcome } from "./transport.ts";

// One table of servers, whose answers are written byte by byte, for all transports: what each is told as is typed here.

const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

type Behaviour = (socket: Socket) => void;

async function start(behave: Behaviour): Promise<string> {
  const server: Server = createServer((socket) => behave(socket.on("error", () => undefined)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/Users`;
}

function keep(transport: Transport): Transport {
  closers.unshift(() => transport.close());
  return transport;
}

function request(url: string, more: Partial<TransportRequest> = {}): TransportRequest {
  return { method: "GET", url, headers: {}, text: null, timeoutMs: 3000, signal: undefined, ...more };
}

const answering =
  (bytes: string | Buffer): Behaviour =>
  (socket) =>
    void socket.once("data", () => socket.end(bytes));
const answer = (rest: string): Behaviour => answering(`HTTP/1.1 ${rest}`);
const length2 = "content-length: 2\r\n\r\n{}";

const OK = { status: 200, headers: { "content-length": "2" }, text: "{}", body: {} };
const answered = (more: object = {}): object => ({ response: { ...OK, ...more } });
const failed = (kind: string, message: string): object => ({ failure: { kind, message } });
const RESET = failed("reset", "the connection was closed before an answer came (ECONNRESET)");
const invalid = (detail: string): object => failed("protocol", `the answer is not valid HTTP (${detail})`);
const LENGTH = invalid("its Content-Length cannot be true");
const SWITCHED = failed("protocol", "an answer of 101, which nobody asked for");

const SERVERS: readonly (readonly [string, Behaviour, object])[] = [
  ["answers", answer(`200 OK\r\n${length2}`), answered()],
  ["speaks HTTP/1.0", answering("HTTP/1.0 200 OK\r\n\r\n{}"), answered({ headers: {} })],
  ["ends the body by closing", answer("200 OK\r\n\r\n{}"), answered({ headers: {} })],
  ["gives no reason phrase", answer(`200\r\n${length2}`), answered()],
  [
    "answers HTML",
    answer("502 Bad\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\r\n<html>"),
    {
      response: { status: 502, headers: { "content-type": "text/html", "content-length": "6" }, text: "<html>" },
    },
  ],
  [
    "sends chunks and a trailer",
    answer("200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nx: y\r\n\r\n"),
    answered({ headers: { "transfer-encoding": "chunked" } }),
  ],
  [
    "repeats headers",
    answer(`200 OK\r\nset-cookie: a\r\nset-cookie: b\r\netag: 1\r\netag: 2\r\n${length2}`),
    answered({ headers: { "set-cookie": "a, b", etag: "1, 2", "content-length": "2" } }),
  ],
  [
    "sends 2500 headers",
    answer(`200 OK\r\n${"a:b\r\n".repeat(2500)}${length2}`),
    answered({ headers: { a: Array<string>(2500).fill("b").join(", "), "content-length": "2" } }),
  ],
  [
    "puts Latin-1 into a header",
    answering(Buffer.from(`HTTP/1.1 200 OK\r\nx: Zo\u00eb\r\n${length2}`, "latin1")),
    answered({ headers: { x: "Zo\u00eb", "content-length": "2" } }),
  ],
  ["sends more than the body", answer(`200 OK\r\n${length2}garbage`), answered()],
  ["answers twice", answer(`200 OK\r\n${length2}HTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n`), answered()],
  ["says 205 and sends a body", answer(`205 R\r\n${length2}`), answered({ status: 205 })],
  ["closes at once", (socket) => socket.end(), RESET],
  ["closes without an answer", answering(""), RESET],
  ["resets the connection", (socket) => void socket.once("data", () => socket.resetAndDestroy()), RESET],
  ["closes within the head", answer("200 OK\r\ncontent-le"), RESET],
  ["closes within the body", answer("200 OK\r\ncontent-length: 10\r\n\r\n{}"), RESET],
  ["closes within the chunks", answer("200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n"), RESET],
  ["sends nothing but an interim answer", answer("102 Processing\r\n\r\n"), RESET],
  ["switches to another protocol", answer("101 S\r\nconnection: upgrade\r\nupgrade: ws\r\n\r\n"), SWITCHED],
  ["says that it switches, and to nothing", answer("101 S\r\n\r\n"), SWITCHED],
  [
    "sends a head of 20 KB",
    answer(`200 OK\r\nx: ${"x".repeat(20_000)}\r\n${length2}`),
    invalid("its head is too long"),
  ],
  [
    "sends a chunk of no size",
    answer("200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"),
    invalid("Invalid character in chunk size"),
  ],
  ["states two lengths", answer(`200 OK\r\ncontent-length: 3\r\n${length2}`), LENGTH],
  ["states a length, and chunks", answer(`200 OK\r\ntransfer-encoding: chunked\r\n${length2}`), LENGTH],
  ["states a length below nothing", answer("200 OK\r\ncontent-length: -2\r\n\r\n{}"), LENGTH],
  ["states a length without measure", answer(`200 OK\r\ncontent-length: ${"9".repeat(25)}\r\n\r\n{}`), LENGTH],
  [
    "ends its lines too short",
    answer("200 OK\ncontent-length: 2\n\n{}"),
    invalid("Missing expected CR after response line"),
  ],
  ["puts NUL into a header", answer(`200 OK\r\nx: a\0b\r\n${length2}`), invalid("Invalid header value char")],
  ["puts a space before the colon", answer(`200 OK\r\nx : y\r\n${length2}`), invalid("Invalid header token")],
  ["states a status of four digits", answer(`2000 OK\r\n${length2}`), invalid("Invalid response status")],
  ["states a status of two digits", answer(`20 OK\r\n${length2}`), invalid("Invalid status code")],
  ["speaks TLS", answering(Buffer.from([0x15, 3, 1, 0, 2, 2, 40])), invalid("Expected HTTP/, RTSP/ or ICE/")],
];

describe.each(TRANSPORTS)("%s", (_, createTransport) => {
  test.each(SERVERS)("tells a server that %s", async (_name, behave, expected) => {
    const url = await start(behave);
    for (const sent of [request(url), request(url, { method: "POST", text: "{}" })]) {
      expect(await keep(createTransport({ connections: 2 })).send(sent)).toEqual(expected);
    }
  });

  test("uses a connection again, and opens no more than it may", async () => {
    const open = new Set<Socket>();
    const used: Socket[] = [];
    const url = await start((socket) => {
      open.add(socket);
      socket.on("data", () => {
        used.push(socket);
        setTimeout(() => socket.write(`HTTP/1.1 200 OK\r\n${length2}`), 5);
      });
    });
    const transport = keep(createTransport({ connections: 2 }));
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => transport.send(request(url))));
    expect(outcomes).toEqual(Array<object>(10).fill(answered()));
    expect([open.size, used.length]).toEqual([2, 10]);
  });

  test("asks over a new connection where the server has closed the last one without saying so", async () => {
    const url = await start(answer(`200 OK\r\nconnection: keep-alive\r\n${length2}`));
    const transport = keep(createTransport({ connections: 1 }));
    const outcomes: WireOutcome[] = [];
    for (let round = 0; round < 5; round += 1) {
      outcomes.push(await transport.send(request(url, { method: "POST" })));
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    expect(outcomes).toEqual(
      Array<object>(5).fill(answered({ headers: { connection: "keep-alive", "content-length": "2" } })),
    );
  });

  test("gives up what it waits for when it is closed, also what has no connection yet", async () => {
    const transport = createTransport({ connections: 1 });
    const url = await start(() => undefined);
    const waiting = [1, 2].map(() => transport.send(request(url, { timeoutMs: 20_000 })));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await transport.close();
    const closed = failed("other", "the connections were closed");
    expect(await Promise.all(waiting)).toEqual([closed, closed]);
    expect(await transport.send(request(url))).toEqual(closed);
  });

  test("a request that had to wait for a connection in vain is late, and sends nothing afterwards", async () => {
    let requests = 0;
    const url = await start((socket) => void socket.on("data", () => (requests += 1)));
    const transport = keep(createTransport({ connections: 1 }));
    const first = transport.send(request(url, { timeoutMs: 400 }));
    const late = failed("timeout", "no answer within 200 ms");
    expect(await transport.send(request(url, { timeoutMs: 200 }))).toEqual(late);
    expect(await first).toEqual(failed("timeout", "no answer within 400 ms"));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(requests).toBe(1);
  });

  test("gives a server that never ends its TLS handshake a time of its own", async () => {
    const transport = keep(createTransport({ connections: 1, connectTimeoutMs: 300 }));
    const url = await start(() => undefined);
    const outcome = await transport.send(request(url.replace("http:", "https:"), { timeoutMs: 20_000 }));
    expect(outcome).toEqual(failed("timeout", "no connection in time"));
  });

  test.each([
    ["GET", null],
    ["POST", "{}"],
    ["DELETE", null],
  ])("writes headers as Latin-1, whatever comes behind them (%s)", async (method, text) => {
    let received = Buffer.alloc(0);
    const url = await start((socket) => {
      answer(`200 OK\r\n${length2}`)(socket);
      socket.on("data", (chunk) => (received = Buffer.concat([received, chunk])));
    });
    const headers = { authorization: "Bearer t0k\u00e9n" };
    await keep(createTransport({ connections: 1 })).send(request(url, { method, text, headers }));
    expect(received.toString("latin1")).toContain("Bearer t0k\u00e9n\r\n");
  });

  test("tells a header that cannot be sent, and goes on", async () => {
    const transport = keep(createTransport({ connections: 1 }));
    const url = await start(answer(`200 OK\r\n${length2}`));
    const outcome = await transport.send(request(url, { headers: { accept: "a\nb" } }));
    expect(outcome).toMatchObject({ failure: { kind: "other" } });
    expect(await transport.send(request(url))).toEqual(answered());
  });
});

test("a provider's transport bears a 100 that nobody asked for, as RFC 9110 has it (undici takes it for a broken connection)", async () => {
  const transport = keep(createProviderTransport({ connections: 1, form: PLAIN_FORM }));
  const url = await start(answer(`100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n${length2}`));
  expect(await transport.send(request(url, { method: "POST", text: "{}" }))).toEqual(answered());
});
