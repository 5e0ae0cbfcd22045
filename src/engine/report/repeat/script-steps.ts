import type { Exchange } from "../../../exchange/exchange.ts";
import { createdIds, mentions } from "../created-ids.ts";
import { isRivalOf, isWriteTo, playedSteps } from "../leading-steps.ts";
import type { Further } from "../leading-steps.ts";

/**
 * What a script plays before the deciding request: more than is cited as evidence, as a server may be wrong in what a request
 * that it has refused left behind, or in what other resources say of the one that is read.
 */
export function scriptSteps(deciding: Exchange, earlier: readonly Exchange[]): readonly Exchange[] {
  const ids = createdIds(earlier, "");
  const creates = new Map(ids.map(({ id, seq }) => [id, earlier.find((one) => one.seq === seq)]));
  // A create that is found late makes steps of the writes after it.
  const made = new Set<string>();
  const isFurther: Further = (exchange, needed) =>
    isWriteIn(exchange, deciding) ||
    isCrowd(exchange, deciding) ||
    isWriteTo(exchange, made) ||
    namesOne(exchange, needed) ||
    (isRefused(exchange) && [...needed].some((id) => isRivalOf(creates.get(id), exchange)));
  let steps = playedSteps(deciding, earlier, { ids, isFurther });
  for (let count = -1; count !== steps.length;) {
    count = steps.length;
    for (const { id, seq } of ids) if (steps.some((step) => step.seq === seq)) made.add(id);
    steps = playedSteps(deciding, earlier, { ids, isFurther });
  }
  return steps;
}

/** A list shows what any write has made of its collection, refused ones and those to unknown ids included. */
function isWriteIn({ request }: Exchange, deciding: Exchange): boolean {
  const path = pathOf(deciding);
  if (deciding.request.method !== "GET") return false;
  return (
    (request.method === "POST" && pathOf({ request }) === path) || (request.method === "PUT" && isBelow(request, path))
  );
}

/** What was made before a write, or was to be made, in the same collection may have used up what the write asks for. */
function isCrowd(exchange: Exchange, { request }: Exchange): boolean {
  const collection = pathOf(exchange);
  if (exchange.request.method !== "POST" || collection.endsWith("/.search")) return false;
  if (!["POST", "PUT", "PATCH"].includes(request.method)) return false;
  return pathOf({ request }) === collection || isBelow(request, collection);
}

/** A write shows in what it names: a group in the groups of its member. */
function namesOne(exchange: Exchange, needed: ReadonlySet<string>): boolean {
  const { method, body } = exchange.request;
  if (!["POST", "PUT", "PATCH"].includes(method) || body === undefined || isRefused(exchange)) return false;
  return !pathOf(exchange).endsWith("/.search") && [...needed].some((id) => mentions(exchange, id));
}

function isRefused({ request, response }: Exchange): boolean {
  return request.method !== "GET" && (response === null || response.status >= 300);
}

function isBelow({ url }: Exchange["request"], collection: string): boolean {
  return url.startsWith(`${collection}/`) && !url.includes("/.search");
}

function pathOf({ request }: Pick<Exchange, "request">): string {
  return request.url.split("?", 1)[0] ?? "";
}
