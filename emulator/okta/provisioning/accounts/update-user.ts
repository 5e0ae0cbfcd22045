import type { JsonObject } from "../../../../src/scim/json.ts";
import type { AppUser } from "../app-user.ts";
import { ProvisioningFailure } from "../provisioning-failure.ts";
import type { ProvisioningContext } from "../provisioning-context.ts";
import type { ProvisioningOutcome } from "../provisioning-report.ts";
import { notePush, readAccount } from "./push-profile.ts";
import { patchProfile } from "../../wire/patch-profile.ts";
import { updateUser } from "../../wire/replace-user.ts";
import type { WireRequest } from "../../wire/wire-request.ts";

/** Pushes a changed profile: GET, then PUT of the whole, or PATCH of what has changed. Nothing is sent when no pushed value differs. */
export async function pushUpdate(app: ProvisioningContext, row: AppUser): Promise<ProvisioningOutcome> {
  const id = row.targetId;
  const values = app.values(row.user, "update");
  if (id === undefined || JSON.stringify(values) === JSON.stringify(row.pushed)) return { result: "unchanged" };
  if (!app.settings().updateUserAttributes) {
    return { result: "unchanged", note: "Update User Attributes is off: changes of profiles are not sent." };
  }
  const context = app.texts.update(row.user.profile.userName);
  const current = await readAccount(app, id, context);
  await ask(app, updateRequest(app, row, { id, current }), context);
  notePush(app, row);
  return { result: "updated" };
}

const BY_PATCH =
  "Profiles are pushed by PATCH, as apps of the catalogue do unless they are asked to send PUT: providers.okta.profile-updates in the profile says so.";

/** Whose app sends PUT should learn that it can be played. */
async function ask(app: ProvisioningContext, request: WireRequest, context: string): Promise<void> {
  try {
    await app.client.ask(request, context);
  } catch (error) {
    if (error instanceof ProvisioningFailure && request.method === "PATCH") error.note = BY_PATCH;
    throw error;
  }
}

function updateRequest(
  app: ProvisioningContext,
  { user, pushed }: AppUser,
  account: { readonly id: string; readonly current: JsonObject },
): WireRequest {
  const after = app.values(user, "update");
  if (app.ways.profiles === "PATCH") return patchProfile(account, { before: pushed, after });
  return updateUser({ ...account, externalId: user.id }, after);
}
