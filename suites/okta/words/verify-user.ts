import { getIgnoreCase, isObject, jsonEqual, shown, verify } from "../../../src/kit/index.ts";
import type { CheckContext, Json, Reply, ValueWords } from "../../../src/kit/index.ts";
import { objectAt, primaryEmail } from "./okta-user.ts";
import { eventuallyShows } from "./read-user.ts";

/** Throws unless GET of the user shows in the end that `active` is exactly this. */
export async function verifyActive(t: CheckContext, id: string, active: boolean): Promise<void> {
  await eventuallyShows(t, id, (answer) => answer.at("active").is(active));
}

/** What Okta maps of a user, as one value that can be compared. */
export interface MappedProfile {
  readonly userName: Json | undefined;
  readonly givenName: Json | undefined;
  readonly familyName: Json | undefined;
  readonly email: Json | undefined;
}

/** The mapped attributes of a user, read from any representation. */
export function profileOf(user: Json | undefined): MappedProfile {
  const resource = isObject(user) ? user : {};
  const name = objectAt(resource, "name");
  return {
    userName: getIgnoreCase(resource, "userName"),
    givenName: getIgnoreCase(name, "givenName"),
    familyName: getIgnoreCase(name, "familyName"),
    email: lowerCase(getIgnoreCase(primaryEmail(resource) ?? {}, "value")),
  };
}

/** Throws unless GET of the user shows these values in the end, and gives the answer that does. */
export async function verifyUserShows(t: CheckContext, id: string, expected: Partial<MappedProfile>): Promise<Reply> {
  return eventuallyShows(t, id, ({ reply }) => {
    verifyProfile(reply, expected);
    return reply;
  });
}

/** Throws unless the answer is a user with these values; the ones that are undefined are not looked at. */
export function verifyProfile(reply: Reply, expected: Partial<MappedProfile>): void {
  const answer = verify(reply);
  answer.object();
  verifyMapped(answer, expected);
}

/** Throws unless the answer is a user of that name: its letter case is what okta.create.user-name-case is about. */
export function verifyUserName(reply: Reply, userName: string): void {
  const answer = verify(reply);
  answer.object();
  answer.at("userName").isLike(userName);
}

/** The same for a user anywhere in an answer. */
export function verifyMapped(user: Pick<ValueWords, "at">, expected: Partial<MappedProfile>): void {
  const { userName, givenName, familyName, email } = expected;
  if (userName !== undefined) user.at("userName").is(userName);
  if (givenName !== undefined) user.at("name", "givenName").is(givenName);
  if (familyName !== undefined) user.at("name", "familyName").is(familyName);
  if (email !== undefined) {
    addressIn(user).holds(shown(email), (address) => jsonEqual(lowerCase(address), lowerCase(email)));
  }
}

/** The address of the e-mail that Okta reads. */
function addressIn(user: Pick<ValueWords, "at">): ValueWords {
  const main = primaryEmail({ emails: user.at("emails").value });
  return user.at("emails", (entry) => entry === main, "value");
}

/** Mail addresses are compared without regard to letter case: servers may store them in lower case. */
function lowerCase(value: Json | undefined): Json | undefined {
  return typeof value === "string" ? value.toLowerCase() : value;
}
