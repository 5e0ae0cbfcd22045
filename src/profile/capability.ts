/** Features of a target that decide whether a check applies, in the order in which they are reported. */
export const CAPABILITY_NAMES = [
  "patch",
  "filter",
  "sort",
  "etag",
  "bulk",
  "changePassword",
  "groups",
  "enterprise",
  "uniqueEmail",
  "seats",
] as const;

/** A feature of a target. */
export type CapabilityName = (typeof CAPABILITY_NAMES)[number];

/**
 * What is known of a feature: `advertised` by the target or declared by the profile, `found` by a probe although nothing
 * advertised it, `absent`, or `unknown`.
 */
export type CapabilityStatus = "advertised" | "found" | "absent" | "unknown";

/** The features of one target. */
export type Capabilities = Readonly<Record<CapabilityName, CapabilityStatus>>;

/** True when checks that need the feature may run. */
export function isPresent(status: CapabilityStatus): boolean {
  return status === "advertised" || status === "found";
}
