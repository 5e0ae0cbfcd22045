import type { CheckContext } from "../../../src/kit/check-context.ts";
import type { Made, UserBody } from "../../../src/kit/maker.ts";
import { describeOutcome } from "../../../src/exchange/reply.ts";
import { isSuccess } from "../../../src/exchange/reply.ts";
import type { JsonObject } from "../../../src/scim/json.ts";
import { readBack } from "../../../src/kit/reading/read-back.ts";

/**
 * Reads a user and PUTs what was read, so that only what a check changes can be the reason when a later PUT is refused.
 * A skip when even that is refused: `users.replace.supported` and `users.replace.answer` report it.
 */
export async function putBack(t: CheckContext, user: Made<UserBody>): Promise<JsonObject> {
  const { resource } = await readBack(t, user.path);
  const reply = await t.put(user.path, resource);
  return isSuccess(reply) ? resource : t.skip(`PUT of the user as GET shows him is answered ${describeOutcome(reply)}`);
}
