import { PATCH_OP_URN } from "../../scim/urns.ts";
import { defineCapability } from "./capability.ts";
import type { Capability } from "./capability.ts";
import { inConfig, isNotOffered } from "./reading.ts";

/** PATCH of resources (RFC 7644 section 3.5.2). */
export const PATCH: Capability<"patch"> = defineCapability({
  name: "patch",
  title: "PATCH",
  absence: "the target says that it does not support PATCH",
  advertised: inConfig("patch"),
  probe: {
    takesUser: true,
    request: ({ user }) => ({
      method: "PATCH",
      path: user ?? "/Users",
      body: { schemas: [PATCH_OP_URN], Operations: [{ op: "replace", value: { active: true } }] },
    }),
    read: (answer) => {
      if (isNotOffered(answer)) return "absent";
      return answer.status >= 200 && answer.status < 300 ? "found" : "unknown";
    },
  },
});
