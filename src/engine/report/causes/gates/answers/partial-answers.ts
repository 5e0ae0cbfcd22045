import type { Exchange } from "../../../../../exchange/exchange.ts";
import { getIgnoreCase, isObject } from "../../../../../scim/json.ts";
import type { JsonObject } from "../../../../../scim/json.ts";
import { mismatchKind } from "../../mismatch-kind.ts";
import { firstMember } from "../../places.ts";
import { resourceOf, shortOf } from "../../scopes/features.ts";
import { pathTemplateOf } from "../../scopes/request-shape.ts";
import { isAccepted, parameterOf } from "../../traffic/exchange-words.ts";
import { answeredList } from "../../traffic/list-effects.ts";
import { defineGate } from "../gate.ts";
import type { Gate } from "../gate.ts";

/** What every representation of a user or group holds, if only in part. */
const BASIC: readonly (readonly string[])[] = [["schemas"], ["id"], ["username", "displayname"], ["meta"]];

/** All answers of one kind are something else than the resource: several of its members are missing at once. */
export const partialAnswers: Gate = defineGate({
  id: "partial-answers",
  alone: true,
  read: ({ exchanges }) => {
    const byKind = Map.groupBy(exchanges.filter(isTelling), kindOf);
    const partial = [...byKind].filter(([, answers]) => answers.length > 1 && answers.every(isPartial));
    return new Set(partial.length < byKind.size ? partial.map(([kind]) => kind) : []);
  },
  explains: ({ finding, deciding }, partial) => {
    const { mismatch } = finding;
    if (mismatch === null || !isAccepted(deciding) || !partial.has(kindOf(deciding))) return undefined;
    const isForm =
      mismatch.at !== null &&
      (mismatchKind(mismatch) === "missing" || ["", "schemas"].includes(firstMember(mismatch.at).toLowerCase()));
    if (!isForm) return undefined;
    return {
      which: kindOf(deciding),
      title: `${kindOf(deciding)} is answered with something else than the whole resource`,
      advice:
        "Answer with the representation of the resource, with schemas, id, meta and all attributes that have a value (RFC 7643 section 3 and RFC 7644 section 3.3), in the same form as a reading of it.",
    };
  },
});

/** An answer with JSON from which nothing was to be left out. */
function isTelling(exchange: Exchange): boolean {
  const isWhole = ["attributes", "excludedAttributes"].every((name) => parameterOf(exchange, name) === undefined);
  return (
    isAccepted(exchange) &&
    isWhole &&
    resourceOf(pathTemplateOf(exchange.request.url)) !== "" &&
    resourcesIn(exchange).length > 0
  );
}

function resourcesIn(exchange: Exchange): readonly JsonObject[] {
  const body = exchange.response?.body;
  const isList = exchange.request.method === "GET" && !pathTemplateOf(exchange.request.url).endsWith("/{id}");
  return isList ? (answeredList(exchange)?.resources ?? []) : isObject(body) ? [body] : [];
}

function isPartial(exchange: Exchange): boolean {
  return resourcesIn(exchange).every((resource) => {
    const lacking = BASIC.filter((names) => names.every((name) => getIgnoreCase(resource, name) === undefined));
    return lacking.length > 1;
  });
}

function kindOf({ request }: Exchange): string {
  return `${request.method} ${shortOf(pathTemplateOf(request.url))}`;
}
