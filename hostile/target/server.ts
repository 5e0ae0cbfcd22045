import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { parseBody } from "../../src/engine/transport/response-body.ts";
import type { Call, Ending, Handler } from "./call.ts";
import { refusal } from "./call.ts";
import { readLiberally, readStrictly } from "./read-url.ts";
import { toLogged } from "./request-log.ts";
import type { LoggedRequest } from "./request-log.ts";
import { sendAnswer } from "./send-answer.ts";
import { answerSoundly } from "./sound.ts";
import type { Store } from "./store.ts";
import type { World } from "./world.ts";

/** What a target is made of. */
export interface TargetOptions {
  readonly store: Store;
  /** From the outside in; the sound server answers what all of them hand on. */
  readonly handlers: readonly Handler[];
  readonly at: number;
  readonly token: string;
}

/** A target that runs. */
export interface RunningTarget {
  /** SCIM base URL. */
  readonly url: string;
  readonly world: World;
  readonly requests: readonly LoggedRequest[];
  /** What came to the server of somebody else. */
  readonly strayed: readonly string[];
  readonly peakInFlight: () => number;
  /** Resolves when nothing is about to happen any more. */
  readonly rest: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const BASE_PATH = "/scim/v2";
const LOOPBACK = "127.0.0.1";

/** Starts a target on a free port of the loopback interface, and beside it the server of somebody else. */
export async function startTarget(options: TargetOptions): Promise<RunningTarget> {
  const requests: LoggedRequest[] = [];
  const load = { now: 0, peak: 0 };
  const server = createServer((request, response) => {
    load.now += 1;
    load.peak = Math.max(load.peak, load.now);
    response.on("close", () => (load.now -= 1));
    // A connection that breaks while it is read is the client's own affair.
    serve(request, response).catch(() => response.destroy());
  });
  const life = createLife(server);
  const other = await startOther();
  const origin = `http://${LOOPBACK}:${await listen(server, 0)}`;
  const world = createWorld(options, { origin, otherOrigin: other.origin, life });
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const call = { ...(await readCall(request, options.store)), n: requests.length + 1 };
    requests.push(toLogged(call, options.store, BASE_PATH));
    sendAnswer(response, await answer(call, world, options));
  };
  const close = async (): Promise<void> => {
    life.end();
    await Promise.all([shut(server), other.close()]);
  };
  const { strayed } = other;
  return {
    url: `${origin}${BASE_PATH}`,
    world,
    requests,
    strayed,
    peakInFlight: () => load.peak,
    rest: life.rest,
    close,
  };
}

/** The server of somebody else: it notes what reaches it. */
async function startOther(): Promise<Pick<RunningTarget, "strayed" | "close"> & { readonly origin: string }> {
  const strayed: string[] = [];
  const server = createServer((request, response) => {
    const secret = request.headers.authorization === undefined ? "" : " with the credentials";
    strayed.push(`${request.method} ${request.url}${secret}`);
    response.writeHead(204).end();
  });
  return { origin: `http://${LOOPBACK}:${await listen(server, 0)}`, strayed, close: () => shut(server) };
}

function answer(call: Call, world: World, { handlers, token }: TargetOptions): Promise<Ending> {
  const guard: Handler = (inner, _, next) =>
    inner.authorization === `Bearer ${token}`
      ? next(inner)
      : { ...refusal(401, "credentials are wanted"), headers: { "www-authenticate": "Bearer" } };
  const sound: Handler = (inner) => answerSoundly(inner, world);
  const chain = [...handlers.slice(0, OUTER), guard, ...handlers.slice(OUTER), sound];
  const step = async (index: number, inner: Call): Promise<Ending> =>
    (await chain[index]?.(inner, world, (handed) => step(index + 1, handed))) ?? "reset";
  return step(0, call);
}

/** Connection, body and access come before the target has looked at the credentials. */
const OUTER = 3;

async function readCall(request: IncomingMessage, store: Store): Promise<Omit<Call, "n">> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString("utf8");
  const url = request.url ?? "/";
  const written = readStrictly(url, BASE_PATH);
  const isThere =
    written.id !== undefined &&
    (["Users", "Groups"] as const).some((kind) => kind === written.endpoint && store.find(kind, written.id ?? ""));
  const { endpoint, id } = isThere ? written : readLiberally(url, BASE_PATH);
  return {
    method: request.method ?? "GET",
    url,
    endpoint,
    id,
    query: new URLSearchParams(url.split("?")[1] ?? ""),
    authorization: request.headers.authorization ?? "",
    body: parseBody(text),
    text,
  };
}

interface Life {
  readonly die: World["die"];
  readonly later: World["later"];
  readonly rest: () => Promise<void>;
  readonly end: () => void;
}

/** The process and its clock: it may die, come back, and have things still to do. */
function createLife(server: Server): Life {
  const pending = new Set<Promise<void>>();
  let isOver = false;
  const later: Life["later"] = (ms, act) => {
    const job = new Promise<void>((resolve) => {
      setTimeout(() => {
        if (!isOver) act();
        resolve();
      }, ms);
    });
    pending.add(job);
    void job.then(() => pending.delete(job));
  };
  const die: Life["die"] = (forMs) => {
    if (!server.listening) return;
    const { port } = addressOf(server);
    server.close();
    server.closeAllConnections();
    if (forMs !== "ever") later(forMs, () => void server.listen(port, LOOPBACK));
  };
  const rest = async (): Promise<void> => {
    while (pending.size > 0) await Promise.all(pending);
  };
  return { die, later, rest, end: () => void (isOver = true) };
}

function createWorld(
  { store, at }: TargetOptions,
  parts: { readonly origin: string; readonly otherOrigin: string; readonly life: Life },
): World {
  const counts = new Map<string, number>();
  const count = (name: string): number => {
    const next = (counts.get(name) ?? 0) + 1;
    counts.set(name, next);
    return next;
  };
  const { origin, otherOrigin, life } = parts;
  return { store, at, origin, otherOrigin, basePath: BASE_PATH, count, later: life.later, die: life.die };
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the target does not listen");
  return address;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, LOOPBACK, () => {
      server.off("error", reject);
      server.on("error", () => undefined);
      resolve(addressOf(server).port);
    });
  });
}

function shut(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
