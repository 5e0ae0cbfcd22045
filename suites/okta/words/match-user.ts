import { inList, verify } from "../../../src/kit/index.ts";
import type { CheckContext, Made, Match, Reply, UserBody } from "../../../src/kit/index.ts";
import { findUser } from "../../../emulator/okta/wire/list-queries.ts";
import { resourcesOf } from "./page.ts";
import { send } from "./send.ts";

/** Queries of users with a filter. */
export const MATCH_QUERY: Match = { method: "GET", path: /^\/Users$/, query: (query) => query.has("filter") };

/** Okta's match query for a user name, asked until it finds somebody or the settling time is over. */
export async function matchUser(t: CheckContext, userName: string): Promise<Reply> {
  return matchBy(t, () => send(t, findUser(userName)));
}

/** Skips the check unless the match query finds the user: `okta.match.found` is about that. Gives the answer that does. */
export async function supposeFound(t: CheckContext, user: Made<UserBody>): Promise<Reply> {
  return t.supposing(
    "okta.match.found",
    () => send(t, findUser(user.sent.userName)),
    (reply) => {
      verify(reply).lists(user);
      return reply;
    },
  );
}

/** A user whom the match query finds, and the answer that does. */
export interface MatchedUser {
  readonly user: Made<UserBody>;
  readonly reply: Reply;
}

/** Makes two users, and skips the check unless the match query finds one of them alone: `okta.match.found` is about that. */
export async function supposeMatch(t: CheckContext): Promise<MatchedUser> {
  await t.make.user();
  const user = await t.make.user();
  return t.supposing(
    "okta.match.found",
    () => send(t, findUser(user.sent.userName)),
    (reply) => {
      verify(reply).listsOnly(user);
      return { user, reply };
    },
  );
}

/** A match query of any form, asked until it finds somebody or the settling time is over. */
export async function matchBy(t: CheckContext, ask: () => Promise<Reply>): Promise<Reply> {
  return t.settle(ask, (reply) => resourcesOf(reply).length > 0);
}

/** True for a list of one who has this id. */
export function isAlone(reply: Reply, id: string): boolean {
  return inList(reply, id) !== undefined && resourcesOf(reply).length === 1;
}

/** Throws unless the answer to a match query says that there is nobody of that name. */
export function verifyNoMatch(reply: Reply): void {
  const answer = verify(reply).status(200, 404);
  if (answer.reply.status === 404) answer.error();
  else {
    answer.finds(0);
    // A text is no 0.
    answer.at("totalResults").is(0);
  }
}
