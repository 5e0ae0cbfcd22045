import { BULK } from "./bulk.ts";
import type { CapabilityStatus } from "./capability.ts";
import { CHANGE_PASSWORD } from "./change-password.ts";
import { ENTERPRISE } from "./enterprise.ts";
import { ETAG } from "./etag.ts";
import { FILTER } from "./filter.ts";
import { GROUP_FILTER } from "./group-filter.ts";
import { GROUP_PATCH } from "./group-patch.ts";
import { GROUPS } from "./groups.ts";
import { PATCH } from "./patch.ts";
import { SEATS } from "./seats.ts";
import { SORT } from "./sort.ts";
import { UNIQUE_EMAIL } from "./unique-email.ts";

/** A capability of the registry: a new one stands here and below. */
export type DeclaredCapability =
  | typeof PATCH
  | typeof FILTER
  | typeof SORT
  | typeof ETAG
  | typeof BULK
  | typeof CHANGE_PASSWORD
  | typeof GROUPS
  | typeof GROUP_PATCH
  | typeof GROUP_FILTER
  | typeof ENTERPRISE
  | typeof UNIQUE_EMAIL
  | typeof SEATS;

/** Features of a target that decide whether a check applies, in the order in which they are reported. */
export const CAPABILITIES: readonly DeclaredCapability[] = [
  PATCH,
  FILTER,
  SORT,
  ETAG,
  BULK,
  CHANGE_PASSWORD,
  GROUPS,
  GROUP_PATCH,
  GROUP_FILTER,
  ENTERPRISE,
  UNIQUE_EMAIL,
  SEATS,
];

/** The name of a feature. */
export type CapabilityName = DeclaredCapability["name"];

/** The features of one target. */
export type Capabilities = Readonly<Record<CapabilityName, CapabilityStatus>>;

/** Gives each feature a status. */
export function toCapabilities(statusOf: (capability: DeclaredCapability) => CapabilityStatus): Capabilities {
  const entries = CAPABILITIES.map((capability) => [capability.name, statusOf(capability)] as const);
  return Object.fromEntries(entries) as Record<CapabilityName, CapabilityStatus>;
}

/** The declaration of a feature. */
export function capabilityOf(name: CapabilityName): DeclaredCapability {
  const found = CAPABILITIES.find((capability) => capability.name === name);
  if (found === undefined) throw new Error(`there is no capability ${name}`);
  return found;
}

/** What a profile says of a feature, of itself or of the one that it follows; undefined when it says nothing. */
export function declaredOf(
  declared: Readonly<Partial<Record<CapabilityName, boolean>>>,
  { name, follows }: DeclaredCapability,
): boolean | undefined {
  return (
    declared[name] ??
    CAPABILITIES.map((other) => (other.name === follows ? declared[other.name] : undefined)).find(
      (said) => said !== undefined,
    )
  );
}

/** True when checks that need the feature may run: only a target that says so does not have it. */
export function isPresent(status: CapabilityStatus): boolean {
  return status !== "absent" && status !== "unknown";
}
