import type { Json } from "../../scim/json.ts";
import type { Capabilities } from "../../profile/capability/index.ts";
import type { Profile } from "../../profile/profile.ts";
import type { SeatLimit } from "../../profile/seat-limit.ts";
import type { SessionControl } from "../session/create-session.ts";

/** A target with all that is known of it: where checks run and scenarios are played. */
export interface Stage {
  readonly session: SessionControl;
  readonly profile: Profile;
  readonly capabilities: Capabilities;
  readonly seats: readonly SeatLimit[];
  /** Values that the profile's hooks may use, for example `adminUrl` of the bundled server. */
  readonly hookValues: Readonly<Record<string, Json>>;
}
