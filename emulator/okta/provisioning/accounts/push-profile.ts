import type { JsonObject } from "../../../../src/scim/json.ts";
import type { AppUser } from "../app-user.ts";
import { ProvisioningFailure } from "../provisioning-failure.ts";
import type { ProvisioningContext } from "../provisioning-context.ts";
import { readUser } from "../../wire/read-resource.ts";
import { linkUser } from "../../wire/replace-user.ts";

/** GET and PUT of the account with the mapped values merged in and `active` true. */
export async function pushProfile(
  app: ProvisioningContext,
  row: AppUser,
  context: string,
): Promise<JsonObject | undefined> {
  const id = row.targetId ?? "";
  const current = await readAccount(app, id, context);
  const target = { id, current, externalId: row.user.id };
  const answer = await app.client.ask(linkUser(target, app.values(row.user, "update")), context);
  notePush(app, row);
  return answer;
}

/** The account as the target shows it. Throws `ProvisioningFailure` when it is gone. */
export async function readAccount(app: ProvisioningContext, id: string, context: string): Promise<JsonObject> {
  const live = await app.client.send(readUser(id));
  if (live.response?.status === 404) throw new ProvisioningFailure(`${context}: Matching user not found`);
  return app.client.objectOf(live, context);
}

/** Remembers what the account holds now. */
export function notePush(app: ProvisioningContext, row: AppUser): void {
  row.isActive = true;
  row.isLinked = true;
  row.pushed = app.values(row.user, "update");
}
