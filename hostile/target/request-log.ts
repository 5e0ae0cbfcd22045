import { isArray, isObject } from "../../src/scim/json.ts";
import type { Json } from "../../src/scim/json.ts";
import { isWrite } from "./call.ts";
import type { Call } from "./call.ts";
import type { Endpoint } from "./endpoint.ts";
import { readLiberally, readStrictly } from "./read-url.ts";
import type { Store } from "./store.ts";

/** A request as the harness judges it. */
export interface LoggedRequest {
  readonly n: number;
  readonly method: string;
  readonly url: string;
  /** What the request would change although it is somebody else's; empty for a request that is harmless. */
  readonly harms: readonly string[];
}

/** Notes a request down, and whom it would harm on a target that simply did what it says. */
export function toLogged(call: Call, store: Store, basePath: string): LoggedRequest {
  const { n, method, url } = call;
  return { n, method, url, harms: isWrite(call) ? harmsOf(call, store, basePath) : [] };
}

function harmsOf(call: Call, store: Store, basePath: string): readonly string[] {
  const readings = [readStrictly(call.url, basePath), readLiberally(call.url, basePath)];
  if (readings.some(({ endpoint }) => endpoint === "")) return [`what is outside of ${basePath}`];
  const named = readings.flatMap(({ endpoint, id }) => strangerAt(store, endpoint, id));
  const wipes =
    call.id === undefined && call.method !== "POST" && isKind(call.endpoint) ? [`all ${call.endpoint}`] : [];
  return [...new Set([...named, ...wipes, ...memberIds(call).flatMap((found) => strangerAmong(store, found))])];
}

function isKind(endpoint: string): endpoint is Endpoint {
  return endpoint === "Users" || endpoint === "Groups";
}

function strangerAt(store: Store, endpoint: string, id: string | undefined): readonly string[] {
  if (!isKind(endpoint) || id === undefined) return [];
  return store.isStrangers(endpoint, id) ? [`${endpoint}/${id}`] : [];
}

interface Member {
  readonly id: string;
  readonly kind: Endpoint | undefined;
}

function strangerAmong(store: Store, { id, kind }: Member): readonly string[] {
  const kinds: readonly Endpoint[] = kind === undefined ? ["Users"] : [kind];
  // An id of the run's own says nothing of the other kind that has the same number.
  if (kind === undefined && store.find("Groups", id)?.isStranger === false) return [];
  return kinds.flatMap((one) => strangerAt(store, one, id).map((name) => `the membership of ${name}`));
}

/** Whom a write to the groups would make a member, or no member any more. */
function memberIds(call: Call): readonly Member[] {
  if (call.endpoint !== "Groups" || !isObject(call.body)) return [];
  const inPaths = [...call.text.matchAll(/members\[value eq \\"(.*?)\\"\]/gi)].map(([, id = ""]) => id);
  return [...inPaths.map((id) => ({ id, kind: undefined })), ...membersIn(call.body)];
}

function membersIn(value: Json): readonly Member[] {
  if (isArray(value)) return value.flatMap(membersIn);
  if (!isObject(value)) return [];
  const { value: id, type } = value;
  const kind = type === "Group" ? "Groups" : type === "User" ? "Users" : undefined;
  const own = typeof id === "string" || typeof id === "number" ? [{ id: String(id), kind } as const] : [];
  return [...own, ...Object.values(value).flatMap((inner) => (inner === undefined ? [] : membersIn(inner)))];
}
