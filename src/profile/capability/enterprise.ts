import { isObject } from "../../scim/json.ts";
import { ENTERPRISE_USER_URN, sameUrn } from "../../scim/urns.ts";
import { defineCapability } from "./capability.ts";
import type { Capability } from "./capability.ts";

/** The enterprise extension of users (RFC 7643 section 4.3). */
export const ENTERPRISE: Capability<"enterprise"> = defineCapability({
  name: "enterprise",
  title: "enterprise extension",
  absence: "the target does not publish the enterprise extension",
  advertised: ({ target }) => {
    if (target.schemas === undefined) return "unknown";
    const ids = target.schemas.map((schema) => (isObject(schema) ? String(schema["id"]) : ""));
    return ids.some((id) => sameUrn(id, ENTERPRISE_USER_URN)) ? "advertised" : "absent";
  },
});
