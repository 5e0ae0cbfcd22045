import { trafficSuite } from "../../suites/traffic/index.ts";
import type { Profile } from "../profile/profile.ts";
import { ENTERPRISE_USER_SCHEMA } from "../scim/schema/core/enterprise-user.ts";
import type { FetchHandler } from "../scim/http.ts";
import { isArray, isObject } from "../scim/json.ts";
import type { Json, JsonObject } from "../scim/json.ts";
import { defineAttribute } from "../scim/schema/schema.ts";
import { createScimServer } from "./scim-server.ts";
import type { ScimServer, ScimServerOptions } from "./scim-server.ts";

// What the tests of the server share. Nothing of it is part of the package.

export const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
export const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
export const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
export const ZOOMINFO = "urn:ietf:params:scim:schemas:extension:zoominfo:2.0:User";
export const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
export const BASE: string = "http://scim.test/scim/v2";
export const ADMIN: string = "http://scim.test/admin/api";
export const TOKEN: string = "token-of-the-tests";
export const SECRET: string = "secret-of-the-tests";

/** A plain SCIM server with groups and the enterprise extension. */
export const GENERIC: Profile = {
  id: "generic",
  title: "Generic",
  description: "A SCIM 2.0 server.",
  domain: "example.com",
  capabilities: {},
  templates: { user: {}, group: {} },
  extensions: [{ schema: ENTERPRISE_USER_SCHEMA, required: false, closedValues: false }],
  mappings: [],
  people: {},
  server: { emails: "many", portalUsers: "inactive", memberReferences: "absolute", maxResults: 200 },
  deviations: [],
  hooks: {},
};

/** Products with seats, one e-mail without a type, no groups. */
export const SEATED: Profile = {
  ...GENERIC,
  id: "seated",
  capabilities: { groups: false, uniqueEmail: true, seats: true },
  extensions: [
    {
      required: false,
      closedValues: true,
      schema: {
        id: ZOOMINFO,
        name: "ZoomInfoUser",
        description: "Role, credits and products",
        attributes: [
          defineAttribute({ name: "ziRole", canonicalValues: ["User", "Admin"] }),
          defineAttribute({ name: "ziUserCredit", canonicalValues: ["Limited", "Unlimited"] }),
          defineAttribute({ name: "ziCreditLimit", type: "integer" }),
          defineAttribute({ name: "ziProduct", multiValued: true, caseExact: true }),
        ],
      },
    },
  ],
  seats: {
    attribute: { urn: ZOOMINFO, name: "ziProduct" },
    products: [
      { name: "Sales", total: 2 },
      { name: "Marketing", total: 1 },
    ],
    statuses: { "no-seat-left": 403, "no-product": 400, "not-subscribed": 400, expired: 400 },
    freedBy: ["deactivate", "delete"],
  },
  server: { emails: "single", portalUsers: "inactive", memberReferences: "absolute", maxResults: 200 },
};

/**
 * A server of the profile, with the tokens of the tests. An answer that breaks a traffic rule fails the test that asked, but for
 * tests of a fault (`rules: []`).
 */
export function serverOf(profile: Profile, options: Partial<ScimServerOptions> = {}): ScimServer {
  return createScimServer({
    profile,
    token: TOKEN,
    adminSecret: SECRET,
    rules: trafficSuite.trafficRules,
    onFinding: ({ rule, exchange, violation }) => {
      const { method, path } = exchange.request;
      throw new Error(`${method} ${path} breaks ${rule.id}: ${violation.message}`);
    },
    ...options,
  });
}

/** What came back: the JSON body is empty when there was none. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: JsonObject;
  readonly text: string;
}

/** What may be said about a request. */
export interface Sending {
  readonly body?: Json;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string | null>>;
}

/** Sends requests to a server in process. A path that starts with a slash is below the base URL. */
export interface Client {
  readonly send: (method: string, path: string, sending?: Sending) => Promise<Answer>;
  readonly get: (path: string) => Promise<Answer>;
  readonly post: (path: string, body: Json) => Promise<Answer>;
  readonly put: (path: string, body: Json) => Promise<Answer>;
  readonly patch: (path: string, operations: readonly Json[]) => Promise<Answer>;
  readonly delete: (path: string) => Promise<Answer>;
  /** The same against the admin API. */
  readonly admin: (method: string, path: string, body?: Json) => Promise<Answer>;
}

/** A client with the right token. */
export function clientOf(server: { readonly fetch: FetchHandler }): Client {
  const send = async (method: string, path: string, sending: Sending = {}): Promise<Answer> =>
    sendTo(server.fetch, { method, url: path.startsWith("/") ? `${BASE}${path}` : path, token: TOKEN, sending });
  return {
    send,
    get: async (path) => send("GET", path),
    post: async (path, body) => send("POST", path, { body }),
    put: async (path, body) => send("PUT", path, { body }),
    patch: async (path, operations) => send("PATCH", path, { body: { schemas: [PATCH_OP], Operations: operations } }),
    delete: async (path) => send("DELETE", path),
    admin: async (method, path, body) =>
      sendTo(server.fetch, {
        method,
        url: `${ADMIN}${path}`,
        token: SECRET,
        sending: body === undefined ? {} : { body, headers: { "content-type": "application/json" } },
      }),
  };
}

interface Addressed {
  readonly method: string;
  readonly url: string;
  readonly token: string;
  readonly sending: Sending;
}

async function sendTo(fetch: FetchHandler, { method, url, token, sending }: Addressed): Promise<Answer> {
  const body = sending.text ?? (sending.body === undefined ? undefined : JSON.stringify(sending.body));
  const headers = new Headers({ authorization: `Bearer ${token}`, accept: "application/scim+json" });
  if (body !== undefined) headers.set("content-type", "application/scim+json");
  for (const [name, value] of Object.entries(sending.headers ?? {})) {
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
  const response = await fetch(new Request(url, { method, headers, ...(body !== undefined && { body }) }));
  const text = await response.text();
  const json: unknown = text === "" ? {} : JSON.parse(text);
  return { status: response.status, headers: response.headers, body: isObject(json) ? json : {}, text };
}

/** The resources of a ListResponse. */
export function resourcesOf({ body }: Answer): readonly JsonObject[] {
  const { Resources } = body;
  return isArray(Resources) ? Resources.filter(isObject) : [];
}

/** One member of each resource of a ListResponse. */
export function pluck(answer: Answer, name: string): readonly Json[] {
  return resourcesOf(answer).map((resource) => resource[name] ?? null);
}

/** A body for POST /Users with nothing but what is required. */
export function userBody(userName: string, more: JsonObject = {}): JsonObject {
  return { schemas: [USER], userName, ...more };
}

/** The same for {@link SEATED}. */
export function seatedBody(name: string, products: readonly string[] = ["Sales"], more: JsonObject = {}): JsonObject {
  return {
    schemas: [USER, ZOOMINFO],
    userName: `${name}@example.com`,
    name: { givenName: name, familyName: "Example" },
    emails: [{ value: `${name}@example.com`, type: "work", primary: true }],
    active: true,
    [ZOOMINFO]: { ziRole: "User", ziProduct: products },
    ...more,
  };
}

/** Makes a user and gives his id. */
export async function makeUser(client: Client, body: JsonObject): Promise<string> {
  const answer = await client.post("/Users", body);
  if (answer.status !== 201) throw new Error(`The user was not made: ${answer.text}`);
  return String(answer.body["id"]);
}

/** Makes a group and gives its id. */
export async function makeGroup(client: Client, displayName: string, memberIds: readonly string[]): Promise<string> {
  const members = memberIds.map((value) => ({ value }));
  const answer = await client.post("/Groups", { schemas: [GROUP], displayName, members });
  if (answer.status !== 201) throw new Error(`The group was not made: ${answer.text}`);
  return String(answer.body["id"]);
}
