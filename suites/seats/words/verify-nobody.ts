import type { CheckContext } from "../../../src/kit/check-context.ts";
import { toListBody } from "../../../src/exchange/list-body.ts";
import { verifyStatus, verifyThat } from "../../../src/exchange/verify.ts";
import { isObject } from "../../../src/scim/json.ts";
import { filterOf, quoted } from "../../../src/scim/filter/filter-text.ts";
import { withQuery } from "../../../src/scim/request-path.ts";

/** Throws when a user whose create was refused is found by name. */
export async function verifyNobody(t: CheckContext, userName: string): Promise<void> {
  const filter = filterOf`userName eq ${quoted(userName)}`;
  const reply = verifyStatus(await t.get(withQuery("/Users", { filter })), 200, 404);
  const found = reply.status === 200 && isObject(reply.body) ? toListBody(reply.body).resources.length : 0;
  verifyThat(found === 0, reply, {
    reason: "the user whose create was refused is there nevertheless",
    expected: "no resources",
    actual: `${found} resources`,
    at: "/Resources",
  });
}
