import { mediaTypeOf, SCIM_MEDIA_TYPE, toReply, verify } from "../../../src/kit/index.ts";
import type { LiveExchange } from "../../../src/kit/index.ts";

/** Throws unless the body is marked as SCIM. application/json is read by every client, so only another type counts. */
export function verifyMediaType(x: LiveExchange): void {
  verify(toReply(x))
    .header("Content-Type")
    .holds(SCIM_MEDIA_TYPE, (type) => [SCIM_MEDIA_TYPE, "application/json"].includes(mediaTypeOf(type ?? null)));
}
