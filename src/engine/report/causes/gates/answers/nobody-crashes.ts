import { pathTo } from "../../../../../scim/request-path.ts";
import type { Exchange } from "../../../../../exchange/exchange.ts";
import { getIgnoreCase, isObject } from "../../../../../scim/json.ts";
import { answeredList } from "../../traffic/list-effects.ts";
import { isAccepted, requestPathOf } from "../../traffic/exchange-words.ts";
import { isAboutRefusal } from "../../traffic/outcomes.ts";
import { defineGate } from "../gate.ts";
import type { Gate } from "../gate.ts";

/** A request for a resource that is not there ends in an error of the server. */
export const nobodyCrashes: Gate = defineGate({
  id: "nobody-crashes",
  read: ({ exchanges }) => requestsForNobody(exchanges),
  explains: ({ finding: { mismatch, reason }, deciding }, nobody) => {
    const status = deciding.response?.status ?? 0;
    if (mismatch === null || status < 500 || !isAboutRefusal(mismatch, deciding)) return undefined;
    if (!nobody.has(deciding.seq) && !/ member that does not exist /.test(reason)) return undefined;
    return {
      which: "",
      title: `A request for an id that does not exist answers ${status}`,
      advice:
        "Look the id up before anything else, and answer 404 where no resource has it, in every kind of request (RFC 7644 section 3.12); answer 400 or 404 where it is the id of a member in a body.",
    };
  },
});

/** Numbers of requests at `/Users/{id}` and `/Groups/{id}` when nobody had the id: never seen before, or deleted. */
function requestsForNobody(exchanges: readonly Exchange[]): ReadonlySet<number> {
  const alive = new Set<string>();
  const nobody = new Set<number>();
  for (const exchange of exchanges) {
    const path = requestPathOf(exchange);
    if (/\/(?:Users|Groups)\/(?!\.search)[^/]+$/i.test(path) && !alive.has(path)) nobody.add(exchange.seq);
    if (!isAccepted(exchange)) continue;
    if (exchange.request.method === "DELETE") alive.delete(path);
    for (const id of idsIn(exchange)) {
      const collection = path.replace(/\/\.search$/, "").replace(/(\/(?:Users|Groups))\/[^/]+$/i, "$1");
      alive.add(collection + pathTo`/${id}`);
    }
  }
  return nobody;
}

function idsIn(exchange: Exchange): readonly string[] {
  const body = exchange.response?.body;
  const shown = [...(isObject(body) ? [body] : []), ...(answeredList(exchange)?.resources ?? [])];
  return shown.map((one) => getIgnoreCase(one, "id")).filter((id) => typeof id === "string");
}
