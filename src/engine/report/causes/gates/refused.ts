import { detailOf, isAboutRefusal, isRefused, outcomeText, shownDetail } from "../traffic/outcomes.ts";
import type { Exchange } from "../../../../exchange/exchange.ts";
import type { Scope } from "../scopes/scope-finder.ts";
import { defineGate } from "./gate.ts";
import type { Gate } from "./gate.ts";

/** Seen so often, what a check says of the one request that it sent would mislead. */
const OFTEN = 5;

/** All requests of one kind are refused, or crash, or are not answered at all, whatever else they ask for. */
export const refused: Gate = defineGate({
  id: "refused",
  read: () => undefined,
  explains: ({ finding, deciding }, _, facts) => {
    const { mismatch } = finding;
    if (mismatch === null || !isRefused(deciding)) return undefined;
    const scope = facts.refusedScope(deciding);
    const isAbout = isAboutRefusal(mismatch, deciding);
    // Beside requests that are refused as a kind, one that is refused in the same words belongs to them.
    if (scope === undefined && (!isAbout || detailOf(deciding) === "")) return undefined;
    return {
      // What the body of the refusal lacks, or who leads to what is refused, tells of the same fault when others are about it.
      ...(isAbout && scope !== undefined ? {} : { isFollower: true }),
      isAlone: scope !== undefined && (scope.isWide === true || scope.times >= OFTEN),
      which: whichOf(deciding, scope),
      ...(scope === undefined ? {} : { shows: scope.words }),
      title: toTitle([scope?.words ?? deciding.request.method], deciding),
      titleOf: (words) => toTitle(words, deciding),
      advice: adviceFor(deciding),
    };
  },
});

/** The same words of the server are one fault, whatever kind of request they answer. */
function whichOf(deciding: Exchange, scope: Scope | undefined): string {
  const detail = detailOf(deciding);
  return [detail === "" ? scope?.id : "", outcomeText(deciding), detail].join("\n");
}

/** So many kinds of requests are named in a title. */
const NAMED = 3;

function toTitle(words: readonly string[], deciding: Exchange): string {
  const named = words.length > NAMED ? [...words.slice(0, NAMED), `${words.length - NAMED} more`] : words;
  const many = [named.slice(0, -1).join(", "), named.at(-1) ?? ""].filter((one) => one !== "").join(" and ");
  return `${many} ${told(deciding)}, whatever else it asks for`;
}

function told(deciding: Exchange): string {
  const { response, failure } = deciding;
  if (response === null) return `gets no answer (${failure?.message ?? "none"})`;
  const detail = shownDetail(deciding);
  return `answers ${response.status}${detail === "" ? "" : ` (${detail})`}`;
}

function adviceFor(deciding: Exchange): string {
  if (!isRefused(deciding)) return "";
  const { response } = deciding;
  const what = SECTIONS[deciding.request.method] ?? "requests of this kind";
  if (response === null) {
    return `Find in the server's log what ends the connection, and let it answer all such requests; RFC 7644 has ${what}.`;
  }
  if (response.status === 501) {
    return `Implement such requests as RFC 7644 has ${what}: the server says itself that it does not know them.`;
  }
  if (response.status >= 500) {
    return `Find in the server's log why such requests fail, and let it answer them as RFC 7644 has ${what}.`;
  }
  if (PRECONDITIONS.includes(response.status)) {
    return `Take such requests without If-Match too: entity tags are optional, and no client must send them (RFC 7644 section 3.14), and identity providers do not. RFC 7644 has ${what}.`;
  }
  return `Take such requests: RFC 7644 has ${what}. The detail of the answer says what the server objects to.`;
}

/** 412 Precondition Failed and 428 Precondition Required: requests of clients that name no version. */
const PRECONDITIONS: readonly number[] = [412, 428];

const SECTIONS: Readonly<Record<string, string>> = {
  GET: "reading and queries in section 3.4",
  POST: "creating in section 3.3 and searches in section 3.4.3",
  PUT: "replacing in section 3.5.1",
  PATCH: "PATCH in section 3.5.2",
  DELETE: "deleting in section 3.6",
};
