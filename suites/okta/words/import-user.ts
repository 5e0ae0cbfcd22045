import { importPage, OKTA_PAGE_SIZE } from "../../../emulator/okta/wire/list-queries.ts";
import type { CheckContext } from "../../../src/kit/check-context.ts";
import type { Made, UserBody } from "../../../src/kit/maker.ts";
import { isPresent } from "../../../src/profile/capability.ts";
import { inList, lookThrough, totalOf } from "../../../src/kit/reading/look-through.ts";
import type { Listed } from "../../../src/kit/reading/look-through.ts";
import { matchUser } from "./match-user.ts";
import { send } from "./send.ts";

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
