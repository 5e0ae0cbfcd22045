import type { Exchange } from "../../../../../exchange/exchange.ts";
import { parameterOf, requestPathOf } from "../../traffic/exchange-words.ts";
import { defineGate } from "../gate.ts";
import type { Gate } from "../gate.ts";

/** Fewer may each be a crash of their own. */
const SEVERAL = 3;

/** Filters that the server does not understand are never refused: they crash. */
export const filtersCrash: Gate = defineGate({
  id: "filters-crash",
  read: ({ exchanges }) => {
    const statuses = exchanges.filter(isFilter).map(statusOf);
    const isRefusing = statuses.some((status) => status >= 400 && status < 500 && status !== 401);
    return statuses.filter((status) => status >= 500).length >= SEVERAL && !isRefusing;
  },
  explains: ({ finding: { mismatch }, deciding }, isSo) => {
    if (!isSo || mismatch === null || !isFilter(deciding) || statusOf(deciding) < 500) return undefined;
    // Who must be listed, and is not, is for another cause.
    if (!mismatch.expected.some((one) => /\b4(?:00|xx)\b|refus/.test(one))) return undefined;
    return {
      which: "",
      title: `Filters that the server does not understand are answered ${statusOf(deciding)}, and never refused with 400`,
      advice:
        "Catch what goes wrong while a filter is read or carried out (a syntax error, an unknown attribute or operator, a value of another type), and answer 400 with scimType invalidFilter (RFC 7644 section 3.4.2.2).",
    };
  },
});

/** A query of users or groups: what is discovered takes no filter at all. */
function isFilter(exchange: Exchange): boolean {
  return /\/(?:Users|Groups)$/i.test(requestPathOf(exchange)) && parameterOf(exchange, "filter") !== undefined;
}

function statusOf({ response }: Exchange): number {
  return response?.status ?? 0;
}
