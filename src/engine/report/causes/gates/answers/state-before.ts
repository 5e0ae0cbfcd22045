import type { Exchange } from "../../../../../exchange/exchange.ts";
import { getIgnoreCase, isObject } from "../../../../../scim/json.ts";
import type { JsonObject } from "../../../../../scim/json.ts";
import { firstMember } from "../../places.ts";
import { resourceOf } from "../../scopes/features.ts";
import { pathTemplateOf } from "../../scopes/request-shape.ts";
import { isAccepted, requestPathOf } from "../../traffic/exchange-words.ts";
import { isThere } from "../../traffic/shown-value.ts";
import { defineGate } from "../gate.ts";
import type { Gate } from "../gate.ts";

/** How often the answer to a PUT shows the state before while the next reading shows the one after, and how often it shows what changed. */
interface Shown {
  readonly before: number;
  readonly after: number;
}

/** Seen so often, and never otherwise. */
const SEVERAL = 2;

const OWN: readonly string[] = ["id", "schemas", "meta", "password", "groups"];

/** A PUT is carried out, and answered with the resource as it was before. */
export const stateBefore: Gate = defineGate({
  id: "state-before",
  read: ({ exchanges }) => countShown(exchanges),
  explains: ({ finding: { mismatch }, root, deciding }, shown) => {
    const answer = resourceIn(deciding);
    if (root !== deciding || deciding.request.method !== "PUT" || answer === undefined) return undefined;
    const kind = kindOf(deciding);
    const { before, after } = shown.get(kind) ?? { before: 0, after: 0 };
    const name = firstMember(mismatch?.at ?? "");
    if (after > 0 || before < SEVERAL || !isOther(deciding, answer, name)) return undefined;
    return {
      which: kind,
      title: `PUT of ${kind} is carried out, and answered with the resource as it was before`,
      advice:
        "Answer PUT with the resource as it has just been stored (RFC 7644 section 3.5.1): read it again, or build the answer after the write.",
      isAlone: true,
    };
  },
});

function countShown(exchanges: readonly Exchange[]): ReadonlyMap<string, Shown> {
  const counts = new Map<string, Shown>();
  for (const ofPath of Map.groupBy(exchanges, requestPathOf).values()) {
    for (const [index, put] of ofPath.entries()) {
      const answer = put.request.method === "PUT" ? resourceIn(put) : undefined;
      if (answer === undefined) continue;
      const { before, after } = counts.get(kindOf(put)) ?? { before: 0, after: 0 };
      const earlier = ofPath.slice(0, index).findLast((one) => resourceIn(one) !== undefined);
      const changed = sentNames(put).filter((name) => earlier !== undefined && isOther(put, resourceIn(earlier), name));
      const next = ofPath[index + 1];
      const reading = next?.request.method === "GET" ? resourceIn(next) : undefined;
      const isNews = changed.some((name) => !isOther(put, answer, name));
      const isStale = sentNames(put).some(
        (name) => isOther(put, answer, name) && reading !== undefined && !isOther(put, reading, name),
      );
      counts.set(kindOf(put), { before: before + (isStale ? 1 : 0), after: after + (isNews ? 1 : 0) });
    }
  }
  return counts;
}

function kindOf(exchange: Exchange): string {
  return resourceOf(pathTemplateOf(requestPathOf(exchange)));
}

function sentNames({ request }: Exchange): readonly string[] {
  return Object.keys(isObject(request.body) ? request.body : {}).filter((name) => !OWN.includes(name.toLowerCase()));
}

/** True where a PUT sent something in an attribute and the resource shows something else there. */
function isOther({ request }: Exchange, shown: JsonObject | undefined, name: string): boolean {
  const sent = isObject(request.body) ? getIgnoreCase(request.body, name) : undefined;
  return shown !== undefined && sent !== undefined && isThere(shown, name, sent) === false;
}

function resourceIn(exchange: Exchange): JsonObject | undefined {
  const body = exchange.response?.body;
  return isAccepted(exchange) && isObject(body) && getIgnoreCase(body, "id") !== undefined ? body : undefined;
}
