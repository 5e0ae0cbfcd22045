import { mismatchKind } from "../../mismatch-kind.ts";
import { firstMember } from "../../places.ts";
import { defineGate } from "../gate.ts";
import type { Gate } from "../gate.ts";

/** One member that is missing is a fault of its own, and two may be. */
const SEVERAL = 3;

/** A discovery document is answered in another form: several of its members are missing at once. */
export const otherDocument: Gate = defineGate({
  id: "other-document",
  read: ({ breaches, exchangeOf }) => {
    const missing = breaches.flatMap(({ decisive, mismatch }) => {
      const url = decisive === null ? undefined : exchangeOf(decisive)?.request.url;
      const document = url === undefined ? undefined : documentOf(url);
      if (document === undefined || mismatch === null || mismatch.at === null || mismatchKind(mismatch) !== "missing")
        return [];
      return [{ document, member: firstMember(mismatch.at) }];
    });
    const byDocument = Map.groupBy(missing, ({ document }) => document);
    return new Set(
      [...byDocument].flatMap(([document, all]) =>
        new Set(all.map(({ member }) => member)).size >= SEVERAL ? [document] : [],
      ),
    );
  },
  explains: ({ finding: { mismatch }, deciding }, documents) => {
    const document = documentOf(deciding.request.url);
    if (document === undefined || !documents.has(document) || mismatch === null || mismatch.at === null)
      return undefined;
    const isForm =
      mismatchKind(mismatch) === "missing" || ["", "schemas"].includes(firstMember(mismatch.at).toLowerCase());
    if (!isForm) return undefined;
    return {
      which: document,
      title: `GET ${document} answers another document than the one of RFC 7643 section 5`,
      advice:
        "Answer with the one object itself, not within a list or another object, and with all members that RFC 7643 section 5 requires.",
    };
  },
});

function documentOf(url: string): string | undefined {
  return /\/ServiceProviderConfig\b/.exec(url)?.[0];
}
