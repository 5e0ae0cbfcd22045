import { isAboutRefusal } from "../../traffic/outcomes.ts";
import { defineGate } from "../gate.ts";
import type { Gate } from "../gate.ts";

/** Whatever is wrong with a request, or missing on the server, the answer is 500. */
export const refusalsCrash: Gate = defineGate({
  id: "refusals-crash",
  read: ({ exchanges }) => {
    const statuses = exchanges.map(({ response }) => response?.status ?? 0);
    const crashes = statuses.filter((status) => status >= 500).length;
    return crashes > 2 && !statuses.some((status) => status > 401 && status < 500);
  },
  explains: ({ finding, deciding }, isSo) => {
    const { mismatch } = finding;
    if (!isSo || mismatch === null || (deciding.response?.status ?? 0) < 500) return undefined;
    // Of what must succeed the crash is a fault of its own.
    const wantsRefusal =
      isAboutRefusal(mismatch, deciding) && !mismatch.expected.some((one) => /success|\b2\d\d\b/.test(one));
    if (!wantsRefusal && mismatch.at === null) return undefined;
    return {
      which: "",
      title: `What must be refused with 403, 404, 405, 409 or 412 is answered ${deciding.response?.status}`,
      advice:
        "Answer what the client can mend with the 4xx that tells it what is wrong (RFC 7644 section 3.12, table 8): 404 for what is not there, 409 for a value that is taken, 405 for a method that an endpoint lacks.",
    };
  },
});
