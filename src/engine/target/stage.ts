import type { Json } from "../../scim/json.ts";
import type { Capabilities } from "../../profile/capability/index.ts";
import type { Profile } from "../../profile/profile.ts";
import type { SeatLimit } from "../../profile/seat-limit.ts";
import type { TargetFacts } from "../../profile/target-facts.ts";
import type { SessionControl } from "../session/create-session.ts";

/** A target with all that is known of it: where checks run and scenarios are played. */
export interface Stage {
  readonly session: SessionControl;
  readonly profile: Profile;
  readonly capabilities: Capabilities;
  /** What it publishes about itself. */
  readonly target: TargetFacts;
  /** Its limits, as stated or as the bundled server has them. */
  readonly seats: readonly SeatLimit[];
  /** Values that the profile's hooks may use, for example `adminUrl` of the bundled server. */
  readonly hookValues: Readonly<Record<string, Json>>;
}

/** A target of which nothing has been learned yet. */
export type BareStage = Omit<Stage, "capabilities" | "target">;
