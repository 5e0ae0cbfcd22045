import type { AppUser } from "./app-user.ts";
import { notePush, readAccount } from "./provision-user.ts";
import type { ProvisioningContext } from "./provisioning-context.ts";
import type { ProvisioningOutcome } from "./provisioning-report.ts";
import { updateUser } from "../wire/replace-user.ts";

/** Pushes a changed profile: GET, then PUT of the whole. Nothing is sent when no pushed value differs. */
export async function pushUpdate(app: ProvisioningContext, row: AppUser): Promise<ProvisioningOutcome> {
  const id = row.targetId;
  const values = app.values(row.user, "update");
  if (id === undefined || JSON.stringify(values) === JSON.stringify(row.pushed)) return { result: "unchanged" };
  if (!app.settings().updateUserAttributes) {
    return { result: "unchanged", note: "Update User Attributes is off: changes of profiles are not sent." };
  }
  const context = app.texts.update(row.user.profile.userName);
  const current = await readAccount(app, id, context);
  await app.client.ask(updateUser({ id, current, externalId: row.user.id }, values), context);
  notePush(app, row);
  return { result: "updated" };
}
