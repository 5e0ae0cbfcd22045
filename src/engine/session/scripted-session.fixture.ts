import type { RequestPath } from "../../scim/request-path.ts";
import { isArray, isObject } from "../../scim/json.ts";
import type { Json, JsonObject } from "../../scim/json.ts";
import type { LiveExchange } from "../../exchange/exchange.ts";
import type { JournalEntry } from "../ownership/journal.ts";
import { Ownership } from "../ownership/ownership.ts";
import { createSession } from "./create-session.ts";
import type { SessionControl } from "./create-session.ts";
import type { SessionOptions } from "./session-options.ts";
import { createHandlerTransport } from "../transport/handler-transport.ts";
import type { OutgoingRequest } from "./session.ts";
import type { Transport } from "../transport/transport.ts";

// What the tests of sessions, ownership and clean-up work with. Nothing of it is part of the package.

/** The mark of the sessions that are opened here. */
export const MARK = "zsc-abcd2345-";
/** Base URL of the scripted target. */
export const BASE_URL = "https://scim.example.com/v2";

/** A request as a scripted target sees it; `path` is below the base URL, with the query decoded. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: Json | undefined;
  readonly headers: Headers;
}

/** Answers a call; undefined leaves it to the store. */
export type Script = (call: Call) => Response | Promise<Response> | undefined;

/** A session, and all that it did. */
export interface Opened {
  readonly session: SessionControl;
  readonly exchanges: readonly LiveExchange[];
  /** Everything sent: `GET /Users/1`. */
  readonly sent: readonly string[];
  readonly slept: readonly number[];
  readonly journal: readonly JournalEntry[];
  readonly abort: AbortController;
  readonly now: () => number;
}

/** Opens a session to a scripted target, or over a transport, with a clock whose waits are over at once. */
export function open(target: Script | Transport, more: Partial<SessionOptions> = {}): Opened {
  const [exchanges, slept, sent, journal]: [LiveExchange[], number[], string[], JournalEntry[]] = [[], [], [], []];
  const abort = new AbortController();
  let now = 1_000_000;
  let seq = 0;
  const session = createSession({
    baseUrl: BASE_URL,
    runId: "abcd2345",
    transport: typeof target === "function" ? toTransport(target, sent) : target,
    credentials: { kind: "bearer", token: "s3cret-token" },
    headers: {},
    timeoutMs: 1000,
    rate: undefined,
    ownership: new Ownership({ append: (entry) => journal.push(entry) }),
    nextSeq: () => (seq += 1),
    clock: {
      now: () => now,
      sleep: (ms) => {
        slept.push(ms);
        now += ms;
        return Promise.resolve();
      },
    },
    signal: abort.signal,
    onExchange: (live) => exchanges.push(live),
    ...more,
  });
  return { session, exchanges, sent, slept, journal, abort, now: () => now };
}

function toTransport(script: Script, sent: string[]): Transport {
  return createHandlerTransport(async (request) => {
    const path = decodeURIComponent(request.url.slice(BASE_URL.length));
    sent.push(`${request.method} ${path}`);
    const text = await request.text();
    const body = text === "" ? undefined : (JSON.parse(text) as Json);
    const { method, headers } = request;
    return (await script({ method, path, body, headers })) ?? new Response(null, { status: 404 });
  });
}

/** A small server that keeps what it is sent, under ids that count from 1; what `before` answers it does not see. */
export function createStore(
  before: Script = leaveToStore,
  held: Map<string, JsonObject> = new Map<string, JsonObject>(),
): { readonly script: Script; readonly held: Map<string, JsonObject> } {
  let last = 0;
  const keep = (path: string, resource: JsonObject): JsonObject => {
    held.set(path, resource);
    return resource;
  };
  const script: Script = async (call) => {
    const { method, path, body } = call;
    const answer = await before(call);
    if (answer !== undefined) return answer;
    const sent = isObject(body) ? body : {};
    if (method === "POST") {
      const id = String((last += 1));
      return Response.json(keep(`${path}/${id}`, { ...sent, id }), { status: 201 });
    }
    if (method === "GET" && /^\/(Users|Groups)(\?|$)/.test(path)) return listOf(held, path);
    const found = held.get(path);
    if (found === undefined) return new Response(null, { status: 404 });
    if (method === "DELETE") held.delete(path);
    if (method === "PATCH") keep(path, { ...found, ...changesOf(sent) });
    if (method === "PUT") keep(path, { ...sent, id: found["id"] ?? "" });
    return method === "DELETE" ? new Response(null, { status: 204 }) : Response.json(held.get(path));
  };
  return { script, held };
}

function listOf(held: ReadonlyMap<string, JsonObject>, path: string): Response {
  const [endpoint = "", query = ""] = path.split("?");
  const [, wanted] = /(?:sw|eq) "([^"]*)"/.exec(query) ?? [];
  const all = [...held].filter(([key]) => key.startsWith(`${endpoint}/`)).map(([, resource]) => resource);
  const found = all.filter((one) => wanted === undefined || JSON.stringify(one).includes(`"${wanted}`));
  const start = Number(/startIndex=(\d+)/.exec(query)?.[1] ?? 1);
  return Response.json({ totalResults: found.length, Resources: found.slice(start - 1) });
}

function changesOf(patch: JsonObject): JsonObject {
  const [operation] = isArray(patch["Operations"]) ? patch["Operations"] : [];
  const value = isObject(operation) ? operation["value"] : undefined;
  return isObject(value) ? value : {};
}

/** A request of a check. */
export function ask(method: string, path: string, more: Partial<OutgoingRequest> = {}): OutgoingRequest {
  // Tests write paths as they go over the wire, wrong ones too.
  return { method, path: path as RequestPath, headers: {}, cause: { kind: "check", id: "some.check" }, ...more };
}

/** A create of a user with the mark in its name. */
export function create(name: string, more: Partial<OutgoingRequest> = {}): OutgoingRequest {
  return ask("POST", "/Users", { body: { userName: `${MARK}${name}` }, ...more });
}

function leaveToStore(): undefined {
  return undefined;
}
