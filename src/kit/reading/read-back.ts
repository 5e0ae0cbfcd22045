import type { CheckContext } from "../check-context.ts";
import { describeOutcome, describeRequest } from "../../exchange/reply.ts";
import type { Reply } from "../../exchange/reply.ts";
import { idOf } from "../../exchange/resource-id.ts";
import { idOfLocation } from "../../exchange/resource-url.ts";
import { SetUpFailure } from "../../exchange/violation.ts";
import { isObject } from "../../scim/json.ts";
import type { JsonObject } from "../../scim/json.ts";
import { pathTo } from "../../scim/request-path.ts";
import type { Path } from "../../scim/request-path.ts";

/** A GET of a resource. */
export interface ReadBack {
  readonly reply: Reply;
  readonly resource: JsonObject;
}

/**
 * Reads a resource until it shows what is waited for or the settling time is over. A resource that cannot be read at all
 * leaves nothing to judge: `users.read.found` and `groups.read.found` report that.
 */
export async function readBack(
  t: CheckContext,
  path: Path,
  isSettled: (resource: JsonObject) => boolean = () => true,
): Promise<ReadBack> {
  const reply = await t.settle(
    () => t.get(path),
    ({ status, body }) => status === 200 && isObject(body) && isSettled(body),
  );
  if (reply.status === 200 && isObject(reply.body)) return { reply, resource: reply.body };
  throw new SetUpFailure(`could not read back what was written: GET ${path} answers ${describeOutcome(reply)}`);
}

/** The path of the user that a POST made, by its id or its Location; a skip when the answer tells neither. */
export function pathOfNew(t: CheckContext, reply: Reply): Path {
  const id = idOf(reply.body) ?? idOfLocation(reply.header("location") ?? "");
  return id === undefined
    ? t.skip(`${describeRequest(reply)} answers ${describeOutcome(reply)} without the id of the new user`)
    : pathTo`/Users/${id}`;
}
