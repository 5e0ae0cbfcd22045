import { getIgnoreCase, isArray, isObject } from "../../scim/json.ts";
import type { Json } from "../../scim/json.ts";
import { parseResourcePath } from "../../exchange/resource-url.ts";
import type { OutgoingRequest } from "../session/session.ts";

/** What requests have in common that a server treats alike: method, shape of the path, names of the body's members. */
export function requestKind(request: OutgoingRequest): string {
  return [request.method.toUpperCase(), pathShape(request.path), bodyShape(request)]
    .filter((part) => part !== "")
    .join(" ");
}

/**
 * The same with the filter without its values: a target that one filter brings down answers others, and their checks are not to
 * go without an answer for it.
 */
export function requestForm(request: OutgoingRequest): string {
  const query = /\?(.*)$/s.exec(request.path)?.[1];
  const filter = query === undefined ? null : new URLSearchParams(query).get("filter");
  const shape = filter?.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
  return shape === undefined
    ? requestKind(request)
    : requestKind(request).replace(/\bfilter\b/, () => `filter=${shape}`);
}

function pathShape(path: string): string {
  const { endpoint, id } = parseResourcePath(path);
  const query = /\?(.*)$/s.exec(path)?.[1];
  const names = query === undefined ? [] : [...new Set(new URLSearchParams(query).keys())].sort();
  return `${endpoint}${id === undefined ? "" : "/{id}"}${names.length === 0 ? "" : `?${names.join("&")}`}`;
}

function bodyShape({ body, text }: OutgoingRequest): string {
  if (text !== undefined) return "with a text";
  return body === undefined ? "" : `with ${membersOf(body)}`;
}

/** Of a PATCH the operations count, since its other members are always the same. */
function membersOf(body: Json): string {
  if (!isObject(body)) return isArray(body) ? "an array" : typeof body;
  const operations = getIgnoreCase(body, "Operations");
  if (isArray(operations) && operations.length > 0) return [...new Set(operations.map(operationShape))].join(" and ");
  return Object.keys(body).sort().join(", ");
}

function operationShape(operation: Json): string {
  if (!isObject(operation)) return "an operation that is no object";
  const { op, path } = operation;
  const words = [
    typeof op === "string" ? op.toLowerCase() : "an operation without op",
    typeof path === "string" ? path.replaceAll(/"[^"]*"/g, '""') : "",
  ];
  return words.filter((word) => word !== "").join(" ");
}
