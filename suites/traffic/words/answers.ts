import {
  idOf,
  ERROR_URN,
  getIgnoreCase,
  hasSucceeded,
  isArray,
  isObject,
  LIST_RESPONSE_URN,
  sameUrn,
} from "../../../src/kit/index.ts";
import type { Json, JsonObject, LiveExchange, Step } from "../../../src/kit/index.ts";
import { oncePer } from "../../../src/exchange/validation/once-per.ts";
import { parseResourcePath } from "../../../src/exchange/resource-url.ts";

/** A resource in an answer. */
export interface SeenResource {
  readonly resource: JsonObject;
  /** Where it stands: its index in the list, or null when it is the body itself. */
  readonly index: number | null;
  /** For example `/Users`. */
  readonly endpoint: string;
}

/** Methods that SCIM uses; others may be refused before SCIM sees them. */
export const STANDARD_METHODS: readonly string[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

const RESOURCE_ENDPOINTS: readonly string[] = ["/Users", "/Groups"];
const DISCOVERY_ENDPOINTS: readonly string[] = ["/ServiceProviderConfig", "/ResourceTypes", "/Schemas"];

/** Users and groups in a successful answer: the one resource, or the items of a list. */
export const resourcesIn: (x: LiveExchange) => readonly SeenResource[] = oncePer((x) => {
  const endpoint = endpointAsked(x);
  const body = x.response?.body;
  if (!hasSucceeded(x) || !isObject(body) || !RESOURCE_ENDPOINTS.includes(endpoint)) return [];
  const items = getIgnoreCase(body, "Resources");
  if (isArray(items)) {
    return items.flatMap((item, index) => (isObject(item) ? [{ resource: item, index, endpoint }] : []));
  }
  // A search is answered with a list: another answer is for protocol.http.search-is-no-create.
  const isList = namesMessage(body, LIST_RESPONSE_URN) || idAskedFor(x) === ".search";
  return isList ? [] : [{ resource: body, index: null, endpoint }];
});

/** A discovery resource in an answer. */
export interface SeenDocument extends Pick<SeenResource, "index"> {
  readonly document: JsonObject;
}

/** Discovery resources in a 200 answer from this endpoint: the items of a list, or the one. */
export function documentsAt(x: LiveExchange, endpoint: string): readonly SeenDocument[] {
  const body = x.response?.body;
  if (x.response?.status !== 200 || endpointAsked(x) !== endpoint || !isObject(body)) return [];
  const list = listIn(x);
  if (list === undefined) return [{ document: body, index: null }];
  const items = getIgnoreCase(list, "Resources");
  return isArray(items) ? items.flatMap((item, index) => (isObject(item) ? [{ document: item, index }] : [])) : [];
}

/** Discovery resources in a 200 answer from any endpoint. */
export function documentsIn(x: LiveExchange): readonly SeenDocument[] {
  return DISCOVERY_ENDPOINTS.flatMap((endpoint) => documentsAt(x, endpoint));
}

/** The way to a resource in the body of an answer. */
export function stepsTo({ index }: Pick<SeenResource, "index">): readonly Step[] {
  return index === null ? [] : ["Resources", index];
}

/** Of those, the ones that the run made: what strangers store is not judged. */
export const ownResourcesIn: (x: LiveExchange) => readonly SeenResource[] = oncePer((x) =>
  resourcesIn(x).filter(({ resource }) => {
    const id = idOf(resource);
    return id !== undefined && x.isOwn(id);
  }),
);

/** The same without answers from which attributes were asked to be left out. */
export function wholeResourcesIn(x: LiveExchange): readonly SeenResource[] {
  const query = queryOf(x);
  return query.has("attributes") || query.has("excludedAttributes") ? [] : ownResourcesIn(x);
}

/** The body of a 200 answer to a query, when it is a ListResponse. */
export const listIn: (x: LiveExchange) => JsonObject | undefined = oncePer((x) => {
  const body = x.response?.body;
  return x.response?.status === 200 && isObject(body) && namesMessage(body, LIST_RESPONSE_URN) ? body : undefined;
});

/** The body of an answer of any status, when it is an Error message. */
export const errorIn: (x: LiveExchange) => JsonObject | undefined = oncePer((x) => {
  const body = x.response?.body;
  return isObject(body) && namesMessage(body, ERROR_URN) ? body : undefined;
});

/** True when a body's `schemas` names the message. */
export function namesMessage(body: JsonObject, urn: string): boolean {
  return schemasOf(body).some((schema) => sameUrn(schema, urn));
}

/** The texts in a body's `schemas`. */
export function schemasOf(body: JsonObject): readonly string[] {
  const schemas: Json | undefined = getIgnoreCase(body, "schemas");
  return isArray(schemas) ? schemas.filter((schema) => typeof schema === "string") : [];
}

/** The endpoint that was asked, for example `/Users`. */
export const endpointAsked: (x: LiveExchange) => string = (x) => pathOf(x).endpoint;

const pathOf = oncePer((x: LiveExchange) => parseResourcePath(x.request.path));

/** True for a request to Users, Groups or a discovery endpoint, where every server speaks SCIM. */
export function isScimEndpoint(x: LiveExchange): boolean {
  const endpoint = endpointAsked(x);
  return RESOURCE_ENDPOINTS.includes(endpoint) || DISCOVERY_ENDPOINTS.includes(endpoint);
}

/** True for a request with the run's credentials: to others a gateway may give away nothing, not even that there is SCIM. */
export function isAuthorized({ request }: LiveExchange): boolean {
  return request.credentials === undefined;
}

/** True for a request to users or groups. */
export function isResourceEndpoint(x: LiveExchange): boolean {
  return RESOURCE_ENDPOINTS.includes(endpointAsked(x));
}

/** True when the request names one resource; `.search` is an endpoint that need not be there. */
export function namesResource(x: LiveExchange): boolean {
  const id = idAskedFor(x);
  return id !== undefined && id !== ".search";
}

/** The id that the request names. */
export function idAskedFor(x: LiveExchange): string | undefined {
  return pathOf(x).id;
}

/** What the request asks for: its query parameters, or the members of the body of a search. */
export const queryOf: (x: LiveExchange) => URLSearchParams = oncePer((x) => {
  const [, query = ""] = x.request.path.split("?", 2);
  const asked = new URLSearchParams(query);
  const { body } = x.request;
  if (x.request.method !== "POST" || idAskedFor(x) !== ".search" || !isObject(body)) return asked;
  for (const [name, value] of Object.entries(body))
    if (value !== null && value !== undefined) asked.set(name, String(value));
  return asked;
});
