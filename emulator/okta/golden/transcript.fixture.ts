/* oxlint-disable eslint/no-restricted-imports -- tests may import anything, and this is only theirs */
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { isArray, isObject } from "../../../src/scim/json.ts";
import type { Json } from "../../../src/scim/json.ts";

// Requests as a socket receives them, held against transcripts that were typed by hand. Nothing of it is part of the package.

/** One request of Okta's, byte for byte, and what a server answers. */
export interface Turn {
  readonly request: string;
  readonly status: number;
  readonly answer: string;
}

/** Turns by the name of the sequence that they belong to. */
export type Transcript = ReadonlyMap<string, readonly Turn[]>;

/** A server that answers as a transcript says, and writes down what it receives. */
export interface Recorder {
  readonly baseUrl: string;
  /** Answers as these turns say from now on, and forgets what it has received. */
  readonly play: (turns: readonly Turn[]) => void;
  /** What came in Okta's name, byte for byte, but for what the emulator draws at random. */
  readonly received: () => readonly string[];
  /** Connections over which Okta's requests came. */
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

const SAMPLE_ID = "00u1abcdefghijklmnop";
const SAMPLE_PASSWORD = `"password":"1mz050nq"`;

/**
 * Reads a transcript: `## name` begins a sequence, `>>>` a request, `<<< 201` an answer, `#` a remark. `{length}` stands for the
 * bytes of the body, `{host}` for host and port.
 */
export function readTranscript(name: string, host: string): Transcript {
  const text = readFileSync(new URL(`transcripts/${name}.http`, import.meta.url), "utf8");
  const sequences = text.split(/^## /m).slice(1);
  return new Map(sequences.map((sequence) => [sequence.split("\n", 1)[0] ?? "", toTurns(sequence, host)]));
}

function toTurns(sequence: string, host: string): readonly Turn[] {
  return sequence
    .split(/^>>>\n/m)
    .slice(1)
    .map((turn) => {
      const [request = "", status = "", answer = ""] = turn.split(/^<<< (\d+)\n/m);
      return { request: toBytes(request, host), status: Number(status), answer: answer.trim() };
    });
}

function toBytes(request: string, host: string): string {
  const [head = "", body = ""] = request.split("\n\n", 2).map((part) => part.trimEnd());
  const filled = head.replace("{host}", host).replace("{length}", String(Buffer.byteLength(body)));
  return `${filled.replaceAll("\n", "\r\n")}\r\n\r\n${body}`;
}

/** Starts a recorder on a free port. */
export async function startRecorder(): Promise<Recorder> {
  const received: string[] = [];
  const known = new Map<string, string>();
  const sockets = new Set<Socket>();
  let connections = new Set<Socket>();
  let left: Turn[] = [];
  const answer = (request: string, socket: Socket): string => {
    if (/^user-agent: zi-scim-check\//im.test(request)) {
      return toAnswer(200, known.get(/\/([^/ ]+) HTTP/.exec(request)?.[1] ?? "") ?? "{}");
    }
    connections.add(socket);
    received.push(withSamples(request));
    const turn = left.shift();
    if (turn === undefined) return toAnswer(500, "");
    for (const [id, text] of resourcesIn(turn.answer)) known.set(id, text);
    return toAnswer(turn.status, turn.answer);
  };
  const server = createServer((socket) => {
    sockets.add(socket.on("error", () => undefined));
    let waiting = Buffer.alloc(0);
    socket.on("data", (chunk) => {
      waiting = Buffer.concat([waiting, chunk]);
      for (let size = sizeOfFirst(waiting); size !== undefined; size = sizeOfFirst(waiting)) {
        const request = waiting.subarray(0, size).toString("utf8");
        waiting = waiting.subarray(size);
        socket.write(answer(request, socket));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim/v2`,
    play: (turns) => {
      left = [...turns];
      received.splice(0);
      connections = new Set();
    },
    received: () => received,
    connections: () => connections.size,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Bytes of the first request, once all of it has come. */
function sizeOfFirst(bytes: Buffer): number | undefined {
  const end = bytes.indexOf("\r\n\r\n");
  if (end === -1) return undefined;
  const length = /^content-length: (\d+)\r$/im.exec(bytes.subarray(0, end + 2).toString("latin1"))?.[1] ?? "0";
  const size = end + 4 + Number(length);
  return bytes.length < size ? undefined : size;
}

/** Ids and placeholder passwords are drawn at random: as long as in the transcript, and of the same characters. */
function withSamples(request: string): string {
  return request.replace(/00u[A-Za-z0-9]{17}/g, SAMPLE_ID).replace(/"password":"[A-Za-z0-9]{8}"/, SAMPLE_PASSWORD);
}

function toAnswer(status: number, body: string): string {
  const head = [`HTTP/1.1 ${status} Answer`, "Content-Type: application/scim+json"];
  const length = status === 204 ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  return `${[...head, ...length].join("\r\n")}\r\n\r\n${body}`;
}

/** The resources that an answer shows, by id. */
function resourcesIn(answer: string): readonly (readonly [string, string])[] {
  if (answer === "") return [];
  const body: Json = JSON.parse(answer);
  if (!isObject(body)) return [];
  const { Resources: listed, id } = body;
  const all = isArray(listed) ? listed.filter(isObject) : [{ ...body, id: id ?? "" }];
  return all.flatMap((one) =>
    typeof one["id"] === "string" && one["id"] !== "" ? [[one["id"], JSON.stringify(one)]] : [],
  );
}
