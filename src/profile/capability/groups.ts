import { isObject } from "../../scim/json.ts";
import { pathTo } from "../../scim/request-path.ts";
import { defineCapability } from "./capability.ts";
import type { Capability } from "./capability.ts";
import { readListAnswer } from "./reading.ts";

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
    request: () => ({ method: "GET", path: pathTo`/Groups?startIndex=1&count=1` }),
    read: readListAnswer,
  },
});
