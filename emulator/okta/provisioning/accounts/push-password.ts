import type { AppUser } from "../app-user.ts";
import { hasAccount } from "../app-user.ts";
import { logPassword } from "../../log/user-events.ts";
import type { ProvisioningContext } from "../provisioning-context.ts";
import type { ProvisioningOutcome } from "../provisioning-report.ts";
import { readAccount } from "./push-profile.ts";
import { patchPassword } from "../../wire/patch-password.ts";
import { replacePassword } from "../../wire/replace-user.ts";

/** Syncs a password that has changed to an account that is switched on: by PATCH, or by GET and PUT. */
export async function pushPassword(app: ProvisioningContext, row: AppUser): Promise<ProvisioningOutcome> {
  const id = row.targetId;
  if (id === undefined || !hasAccount(row)) return { result: "unchanged" };
  if (app.configured.passwordSync === "none") {
    return { result: "unchanged", note: "Sync Password is off: changes of passwords are not sent." };
  }
  const context = app.texts.password(row.user.profile.userName);
  const password = app.password(row.user);
  row.owesPassword = true;
  if (app.ways.switches === "PATCH") {
    await app.client.ask(patchPassword(id, password), context);
  } else {
    const current = await readAccount(app, id, context);
    await app.client.ask(replacePassword({ id, current, externalId: row.user.id }, password), context);
  }
  row.owesPassword = false;
  logPassword(app.log, row, app.configured.passwordSync === "okta-password");
  return { result: "updated" };
}
