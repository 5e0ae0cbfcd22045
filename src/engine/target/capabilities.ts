import { isObject } from "../../scim/json.ts";
import type { Json } from "../../scim/json.ts";
import { ENTERPRISE_USER_URN, sameUrn } from "../../scim/urns.ts";
import type { Capabilities, CapabilityName, CapabilityStatus } from "../../profile/capability.ts";
import { CAPABILITY_NAMES } from "../../profile/capability.ts";
import type { Profile } from "../../profile/profile.ts";
import type { TargetFacts } from "../../exchange/exchange.ts";

/** What decides about features before anything is probed. */
export interface CapabilitySources {
  readonly profile: Profile;
  readonly target: TargetFacts;
  /** True when `--seats` or the bundled server state a limit. */
  readonly hasSeatLimits: boolean;
}

/** What the profile declares and the target advertises; the profile wins. */
export function readCapabilities(sources: CapabilitySources): Capabilities {
  const entries = CAPABILITY_NAMES.map((name) => [name, statusOf(name, sources)] as const);
  return Object.fromEntries(entries) as Record<CapabilityName, CapabilityStatus>;
}

function statusOf(name: CapabilityName, sources: CapabilitySources): CapabilityStatus {
  if (name === "seats") return sources.hasSeatLimits && sources.profile.seats !== undefined ? "advertised" : "absent";
  const declared = sources.profile.capabilities[name];
  if (declared !== undefined) return declared ? "advertised" : "absent";
  if (name === "uniqueEmail") return "absent";
  if (name === "groups") return groupsStatus(sources.target);
  if (name === "enterprise") return enterpriseStatus(sources.target);
  return configStatus(name, sources.target.serviceProviderConfig);
}

function configStatus(name: string, config: Json | undefined): CapabilityStatus {
  const feature = isObject(config) ? config[name] : undefined;
  const supported = isObject(feature) ? feature["supported"] : undefined;
  if (typeof supported !== "boolean") return "unknown";
  return supported ? "advertised" : "absent";
}

/** A list of resource types that leaves Group out may still be wrong, so that is only `unknown`. */
function groupsStatus(target: TargetFacts): CapabilityStatus {
  const names = (target.resourceTypes ?? []).map((type) => (isObject(type) ? String(type["endpoint"]) : ""));
  return names.some((endpoint) => /^\/?groups\/?$/i.test(endpoint)) ? "advertised" : "unknown";
}

function enterpriseStatus(target: TargetFacts): CapabilityStatus {
  if (target.schemas === undefined) return "unknown";
  const ids = target.schemas.map((schema) => (isObject(schema) ? String(schema["id"]) : ""));
  return ids.some((id) => sameUrn(id, ENTERPRISE_USER_URN)) ? "advertised" : "absent";
}
