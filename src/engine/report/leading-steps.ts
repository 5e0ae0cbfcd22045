import { getIgnoreCase, isObject } from "../../scim/json.ts";
import type { Json } from "../../scim/json.ts";
import { decoded } from "../../exchange/resource-url.ts";
import { createdIds, mentions } from "./created-ids.ts";
import type { CreatedId } from "./created-ids.ts";
import type { Exchange } from "../../exchange/exchange.ts";

/**
 * The last of these exchanges and the ones that it rests on: creates of what it is about, and writes to that. Where it
 * rests on none of them, the last few as they came.
 *
 * @param most How many at most; the ones nearest to the last.
 */
export function leadingExchanges(exchanges: readonly Exchange[], most: number): readonly Exchange[] {
  const deciding = exchanges.at(-1);
  if (deciding === undefined) return [];
  const earlier = exchanges.slice(0, -1);
  const steps = playedSteps(deciding, earlier, { ids: createdIds(earlier, "") });
  return [...(steps.length === 0 ? earlier : steps), deciding].slice(-most);
}

/** True for what is played as well, given the ids that are needed by then. */
export type Further = (exchange: Exchange, needed: ReadonlySet<string>) => boolean;

/** What the steps are looked for with. */
export interface StepOptions {
  /** What the earlier exchanges made. */
  readonly ids: readonly CreatedId[];
  /** What is played besides; nothing when left out. */
  readonly isFurther?: Further;
}

/** The creates and writes that a deciding exchange rests on, found backwards from it. */
export function playedSteps(
  deciding: Exchange,
  earlier: readonly Exchange[],
  { ids, isFurther = () => false }: StepOptions,
): readonly Exchange[] {
  const needed = new Set(ids.filter((created) => isNeeded(created, deciding, earlier)).map(({ id }) => id));
  const steps: Exchange[] = [];
  for (const exchange of earlier.toReversed()) {
    const created = ids.find(({ seq }) => seq === exchange.seq);
    const isStep = created === undefined ? isWriteTo(exchange, needed) : needed.has(created.id);
    if (!isStep && !isFurther(exchange, needed)) continue;
    steps.unshift(exchange);
    if (created !== undefined) needed.add(created.id);
    for (const { id } of ids) if (mentions(exchange, id)) needed.add(id);
  }
  return steps;
}

function isNeeded(created: CreatedId, deciding: Exchange, earlier: readonly Exchange[]): boolean {
  const create = earlier.find(({ seq }) => seq === created.seq);
  return mentions(deciding, created.id) || isListedBy(created, deciding) || isRivalOf(create, deciding);
}

/** A list shows what was made in its collection; a search by POST does too, at the root that of all of them. */
function isListedBy({ collection }: CreatedId, { request }: Exchange): boolean {
  const path = request.url.split("?", 1)[0] ?? "";
  if (request.method === "GET") return path === collection;
  const root = collection.slice(0, collection.lastIndexOf("/"));
  return request.method === "POST" && [collection, root].some((place) => path === `${place}/.search`);
}

/** What was made under a name is in the way of whoever asks for the same name, with PATCH too. */
export function isRivalOf(create: Exchange | undefined, { request }: Exchange): boolean {
  if (request.method === "GET" || request.body === undefined) return false;
  const wanted = JSON.stringify(request.body).toLowerCase();
  return ["userName", "displayName", "externalId"].some((name) => {
    const taken = textOf(create?.request.body, name);
    return taken !== undefined && wanted.includes(JSON.stringify(taken));
  });
}

function textOf(body: Json | undefined, name: string): string | undefined {
  const value = isObject(body) ? getIgnoreCase(body, name) : undefined;
  return typeof value === "string" ? value.toLowerCase() : undefined;
}

/** True for a write to one of the resources. */
export function isWriteTo(exchange: Exchange, ids: ReadonlySet<string>): boolean {
  const { method, url } = exchange.request;
  const last = url.split("?", 1)[0]?.split("/").at(-1) ?? "";
  return ["PUT", "PATCH", "DELETE"].includes(method) && ids.has(decoded(last));
}
