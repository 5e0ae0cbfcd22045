import type { Check, Suite } from "../../kit/check.ts";
import { capabilityOf, declaredOf, isPresent } from "../../profile/capability/index.ts";
import type { Capabilities, CapabilityName } from "../../profile/capability/index.ts";
import type { Profile } from "../../profile/profile.ts";

/** A check and the suite that it belongs to. */
export interface PlannedCheck {
  readonly suite: Suite;
  readonly check: Check;
}

/** All checks of the suites, in their order; exclusive ones last. */
export function planChecks(suites: readonly Suite[]): readonly PlannedCheck[] {
  const all = suites.flatMap((suite) => suite.checks.map((check) => ({ suite, check })));
  return [...all.filter(({ check }) => !check.exclusive), ...all.filter(({ check }) => check.exclusive)];
}

/** What a check is run for. */
export interface Applicability {
  readonly profile: Profile;
  readonly capabilities: Capabilities;
  /** How the identity provider's client behaves; when left out, in all its ways. */
  readonly dialect?: string;
}

/** Why a check is not run on this target; undefined when it is. */
export function skipReason(check: Check, { profile, capabilities, dialect }: Applicability): string | undefined {
  if (dialect !== undefined && check.dialects?.includes(dialect) === false)
    return `clients of the dialect ${dialect} send no such request`;
  const deviation = profile.deviations.find((declared) => declared.check === check.id);
  if (deviation !== undefined) return `the profile ${profile.id} declares a deviation: ${deviation.reason}`;
  const missing = (check.needs ?? []).find((name) => !isPresent(capabilities[name]));
  return missing === undefined ? undefined : describeAbsence(missing, profile, capabilities);
}

function describeAbsence(name: CapabilityName, profile: Profile, capabilities: Capabilities): string {
  const capability = capabilityOf(name);
  const { title, absence } = capability;
  if (declaredOf(profile.capabilities, capability) === false)
    return `the profile ${profile.id} says that the target has no ${title}`;
  return capabilities[name] === "unknown" ? `it could not be found out whether the target offers ${title}` : absence;
}
