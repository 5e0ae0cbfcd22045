import type { CheckContext } from "../check-context.ts";
import { toListBody } from "../../exchange/list-body.ts";
import { isObject } from "../../scim/json.ts";
import type { JsonObject } from "../../scim/json.ts";
import { filterOf, quoted } from "../../scim/filter/filter-text.ts";
import { withQuery } from "../../scim/request-path.ts";
import { sameText, valueAt } from "./value-at.ts";

/**
 * The users with a userName, letter case apart, as a filter finds them; undefined when the target does not answer the
 * filter with a list. Others in the answer, of a target that ignores filters, are left out.
 */
export async function findUsers(t: CheckContext, userName: string): Promise<readonly JsonObject[] | undefined> {
  const filter = filterOf`userName eq ${quoted(userName)}`;
  const reply = await t.get(withQuery("/Users", { filter }));
  if (reply.status !== 200 || !isObject(reply.body)) return undefined;
  return toListBody(reply.body).resources.filter((user) => sameText(valueAt(user, "userName"), userName));
}
