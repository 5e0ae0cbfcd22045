import type { Exchange } from "../../../../exchange/exchange.ts";
import { getIgnoreCase, isArray, isObject } from "../../../../scim/json.ts";
import type { JsonObject } from "../../../../scim/json.ts";
import { isAccepted, parameterOf, requestPathOf } from "./exchange-words.ts";
import { comparisonsIn } from "../scopes/filter-traits.ts";
import type { Observations } from "../scopes/scope-finder.ts";

/** A list as it was answered. */
export interface AnsweredList {
  readonly resources: readonly JsonObject[];
  readonly total: number;
}

/** The list in a successful answer; undefined when there is none. */
export function answeredList(exchange: Exchange): AnsweredList | undefined {
  const body = exchange.response?.body;
  if (!isAccepted(exchange)) return undefined;
  const items = isArray(body) ? body : isObject(body) ? getIgnoreCase(body, "Resources") : undefined;
  const stated = isObject(body) ? getIgnoreCase(body, "totalResults") : undefined;
  const total = typeof stated === "number" || typeof stated === "string" ? Number(stated) : Number.NaN;
  if (!isArray(items) && Number.isNaN(total)) return undefined;
  const resources = (isArray(items) ? items : []).filter(isObject);
  return { resources, total: Number.isNaN(total) ? resources.length : total };
}

/** How many resources the run had at each collection when an exchange was sent, as far as its own creates and deletes tell. */
export function collectionSizes(exchanges: readonly Exchange[]): ReadonlyMap<number, number> {
  const sizes = new Map<string, number>();
  const at = new Map<number, number>();
  for (const exchange of exchanges) {
    const path = requestPathOf(exchange);
    const collection = exchange.request.method === "DELETE" ? path.slice(0, path.lastIndexOf("/")) : path;
    at.set(exchange.seq, sizes.get(collection.replace(/\/\.search$/, "")) ?? 0);
    if (!isAccepted(exchange)) continue;
    const change = exchange.request.method === "POST" ? 1 : exchange.request.method === "DELETE" ? -1 : 0;
    sizes.set(collection, (sizes.get(collection) ?? 0) + change);
  }
  return at;
}

/** So few that a filter could find them all. */
const FEW = 4;

/**
 * Lists of which the filter was ignored, and such of which it was not. It is ignored where somebody is listed who shows nothing of
 * what the filter asks for, among about as many as there are; it is not where far fewer are listed than there are.
 */
export function filterEffects(exchanges: readonly Exchange[]): Observations {
  const sizes = collectionSizes(exchanges);
  const [hits, misses]: [Exchange[], Exchange[]] = [[], []];
  for (const exchange of exchanges) {
    const filter = parameterOf(exchange, "filter");
    const list = filter === undefined ? undefined : answeredList(exchange);
    const size = sizes.get(exchange.seq) ?? 0;
    if (filter === undefined || list === undefined || size < 2) continue;
    if (list.total < size / 2 && size >= FEW) misses.push(exchange);
    else if (list.total >= size / 2 && showsStrangers(filter, list)) hits.push(exchange);
  }
  return { hits, misses };
}

/** Some are listed who show nothing of what any comparison of the filter asks for. */
function showsStrangers(filter: string, { resources }: AnsweredList): boolean {
  if (/\b(?:ne|not|pr|gt|ge|lt|le)\b/i.test(filter.replace(/"(?:[^"\\]|\\.)*"/g, ""))) return false;
  const literals = [...filter.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, literal = ""]) => literal.toLowerCase());
  if (literals.length === 0 || comparisonsIn(filter).length === 0) return false;
  const strangers = resources.filter((resource) => {
    const text = JSON.stringify(resource).toLowerCase();
    return !literals.some((literal) => literal !== "" && text.includes(literal));
  });
  // One who is in every answer does not make a filter ignored.
  return strangers.length > 1;
}

/** Pages that hold more than was asked for, and such that keep to it although there is more. */
export function countEffects(exchanges: readonly Exchange[]): Observations {
  const [hits, misses]: [Exchange[], Exchange[]] = [[], []];
  for (const exchange of exchanges) {
    const asked = Number(parameterOf(exchange, "count") ?? Number.NaN);
    const list = asked >= 0 ? answeredList(exchange) : undefined;
    if (list === undefined) continue;
    const shown = list.resources.length;
    if (shown > asked + 1 && shown >= list.total) hits.push(exchange);
    else if (shown <= asked && list.total > asked) misses.push(exchange);
  }
  return { hits, misses };
}
