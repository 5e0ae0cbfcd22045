import { findTakenNames } from "../traffic/taken-names.ts";
import type { TakenName } from "../traffic/taken-names.ts";
import { defineGate } from "./gate.ts";
import type { Gate } from "./gate.ts";

const ORDER: readonly string[] = ["POST", "PUT", "PATCH"];

/** Writes give a user the userName of another, and are not refused. */
export const userNameTaken: Gate = defineGate({
  id: "user-name-taken",
  read: ({ exchanges }) => findTakenNames(exchanges),
  explains: ({ finding: { mismatch }, deciding, root }, taken) => {
    const write = taken.get(root.seq) ?? taken.get(deciding.seq);
    if (mismatch === null || write === undefined || write.outcome === "refused") return undefined;
    const isMeant = mismatch.at === null ? mismatch.expected.some(isRefusal) : /^\/userName$/i.test(mismatch.at);
    if (!isMeant) return undefined;
    const same = [...taken.values()].filter((one) => wayOf(one) === wayOf(write));
    const methods = ORDER.filter((method) => same.some((one) => one.method === method)).join(" and ");
    return {
      which: wayOf(write),
      title:
        write.outcome === "crash"
          ? `A userName that is another user's is answered with 500 by ${methods}`
          : `A userName that is another user's${write.isExact ? "" : " in another letter case"} is taken by ${methods}`,
      advice:
        "Hold userName unique for every kind of write, without regard to letter case, and answer 409 with scimType uniqueness before anything is stored (RFC 7643 section 4.1.1, RFC 7644 sections 3.3 and 3.12).",
    };
  },
});

function wayOf({ outcome, isExact }: TakenName): string {
  return outcome === "taken" && !isExact ? "letter case" : outcome;
}

function isRefusal(expected: string): boolean {
  return /\b4(?:09|00|xx)\b|refus/i.test(expected);
}
