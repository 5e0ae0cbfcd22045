import type { Exchange } from "../../../../../exchange/exchange.ts";
import { getIgnoreCase, isArray, isObject } from "../../../../../scim/json.ts";
import type { Json } from "../../../../../scim/json.ts";
import { isAccepted } from "../../traffic/exchange-words.ts";
import { defineGate } from "../gate.ts";
import type { Gate } from "../gate.ts";

/** Lists name the resources, for example by their ids, and do not hold them: whoever looks for one finds nobody. */
export const itemsNoResources: Gate = defineGate({
  id: "items-no-resources",
  read: ({ exchanges }) => exchanges.filter((one) => strangeItem(one) !== undefined).length > 1,
  explains: ({ deciding }, isSo) => {
    const item = isSo ? strangeItem(deciding) : undefined;
    if (item === undefined) return undefined;
    return {
      which: "",
      title: `Resources of lists holds no resources: each item is ${formOf(item)} instead of an object`,
      advice:
        "Put the resources themselves into the array Resources, with schemas, id, meta and all attributes that have a value, as GET of one shows it (RFC 7644 section 3.4.2): clients make no second request to learn who is meant.",
    };
  },
});

/** The first item of a list none of whose items is an object. */
function strangeItem(exchange: Exchange): Exclude<Json, undefined> | undefined {
  const body = exchange.response?.body;
  const items = isAccepted(exchange) && isObject(body) ? getIgnoreCase(body, "Resources") : undefined;
  return isArray(items) && !items.some(isObject) ? (items[0] ?? undefined) : undefined;
}

function formOf(item: Json): string {
  if (typeof item === "string") return "a text";
  if (typeof item === "number") return "a number";
  return isArray(item) ? "an array" : "something else";
}
