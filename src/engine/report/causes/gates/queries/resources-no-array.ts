import type { Exchange } from "../../../../../exchange/exchange.ts";
import { getIgnoreCase, isObject } from "../../../../../scim/json.ts";
import { isAccepted } from "../../traffic/exchange-words.ts";
import { defineGate } from "../gate.ts";
import type { Gate } from "../gate.ts";

/** A list of one resource has it in Resources as it is: whoever looks for an array finds nobody. */
export const resourcesNoArray: Gate = defineGate({
  id: "resources-no-array",
  read: ({ exchanges }) => exchanges.filter(isBare).length > 1,
  explains: ({ finding, deciding }, isSo) => {
    if (!isSo || finding.mismatch === null || !isBare(deciding)) return undefined;
    return {
      which: "",
      title: "Lists that hold one resource have it in Resources as an object, and not in an array",
      advice:
        "Write Resources as an array whatever it holds, with one resource too (RFC 7644 section 3.4.2): libraries that turn XML into JSON drop the array around a single item.",
    };
  },
});

function isBare(exchange: Exchange): boolean {
  const body = exchange.response?.body;
  return isAccepted(exchange) && isObject(body) && isObject(getIgnoreCase(body, "Resources"));
}
