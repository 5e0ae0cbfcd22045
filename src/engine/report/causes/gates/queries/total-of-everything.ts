import type { Exchange } from "../../../../../exchange/exchange.ts";
import { firstMember } from "../../places.ts";
import { parameterOf } from "../../traffic/exchange-words.ts";
import { answeredList } from "../../traffic/list-effects.ts";
import { defineGate } from "../gate.ts";
import type { Gate } from "../gate.ts";

/** Pages are no larger than this anywhere in a run, unless they say so. */
const PAGE = 20;
const MOST = 0.8;

/** Lists show what a filter matches, and count everybody: totalResults takes no notice of the filter. */
export const totalOfEverything: Gate = defineGate({
  id: "total-of-everything",
  read: ({ exchanges }) => {
    const whole = exchanges.filter((one) => parameterOf(one, "filter") !== undefined && isWhole(one));
    // A filter that everybody matches has the right total.
    return whole.length > 3 && whole.filter(countsMore).length > MOST * whole.length;
  },
  explains: ({ finding, deciding }, isSo) => {
    const { mismatch } = finding;
    const isFiltered = parameterOf(deciding, "filter") !== undefined;
    if (!isSo || mismatch === null || !isFiltered || answeredList(deciding) === undefined) return undefined;
    if (!["totalresults", "resources", ""].includes(firstMember(mismatch.at ?? "").toLowerCase())) return undefined;
    return {
      which: "",
      title: "totalResults counts all resources, not only those that match the filter",
      advice:
        "Apply the filter to the query that counts as to the one that lists (RFC 7644 section 3.4.2): a client takes totalResults for the number of matches.",
    };
  },
});

/** A list that has room for all that match. */
function isWhole(exchange: Exchange): boolean {
  const list = answeredList(exchange);
  if (list === undefined || Number(parameterOf(exchange, "startIndex") ?? 1) !== 1) return false;
  return list.resources.length < Math.min(PAGE, Number(parameterOf(exchange, "count") ?? PAGE));
}

function countsMore(exchange: Exchange): boolean {
  const list = answeredList(exchange);
  return list !== undefined && list.total > list.resources.length;
}
