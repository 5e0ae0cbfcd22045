import type { Exchange } from "../../../../exchange/exchange.ts";
import { getIgnoreCase, isArray, isObject } from "../../../../scim/json.ts";
import type { Json, JsonObject } from "../../../../scim/json.ts";
import { firstMember } from "../places.ts";
import { isAccepted, operationsOf, parameterOf } from "../traffic/exchange-words.ts";
import { attributesOf } from "../scopes/features.ts";
import { defineGate } from "./gate.ts";
import type { Gate } from "./gate.ts";

/** PATCH add of a value to a list puts it in place of those that were there. */
export const addReplacesList: Gate = defineGate({
  id: "add-replaces-list",
  read: () => undefined,
  explains: ({ finding, root, deciding }, _, facts) => {
    const name = firstMember(finding.mismatch?.at ?? "");
    const sent = valuesOf(addedTo(root, name)?.["value"]);
    const reading = resourceIn(deciding);
    const shown = valuesOf(reading === undefined ? undefined : getIgnoreCase(reading, name));
    if (sent.length === 0 || shown.length === 0 || !shown.every((one) => sent.includes(one))) return undefined;
    // What is there before was sent, or shown, by one of the exchanges of the same check.
    const earlier = finding.exchanges.filter((seq) => seq < root.seq).flatMap((seq) => facts.exchangeOf(seq) ?? []);
    const before = earlier.flatMap((one) => valuesOf(memberOf(one.request.body, name)));
    if (!before.some((one) => !sent.includes(one))) return undefined;
    return {
      which: name.toLowerCase(),
      title: `PATCH add to ${name} replaces the values that are there`,
      advice: `Append to ${name} what add brings, and keep the other values (RFC 7644 section 3.5.2.1); replace is the operation that puts new ones in their place.`,
    };
  },
});

function addedTo(patch: Exchange, name: string): JsonObject | undefined {
  if (patch.request.method !== "PATCH" || name === "") return undefined;
  return operationsOf(patch).find(
    (operation) =>
      String(getIgnoreCase(operation, "op")).toLowerCase() === "add" &&
      attributesOf(operation).includes(name.toLowerCase()) &&
      !String(getIgnoreCase(operation, "path") ?? "").includes("["),
  );
}

function resourceIn(exchange: Exchange): JsonObject | undefined {
  const body = exchange.response?.body;
  return isAccepted(exchange) && parameterOf(exchange, "filter") === undefined && isObject(body) ? body : undefined;
}

function memberOf(body: Json | undefined, name: string): Json | undefined {
  return isObject(body) ? getIgnoreCase(body, name) : undefined;
}

/** The `value` of each item of a list, as text. */
function valuesOf(list: Json | undefined): readonly string[] {
  const items = isArray(list) ? list : [];
  return items.filter(isObject).flatMap((item) => {
    const value = getIgnoreCase(item, "value");
    return typeof value === "string" ? [value.toLowerCase()] : [];
  });
}
