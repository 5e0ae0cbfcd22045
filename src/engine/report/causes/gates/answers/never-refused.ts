import type { Exchange } from "../../../../../exchange/exchange.ts";
import { mismatchKind } from "../../mismatch-kind.ts";
import { isAccepted } from "../../traffic/exchange-words.ts";
import { defineGate } from "../gate.ts";
import type { Gate } from "../gate.ts";

/** Fewer may each be a fault of their own. */
const SEVERAL = 4;

/** So many are taken for one that is refused, where refusing is the exception. */
const RARE = 4;

/** Whatever is wrong with a request of one method, it is answered with a success. */
export const neverRefused: Gate = defineGate({
  id: "never-refused",
  read: ({ exchanges, breaches, exchangeOf }) => {
    const taken = breaches.flatMap(({ decisive, mismatch }) => {
      const deciding = decisive === null ? undefined : exchangeOf(decisive);
      return deciding !== undefined && mismatch !== null && wantsRefusal(mismatch) && isAccepted(deciding)
        ? [deciding.request.method]
        : [];
    });
    const methods = [...Map.groupBy(taken, (method) => method)].filter(
      ([method, all]) => all.length >= Math.max(SEVERAL, RARE * refusalsOf(exchanges, method)),
    );
    return new Set(methods.map(([method]) => method));
  },
  explains: ({ finding: { mismatch, reason }, deciding }, methods, { exchanges, undone }) => {
    const { method } = deciding.request;
    if (mismatch === null || !methods.has(method) || !isAccepted(deciding) || !wantsRefusal(mismatch)) return undefined;
    // Where nothing is done at all, nothing that is wrong is done either.
    if (undone().find(deciding)?.isWide === true) return undefined;
    const isOfNobody = mismatch.expected.every((one) => /\b404\b/.test(one));
    if (isOfNobody && exchanges.some((one) => one.request.method === method && one.response?.status === 404))
      return undefined;
    const shows = / although (it [^;]*)/.exec(reason)?.[1];
    return {
      which: method,
      ...(shows === undefined ? {} : { shows }),
      title: `${method} is not refused, whatever is wrong with it: the answer is a success`,
      titleOf: (shown) =>
        `${method} is not refused, whatever is wrong with it: the answer is a success although ${shown.slice(0, SHOWN).join(", ")}${shown.length > SHOWN ? ", and more" : ""}`,
      advice:
        "Refuse what cannot be done, before anything is changed, with the 4xx that says what is wrong (RFC 7644 section 3.12): 404 for a resource that is not there, 400 with scimType for a request that is not valid.",
    };
  },
});

/** So many are named in the title. */
const SHOWN = 4;

/** How often a method was refused for what was sent. */
function refusalsOf(exchanges: readonly Exchange[], method: string): number {
  return exchanges.filter(
    ({ request, response }) => request.method === method && FOR_CONTENT.has(response?.status ?? 0),
  ).length;
}

const FOR_CONTENT: ReadonlySet<number> = new Set([400, 409, 412, 413, 415, 422]);

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
