import type { Profile } from "../../profile/profile.ts";
import type { TargetFacts } from "../../profile/target-facts.ts";
import { declaredOf, toCapabilities } from "../../profile/capability/index.ts";
import type { Capabilities } from "../../profile/capability/index.ts";

/** What decides about features before anything is probed. */
export interface CapabilitySources {
  readonly profile: Profile;
  readonly target: TargetFacts;
  /** True when `--seats` or the bundled server state a limit. */
  readonly hasSeatLimits: boolean;
}

/** What the profile declares and the target advertises; the profile wins, but seats need a limit that is known. */
export function readCapabilities({ profile, target, hasSeatLimits }: CapabilitySources): Capabilities {
  const hasSeats = hasSeatLimits && profile.seats !== undefined;
  return toCapabilities((capability) => {
    const { name, advertised } = capability;
    const declared = name === "seats" ? undefined : declaredOf(profile.capabilities, capability);
    if (declared !== undefined) return declared ? "advertised" : "absent";
    return advertised({ target, hasSeats });
  });
}
