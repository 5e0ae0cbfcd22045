import { getIgnoreCase, isObject } from "../../scim/json.ts";
import type { Json } from "../../scim/json.ts";
import type { LiveExchange, LiveRequest } from "../exchange.ts";
import type { Ownership } from "./ownership.ts";
import { idOfLocation, isStraight, nameAttribute, parseResourcePath } from "./resource-url.ts";
import type { OutgoingRequest } from "./session.ts";

const CHANGES: ReadonlySet<string> = new Set(["PUT", "PATCH", "DELETE"]);
const DISCOVERY: ReadonlySet<string> = new Set(["/ServiceProviderConfig", "/ResourceTypes", "/Schemas"]);

/** Refuses to change anything that the run did not make; a breach is a fault of the tool, never of the target. */
export function guardWrite(ownership: Ownership, request: OutgoingRequest): void {
  if (!CHANGES.has(request.method.toUpperCase())) return;
  const { endpoint, id } = parseResourcePath(request.path);
  const isAllowed = DISCOVERY.has(endpoint) || (id !== undefined && ownership.mayChange(endpoint, id));
  if (isAllowed && isStraight(request.path)) return;
  throw new Error(`refused to send ${request.method} ${request.path}: this run did not make that resource`);
}

/** May a request follow a redirect to that URL? A change must still name the same resource there. */
export function mayFollow(request: LiveRequest, next: URL): boolean {
  return !CHANGES.has(request.method.toUpperCase()) || idOfLocation(next.pathname) === idOfLocation(request.path);
}

/** Notes a create before it is sent. */
export function noteIntent(ownership: Ownership, seq: number, request: OutgoingRequest): void {
  if (!isCreate(request.method, request.path)) return;
  const { endpoint } = parseResourcePath(request.path);
  const name = nameOf(endpoint, request.body);
  if (name !== undefined) ownership.intend(seq, { endpoint, name, madeBy: request.cause.id });
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
    if (!isStrangers(live)) ownership.created({ endpoint, id: idIn(response.body) ?? id, madeBy: live.cause.id });
  }
}

function noteCreate(ownership: Ownership, live: LiveExchange, isSuccess: boolean): void {
  const { request, response, seq, cause } = live;
  const { endpoint } = parseResourcePath(request.path);
  const location = response?.headers["location"];
  const id = idIn(response?.body) ?? (location === undefined ? undefined : idOfLocation(location));
  const isMade = isSuccess && id !== undefined && !isStrangers(live);
  if (isMade) ownership.created({ endpoint, id, madeBy: cause.id });
  // A 5xx, or a success that does not show what was sent, leaves open whether something was stored.
  const isClear = isMade || (!isSuccess && (response?.status ?? 500) < 500);
  if (isClear) ownership.settle(seq);
}

/** True when the answer to a write shows a resource by a name that is not of this run: it is not what was sent. */
function isStrangers({ request, response }: LiveExchange): boolean {
  const { endpoint } = parseResourcePath(request.path);
  const mark = /zsc-[a-z0-9]+-/i.exec(nameOf(endpoint, request.body) ?? "")?.[0].toLowerCase();
  const name = nameOf(endpoint, response?.body)?.toLowerCase();
  return mark !== undefined && name !== undefined && !name.includes(mark);
}

function isCreate(method: string, path: string): boolean {
  const { endpoint, id } = parseResourcePath(path);
  return method === "POST" && id === undefined && endpoint !== "/Bulk" && endpoint !== "/.search" && endpoint !== "/Me";
}

function idIn(body: Json | undefined): string | undefined {
  const id = isObject(body) ? body["id"] : undefined;
  return typeof id === "string" && id !== "" ? id : undefined;
}

/** The name that tells resources of an endpoint apart. */
function nameOf(endpoint: string, body: Json | undefined): string | undefined {
  const name = isObject(body) ? getIgnoreCase(body, nameAttribute(endpoint)) : undefined;
  return typeof name === "string" && name !== "" ? name : undefined;
}
