import type { OktaSettings } from "../settings.ts";

/** `oin` = an app of Okta's catalogue, which switches users by PATCH; `aiw` = one made in the App Integration Wizard, which uses PUT for everything. */
export type OktaDialect = "oin" | "aiw";

/** By which methods an app sends what could go either way. */
export interface Ways {
  /** Switching accounts off and on, and syncing passwords. */
  readonly switches: "PATCH" | "PUT";
  readonly profiles: "PATCH" | "PUT";
  readonly groups: "PATCH" | "PUT";
}

/** The ways of an app: what its dialect has, but for what its settings change. */
export function waysOf(dialect: OktaDialect, { client, profileUpdates }: OktaSettings): Ways {
  const isPatching = dialect === "oin" && client === "cloud";
  return {
    switches: isPatching ? "PATCH" : "PUT",
    profiles: isPatching && profileUpdates === "patch" ? "PATCH" : "PUT",
    groups: dialect === "oin" ? "PATCH" : "PUT",
  };
}
