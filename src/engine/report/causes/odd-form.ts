import type { Exchange } from "../../../exchange/exchange.ts";
import { getIgnoreCase, isArray, isObject } from "../../../scim/json.ts";
import { shortOf } from "./scopes/features.ts";
import { pathTemplateOf } from "./scopes/request-shape.ts";

const ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";

/**
 * In what form an answer is that has not the form of its kind: a refusal that is no SCIM error, a success that is no JSON object.
 * Whatever a check then misses in it is missing for that reason. Undefined for an answer that has its form, or no body.
 */
export function oddFormOf({ request, response }: Exchange): readonly string[] | undefined {
  if (response === null || request.method === "HEAD") return undefined;
  const { status, body, headers } = response;
  const type = (headers["content-type"] ?? "").split(";", 1)[0] ?? "";
  if (status >= 400) return isScimError(body) ? undefined : ["error form", isObject(body) ? membersOf(body) : type];
  if (isObject(body) || status === 204 || (body === undefined && type === "")) return undefined;
  const endpoint = `${request.method} ${shortOf(pathTemplateOf(request.url))}`;
  return ["answer form", endpoint, body === undefined ? type : "JSON"];
}

/** True for the body of an error as RFC 7644 section 3.12 has it. */
export function isScimError(body: unknown): boolean {
  const schemas = isObject(body) ? getIgnoreCase(body, "schemas") : undefined;
  return isArray(schemas) && schemas.includes(ERROR);
}

function membersOf(body: object): string {
  return Object.keys(body).sort().join(" ");
}
