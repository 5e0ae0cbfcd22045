import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Server } from "node:http";
import { isArray, isObject } from "../../scim/json.ts";
import type { Json, JsonObject } from "../../scim/json.ts";

/** In what a small server is wrong. */
export interface SmallFaults {
  /** PUT is answered with 204 and no body. */
  readonly putIs204?: boolean;
  /** POST is answered with 200. */
  readonly postIs200?: boolean;
  /** A new user is answered, and stored, as inactive. */
  readonly startsInactive?: boolean;
  /** The members of a list with a filter are written in lower case. */
  readonly lowersList?: boolean;
}

/** A SCIM server of users and groups, written by hand, without discovery. */
export interface SmallServer {
  readonly baseUrl: string;
  readonly close: () => Promise<void>;
}

const PREFIX = "urn:ietf:params:scim";
const LIST = `${PREFIX}:api:messages:2.0:ListResponse`;
const ERROR = `${PREFIX}:api:messages:2.0:Error`;

interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly body: JsonObject;
}

interface Told {
  readonly status: number;
  readonly body?: Json;
  readonly location?: string;
}

/** Starts one on a free loopback port; it takes the token `t`. */
export async function startSmallServer(faults: SmallFaults): Promise<SmallServer> {
  const stores: Readonly<Record<string, Map<string, JsonObject>>> = { Users: new Map(), Groups: new Map() };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString("utf8");
      const parsed: unknown = text === "" ? {} : JSON.parse(text);
      const url = new URL(request.url ?? "/", "http://127.0.0.1");
      const asked = { method: request.method ?? "GET", url, body: isObject(parsed) ? parsed : {} };
      const isKnown = request.headers.authorization === "Bearer t";
      const told = isKnown ? answer(asked, stores, faults) : refuse(401, "no");
      const headers = { ...(told.location !== undefined && { location: told.location }) };
      response.writeHead(told.status, { "content-type": "application/scim+json", ...headers });
      response.end(told.body === undefined ? undefined : JSON.stringify(told.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { baseUrl: `http://127.0.0.1:${portOf(server)}/scim/v2`, close: () => closed(server) };
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return isAddress(address) ? address.port : 0;
}

function isAddress(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === "object" && address !== null;
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

function answer(asked: Asked, stores: Readonly<Record<string, Map<string, JsonObject>>>, faults: SmallFaults): Told {
  const [, , , kind = "", id] = asked.url.pathname.split("/");
  const store = stores[kind];
  if (store === undefined) return refuse(404, "no such endpoint");
  if (id !== undefined) return answerOne(asked, { kind, id, store, faults });
  return asked.method === "POST" ? create(asked, kind, store, faults) : list(asked, kind, store, faults);
}

function create({ body }: Asked, kind: string, store: Map<string, JsonObject>, faults: SmallFaults): Told {
  const name = nameOf(kind);
  const isTaken = [...store.values()].some((one) => same(one[name], body[name]));
  if (isTaken) return { ...refuse(409, "exists"), body: { ...errorBody(409, "exists"), scimType: "uniqueness" } };
  const id = `${kind.toLowerCase()}-${store.size + 1}`;
  const stored = { ...body, id, ...(faults.startsInactive === true && kind === "Users" ? { active: false } : {}) };
  store.set(id, stored);
  return {
    status: faults.postIs200 === true ? 200 : 201,
    location: `/scim/v2/${kind}/${id}`,
    body: show(stored, kind),
  };
}

function list({ url }: Asked, kind: string, store: Map<string, JsonObject>, faults: SmallFaults): Told {
  const [, name, value] = /^(\w+) eq "(.*)"$/.exec(url.searchParams.get("filter") ?? "") ?? [];
  const all = [...store.values()].filter((one) => name === undefined || same(one[name], value));
  const start = Number(url.searchParams.get("startIndex") ?? 1);
  const page = all.slice(start - 1, start - 1 + Number(url.searchParams.get("count") ?? 100));
  const members: readonly (readonly [string, Json])[] = [
    ["totalResults", all.length],
    ["startIndex", start],
    ["itemsPerPage", page.length],
    ["Resources", page.map((one) => show(one, kind))],
  ];
  const isLowered = faults.lowersList === true && name !== undefined;
  const spelled = members.map(([key, found]) => [isLowered ? key.toLowerCase() : key, found]);
  return { status: 200, body: { schemas: [LIST], ...Object.fromEntries(spelled) } };
}

interface One {
  readonly kind: string;
  readonly id: string;
  readonly store: Map<string, JsonObject>;
  readonly faults: SmallFaults;
}

function answerOne({ method, body }: Asked, { kind, id, store, faults }: One): Told {
  const current = store.get(id);
  if (current === undefined) return refuse(404, "nobody");
  if (method === "DELETE") {
    store.delete(id);
    return { status: 204 };
  }
  if (method === "PUT") store.set(id, { ...body, id });
  if (method === "PATCH") store.set(id, patched(current, body["Operations"]));
  if (method === "PUT" && faults.putIs204 === true) return { status: 204 };
  return { status: 200, body: show(store.get(id) ?? {}, kind) };
}

/** Only what Okta sends. */
function patched(current: JsonObject, operations: Json | undefined): JsonObject {
  const all = isArray(operations) ? operations.filter(isObject) : [];
  return all.reduce<JsonObject>((one, operation) => {
    const path = typeof operation["path"] === "string" ? operation["path"] : "";
    const value = operation["value"] ?? null;
    if (path === "") return { ...one, ...(isObject(value) ? value : {}), id: one["id"] };
    const members = isArray(one["members"]) ? one["members"] : [];
    const [, removed] = /^members\[value eq "(.*)"\]$/.exec(path) ?? [];
    if (removed !== undefined)
      return { ...one, members: members.filter((member) => !isObject(member) || member["value"] !== removed) };
    if (path === "members" && operation["op"] === "add" && isArray(value))
      return { ...one, members: [...members, ...value] };
    return { ...one, [path]: value };
  }, current);
}

function show({ password: _, groups: __, ...one }: JsonObject, kind: string): JsonObject {
  const resourceType = kind.slice(0, -1);
  const meta = { resourceType, location: `/scim/v2/${kind}/${String(one["id"])}` };
  return { ...one, schemas: [`${PREFIX}:schemas:core:2.0:${resourceType}`], meta };
}

function nameOf(kind: string): string {
  return kind === "Users" ? "userName" : "displayName";
}

function same(one: Json | undefined, other: Json | undefined): boolean {
  return typeof one === "string" && typeof other === "string" && one.toLowerCase() === other.toLowerCase();
}

function refuse(status: number, detail: string): Told {
  return { status, body: errorBody(status, detail) };
}

function errorBody(status: number, detail: string): JsonObject {
  return { schemas: [ERROR], status: String(status), detail };
}
