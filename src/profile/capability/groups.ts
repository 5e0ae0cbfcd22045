import { isObject } from "../../scim/json.ts";
import { pathTo } from "../../scim/request-path.ts";
import { defineCapability } from "./capability.ts";
import type { Capability } from "./capability.ts";
import { isListAnswer, isRefusedByName } from "./reading.ts";

/** The /Groups endpoint (RFC 7643 section 4.2). A list of resource types that leaves Group out may still be wrong. */
export const GROUPS: Capability<"groups"> = defineCapability({
  name: "groups",
  title: "groups",
  absence: "the target offers no groups",
  advertised: ({ target }) => {
    const endpoints = (target.resourceTypes ?? []).map((type) => (isObject(type) ? String(type["endpoint"]) : ""));
    return endpoints.some((endpoint) => /^\/?groups\/?$/i.test(endpoint)) ? "advertised" : "unknown";
  },
  probe: {
    // Whoever answers 404 to an empty list has groups all the same, and so may one whose list goes wrong: one that cannot be made
    // either is not there.
    requests: ({ newGroup }) => [
      { method: "GET", path: pathTo`/Groups?startIndex=1&count=1` },
      { method: "POST", path: "/Groups", body: newGroup },
    ],
    read: (answer) => {
      if (answer.status === 404 || isRefusedByName(answer, /group/i)) return "absent";
      return isListAnswer(answer) || answer.status === 201 ? "found" : "unclear";
    },
  },
});
