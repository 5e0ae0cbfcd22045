import type { Profile } from "../../profile/profile.ts";
import type { PatchSchema } from "../../scim/patch/target.ts";
import type { ResourceSchema } from "../../scim/schema/resource-schema.ts";
import type { ServerLimits } from "./limits.ts";
import type { ServerPorts } from "../ports.ts";

/** What everything in one server instance shares. */
export interface ServerContext {
  readonly profile: Profile;
  readonly ports: ServerPorts;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly newId: () => string;
  readonly limits: ServerLimits;
  /** What is held against a user that is written. */
  readonly userSchema: PatchSchema;
  /** What is published of users: with what is required beside the schema, too. */
  readonly publishedUserSchema: ResourceSchema;
  /** Undefined where the profile has no groups. */
  readonly groupSchema: PatchSchema | undefined;
}
