import type { CheckContext, Made, Reply, UserBody } from "../../../src/kit/index.ts";
import { linkUser, updateUser } from "../../../emulator/okta/wire/replace-user.ts";
import { oktaIdOf, objectAt, toOktaValues } from "./okta-user.ts";
import { readCurrent } from "./read-user.ts";
import { send } from "./send.ts";

/** What is pushed, and whether as the link of an existing user or as a profile change. */
export interface ProfilePush {
  readonly link: boolean;
  readonly body: UserBody;
}

/** GET of the user, then PUT of what came with the mapped values of `body` merged in. */
export async function pushProfile(
  t: CheckContext,
  user: Made<UserBody>,
  { link: isLink, body }: ProfilePush,
): Promise<Reply> {
  const current = await readCurrent(t, user.id);
  const replaced = { id: user.id, current, externalId: oktaIdOf(body) };
  return send(t, (isLink ? linkUser : updateUser)(replaced, toOktaValues(body)));
}

/** The same person with another first name. */
export function renamed(body: UserBody, givenName: string): UserBody {
  return { ...body, name: { ...objectAt(body, "name"), givenName } };
}
