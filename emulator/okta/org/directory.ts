import type { DirectoryValue } from "../../../src/profile/mappings/directory-attributes.ts";

/** Life cycle of an Okta user. Only active users are provisioned; suspending one sends nothing. */
export type OktaUserStatus = "staged" | "active" | "suspended" | "deactivated";

/** Attributes of an Okta user; mappings name them as `user.<attribute>`. */
export interface OktaUserProfile {
  /** The login. */
  readonly userName: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly displayName?: string;
  /** Language tag, for example `en-US`. */
  readonly locale?: string;
  /** The rest of Okta's base profile, and custom attributes. */
  readonly [attribute: string]: DirectoryValue | undefined;
}

/** A person in the directory; what it holds follows the changes made through the org. */
export interface OktaUser {
  /** `00u...`; goes out as `externalId`. */
  readonly id: string;
  readonly profile: OktaUserProfile;
  readonly status: OktaUserStatus;
}

/** A group in the directory; what it holds follows the changes made through the org. */
export interface OktaGroup {
  /** `00g...` */
  readonly id: string;
  readonly name: string;
  readonly members: readonly OktaUser[];
}

/** What an app may see of its org, and the one thing that an import may add to it. */
export interface Directory {
  readonly users: () => readonly OktaUser[];
  readonly addUser: (profile: OktaUserProfile) => OktaUser;
  /** Assignments of all apps of the org, counted. */
  readonly assignments: () => number;
}
