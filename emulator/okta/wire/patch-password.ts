import { PATCH_OP_URN } from "../../../src/scim/urns.ts";
import type { WireRequest } from "./wire-request.ts";
import { oktaRequest, resourcePath } from "./wire-request.ts";

/**
 * PATCH by which an app of Okta's catalogue syncs a password. That it is a PATCH is documented, its body is not: it is taken to
 * be built as that of a deactivation is.
 */
export function patchPassword(id: string, password: string): WireRequest {
  return oktaRequest("PATCH", resourcePath("/Users", id), {
    schemas: [PATCH_OP_URN],
    Operations: [{ op: "replace", value: { password } }],
  });
}
