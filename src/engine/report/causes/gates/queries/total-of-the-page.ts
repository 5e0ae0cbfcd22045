import { firstMember } from "../../places.ts";
import { parameterOf } from "../../traffic/exchange-words.ts";
import { answeredList } from "../../traffic/list-effects.ts";
import { defineGate } from "../gate.ts";
import type { Gate } from "../gate.ts";

/** No list counts more than it shows: totalResults is the size of the page. */
export const totalOfThePage: Gate = defineGate({
  id: "total-of-the-page",
  read: ({ exchanges, breaches }) => {
    const pages = exchanges
      .filter((one) => parameterOf(one, "count") !== undefined)
      .flatMap((one) => answeredList(one) ?? []);
    const isAlwaysSo = pages.length > 3 && pages.every(({ total, resources }) => total === resources.length);
    return isAlwaysSo && breaches.filter((one) => isAboutTotal(one.mismatch?.at ?? "")).length > 1;
  },
  explains: ({ finding, deciding }, isSo) => {
    const { mismatch } = finding;
    if (!isSo || mismatch === null || answeredList(deciding) === undefined) return undefined;
    const isWalk = mismatch.at === null && parameterOf(deciding, "count") !== undefined;
    if (!isWalk && !isAboutTotal(mismatch.at ?? "")) return undefined;
    return {
      which: "",
      title: "totalResults counts the resources of the page, not all that match",
      advice:
        "Count all resources that match for totalResults, whatever page is asked for; itemsPerPage counts those of the page (RFC 7644 section 3.4.2). A client reads further pages only where totalResults says that there are some.",
    };
  },
});

function isAboutTotal(at: string): boolean {
  return firstMember(at).toLowerCase() === "totalresults";
}
