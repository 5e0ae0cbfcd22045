import type { JsonObject } from "../../../src/scim/json.ts";
import { getIgnoreCase } from "../../../src/scim/json.ts";
import type { AppUser } from "./app-user.ts";
import { findAccount, idOfMade } from "./find-account.ts";
import { ProvisioningFailure } from "./provisioning-failure.ts";
import type { ProvisioningContext } from "./provisioning-context.ts";
import type { ProvisioningOutcome } from "./provisioning-report.ts";
import { createUser } from "../wire/create-user.ts";
import { patchActive } from "../wire/patch-active.ts";
import { readUser } from "../wire/read-resource.ts";
import { linkUser } from "../wire/replace-user.ts";

/**
 * Gives an assigned person an account: an imported one is linked by its id; otherwise the match query decides between
 * create, link and, for an account that the app had before, reactivation.
 */
export async function provisionUser(app: ProvisioningContext, row: AppUser): Promise<ProvisioningOutcome> {
  if (row.targetId !== undefined && !row.isLinked) return linkAccount(app, row, row.targetId);
  const found = await findAccount(app, row);
  if (found === undefined) return createAccount(app, row);
  return found === row.targetId ? reactivateAccount(app, row, found) : linkAccount(app, row, found);
}

async function createAccount(app: ProvisioningContext, row: AppUser): Promise<ProvisioningOutcome> {
  const { userName, firstName, lastName } = row.user.profile;
  if (!app.settings().createUsers) {
    throw new ProvisioningFailure(`Matching user not found: Create Users is off, so ${userName} is not created`);
  }
  const context = app.texts.create(userName, `${firstName} ${lastName}`);
  const request = createUser(app.values(row.user, "create"), { externalId: row.user.id, password: app.password() });
  const created = await app.client.ask(request, context);
  if (created === undefined) throw new ProvisioningFailure(`${context}: Create new user returned empty user.`);
  row.targetId = idOfMade(app, "/Users", { resource: created, context });
  notePush(app, row);
  return { result: "created" };
}

async function linkAccount(app: ProvisioningContext, row: AppUser, id: string): Promise<ProvisioningOutcome> {
  const context = app.texts.link(row.user.profile.userName);
  if (!app.client.isOwn("/Users", id)) throw strangersAccount(row, id);
  row.targetId = id;
  await pushProfile(app, row, context);
  return { result: "linked" };
}

async function reactivateAccount(app: ProvisioningContext, row: AppUser, id: string): Promise<ProvisioningOutcome> {
  const { userName } = row.user.profile;
  if (app.dialect === "oin") await app.client.ask(patchActive(id, true), app.texts.reactivate(userName));
  const pushed = await pushProfile(app, row, app.texts.link(userName));
  if (pushed !== undefined && getIgnoreCase(pushed, "active") === false) {
    row.isActive = false;
    throw new ProvisioningFailure(
      `User ${userName} provision to ${app.appName} failed due to delay in reactivating remote User. Rescheduling provision job.`,
    );
  }
  return { result: "reactivated" };
}

/** GET and PUT of the account with the mapped values merged in and `active` true. */
async function pushProfile(app: ProvisioningContext, row: AppUser, context: string): Promise<JsonObject | undefined> {
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

/** The one place where the emulator is more careful than the real client, which would overwrite the account. */
function strangersAccount(row: AppUser, id: string): ProvisioningFailure {
  return new ProvisioningFailure(
    `The match query for ${row.user.profile.userName} returned user ${id}, which was not made by this run. Okta would link and overwrite it; here nothing was sent.`,
  );
}
