import { pathTo } from "../../../../scim/request-path.ts";
import type { Exchange } from "../../../../exchange/exchange.ts";
import { getIgnoreCase, isObject } from "../../../../scim/json.ts";
import type { Json } from "../../../../scim/json.ts";
import { isAccepted, operationsOf, requestPathOf } from "./exchange-words.ts";

/** A write that gives a user the userName that another user has. */
export interface TakenName {
  readonly method: string;
  readonly outcome: "taken" | "refused" | "crash";
  /** False where the letter case differs, and nobody has just that name. */
  readonly isExact: boolean;
}

/** All such writes, by the numbers of their exchanges. */
export function findTakenNames(exchanges: readonly Exchange[]): ReadonlyMap<number, TakenName> {
  const nameOf = new Map<string, string>();
  const found = new Map<number, TakenName>();
  for (const exchange of exchanges) {
    const path = userPathOf(exchange);
    if (exchange.request.method === "DELETE" && isAccepted(exchange)) nameOf.delete(path);
    const name = userNameIn(exchange);
    if (name === undefined || path === "") continue;
    const others = [...nameOf].filter(([owner]) => owner !== path).map(([, other]) => other);
    const same = others.filter((other) => other.toLowerCase() === name.toLowerCase());
    const outcome = outcomeOf(exchange);
    if (same.length > 0 && outcome !== undefined)
      found.set(exchange.seq, { method: exchange.request.method, outcome, isExact: same.includes(name) });
    if (isAccepted(exchange)) nameOf.set(path, name);
  }
  return found;
}

/** Where the user of a request lies: of a create, what it has made, or the collection when it has made nobody. */
function userPathOf(exchange: Exchange): string {
  const path = requestPathOf(exchange);
  if (!/\/Users(?:\/[^/]+)?$/i.test(path) || path.endsWith("/.search")) return "";
  const body = exchange.response?.body;
  const id = exchange.request.method === "POST" && isObject(body) ? getIgnoreCase(body, "id") : undefined;
  return typeof id === "string" ? path + pathTo`/${id}` : path;
}

/** The userName that a write asks for. */
function userNameIn(exchange: Exchange): string | undefined {
  const { method, body } = exchange.request;
  if (method === "POST" || method === "PUT")
    return toName(isObject(body) ? getIgnoreCase(body, "userName") : undefined);
  if (method !== "PATCH") return undefined;
  return operationsOf(exchange)
    .map((operation) => {
      const path = getIgnoreCase(operation, "path");
      const value = getIgnoreCase(operation, "value");
      if (typeof path === "string") return /^(?:urn:.*:)?userName$/i.test(path) ? toName(value) : undefined;
      return toName(isObject(value) ? getIgnoreCase(value, "userName") : undefined);
    })
    .findLast((name) => name !== undefined);
}

function toName(value: Json | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function outcomeOf({ response }: Exchange): TakenName["outcome"] | undefined {
  if (response === null) return undefined;
  if (response.status < 300) return "taken";
  return response.status >= 500 ? "crash" : "refused";
}
