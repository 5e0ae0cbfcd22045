import { counted } from "../../../src/exchange/counted.ts";
import { findUser } from "../../../emulator/okta/wire/list-queries.ts";
import type { CheckContext } from "../../../src/kit/check-context.ts";
import type { Reply } from "../../../src/exchange/reply.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { toListBody } from "../../../src/exchange/list-body.ts";
import { verifyEqual, verifyList, verifyThat } from "../../../src/exchange/verify.ts";
import type { ListBody } from "../../../src/exchange/list-body.ts";
import { getIgnoreCase, isObject } from "../../../src/scim/json.ts";
import { send } from "./send.ts";

/** Okta's match query for a user name, asked until it finds somebody or the settling time is over. */
export async function matchUser(t: CheckContext, userName: string): Promise<Reply> {
  return matchBy(t, () => send(t, findUser(userName)));
}

/** A match query of any form, asked until it finds somebody or the settling time is over. */
export async function matchBy(t: CheckContext, ask: () => Promise<Reply>): Promise<Reply> {
  return t.settle(ask, (reply) => isObject(reply.body) && toListBody(reply.body).resources.length > 0);
}

/** Throws unless the match query finds exactly the user or group with this id. */
export function verifyMatch(reply: Reply, id: string): void {
  const list = verifySingle(reply);
  const found = list.resources[0];
  verifyEqual(reply, "/Resources/0/id", {
    expected: id,
    actual: found === undefined ? undefined : getIgnoreCase(found, "id"),
    reason: "Okta's match query finds another resource than the one of that name",
  });
}

/** Throws unless the match query gives exactly one result, in its list as in its counter. */
export function verifySingle(reply: Reply): ListBody {
  const list = verifyList(reply);
  verifyThat(list.resources.length === 1 && Number(list.totalResults) === 1, reply, {
    reason: `Okta's match query for one name gives ${counted(list.resources.length, "resource")} and totalResults ${shown(list.totalResults)}`,
    expected: "1 resource and totalResults 1",
    actual: `${counted(list.resources.length, "resource")} and totalResults ${shown(list.totalResults)}`,
    at: "/Resources",
  });
  return list;
}
