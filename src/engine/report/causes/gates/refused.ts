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
    const scope = mismatch === null ? undefined : facts.refusedScope(deciding);
    if (mismatch === null || scope === undefined) return undefined;
    return {
      // What the body of the refusal lacks, or who leads to what is refused, tells of the same fault when others are about it.
      ...(isAboutRefusal(mismatch, deciding) ? {} : { isFollower: true }),
      isAlone: scope.isWide === true || scope.times >= OFTEN,
      which: [scope.id, outcomeText(deciding), detailOf(deciding)].join("\n"),
      title: `${scope.words} ${told(deciding)}, whatever else it asks for`,
      advice: adviceFor(deciding),
    };
  },
});

/** The same words of the server are one fault, whatever kind of request they answer. */
function whichOf(deciding: Exchange, scope: Scope): string {
  const detail = detailOf(deciding);
  const kind = scope.isWide === true || detail === "" ? scope.id : deciding.request.method;
  return [kind, outcomeText(deciding), detail].join("\n");
}

function toTitle(words: readonly string[], deciding: Exchange): string {
  const many = words.length > 1 ? [words.slice(0, -1).join(", "), words.at(-1) ?? ""].join(" and ") : (words[0] ?? "");
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
  if (response.status >= 500) {
    return `Find in the server's log why such requests fail, and let it answer them as RFC 7644 has ${what}.`;
  }
  return `Take such requests: RFC 7644 has ${what}. The detail of the answer says what the server objects to.`;
}

const SECTIONS: Readonly<Record<string, string>> = {
  GET: "reading and queries in section 3.4",
  POST: "creating in section 3.3 and searches in section 3.4.3",
  PUT: "replacing in section 3.5.1",
  PATCH: "PATCH in section 3.5.2",
  DELETE: "deleting in section 3.6",
};
