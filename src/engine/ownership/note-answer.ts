import { getIgnoreCase, isObject } from "../../scim/json.ts";
import type { Json } from "../../scim/json.ts";
import type { LiveExchange } from "../../exchange/exchange.ts";
import { bearsMark, isNamed, showsOnly } from "../../exchange/mark.ts";
import type { Ownership } from "./ownership.ts";
import { idOfLocation, nameAttribute, parseResourcePath, toResourcePath } from "../../exchange/resource-url.ts";
import { idOf } from "../../exchange/resource-id.ts";
import type { OutgoingRequest } from "../session/session.ts";
import { hasSucceeded } from "../../exchange/exchange.ts";

/** What tells the run's own resources from everybody else's. */
export interface RunIdentity {
  /** Base URL of the target, without a trailing slash. */
  readonly baseUrl: string;
  readonly runId: string;
  /**
   * What shows in a reading that a resource is the run's: its mark, or, where an application drives the session with names of its
   * own, the name that the create was sent with.
   */
  readonly proof?: "mark" | "name" | undefined;
}

/** Notes a create before it is sent. */
export function noteIntent(ownership: Ownership, seq: number, request: OutgoingRequest): void {
  if (!isCreate(request.method, request.path)) return;
  const { endpoint } = parseResourcePath(request.path);
  ownership.countCreate(endpoint);
  const name = nameOf(endpoint, request.body);
  if (name !== undefined) ownership.intend(seq, { endpoint, name, madeBy: request.cause.id });
}

/** Learns from an answer what came into being, what is whose, and what is gone. */
export function noteAnswer(ownership: Ownership, live: LiveExchange, identity: RunIdentity): void {
  const { request, response } = live;
  if (response === null) return;
  const method = request.method.toUpperCase();
  const { endpoint, id } = parseResourcePath(request.path);
  if (NO_RESOURCES.has(endpoint)) return;
  if (isCreate(method, request.path)) noteCreate(ownership, live, identity);
  else if (id === undefined) return;
  else if (method === "GET") noteReading(ownership, live, identity);
  else if (method === "DELETE") noteDelete(ownership, live);
  else if (isMoved(live, id)) noteMove(ownership, live, identity);
  else if (method === "PUT" && hasSucceeded(live) && !ownership.wasMade(endpoint, id)) {
    // A server that creates on PUT, which RFC 7644 section 3.2 forbids: what it made has to be removed.
    claimOrDisown(ownership, live, { identity, id: idOf(response.body) ?? id });
  }
}

/** The name that tells resources of an endpoint apart, as a body has it. */
export function nameOf(endpoint: string, body: Json | undefined): string | undefined {
  const name = isObject(body) ? getIgnoreCase(body, nameAttribute(endpoint)) : undefined;
  return typeof name === "string" && name !== "" ? name : undefined;
}

/** True when an answer to a write shows a resource by names of which none is the run's: it is not what was sent. */
export function showsStranger(live: LiveExchange, runId: string): boolean {
  const body = live.response?.body;
  return isNamed(body) && !bearsMark(body, runId) && !showsOnly(body, live.request.body);
}

/** What is found there is nobody's, or found elsewhere under its own name. */
const NO_RESOURCES: ReadonlySet<string> = new Set(
  "/Bulk /.search /Me /ServiceProviderConfig /ResourceTypes /Schemas".split(" "),
);

function noteCreate(ownership: Ownership, live: LiveExchange, identity: RunIdentity): void {
  const { response, seq } = live;
  const location = response?.headers["location"];
  const id = idOf(response?.body) ?? (location === undefined ? undefined : idOfLocation(location));
  if (hasSucceeded(live) && id !== undefined) claimOrDisown(ownership, live, { identity, id });
  // A redirect and a 5xx leave open whether something was stored, a success until a reading has shown it.
  else if ((response?.status ?? 500) >= 400 && (response?.status ?? 500) < 500) ownership.settle(seq);
}

function claimOrDisown(
  ownership: Ownership,
  live: LiveExchange,
  { identity, id }: { readonly identity: RunIdentity; readonly id: string },
): void {
  const { endpoint } = parseResourcePath(live.request.path);
  const claim = { endpoint, id, madeBy: live.cause.id, seq: live.seq, name: nameOf(endpoint, live.request.body) };
  if (identity.proof !== "name" && showsStranger(live, identity.runId)) ownership.disown(endpoint, id, claim);
  else ownership.claim(claim);
}

/** A reading proves something only when it was answered from exactly the URL that names the resource. */
function noteReading(ownership: Ownership, live: LiveExchange, identity: RunIdentity): void {
  const { request, response } = live;
  const { endpoint, id } = parseResourcePath(request.path);
  if (id === undefined || request.path !== toResourcePath(endpoint, id)) return;
  if (request.url !== identity.baseUrl + request.path) return;
  if (response?.status === 404 || response?.status === 410) ownership.missing(endpoint, id);
  const body = response?.body;
  if (!hasSucceeded(live) || !isNamed(body)) return;
  if (!isProof(ownership, live, identity)) ownership.disown(endpoint, id);
  else if ((idOf(body) ?? id) === id) {
    const name = nameOf(endpoint, body)?.toLowerCase() ?? "";
    if (!name.includes(identity.runId.toLowerCase())) ownership.habits.renames.add(endpoint);
    ownership.prove(endpoint, id, { madeBy: live.cause.id });
  }
}

function isProof(ownership: Ownership, live: LiveExchange, { runId, proof }: RunIdentity): boolean {
  const { endpoint, id = "" } = parseResourcePath(live.request.path);
  const body = live.response?.body;
  if (proof !== "name" || bearsMark(body, runId)) return bearsMark(body, runId);
  if (ownership.standing(endpoint, id) === "proven") return true;
  const sent = ownership.nameSent(endpoint, id)?.toLowerCase();
  return sent !== undefined && sent === nameOf(endpoint, body)?.toLowerCase();
}

/** True when a change is answered with the resource under another id: the one before may be somebody else's by now. */
function isMoved(live: LiveExchange, id: string): boolean {
  const now = idOf(live.response?.body);
  return ["PUT", "PATCH"].includes(live.request.method) && hasSucceeded(live) && now !== undefined && now !== id;
}

function noteMove(ownership: Ownership, live: LiveExchange, identity: RunIdentity): void {
  const { endpoint, id = "" } = parseResourcePath(live.request.path);
  ownership.moved(endpoint, id);
  claimOrDisown(ownership, live, { identity, id: idOf(live.response?.body) ?? id });
}

/** A 404 may come from a server that has no DELETE at all, so that only a reading tells. */
function noteDelete(ownership: Ownership, live: LiveExchange): void {
  const { endpoint, id } = parseResourcePath(live.request.path);
  if (id === undefined) return;
  const status = live.response?.status;
  if (hasSucceeded(live)) ownership.answeredDelete(endpoint, id, true);
  else if (status === 404 || status === 410) ownership.answeredDelete(endpoint, id, false);
}

function isCreate(method: string, path: string): boolean {
  const { endpoint, id } = parseResourcePath(path);
  return method.toUpperCase() === "POST" && id === undefined && !NO_RESOURCES.has(endpoint);
}
