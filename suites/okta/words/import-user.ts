import { getIgnoreCase, inList, isPresent, itemsAt, lookThrough, totalOf, verify } from "../../../src/kit/index.ts";
import type { CheckContext, Listed, Made, UserBody, ValueWords, VerifyOptions } from "../../../src/kit/index.ts";
import { importPage, OKTA_PAGE_SIZE } from "../../../emulator/okta/wire/list-queries.ts";
import { matchUser } from "./match-user.ts";
import { send } from "./send.ts";
import { profileOf, verifyMapped } from "./verify-user.ts";

/**
 * A user of the check's own as an import would show it, and where a big directory does not list the user on any of the
 * pages that are looked through, in the answer to the match query. Undefined when no list has the user.
 */
export async function findListed(t: CheckContext, user: Made<UserBody>): Promise<Listed | undefined> {
  // Asked first: whoever is found by name is listed too, on whatever page.
  const hasFilter = isPresent(t.capabilities.filter);
  const matched = hasFilter ? await matchUser(t, user.sent.userName) : undefined;
  const read = (startIndex: number): ReturnType<typeof send> => send(t, importPage("/Users", startIndex));
  const first = await t.settle(
    () => read(1),
    (reply) => totalOf(reply) > OKTA_PAGE_SIZE || inList(reply, user.id) !== undefined,
  );
  const listed = await lookThrough(first, user.id, read);
  return listed ?? inList(matched ?? (await matchUser(t, user.sent.userName)), user.id);
}

/** The words for a user where a list shows it. */
export function entryOf({ reply, user }: Listed, options: VerifyOptions = {}): ValueWords {
  return verify(reply, options).at("Resources", (resource) => resource === user);
}

/** Throws unless the user of a list has all that an import reads. */
export function verifyImported(listed: Listed, sent: UserBody): void {
  const entry = entryOf(listed);
  const { userName: _, ...mapped } = profileOf(sent);
  // The letter case is what okta.create.user-name-case is about.
  entry.at("userName").isLike(sent.userName);
  verifyMapped(entry, mapped);
  entry.at("active").holds("true or false", (active) => typeof active === "boolean");
}

/** Throws unless the user of a list has an e-mail that is marked as primary. */
export function verifyPrimaryEmail(listed: Listed): void {
  const emails = itemsAt(listed.user, "emails");
  entryOf(listed)
    .at("emails")
    .holds("an array with a primary e-mail", () => emails.some((email) => getIgnoreCase(email, "primary") === true));
}
