import { isArray, isObject } from "../../scim/json.ts";
import type { CapabilityFacts, CapabilityStatus, ProbeAnswer } from "./capability.ts";

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

/** True for an answer that says the target does not know this kind of request. */
export function isNotOffered({ status }: ProbeAnswer): boolean {
  return [404, 405, 501].includes(status);
}

/** What the answer to a query tells: a list shows that there is something to query. */
export function readListAnswer(answer: ProbeAnswer): CapabilityStatus {
  if (isNotOffered(answer)) return "absent";
  const isList = answer.status === 200 && isObject(answer.body) && isArray(answer.body["schemas"]);
  return isList ? "found" : "unknown";
}
