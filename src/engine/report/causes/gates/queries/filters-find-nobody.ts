import type { Exchange } from "../../../../../exchange/exchange.ts";
import { comparisonsIn } from "../../scopes/filter-traits.ts";
import { createScopeFinder } from "../../scopes/scope-finder.ts";
import { parameterOf } from "../../traffic/exchange-words.ts";
import { answeredList } from "../../traffic/list-effects.ts";
import { defineGate } from "../gate.ts";
import type { Gate } from "../gate.ts";

/** Filters of one kind leave out who matches; no list with such a filter finds anybody. */
export const filtersFindNobody: Gate = defineGate({
  id: "filters-find-nobody",
  read: ({ exchanges, breaches }) => {
    const missing = new Set(
      breaches.flatMap(({ decisive, reason }) => (decisive !== null && isAboutMissing(reason) ? [decisive] : [])),
    );
    const asked = exchanges.filter(
      (one) => parameterOf(one, "filter") !== undefined && answeredList(one) !== undefined,
    );
    const hits = asked.filter(({ seq }) => missing.has(seq));
    const misses = asked.filter((one) => !missing.has(one.seq) && (answeredList(one)?.resources.length ?? 0) > 0);
    return createScopeFinder({ hits, misses }, ({ id }) => id.includes("filter")).find;
  },
  explains: ({ finding, deciding }, find) => {
    if (!isAboutMissing(finding.reason) || answeredList(deciding) === undefined) return undefined;
    const scope = parameterOf(deciding, "filter") === undefined ? undefined : find(deciding);
    if (scope === undefined) return undefined;
    return {
      which: scope.id,
      title: `${scope.words} leaves out who matches${among(deciding)}`,
      advice:
        "Evaluate such filters as RFC 7644 section 3.4.2.2 has them, and list every resource that matches; answer 400 with scimType invalidFilter to what the server does not support, as an empty list says that nobody matches.",
    };
  },
});

/** True for a list that lacks who matches. */
export function isAboutMissing(reason: string): boolean {
  return /\blists (?:nothing|\d+ resources?)\b.*\bwithout\b|\blists nothing\b|at least one resource/.test(reason);
}

/** The comparison of the one that decides, as an example. */
function among(deciding: Exchange): string {
  const [first] = comparisonsIn(parameterOf(deciding, "filter") ?? "");
  return first === undefined ? "" : `, for example with ${first.attribute} ${first.operator}`;
}
