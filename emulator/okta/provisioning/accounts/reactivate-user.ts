import { getIgnoreCase } from "../../../../src/scim/json.ts";
import type { AppUser } from "../app-user.ts";
import { ProvisioningFailure } from "../provisioning-failure.ts";
import type { ProvisioningContext } from "../provisioning-context.ts";
import type { ProvisioningOutcome } from "../provisioning-report.ts";
import { pushProfile } from "./push-profile.ts";
import { patchActive } from "../../wire/patch-active.ts";
import { readUser } from "../../wire/read-resource.ts";

/**
 * Whether the account of somebody who comes back is still there, by the id that the app has stored; false, without a request, for an
 * app that asks by the user name. An account that is gone is looked for by the match query: that is inferred.
 */
export async function isKnownById(app: ProvisioningContext, row: AppUser, id: string): Promise<boolean> {
  if (app.configured.reassign === "filter") return false;
  const live = await app.client.send(readUser(id));
  if (live.response?.status === 404) return false;
  app.client.objectOf(live, app.texts.reactivate(row.user.profile.userName));
  return true;
}

/** Brings an account back: a catalogue app switches it on by PATCH, and each app pushes the profile by GET and PUT. */
export async function reactivateAccount(
  app: ProvisioningContext,
  row: AppUser,
  id: string,
): Promise<ProvisioningOutcome> {
  const { userName } = row.user.profile;
  if (app.ways.switches === "PATCH") await app.client.ask(patchActive(id, true), app.texts.reactivate(userName));
  const pushed = await pushProfile(app, row, app.texts.link(userName));
  if (pushed !== undefined && getIgnoreCase(pushed, "active") === false) {
    row.isActive = false;
    throw new ProvisioningFailure(
      `User ${userName} provision to ${app.appName} failed due to delay in reactivating remote User. Rescheduling provision job.`,
    );
  }
  return { result: "reactivated" };
}
