import type { Profile } from "../profile/profile.ts";
import type { ResourceSchema } from "../scim/resource-schema.ts";
import type { ServerPorts } from "./ports.ts";

/** What everything in one server instance shares. */
export interface ServerContext {
  readonly profile: Profile;
  readonly ports: ServerPorts;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly newId: () => string;
  readonly userSchema: ResourceSchema;
  /** Undefined where the profile has no groups. */
  readonly groupSchema: ResourceSchema | undefined;
}
