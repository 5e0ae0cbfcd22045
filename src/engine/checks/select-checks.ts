import type { CapabilityName } from "../../profile/capability.ts";
import { isPresent } from "../../profile/capability.ts";
import type { Capabilities } from "../../profile/capability.ts";
import type { Profile } from "../../profile/profile.ts";
import type { Check, Suite } from "../../kit/check.ts";

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

const ABSENT: Readonly<Record<CapabilityName, string>> = {
  patch: "the target says that it does not support PATCH",
  filter: "the target says that it does not support filters",
  sort: "the target says that it does not support sorting",
  etag: "the target says that it does not support versions (ETag)",
  bulk: "the target says that it does not support bulk requests",
  changePassword: "the target says that passwords cannot be changed",
  groups: "the target offers no groups",
  enterprise: "the target does not publish the enterprise extension",
  uniqueEmail: "the target does not require unique e-mail addresses",
  seats: "no seat limit is known: name it with --seats Product=total to allow the run to use it up",
};

const NAMES: Readonly<Record<CapabilityName, string>> = {
  patch: "PATCH",
  filter: "filters",
  sort: "sorting",
  etag: "versions (ETag)",
  bulk: "bulk requests",
  changePassword: "change of passwords",
  groups: "groups",
  enterprise: "enterprise extension",
  uniqueEmail: "unique e-mail addresses",
  seats: "product seats",
};

function describeAbsence(name: CapabilityName, profile: Profile, capabilities: Capabilities): string {
  if (profile.capabilities[name] === false)
    return `the profile ${profile.id} says that the target has no ${NAMES[name]}`;
  if (capabilities[name] === "unknown") return `it could not be found out whether the target offers ${NAMES[name]}`;
  return ABSENT[name];
}
