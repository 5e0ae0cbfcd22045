import { mismatchKind } from "../../mismatch-kind.ts";
import { isAccepted } from "../../traffic/exchange-words.ts";
import { defineGate } from "../gate.ts";
import type { Gate } from "../gate.ts";

/** Fewer may each be a fault of their own. */
const SEVERAL = 4;

/** Whatever is wrong with a request of one method, it is answered with a success. */
export const neverRefused: Gate = defineGate({
  id: "never-refused",
  read: ({ exchanges, breaches, exchangeOf }) => {
    const refusing = new Set(
      exchanges.flatMap(({ request, response }) => {
        const status = response?.status ?? 0;
        return status >= 400 && status < 500 && status !== 401 && status !== 405 ? [request.method] : [];
      }),
    );
    const taken = breaches.flatMap(({ decisive, mismatch }) => {
      const deciding = decisive === null ? undefined : exchangeOf(decisive);
      return deciding !== undefined && mismatch !== null && wantsRefusal(mismatch) && isAccepted(deciding)
        ? [deciding.request.method]
        : [];
    });
    const times = Map.groupBy(taken, (method) => method);
    return new Set(
      [...times].flatMap(([method, all]) => (all.length >= SEVERAL && !refusing.has(method) ? [method] : [])),
    );
  },
  explains: ({ finding: { mismatch }, deciding }, methods) => {
    const { method } = deciding.request;
    if (mismatch === null || !methods.has(method) || !isAccepted(deciding) || !wantsRefusal(mismatch)) return undefined;
    return {
      which: method,
      title: `${method} is never refused: whatever is wrong with it, the answer is a success`,
      advice:
        "Refuse what cannot be done, before anything is changed, with the 4xx that says what is wrong (RFC 7644 section 3.12): 404 for a resource that is not there, 400 with scimType for a request that is not valid.",
    };
  },
});

/** A success was found where only a refusal would do. */
function wantsRefusal(mismatch: {
  readonly expected: readonly string[];
  readonly actual: string;
  readonly at: string | null;
}): boolean {
  if (mismatch.at !== null || mismatchKind(mismatch) === "missing" || !mismatch.actual.startsWith("status 2"))
    return false;
  return mismatch.expected.every((one) => /\b4(?:\d\d|xx)\b|refus/i.test(one));
}
