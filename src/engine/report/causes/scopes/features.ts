import { getIgnoreCase, isArray, isObject } from "../../../../scim/json.ts";
import type { Json, JsonObject } from "../../../../scim/json.ts";
import type { Exchange } from "../../../../exchange/exchange.ts";
import type { RequestTrait } from "./request-trait.ts";
import { filterTraits } from "./filter-traits.ts";
import { pathTemplateOf } from "./request-shape.ts";

const KNOWN = new WeakMap<object, readonly RequestTrait[]>();

/** What a request has in common with others, the broadest first. */
export function traitsOf(exchange: Pick<Exchange, "request">): readonly RequestTrait[] {
  const found = KNOWN.get(exchange) ?? readFeatures(exchange);
  KNOWN.set(exchange, found);
  return found;
}

function readFeatures({ request }: Pick<Exchange, "request">): readonly RequestTrait[] {
  const { method, url, body, headers } = request;
  const [path = "", query = ""] = url.split("?", 2);
  const template = pathTemplateOf(path);
  const kind = resourceOf(template);
  const traits = [
    { id: "", words: "" },
    ...(method === "PATCH" ? patchTraits(body) : []),
    ...queryTraits(new URLSearchParams(query)),
    ...(isObject(body) && method !== "PATCH" ? bodyTraits(body) : []),
    ...contentTypeTraits(headers["content-type"]),
  ];
  const wide = kind === "" ? [] : traits.map((trait) => toFeature(method, trait, isOne(template) ? "one" : "all"));
  const kinds = [
    ...(DISCOVERY.test(path) ? [{ id: "discovery", words: `${method} of a discovery document`, isWide: true }] : []),
    ...(["PUT", "PATCH"].includes(method) ? changes(kind) : []),
  ];
  return [...kinds, ...wide, ...traits.map((trait) => toFeature(`${method} ${shortOf(template)}`, trait, ""))];
}

/** `Users`, `Groups`, or nothing for any other place. */
export function resourceOf(template: string): string {
  return /\/(Users|Groups)(?:\/|$)/i.exec(template)?.[1] ?? "";
}

const DISCOVERY = /\/(?:ServiceProviderConfig|ResourceTypes|Schemas)\b/;

/** PUT and PATCH together. */
function changes(kind: string): readonly RequestTrait[] {
  return [
    { id: "changes", words: "A change by PUT or PATCH", isWide: true },
    { id: `changes ${kind}`, words: `A change of ${kind} by PUT or PATCH`, isWide: true },
  ];
}

function isOne(template: string): boolean {
  return template.endsWith("/{id}");
}

function toFeature(requests: string, { id, words }: RequestTrait, which: string): RequestTrait {
  const feature = { id: `${requests} ${which} ${id}`, words: words === "" ? requests : `${requests} ${words}` };
  return words === "" ? { ...feature, isWide: true } : feature;
}

/** `/Users/{id}`: what follows the base URL, which is the same everywhere. */
export function shortOf(template: string): string {
  return (
    /\/(?:Users|Groups|Schemas|ResourceTypes|ServiceProviderConfig|Me|Bulk|\.search)\b.*$/i.exec(template)?.[0] ??
    template
  );
}

const TYPED = /\[/;

/** An operation of one kind, with or without a path, and what it is about. */
function patchTraits(body: Json | undefined): readonly RequestTrait[] {
  const found = isObject(body) ? getIgnoreCase(body, "Operations") : undefined;
  const operations = (isArray(found) ? found : []).filter(isObject);
  const traits = operations.flatMap((operation) => {
    const op = textOf(operation, "op").toLowerCase();
    const path = getIgnoreCase(operation, "path");
    const attributes = attributesOf(operation);
    const forms = typeof path === "string" ? formsOf(path) : [{ id: "pathless", words: "without a path" }];
    return [
      ...forms,
      { id: `op ${op}`, words: `with ${op}` },
      ...forms.map((form) => ({ id: `op ${op} ${form.id}`, words: `with ${op} ${form.words}` })),
      ...attributes.flatMap((name) => [
        { id: `attribute ${name}`, words: `of ${name}` },
        { id: `op ${op} attribute ${name}`, words: `with ${op} of ${name}` },
        ...forms.map((form) => ({ id: `${form.id} attribute ${name}`, words: `${form.words} of ${name}` })),
        ...forms.map((form) => ({
          id: `op ${op} ${form.id} attribute ${name}`,
          words: `with ${op} ${form.words} of ${name}`,
        })),
      ]),
    ];
  });
  const several = operations.length > 1 ? [{ id: "several", words: "with several operations" }] : [];
  return uniqueById([...traits, ...several]);
}

function formsOf(path: string): readonly RequestTrait[] {
  const { name, isUrn } = headOf(path);
  return [
    { id: "path", words: "with a path" },
    ...(TYPED.test(path) ? [{ id: "path filter", words: "with a filter in the path" }] : []),
    ...(isUrn ? [{ id: "path urn", words: "with a URN in the path" }] : []),
    ...(name.includes(".") ? [{ id: "path sub", words: "with a path to a sub-attribute" }] : []),
  ];
}

/** The attributes that an operation is about, in lower case, without URN and filter. */
export function attributesOf(operation: JsonObject): readonly string[] {
  const path = getIgnoreCase(operation, "path");
  if (typeof path === "string") return [headOf(path).name.split(".")[0] ?? ""];
  const value = getIgnoreCase(operation, "value");
  return isObject(value) ? Object.keys(value).map((name) => headOf(name).name.split(".")[0] ?? "") : [];
}

/** The attribute in a path, without URN and filter, as it was written but in lower case. */
export function headOf(path: string): { readonly name: string; readonly isUrn: boolean } {
  const head = (path.split("[", 1)[0] ?? "").trim().toLowerCase();
  const isUrn = head.startsWith("urn:");
  const name = isUrn ? head.slice(head.lastIndexOf(":") + 1) : head;
  return { name: name === "user" || name === "group" ? head : name, isUrn };
}

function textOf(object: JsonObject, name: string): string {
  const value = getIgnoreCase(object, name);
  return typeof value === "string" ? value : "";
}

function queryTraits(query: URLSearchParams): readonly RequestTrait[] {
  return uniqueById(
    [...query].flatMap(([name, value]) => [
      { id: `parameter ${name}`, words: `with ${name}` },
      ...(name === "filter" ? filterTraits(value) : valueTraits(name, value)),
    ]),
  );
}

function valueTraits(name: string, value: string): readonly RequestTrait[] {
  if (name === "sortBy" || name === "sortOrder")
    return [{ id: `parameter ${name}=${value}`, words: `with ${name}=${value}` }];
  if (name !== "startIndex" && name !== "count") return [];
  if (/^[1-9]\d*$/.test(value)) return [];
  return [{ id: `parameter ${name}=${value}`, words: `with ${name}=${value}` }];
}

/** Which attributes a resource is sent with, which of them without a value, and which with a value of what type. */
function bodyTraits(body: JsonObject): readonly RequestTrait[] {
  return Object.entries(body).flatMap(([name, value = null]) => {
    const type = value === null ? "null" : isArray(value) && value.length === 0 ? "[]" : jsonTypeOf(value);
    return [
      { id: `body ${name.toLowerCase()}`, words: `with ${name}` },
      { id: `body ${name.toLowerCase()} ${type}`, words: `with ${name} as ${type}` },
    ];
  });
}

/** The type of a JSON value in one word. */
export function jsonTypeOf(value: Json): string {
  if (value === null) return "null";
  return isArray(value) ? "array" : typeof value;
}

function contentTypeTraits(type: string | undefined): readonly RequestTrait[] {
  if (type === undefined || type === "application/scim+json") return [];
  return [{ id: `type ${type}`, words: `with Content-Type ${type}` }];
}

function uniqueById(features: readonly RequestTrait[]): readonly RequestTrait[] {
  return [...new Map(features.map((feature) => [feature.id, feature])).values()];
}
