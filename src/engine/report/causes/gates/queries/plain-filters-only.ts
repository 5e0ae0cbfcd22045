import type { Exchange } from "../../../../../exchange/exchange.ts";
import { comparisonsIn } from "../../scopes/filter-traits.ts";
import { parameterOf } from "../../traffic/exchange-words.ts";
import { answeredList } from "../../traffic/list-effects.ts";
import { defineGate } from "../gate.ts";
import type { Gate } from "../gate.ts";
import { isAboutMissing } from "./filters-find-nobody.ts";

/** Fewer may each be a fault of their own. */
const SEVERAL = 4;

/** Filters that are more than comparisons of one attribute with a text find nobody; the plain ones do. */
export const plainFiltersOnly: Gate = defineGate({
  id: "plain-filters-only",
  read: ({ exchanges, breaches }) => {
    const missing = new Set(
      breaches.flatMap(({ decisive, reason }) => (decisive !== null && isAboutMissing(reason) ? [decisive] : [])),
    );
    const found = exchanges.filter((one) => (answeredList(one)?.resources.length ?? 0) > 0 && !missing.has(one.seq));
    const spared = new Set(found.flatMap((one) => waysOf(one)));
    const dead = exchanges.filter(({ seq }) => missing.has(seq)).flatMap((one) => waysOf(one));
    return new Set(dead.filter((way) => !spared.has(way)));
  },
  explains: ({ finding, deciding }, dead) => {
    if (dead.size < SEVERAL || !isAboutMissing(finding.reason) || answeredList(deciding)?.total !== 0) return undefined;
    const ways = waysOf(deciding).filter((way) => dead.has(way));
    if (ways.length === 0) return undefined;
    return {
      which: "",
      title: `Filters find nobody as soon as they are more than comparisons of one attribute with a text: ${[...dead].join(", ")}`,
      advice:
        "Read filters with a parser of the whole grammar (RFC 7644 section 3.4.2.2, figure 1) and list every resource that matches; answer 400 with scimType invalidFilter to what the server does not support, as an empty list says that nobody matches.",
    };
  },
});

const WAYS: readonly (readonly [string, RegExp])[] = [
  ["pr", /\spr\b/i],
  ["not", /\bnot\b/i],
  ["true and false", /\b(?:eq|ne)\s+(?:true|false)\b/i],
  ["AND and OR in capitals", /\b(?:AND|OR)\b/],
  ["a URN before the attribute", /\burn:/i],
  ["brackets", /\[/],
  ["parentheses", /(?<!not )\(/i],
  ["attributes of meta", /\bmeta\./i],
];

/** In what a filter is more than plain. */
function waysOf(exchange: Exchange): readonly string[] {
  const bare = (parameterOf(exchange, "filter") ?? "").replace(/"(?:[^"\\]|\\.)*"/g, '""');
  const attributes = new Set(comparisonsIn(bare).map(({ attribute }) => attribute));
  const ways = WAYS.flatMap(([way, pattern]) => (pattern.test(bare) ? [way] : []));
  return attributes.size > 1 ? [...ways, "several attributes"] : ways;
}
