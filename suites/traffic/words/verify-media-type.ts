import { mediaTypeOf, noteOn, SCIM_MEDIA_TYPE, toReply, verify } from "../../../src/kit/index.ts";
import type { LiveExchange } from "../../../src/kit/index.ts";

/**
 * Throws unless the body is marked as SCIM. application/json is read by every client, so that it is only a remark; `what`
 * completes it.
 */
export function verifyMediaType(x: LiveExchange, what: "errors" | "its answers"): void {
  const header = verify(toReply(x)).header("Content-Type");
  const type = mediaTypeOf(header.value ?? null);
  header.holds(SCIM_MEDIA_TYPE, () => type === SCIM_MEDIA_TYPE || type === "application/json");
  if (type !== SCIM_MEDIA_TYPE) noteOn(x, `The target marks ${what} ${type}, not ${SCIM_MEDIA_TYPE}`);
}
