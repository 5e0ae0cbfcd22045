import { parameterOf } from "../../traffic/exchange-words.ts";
import { countEffects } from "../../traffic/list-effects.ts";
import { defineGate } from "../gate.ts";
import type { Gate } from "../gate.ts";

/** Whatever page is asked for, the answer holds everybody. */
export const pagingIgnored: Gate = defineGate({
  id: "paging-ignored",
  read: ({ exchanges }) => countEffects(exchanges),
  explains: ({ deciding }, { hits, misses }) => {
    if (hits.length < 2 || misses.length > 0) return undefined;
    if (parameterOf(deciding, "count") === undefined && parameterOf(deciding, "startIndex") === undefined)
      return undefined;
    if (deciding.response === null || deciding.response.status >= 400) return undefined;
    return {
      which: "",
      title: "Lists ignore startIndex and count: every page holds everybody",
      advice:
        "Put at most count resources into Resources, beginning with number startIndex counted from 1, and say in totalResults how many there are on all pages (RFC 7644 section 3.4.2.4).",
    };
  },
});
