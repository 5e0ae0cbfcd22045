import { getIgnoreCase, isArray, isObject } from "../../../../scim/json.ts";
import type { Json } from "../../../../scim/json.ts";
import type { Exchange } from "../../../../exchange/exchange.ts";
import { withoutNames } from "../../without-names.ts";

/** What a request asks for, without the ids and names of the run: two requests of one shape exercise the same code of the server. */
export interface RequestShape {
  /** `PATCH https://host/v2/Users/{id}`. */
  readonly endpoint: string;
  /** The names of the query's parameters: `filter&startIndex`; empty without a query. */
  readonly parameters: string;
  /** The query with its values, and what the body asks for: `replace active`. */
  readonly detail: string;
}

/** Finds out what a request asks for. */
export function shapeOf(exchange: Exchange): RequestShape {
  const { method, url, body } = exchange.request;
  const [path = "", query = ""] = url.split("?", 2);
  const parameters = [...new URLSearchParams(query)].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    endpoint: `${method} ${pathTemplateOf(path)}`,
    parameters: parameters.map(([name]) => name).join("&"),
    detail: [...parameters.map(([name, value]) => `${name}=${shapeOfFilter(value)}`), ...shapeOfBody(body)].join(" "),
  };
}

/** Replaces the id in `/Users/2819c223` by `{id}`; `.search` is no id. */
export function pathTemplateOf(path: string): string {
  return (path.split("?", 1)[0] ?? "").replace(/\/(Users|Groups)\/(?!\.search)[^/?#]+/gi, "/$1/{id}");
}

/** A filter without its literals and names. */
export function shapeOfFilter(filter: string): string {
  return withoutNames(filter.replace(/"(?:[^"\\]|\\.)*"/g, '"…"'));
}

function shapeOfBody(body: Json | undefined): readonly string[] {
  if (!isObject(body)) return [];
  const operations = getIgnoreCase(body, "Operations");
  const filter = getIgnoreCase(body, "filter");
  return [
    ...(isArray(operations) ? operations.map(shapeOfOperation) : []),
    ...(typeof filter === "string" ? [shapeOfFilter(filter)] : []),
  ];
}

/** `replace active`, whether the attribute stands in the path or, without a path, in the value. */
function shapeOfOperation(operation: Json): string {
  if (!isObject(operation)) return typeof operation;
  const op = getIgnoreCase(operation, "op");
  const path = getIgnoreCase(operation, "path");
  const value = getIgnoreCase(operation, "value");
  const verb = typeof op === "string" ? op.toLowerCase() : typeof op;
  if (typeof path === "string") return `${verb} ${shapeOfFilter(path)}`;
  return `${verb} ${isObject(value) ? Object.keys(value).sort().join(",") : typeof value}`;
}
