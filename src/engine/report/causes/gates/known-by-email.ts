import type { Exchange } from "../../../../exchange/exchange.ts";
import { isAccepted, parameterOf, requestPathOf } from "../traffic/exchange-words.ts";
import { answeredList } from "../traffic/list-effects.ts";
import { defineGate } from "./gate.ts";
import type { Gate } from "./gate.ts";
import { namesIn } from "./user-name-from-email.ts";

/** Filters by userName, and the search for duplicates, compare the e-mail. */
export const knownByEmail: Gate = defineGate({
  id: "known-by-email",
  alone: true,
  read: ({ exchanges }) => readSearches(exchanges),
  explains: ({ finding, deciding }, { isSo }) => {
    const { mismatch } = finding;
    if (!isSo || mismatch === null || !/\/Users\b/i.test(deciding.request.url)) return undefined;
    const isSearch = /\buserName\b/i.test(parameterOf(deciding, "filter") ?? "");
    const isDuplicate = mismatch.at === null && /\b409\b/.test(mismatch.expected.join(" "));
    if (!isSearch && !isDuplicate) return undefined;
    return {
      which: "",
      title:
        "Users are known by their e-mail: filters by userName and the search for duplicates compare emails instead",
      advice:
        "Compare userName with userName, in filters and in the search for a userName that is taken (RFC 7643 section 4.1.1); the e-mail may be another one, and several users may share it.",
    };
  },
});

/**
 * What became of searches for a userName that a user has whose e-mail is another one. Nobody who has it is found, and either
 * somebody is found by the e-mail, or a create is taken for a duplicate of it.
 */
function readSearches(exchanges: readonly Exchange[]): { readonly isSo: boolean } {
  const emailOf = new Map<string, string>();
  const owners = new Map<string, string>();
  let [missed, found, mistaken, works] = [0, 0, 0, 0];
  for (const exchange of exchanges) {
    const sent =
      exchange.request.method === "POST" && /\/Users$/i.test(requestPathOf(exchange))
        ? namesIn(exchange.request.body)
        : undefined;
    if (sent?.userName !== undefined && sent.email !== undefined) {
      if (isAccepted(exchange)) {
        emailOf.set(sent.userName, sent.email);
        owners.set(sent.email, sent.userName);
      } else if (exchange.response?.status === 409 && owners.has(sent.email) && !emailOf.has(sent.userName))
        mistaken += 1;
    }
    const asked = /^userName eq "([^"\\]*)"$/i.exec(parameterOf(exchange, "filter") ?? "")?.[1]?.toLowerCase();
    const list = asked === undefined ? undefined : answeredList(exchange);
    if (asked === undefined || list === undefined) continue;
    const names = list.resources.map(namesIn);
    // An answer without emails tells nothing, and one whose e-mail is the userName that the filter works.
    if (names.some((one) => one.userName === asked && one.email === asked)) works += 1;
    if (names.some((one) => one.userName === asked && one.email !== undefined && one.email !== asked)) found += 1;
    else if ((emailOf.has(asked) && emailOf.get(asked) !== asked) || names.some((one) => one.email === asked))
      missed += 1;
  }
  return { isSo: found === 0 && missed > 0 && (mistaken > 0 || (missed > 1 && works > 0)) };
}
