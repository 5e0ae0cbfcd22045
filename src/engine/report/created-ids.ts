import { idOf } from "../../exchange/resource-id.ts";
import { pathTo, withQuery } from "../../scim/request-path.ts";
import type { Exchange } from "../../exchange/exchange.ts";

/** A resource that an exchange made, and the shell variable that stands for its id. */
export interface CreatedId {
  readonly id: string;
  /** `USER_ID`, `GROUP_ID`, or `ID` for another type; from the second on with a number. */
  readonly variable: string;
  /** The exchange that made it. */
  readonly seq: number;
  /** Method and path of the exchange that made it, for example `POST /Users`. */
  readonly request: string;
  /** URL of the collection. */
  readonly collection: string;
  /** Where the answer tells the id. */
  readonly from: "body" | "location";
}

/** The resources that exchanges made, in their order. */
export function createdIds(exchanges: readonly Exchange[], baseUrl: string): readonly CreatedId[] {
  const created: CreatedId[] = [];
  for (const exchange of exchanges) {
    const told = createdBy(exchange);
    if (told === undefined) continue;
    const collection = exchange.request.url.split("?", 1)[0] ?? "";
    const name = variableFor(collection);
    const before = created.filter(({ variable }) => variable.startsWith(name)).length;
    const variable = before === 0 ? name : `${name}_${before + 1}`;
    const request = `POST ${pathBelow(exchange, baseUrl)}`;
    created.push({ ...told, variable, seq: exchange.seq, request, collection });
  }
  return created;
}

/** Path and query of a request below the base URL; the whole URL when it is somewhere else. */
export function pathBelow(exchange: Exchange, baseUrl: string): string {
  const { url } = exchange.request;
  const base = baseUrl.replace(/\/$/, "");
  return url.startsWith(base) ? url.slice(base.length) : url;
}

/** True when a request's path, query or body names the id. */
export function mentions(exchange: Exchange, id: string): boolean {
  const { url, body } = exchange.request;
  const parts = url.split(/[/?&]|%22/);
  return inUrls(id).some((spelled) => parts.includes(spelled)) || isNamedIn(JSON.stringify(body) ?? "", id);
}

/** As a value of its own, or quoted in the text of a filter. */
function isNamedIn(json: string, id: string): boolean {
  return json.includes(`"${id}"`) || json.includes(`\\"${id}\\"`);
}

/** A create that answers without an id may still tell it in its Location. */
function createdBy({ request, response }: Exchange): Pick<CreatedId, "id" | "from"> | undefined {
  if (request.method !== "POST" || response === null || response.status < 200 || response.status >= 300)
    return undefined;
  if (/\/(?:\.search|Bulk)(?:\?|$)/.test(request.url)) return undefined;
  const id = idOf(response.body);
  if (id !== undefined && isCopied(id)) return { id, from: "body" };
  const last = response.headers["location"]?.split("/").at(-1) ?? "";
  return isPlain(last) ? { id: last, from: "location" } : undefined;
}

/** How URLs spell an id, in a path and in a query: the one leaves colons as they are. */
export function inUrls(id: string): readonly string[] {
  return [...new Set([pathTo`/${id}`.slice("/".length), withQuery("/Users", { id }).slice("/Users?id=".length)])];
}

/** The shell variable for an id within a URL. */
export function urlVariable({ id, variable }: Pick<CreatedId, "id" | "variable">): string {
  return isPlain(id) ? variable : `${variable}_IN_URL`;
}

/** What JSON and filters write as it is. */
function isCopied(id: string): boolean {
  return /^[ !#-&(-[\]-~]{1,500}$/.test(id);
}

/** What a command can hold; an id may be as long as a page, and is then not worth a variable. */
function isPlain(id: string): boolean {
  return /^[\w.~-]{1,500}$/.test(id);
}

function variableFor(collection: string): string {
  if (/\/Users$/i.test(collection)) return "USER_ID";
  return /\/Groups$/i.test(collection) ? "GROUP_ID" : "ID";
}
