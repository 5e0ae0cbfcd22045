import { defineGate } from "../gate.ts";
import type { Gate } from "../gate.ts";

/** How HTML writes an ampersand, quotes and angle brackets; what a check sends holds none of these. */
const ENTITY = /&(?:amp|lt|gt|quot|apos|#0?39|#34|#x27|#x2f);/i;

/** Texts come back as a page for people would need them. */
export const textsEscaped: Gate = defineGate({
  id: "texts-escaped",
  alone: true,
  read: ({ exchanges }) => !exchanges.some(({ request }) => ENTITY.test(JSON.stringify(request.body ?? null))),
  explains: ({ finding: { mismatch, reason } }, isSo) => {
    const entity = ENTITY.exec(`${mismatch?.actual ?? ""} ${reason}`)?.[0];
    if (!isSo || mismatch === null || entity === undefined) return undefined;
    return {
      which: "",
      title: `Texts are escaped for HTML: what is sent comes back with ${entity}`,
      advice:
        "Store and show texts as they are sent; JSON has escapes of its own (RFC 8259 section 7). Escape for HTML where a page is written, and nowhere before.",
    };
  },
});
