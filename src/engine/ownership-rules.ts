import { isObject } from "../scim/json.ts";
import type { Json } from "../scim/json.ts";
import type { LiveExchange } from "./exchange.ts";
import type { Ownership } from "./ownership.ts";
import { idOfLocation, parseResourcePath } from "./resource-url.ts";
import type { OutgoingRequest } from "./session.ts";

const CHANGES: ReadonlySet<string> = new Set(["PUT", "PATCH", "DELETE"]);
const DISCOVERY: ReadonlySet<string> = new Set(["/ServiceProviderConfig", "/ResourceTypes", "/Schemas", "/Me"]);

/** Refuses to change anything that the run did not make; a breach is a fault of the tool, never of the target. */
export function guardWrite(ownership: Ownership, request: OutgoingRequest): void {
  if (!CHANGES.has(request.method)) return;
  const { endpoint, id } = parseResourcePath(request.path);
  if (DISCOVERY.has(endpoint)) return;
  if (id !== undefined && ownership.mayChange(endpoint, id)) return;
  throw new Error(`refused to send ${request.method} ${request.path}: this run did not make that resource`);
}

/** Notes a create before it is sent. */
export function noteIntent(ownership: Ownership, seq: number, request: OutgoingRequest): void {
  if (!isCreate(request.method, request.path)) return;
  const name = nameOf(request.body);
  if (name === undefined) return;
  ownership.intend(seq, { endpoint: parseResourcePath(request.path).endpoint, name, madeBy: request.cause.id });
}

/** Learns from an answer what came into being and what is gone. */
export function noteAnswer(ownership: Ownership, live: LiveExchange): void {
  const { request, response } = live;
  const { endpoint, id } = parseResourcePath(request.path);
  if (response === null) return;
  const isSuccess = response.status >= 200 && response.status < 300;
  if (isCreate(request.method, request.path)) {
    noteCreate(ownership, live, isSuccess);
  } else if (request.method === "DELETE" && id !== undefined && (isSuccess || response.status === 404)) {
    ownership.removed(endpoint, id);
  } else if (request.method === "PUT" && id !== undefined && isSuccess && !ownership.wasMade(endpoint, id)) {
    // A server that creates on PUT (RFC 7644 section 3.2 forbids it): what it made is ours to remove.
    ownership.created({ endpoint, id: idIn(response.body) ?? id, madeBy: live.cause.id });
  }
}

function noteCreate(ownership: Ownership, live: LiveExchange, isSuccess: boolean): void {
  const { request, response, seq, cause } = live;
  const { endpoint } = parseResourcePath(request.path);
  const location = response?.headers["location"];
  const id = idIn(response?.body) ?? (location === undefined ? undefined : idOfLocation(location));
  if (isSuccess && id !== undefined) ownership.created({ endpoint, id, madeBy: cause.id });
  // A 5xx or a success without an id leaves open whether something was stored.
  const isClear = isSuccess ? id !== undefined : (response?.status ?? 500) < 500;
  if (isClear) ownership.settle(seq);
}

function isCreate(method: string, path: string): boolean {
  const { endpoint, id } = parseResourcePath(path);
  return method === "POST" && id === undefined && endpoint !== "/Bulk" && endpoint !== "/.search" && endpoint !== "/Me";
}

function idIn(body: Json | undefined): string | undefined {
  const id = isObject(body) ? body["id"] : undefined;
  return typeof id === "string" && id !== "" ? id : undefined;
}

function nameOf(body: Json | undefined): string | undefined {
  if (!isObject(body)) return undefined;
  const name = Object.entries(body).find(([key]) => /^(username|displayname)$/i.test(key))?.[1];
  const userName = body["userName"] ?? body["USERNAME"] ?? name;
  return typeof userName === "string" && userName !== "" ? userName : undefined;
}
