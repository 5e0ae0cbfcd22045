import type { Exchange } from "../../../../exchange/exchange.ts";
import type { ScopeFinder } from "../scopes/scope-finder.ts";
import { isAccepted } from "../traffic/exchange-words.ts";
import { defineGate } from "./gate.ts";
import type { Gate } from "./gate.ts";

/** Seen so often, it is the fault of all requests of a kind, also where nobody can tell what became of one. */
const OFTEN = 5;

/** Changes of one kind are answered with a success, and nothing of what they ask for is done. */
export const changeUndone: Gate = defineGate({
  id: "change-undone",
  read: () => undefined,
  explains: ({ root, deciding }, _, facts) => {
    const change = [root, deciding].find(({ request }) => ["PUT", "PATCH"].includes(request.method));
    if (change === undefined || !isAccepted(change) || facts.effectOf(change.seq) === "done") return undefined;
    const scope = facts.undone().find(change);
    if (scope === undefined) return undefined;
    if (facts.effectOf(change.seq) === undefined && scope.times < OFTEN) return undefined;
    const operations = undoneOperations(scope.id, facts.undone());
    return {
      which: operations.length > 1 ? operations.join(" ") : scope.id,
      title: `${operations.length > 1 ? `PATCH with ${operations.join(" and ")}` : scope.words} is answered with ${statusOf(change)}, and what it asks for is not done`,
      advice:
        "Carry out what such a request asks for before it is answered (RFC 7644 sections 3.5.1 and 3.5.2), and refuse with 4xx what the server does not support.",
    };
  },
});

function statusOf({ response }: Exchange): string {
  return String(response?.status ?? "a success");
}

/** Of a scope that is an operation of PATCH: all operations that are not done either. */
function undoneOperations(scope: string, { holds }: ScopeFinder): readonly string[] {
  const [, before] = /^(PATCH .*op )(?:add|remove|replace)$/.exec(scope) ?? [];
  return before === undefined ? [] : ["add", "remove", "replace"].filter((op) => holds(before + op));
}
