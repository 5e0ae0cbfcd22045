import { importPage, OKTA_PAGE_SIZE } from "../../emulator/okta/wire/list-queries.ts";
import type { CheckContext, Made, UserBody } from "../../src/engine/check-context.ts";
import type { Reply } from "../../src/engine/reply.ts";
import { toListBody } from "../../src/engine/verify.ts";
import { getIgnoreCase, isObject } from "../../src/scim/json.ts";
import type { JsonObject } from "../../src/scim/json.ts";
import { matchUser } from "./match-user.ts";
import { send } from "./send.ts";

/** A user as a list shows it, and the answer with that list. */
export interface Listed {
  readonly reply: Reply;
  readonly user: JsonObject;
  /** JSON pointer to the user in the answer. */
  readonly at: string;
}

/**
 * A user of the check's own as an import would show it: on the first page or the last, and where a big directory lists new
 * users elsewhere, in the answer to the match query. Undefined when no list has the user.
 */
export async function findListed(t: CheckContext, user: Made<UserBody>): Promise<Listed | undefined> {
  const first = await t.settle(
    () => send(t, importPage("/Users", 1)),
    (reply) => totalOf(reply) > OKTA_PAGE_SIZE || inList(reply, user.id) !== undefined,
  );
  const onFirst = inList(first, user.id);
  if (onFirst !== undefined) return onFirst;
  const last = await send(t, importPage("/Users", Math.max(1, totalOf(first) - OKTA_PAGE_SIZE + 1)));
  return inList(last, user.id) ?? inList(await matchUser(t, user.sent.userName), user.id);
}

/** The counter of all results in an answer; 0 when it is no list. */
export function totalOf(reply: Reply): number {
  const total = isObject(reply.body) ? Number(toListBody(reply.body).totalResults) : 0;
  return Number.isFinite(total) ? total : 0;
}

function inList(reply: Reply, id: string): Listed | undefined {
  const resources = isObject(reply.body) ? toListBody(reply.body).resources : [];
  const index = resources.findIndex((resource) => getIgnoreCase(resource, "id") === id);
  const user = resources[index];
  return user === undefined ? undefined : { reply, user, at: `/Resources/${index}` };
}
