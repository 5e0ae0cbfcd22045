import type { Exchange } from "../../../../exchange/exchange.ts";
import { getIgnoreCase, isObject } from "../../../../scim/json.ts";
import type { Json } from "../../../../scim/json.ts";
import { isAccepted, parameterOf, requestPathOf } from "../traffic/exchange-words.ts";
import { defineGate } from "./gate.ts";
import type { Gate } from "./gate.ts";

/** Fewer could be cut for their length, or for a letter in them. */
const SEVERAL = 3;

/** Of a userName that looks like an e-mail address only what stands before the @ is shown. */
export const userNameWithoutDomain: Gate = defineGate({
  id: "user-name-without-domain",
  alone: true,
  read: ({ exchanges }) => {
    const shown = exchanges.flatMap(cutOf);
    return shown.length >= SEVERAL && shown.every(Boolean);
  },
  explains: ({ finding: { mismatch }, deciding }, isSo) => {
    if (!isSo || mismatch === null || !/\/Users\b/i.test(requestPathOf(deciding))) return undefined;
    const isName = /\/userName$/i.test(mismatch.at ?? "") && !mismatch.actual.includes("@");
    const filter = parameterOf(deciding, "filter")?.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""') ?? "";
    // Of not and or the combination may be what goes wrong.
    const isPlain = /\buserName\b/i.test(filter) && !/\b(?:not|or)\b/i.test(filter);
    const isSearch = isPlain && /^\/Resources/i.test(mismatch.at ?? "");
    if (!isName && !isSearch) return undefined;
    return {
      which: "",
      title: "userName loses what stands behind the @: the domain is never shown",
      advice:
        "Keep and show userName as it is sent, with its domain, and hold filters against the same text (RFC 7643 section 4.1.1): clients find their users again by it, and two domains may have an ann each.",
    };
  },
});

/** Whether the answer to a write shows a userName without its domain; nothing where that cannot be told. */
function cutOf(exchange: Exchange): readonly boolean[] {
  const { request, response } = exchange;
  if (!["POST", "PUT"].includes(request.method) || !isAccepted(exchange)) return [];
  const [sent, shown] = [userNameIn(request.body), userNameIn(response?.body)];
  if (sent === undefined || shown === undefined || !sent.includes("@")) return [];
  return [shown.toLowerCase() === sent.slice(0, sent.indexOf("@")).toLowerCase()];
}

function userNameIn(body: Json | undefined): string | undefined {
  const name = isObject(body) ? getIgnoreCase(body, "userName") : undefined;
  return typeof name === "string" ? name : undefined;
}
