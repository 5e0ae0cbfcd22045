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

/** Why a check is not run on this target; undefined when it is. */
export function skipReason(check: Check, profile: Profile, capabilities: Capabilities): string | undefined {
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
