import { PATCH_OP_URN } from "../../../src/scim/urns.ts";
import type { WireRequest } from "./wire-request.ts";
import { oktaRequest, resourcePath } from "./wire-request.ts";

/** PATCH by which an app of Okta's catalogue switches a user on or off: one replace without a path. */
export function patchActive(id: string, active: boolean): WireRequest {
  return oktaRequest("PATCH", resourcePath("/Users", id), {
    schemas: [PATCH_OP_URN],
    Operations: [{ op: "replace", value: { active } }],
  });
}
