import type { AppUser } from "../app-user.ts";
import type { ProvisioningContext } from "../provisioning-context.ts";
import type { ProvisioningOutcome } from "../provisioning-report.ts";
import { readAccount } from "./push-profile.ts";
import { patchActive } from "../../wire/patch-active.ts";
import { replaceActive } from "../../wire/replace-user.ts";

/**
 * Switches an account off when its person loses the app: a catalogue app by PATCH, one from the wizard and the
 * on-premises client by GET and PUT. A refusal is not tried again another way. A user is never deleted.
 */
export async function deactivateUser(app: ProvisioningContext, row: AppUser): Promise<ProvisioningOutcome> {
  const id = row.targetId;
  if (id === undefined || !row.isActive) return { result: "unchanged" };
  if (!app.settings().deactivateUsers) {
    return { result: "unchanged", note: "Deactivate Users is off: accounts of unassigned people stay switched on." };
  }
  const context = app.texts.deactivate(row.user.profile.userName);
  if (app.ways.switches === "PATCH") {
    await app.client.ask(patchActive(id, false), context);
  } else {
    const current = await readAccount(app, id, context);
    await app.client.ask(replaceActive({ id, current, externalId: row.user.id }, false), context);
  }
  row.isActive = false;
  return { result: "deactivated" };
}
