import { parameterOf } from "../../traffic/exchange-words.ts";
import { countEffects, answeredList } from "../../traffic/list-effects.ts";
import type { AnsweredList } from "../../traffic/list-effects.ts";
import type { Exchange } from "../../../../../exchange/exchange.ts";
import { defineGate } from "../gate.ts";
import type { Gate } from "../gate.ts";

/** Whatever page is asked for, the answer holds everybody. */
export const pagingIgnored: Gate = defineGate({
  id: "paging-ignored",
  read: ({ exchanges }) => countEffects(exchanges),
  explains: ({ deciding }, { hits, misses }) => {
    if (hits.length < 2 || misses.length > 0) return undefined;
    const list = answeredList(deciding);
    const isPage = ["count", "startIndex"].some((name) => parameterOf(deciding, name) !== undefined);
    if (list === undefined || !isPage || (isOther(deciding, list) && !isPastTheEnd(deciding, list))) return undefined;
    return {
      which: "",
      title: "Lists ignore startIndex and count: every page holds everybody",
      advice:
        "Put at most count resources into Resources, beginning with number startIndex counted from 1, and say in totalResults how many there are on all pages (RFC 7644 section 3.4.2.4).",
    };
  },
});

/** A search that finds the wrong people, or nobody, is a fault of its own. */
function isOther(exchange: Exchange, { resources }: AnsweredList): boolean {
  return (
    parameterOf(exchange, "filter") !== undefined && resources.length <= Number(parameterOf(exchange, "count") ?? 1)
  );
}

/** There is nobody on a page that begins behind the last one. */
function isPastTheEnd(exchange: Exchange, { resources, total }: AnsweredList): boolean {
  return resources.length > 0 && Number(parameterOf(exchange, "startIndex") ?? 1) > total;
}
