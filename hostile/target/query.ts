import { getIgnoreCase, isArray, isObject } from "../../src/scim/json.ts";
import type { Json, JsonObject } from "../../src/scim/json.ts";
import { LIST_RESPONSE_URN } from "../../src/scim/urns.ts";
import { refusal } from "./call.ts";
import type { Answer, Call } from "./call.ts";
import type { Endpoint } from "./endpoint.ts";
import { toShown } from "./show.ts";
import type { Entry } from "./store.ts";
import type { World } from "./world.ts";

const MAX_PAGE = 200;

/** Answers GET of a collection: `attribute eq "value"` as the filter, startIndex and count. */
export function listOf(call: Call & { readonly endpoint: Endpoint }, world: World): Answer {
  const filter = call.query.get("filter");
  const test = filter === null ? (): boolean => true : toTest(filter);
  if (test === undefined) return refusal(400, "that filter is not supported", "invalidFilter");
  const found = world.store.all(call.endpoint).filter(({ resource }) => test(resource));
  return pageOf(call, found, world);
}

/** The page of these that the call asks for. */
export function pageOf(
  call: Call & { readonly endpoint: Endpoint },
  found: readonly Entry[],
  world: World,
): Answer & { readonly body: JsonObject } {
  const start = Math.max(1, numberIn(call, "startIndex") ?? 1);
  const count = Math.min(MAX_PAGE, Math.max(0, numberIn(call, "count") ?? MAX_PAGE));
  const resources = found
    .slice(start - 1, start - 1 + count)
    .map(({ resource }) => toShown(call.endpoint, resource, world));
  return {
    status: 200,
    body: {
      schemas: [LIST_RESPONSE_URN],
      totalResults: found.length,
      startIndex: start,
      itemsPerPage: resources.length,
      Resources: resources,
    },
  };
}

function numberIn({ query }: Call, name: string): number | undefined {
  const text = query.get(name);
  return text !== null && /^-?\d+$/.test(text) ? Number(text) : undefined;
}

/** Understands `a.b eq "text"`, `eq true` and the like, and a row of them joined by `and`; undefined for all else. */
function toTest(filter: string): ((resource: JsonObject) => boolean) | undefined {
  const tests = filter.split(/ and /i).map(toComparison);
  const known = tests.filter((test) => test !== undefined);
  return known.length === tests.length ? (resource) => known.every((test) => test(resource)) : undefined;
}

function toComparison(text: string): ((resource: JsonObject) => boolean) | undefined {
  const [, path, operator, value] = /^\(?([\w.:]+)(?:\[.*\])? (eq|co|sw|ew) (.+?)\)?$/i.exec(text) ?? [];
  if (path === undefined || operator === undefined || value === undefined) return undefined;
  const wanted = parse(value);
  if (wanted === undefined) return undefined;
  return (resource) => valuesAt(resource, path.split(".")).some((found) => compare(operator, found, wanted));
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function compare(operator: string, found: Json, wanted: Json): boolean {
  if (typeof found !== "string" || typeof wanted !== "string") return found === wanted;
  const [a, b] = [found.toLowerCase(), wanted.toLowerCase()];
  switch (operator.toLowerCase()) {
    case "co":
      return a.includes(b);
    case "sw":
      return a.startsWith(b);
    case "ew":
      return a.endsWith(b);
    default:
      return a === b;
  }
}

function valuesAt(value: Json, path: readonly string[]): readonly Json[] {
  if (isArray(value)) return value.flatMap((item) => valuesAt(item, path));
  const [head, ...rest] = path;
  if (head === undefined) return isObject(value) ? valuesAt(value, ["value"]) : [value];
  const inner = isObject(value) ? getIgnoreCase(value, head) : undefined;
  return inner === undefined ? [] : valuesAt(inner, rest);
}
