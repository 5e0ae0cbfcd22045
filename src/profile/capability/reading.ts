import { getIgnoreCase, isArray, isObject } from "../../scim/json.ts";
import type { CapabilityFacts, CapabilityStatus, ProbeAnswer, ProbeReading } from "./capability.ts";

/** What `supported` says in ServiceProviderConfig (RFC 7643 section 5). */
export function inConfig(feature: string): (facts: CapabilityFacts) => CapabilityStatus {
  return ({ target }) => {
    const config = target.serviceProviderConfig;
    const claim = isObject(config) ? config[feature] : undefined;
    const supported = isObject(claim) ? claim["supported"] : undefined;
    if (typeof supported !== "boolean") return "unknown";
    return supported ? "advertised" : "absent";
  };
}

const NOT_SUPPORTED =
  /unsupported|unimplemented|\bnot (?:\w+ )?(?:supported|implemented)\b|(?:does ?n[o']t|no) support\b|cannot support/i;

/**
 * True for an answer with which a target says that it lacks the feature: 405, 501, or a refusal whose detail says that what
 * `name` matches is not supported. Whatever else goes wrong may be the feature's own fault.
 */
export function isRefusedByName({ status, body }: ProbeAnswer, name: RegExp): boolean {
  if (status === 405 || status === 501) return true;
  const detail = isObject(body) ? body["detail"] : undefined;
  if (typeof detail !== "string" || (status !== 400 && status !== 403)) return false;
  return name.test(detail) && NOT_SUPPORTED.test(detail);
}

/** True for a ListResponse. */
export function isListAnswer({ status, body }: ProbeAnswer): boolean {
  return status === 200 && isObject(body) && isArray(body["schemas"]);
}

/** True for a list that has somebody in it. */
export function listsAnybody({ body }: ProbeAnswer): boolean {
  const found = isObject(body) ? getIgnoreCase(body, "Resources") : undefined;
  return isArray(found) && found.some(isObject);
}

/** What the answer to a query for nobody tells: one that lists somebody ignores the filter, which is for the checks to say. */
export function readFilterAnswer(answer: ProbeAnswer): ProbeReading {
  if (isRefusedByName(answer, /filter/i)) return "absent";
  return isListAnswer(answer) && !listsAnybody(answer) ? "found" : "unclear";
}

/** What the answer to a PATCH tells. */
export function readPatchAnswer(answer: ProbeAnswer): ProbeReading {
  if (isRefusedByName(answer, /patch/i)) return "absent";
  return answer.status >= 200 && answer.status < 300 ? "found" : "unclear";
}
