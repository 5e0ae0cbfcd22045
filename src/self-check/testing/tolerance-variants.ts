import { loadProfile } from "../../documents/load-profile.ts";
import { parseBody } from "../../engine/transport/response-body.ts";
import {
  answerInstead,
  errorResponse,
  readJson,
  tamperRequestBody,
  tamperResources,
  tamperResponse,
  tamperResponseBody,
  withHeader,
  without,
  withStatus,
} from "../../kit/defects/tamper.ts";
import type { Wrap } from "../../kit/defects/tamper.ts";
import { isArray, isObject } from "../../scim/json.ts";
import type { Json, JsonObject } from "../../scim/json.ts";
import { GROUP_URN, sameUrn, USER_URN } from "../../scim/urns.ts";
import { lagging } from "./tolerance-lag.ts";
import type { Build, Differences, Variant } from "./tolerance-run.ts";

// Part of the test of tolerance: sound servers that differ from the reference server.

/** A sound server, and the checks that may warn of it. */
export interface ToleratedServer {
  /** Completes "no alarm on a server that ...". */
  readonly name: string;
  readonly server: Variant;
  readonly warnings?: readonly string[];
  /** The scenarios are played too: what they read back is what differs. */
  readonly plays?: true;
}

const USERS = { path: /^\/Users/ } as const;
const GROUPS = { path: /^\/Groups/ } as const;
const RESOURCES = { path: /^\/(?:Users|Groups)/ } as const;
const WRITES = { method: ["POST", "PUT"], ...USERS } as const;
const DELETE_USER = { method: "DELETE", path: /^\/Users\/./ } as const;
const GENERIC = await loadProfile("generic");

/** The reference server with wrappers round it. */
function wrapped(...wraps: readonly Wrap[]): Variant {
  return changed({}, ...wraps);
}

function changed(differences: Differences, ...wraps: readonly Wrap[]): Variant {
  return (build: Build) => wraps.reduce((next, wrap) => wrap(next), build(differences));
}

const countsIds: Variant = (build) => {
  let [lastId, requests] = [0, 0];
  const next = build({
    newId: () => String((lastId += 1)),
    ports: ({ store }) => ({ store: { ...store, list: async (type) => (await store.list(type)).toReversed() } }),
  });
  return async (request) => {
    requests += 1;
    const isTired = requests % 20 === 0;
    return isTired ? withHeader(errorResponse(429, "Too many requests."), "retry-after", "1") : next(request);
  };
};

const relative = wrapped(
  tamperResources({ ...GROUPS, query: (query) => !/\bmembers/i.test(query.get("attributes") ?? "") }, (group) =>
    without(group, "members"),
  ),
  republished(GROUP_URN, ["members"], (definition) => ({ ...definition, returned: "request" })),
  tamperResources(RESOURCES, (resource) => {
    const { meta } = resource;
    return isObject(meta) ? { ...resource, meta: coarse(meta) } : resource;
  }),
  tamperResponse({ method: "POST", ...RESOURCES }, (response) => {
    const location = response.headers.get("location");
    return location === null ? response : withHeader(response, "location", withoutOrigin(location));
  }),
);

function coarse(meta: JsonObject): JsonObject {
  const change = ([name, value]: [string, Json | undefined]): [string, Json | undefined] => {
    if (typeof value !== "string") return [name, value];
    return [name, name === "location" ? withoutOrigin(value) : value.replace(/\.\d+Z$/, "+00:00")];
  };
  return Object.fromEntries(Object.entries(meta).map(change));
}

function withoutOrigin(url: string): string {
  return url.replace(/^https?:\/\/[^/]+/, "");
}

const derivesNames = wrapped(
  tamperRequestBody(WRITES, (user) => ({ ...user, displayName: fullName(user) ?? String(user["userName"]) })),
  tamperResources(USERS, (user) => {
    const formatted = fullName(user);
    if (formatted === undefined) return user;
    const display = user["displayName"] === undefined ? {} : { displayName: formatted };
    return { ...user, ...display, name: { ...Object(user["name"]), formatted } };
  }),
  republished(USER_URN, ["displayName"], (definition) => ({ ...definition, mutability: "readOnly" })),
);

/** First and last name; undefined where one of them is not shown. */
function fullName({ name }: JsonObject): string | undefined {
  const { givenName, familyName } = isObject(name) ? name : {};
  const isWhole = typeof givenName === "string" && typeof familyName === "string";
  return isWhole ? `${givenName} ${familyName}` : undefined;
}

const NOT_KEPT = [
  "displayName",
  "nickName",
  "title",
  "phoneNumbers",
  "addresses",
  "photos",
  "userType",
  "x509Certificates",
];

const keepsLittle = wrapped(
  tamperRequestBody(WRITES, (user) => without(user, "externalId", ...NOT_KEPT)),
  tamperResources(USERS, (user) => without(user, "externalId", ...NOT_KEPT)),
  republished(USER_URN, NOT_KEPT, () => undefined),
);

const strict = wrapped(
  tamperRequestBody(WRITES, (user) => ({ ...user, emails: inLowerCase(user["emails"]) })),
  tamperRequestBody({ method: "POST", ...USERS }, (user) => ({ ...user, active: user["active"] ?? false })),
  answerInstead({ ...WRITES, body: hasPoorValue }, () => errorResponse(400, "This is not allowed.", "invalidValue")),
);

function inLowerCase(emails: Json | undefined): Json | undefined {
  if (!isArray(emails)) return emails;
  return emails.map((email) =>
    isObject(email) && typeof email["value"] === "string" ? { ...email, value: email["value"].toLowerCase() } : email,
  );
}

/** A short password, a userName that is no e-mail address, or no e-mail at all. */
function hasPoorValue(user: Json): boolean {
  if (!isObject(user)) return false;
  const { password, userName, emails } = user;
  const isWeak = typeof password === "string" && password.length < 8;
  const isNoAddress = typeof userName === "string" && !/^[^@\s]+@[^@\s]+$/.test(userName);
  return isWeak || isNoAddress || !isArray(emails) || emails.length === 0;
}

const deletesNobody = wrapped(
  answerInstead(DELETE_USER, () => withHeader(errorResponse(405, "Users stay."), "allow", "GET, HEAD, PUT, PATCH")),
);

const reservesNames: Variant = (build) => {
  const next = build();
  const names = new Set<string>();
  return async (request) => {
    const body = request.method === "POST" ? await readJson(request) : undefined;
    if (names.has(nameOf(body))) return errorResponse(409, "The userName is reserved.", "uniqueness");
    const { url, headers } = request;
    const before = request.method === "DELETE" ? await next(new Request(url, { headers })) : undefined;
    const name = before === undefined ? NOBODY : nameOf(parseBody(await before.text()));
    const response = await next(request);
    if (response.status === 204 && name !== NOBODY) names.add(name);
    return response;
  };
};

const NOBODY = " ";

/** The userName in lower case. */
function nameOf(user: Json | undefined): string {
  const { userName } = isObject(user) ? user : {};
  return typeof userName === "string" ? userName.toLowerCase() : NOBODY;
}

const capsPages = changed({ profile: { ...GENERIC, server: { ...GENERIC.server, maxResults: 50 } } });

const saysLittle = wrapped(
  tamperResponse({ method: "PATCH", query: (query) => !query.has("attributes") }, (response) =>
    response.ok ? withStatus(response, 204) : response,
  ),
  tamperResponseBody({ method: "GET", path: /^\/(?:Users|Groups)$/ }, (list) => {
    const isWhole = isArray(list["Resources"]) && list["Resources"].length === list["totalResults"];
    return isWhole ? without(list, "startIndex", "itemsPerPage") : list;
  }),
  tamperResources(USERS, (user) => ("userName" in user ? { title: null, phoneNumbers: [], ...user } : user)),
  tamperResponse({}, (response) => {
    const type = response.headers.get("content-type");
    return type === null ? response : withHeader(response, "content-type", "application/json; charset=utf-8");
  }),
);

const SIMPLE_FILTER = /^\s*(?:userName|displayName|externalId|id)\s+eq\s+"(?:[^"\\]|\\.)*"\s*$/i;

const filtersSimply = wrapped(
  answerInstead({ query: (query) => !SIMPLE_FILTER.test(query.get("filter") ?? 'id eq ""') }, () =>
    errorResponse(400, "Only eq is supported.", "invalidFilter"),
  ),
  tamperResources(GROUPS, (group) =>
    isArray(group["members"])
      ? { ...group, members: group["members"].map((member) => without(Object(member), "$ref", "display", "type")) }
      : group,
  ),
);

/** Changes what /Schemas says of top-level attributes; undefined leaves one out. */
function republished(
  urn: string,
  names: readonly string[],
  change: (definition: JsonObject) => JsonObject | undefined,
): Wrap {
  const edit = (schema: Json): Json => {
    if (!isObject(schema) || !sameUrn(String(schema["id"]), urn) || !isArray(schema["attributes"])) return schema;
    const attributes = schema["attributes"].flatMap((definition) =>
      isObject(definition) && names.includes(String(definition["name"])) ? (change(definition) ?? []) : definition,
    );
    return { ...schema, attributes };
  };
  return tamperResponseBody({ method: "GET", path: /^\/Schemas/ }, (body) =>
    isArray(body["Resources"]) ? { ...body, Resources: body["Resources"].map(edit) } : edit(body),
  );
}

/** Sound servers, each with something that the RFCs leave to it. */
export const TOLERATED: readonly ToleratedServer[] = [
  { name: "counts its ids, lists the newest first and answers every 20th request with 429", server: countsIds },
  { name: "shows a write 300 ms later in reads", server: lagging, plays: true },
  {
    name: "has relative locations, times in whole seconds, and members on request only",
    server: relative,
    plays: true,
  },
  { name: "derives displayName and name.formatted", server: derivesNames, plays: true },
  {
    name: "keeps neither externalId nor most optional attributes",
    server: keepsLittle,
    warnings: ["okta.create.external-id"],
    plays: true,
  },
  { name: "wants e-mail addresses and passwords of 8 characters, and creates inactive users", server: strict },
  { name: "deletes no users", server: deletesNobody },
  { name: "keeps the names of deleted users", server: reservesNames, warnings: ["users.delete.user-name-free"] },
  { name: "answers 50 resources at most", server: capsPages, warnings: ["okta.import.full-page"] },
  { name: "answers 204, leaves out what it may, and shows null", server: saysLittle },
  {
    name: "knows no filter but eq, and members by their id alone",
    server: filtersSimply,
    warnings: ["query.filter.common-attributes"],
  },
];
