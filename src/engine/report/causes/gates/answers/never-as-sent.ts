import type { Exchange } from "../../../../../exchange/exchange.ts";
import { isArray, isObject } from "../../../../../scim/json.ts";
import type { Json } from "../../../../../scim/json.ts";
import { mismatchKind } from "../../mismatch-kind.ts";
import { firstMember } from "../../places.ts";
import { resourceOf } from "../../scopes/features.ts";
import { pathTemplateOf } from "../../scopes/request-shape.ts";
import { isAccepted, requestPathOf } from "../../traffic/exchange-words.ts";
import { isThere } from "../../traffic/shown-value.ts";
import { defineGate } from "../gate.ts";
import type { Gate } from "../gate.ts";

/** How often the answer to a write shows what was sent in an attribute, and how often something else. */
interface Kept {
  readonly same: number;
  readonly other: number;
  /** How often items that were sent as objects are shown as texts or numbers. */
  readonly plain: number;
}

const NONE: Kept = { same: 0, other: 0, plain: 0 };

/** Seen so often, and never as sent. */
const SEVERAL = 3;

const OWN: readonly string[] = ["id", "schemas", "meta", "password", "groups"];

/** What is sent in an attribute is never kept as it is: another value is shown. */
export const neverAsSent: Gate = defineGate({
  id: "never-as-sent",
  read: ({ exchanges }) => countKept(exchanges),
  explains: ({ finding: { mismatch }, root, deciding }, kept) => {
    const name = firstMember(mismatch?.at ?? "");
    const kind = resourceOf(pathTemplateOf(root.request.url)) || resourceOf(pathTemplateOf(deciding.request.url));
    const { same, other, plain } = kept.get(`${kind} ${name.toLowerCase()}`) ?? NONE;
    if (mismatch === null || name === "" || same > 0 || other < SEVERAL || mismatchKind(mismatch) === "unwanted")
      return undefined;
    const which = `${kind} ${name.toLowerCase()}`;
    if (plain === other) {
      return {
        which,
        title: `${name} of ${kind} is shown as bare values instead of objects`,
        advice: `Show each item of ${name} as an object, with value and the other sub-attributes that were sent (RFC 7643 section 2.4).`,
      };
    }
    return {
      which,
      title: `${name} of ${kind} is never kept as it is sent: another value is shown`,
      advice: `Store and show ${name} as POST, PUT and PATCH send it, letter by letter, in readings, lists and answers (RFC 7644 section 3.3); refuse with 400 what cannot be stored.`,
    };
  },
});

function countKept(exchanges: readonly Exchange[]): ReadonlyMap<string, Kept> {
  const counts = new Map<string, Kept>();
  for (const exchange of exchanges) {
    const { request, response } = exchange;
    const shown = response?.body;
    if (!["POST", "PUT"].includes(request.method) || !isAccepted(exchange) || request.url.includes("?")) continue;
    if (!isObject(request.body) || !isObject(shown) || requestPathOf(exchange).endsWith("/.search")) continue;
    const kind = resourceOf(pathTemplateOf(requestPathOf(exchange)));
    for (const [name, sent] of Object.entries(request.body)) {
      const key = `${kind} ${name.toLowerCase()}`;
      const { same, other, plain } = counts.get(key) ?? NONE;
      if (OWN.includes(name.toLowerCase()) || !isSet(sent) || shown[name] === undefined) continue;
      const isSame = isThere(shown, name, sent) === true;
      const isPlain = areObjects(sent) && !someObject(shown[name]);
      counts.set(
        key,
        isSame ? { same: same + 1, other, plain } : { same, other: other + 1, plain: plain + (isPlain ? 1 : 0) },
      );
    }
  }
  return counts;
}

function areObjects(value: Json | undefined): boolean {
  return isArray(value) && value.every(isObject);
}

function someObject(value: Json | undefined): boolean {
  return !isArray(value) || value.some(isObject);
}

function isSet(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== "" && !(isArray(value) && value.length === 0);
}
