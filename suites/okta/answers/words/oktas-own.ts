import { getIgnoreCase, hasSucceeded, isArray, isObject, isUnassigned, toListBody } from "../../../../src/kit/index.ts";
import type { Json, JsonObject, LiveExchange, Step } from "../../../../src/kit/index.ts";
import { nameAttribute } from "../../../../src/exchange/resource-url.ts";
import {
  endpointAsked,
  idAskedFor,
  isAuthorized,
  isResourceEndpoint,
  queryOf,
} from "../../../traffic/words/answers.ts";

/** Which requests a rule is about. */
export interface OktaRequestKind {
  readonly method: string;
  /** Whether the request names one resource, or the whole collection. */
  readonly names: "one" | "all";
}

/** True for a request to users or groups that Okta's client has sent, with the credentials of the run. */
export function isSentByOkta(x: LiveExchange, { method, names }: OktaRequestKind): boolean {
  const isOne = idAskedFor(x) !== undefined;
  return (
    x.sender === "okta" &&
    x.request.method === method &&
    isOne === (names === "one") &&
    isResourceEndpoint(x) &&
    isAuthorized(x)
  );
}

/** The same, answered with 2xx. */
export function isAnswered(x: LiveExchange, kind: OktaRequestKind): boolean {
  return isSentByOkta(x, kind) && hasSucceeded(x);
}

/** The attribute by which Okta finds a resource at the endpoint that was asked: userName or displayName. */
export function nameAsked(x: LiveExchange): "userName" | "displayName" {
  return nameAttribute(endpointAsked(x) === "/Groups" ? "/Groups" : "/Users");
}

/** The name that a write gives its resource; undefined where it gives none. */
export function nameSent(x: LiveExchange): string | undefined {
  const { body } = x.request;
  const name = isObject(body) ? getIgnoreCase(body, nameAsked(x)) : undefined;
  return typeof name === "string" ? name : undefined;
}

/** The name that a match query asks for; undefined for another request. */
export function nameSought(x: LiveExchange): string | undefined {
  const [, attribute, literal = ""] = /^(\w+) eq ("(?:[^"\\]|\\.)*")$/.exec(queryOf(x).get("filter") ?? "") ?? [];
  if (attribute !== nameAsked(x)) return undefined;
  try {
    const name: unknown = JSON.parse(literal);
    return typeof name === "string" ? name : undefined;
  } catch {
    return undefined;
  }
}

/** The user or group that an answer holds as its whole body. */
export function resourceAnswered({ response }: LiveExchange): JsonObject | undefined {
  const body = response?.body;
  if (!isObject(body)) return undefined;
  return isArray(getIgnoreCase(body, "Resources")) ? undefined : body;
}

/** True where an answer says whether its user is active: the one to a create must. */
export function showsActive(x: LiveExchange): boolean {
  const user = hasSucceeded(x) ? resourceAnswered(x) : undefined;
  if (user === undefined) return false;
  return x.request.method === "POST" || !isUnassigned(getIgnoreCase(user, "active"));
}

/** The first resource of a list that has another name, and where it stands; undefined where all have that name. */
export function strangerListed(x: LiveExchange, name: string): readonly Step[] | undefined {
  const body = x.response?.body;
  const { resources } = toListBody(isObject(body) ? body : {});
  const attribute = nameAsked(x);
  const isNamed = (found: Json | undefined): boolean =>
    typeof found === "string" && found.toLowerCase() === name.toLowerCase();
  const stranger = resources.find((resource) => !isNamed(getIgnoreCase(resource, attribute)));
  return stranger && ["Resources", (item) => item === stranger, attribute];
}
