import type { Profile } from "../../profile/profile.ts";
import type { PatchSchema } from "../../scim/patch/target.ts";
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
  readonly userSchema: PatchSchema;
  /** Undefined where the profile has no groups. */
  readonly groupSchema: PatchSchema | undefined;
}
