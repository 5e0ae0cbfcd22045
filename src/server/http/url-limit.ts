import { ScimError } from "../../scim/error.ts";
import { describeLimit } from "./json-limits.ts";
import type { ServerLimits } from "./limits.ts";

/** Whether a request's URL, its query included, is longer than the server reads. */
export function isTooLong({ url }: Request, { urlLength }: ServerLimits): boolean {
  return url.length > urlLength;
}

/** The refusal of such a request (RFC 9110 section 15.5.15). */
export function urlTooLong(limits: ServerLimits): ScimError {
  return new ScimError(414, `The URL of the request is too long: ${describeLimit("urlLength", limits)}.`);
}
