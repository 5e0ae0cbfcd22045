import type { AppUser } from "../app-user.ts";
import { findAccount, idOfMade } from "../find-account.ts";
import { ProvisioningFailure } from "../provisioning-failure.ts";
import type { ProvisioningContext } from "../provisioning-context.ts";
import type { ProvisioningOutcome } from "../provisioning-report.ts";
import { notePush, pushProfile } from "./push-profile.ts";
import { isKnownById, reactivateAccount } from "./reactivate-user.ts";
import { createUser } from "../../wire/create-user.ts";

/**
 * Gives an assigned person an account: an imported one is linked by its id; otherwise the match query decides between
 * create, link and, for an account that the app had before, reactivation. An app that goes by the stored id reads that first.
 */
export async function provisionUser(app: ProvisioningContext, row: AppUser): Promise<ProvisioningOutcome> {
  const { targetId } = row;
  if (targetId !== undefined && !row.isLinked) return linkAccount(app, row, targetId);
  if (targetId !== undefined && (await isKnownById(app, row, targetId))) return reactivateAccount(app, row, targetId);
  const found = await findAccount(app, row);
  if (found === undefined) return createAccount(app, row);
  return found === targetId ? reactivateAccount(app, row, found) : linkAccount(app, row, found);
}

async function createAccount(app: ProvisioningContext, row: AppUser): Promise<ProvisioningOutcome> {
  const { userName, firstName, lastName } = row.user.profile;
  if (!app.settings().createUsers) {
    throw new ProvisioningFailure(`Matching user not found: Create Users is off, so ${userName} is not created`);
  }
  const earlier = noteOnEarlier(row);
  const context = app.texts.create(userName, `${firstName} ${lastName}`);
  const options = { externalId: row.user.id, password: app.password(row.user) };
  const created = await app.client.ask(createUser(app.values(row.user, "create"), options), context);
  if (created === undefined) throw new ProvisioningFailure(`${context}: Create new user returned empty user.`);
  row.targetId = idOfMade(app, "/Users", { resource: created, context });
  row.owesPassword = false;
  notePush(app, row);
  return { result: "created", ...(earlier !== undefined && { note: `${earlier} ${row.targetId} was created.` }) };
}

/** What an admin should know of a person who had an account before: the match query did not find it. */
function noteOnEarlier({ targetId, pushed, user }: AppUser): string | undefined {
  if (targetId === undefined) return undefined;
  const { userName } = user.profile;
  if (pushed !== undefined && pushed.userName !== userName) {
    return `${userName} had the account ${targetId} as ${pushed.userName}. The match query for the new user name found nobody, so the second account`;
  }
  return `${userName} had the account ${targetId}, which the match query does not find any more, so the account`;
}

async function linkAccount(app: ProvisioningContext, row: AppUser, id: string): Promise<ProvisioningOutcome> {
  const context = app.texts.link(row.user.profile.userName);
  if (!app.client.isOwn("/Users", id)) throw strangersAccount(row, id);
  row.targetId = id;
  await pushProfile(app, row, context);
  if (app.configured.pushOnLink === "twice") await pushProfile(app, row, context);
  return { result: "linked" };
}

/** The one place where the emulator is more careful than the real client, which would overwrite the account. */
function strangersAccount(row: AppUser, id: string): ProvisioningFailure {
  return new ProvisioningFailure(
    `The match query for ${row.user.profile.userName} returned user ${id}, which was not made by this run. Okta would link and overwrite it; here nothing was sent.`,
  );
}
