import { resourceOf } from "../scopes/features.ts";
import { pathTemplateOf } from "../scopes/request-shape.ts";
import { firstMember } from "../places.ts";
import { defineGate } from "./gate.ts";
import type { Gate } from "./gate.ts";

/** An attribute stays as it was made, whether PUT or PATCH changes it. */
export const neverChanged: Gate = defineGate({
  id: "never-changed",
  read: () => undefined,
  explains: ({ finding, root, deciding }, _, facts) => {
    const change = [root, deciding].find(({ request }) => ["PUT", "PATCH"].includes(request.method));
    const name = firstMember(finding.mismatch?.at ?? "");
    if (change === undefined || name === "") return undefined;
    const kind = resourceOf(pathTemplateOf(change.request.url));
    const effects = facts.attributeEffects().get(`${kind} ${name.toLowerCase()}`);
    if (effects === undefined || effects.done > 0 || effects.undoneBy.size < 2) return undefined;
    return {
      which: `${kind} ${name.toLowerCase()}`,
      title: `${name} of ${kind} never changes: neither PUT nor PATCH, answered with a success, is seen afterwards`,
      advice: `Store ${name} as PUT and PATCH change it, and show in readings, lists and answers what is stored (RFC 7644 sections 3.5.1 and 3.5.2); refuse the change where it cannot be stored.`,
    };
  },
});
