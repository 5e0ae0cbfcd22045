import { describeOutcome, describeRequest, isSuccess, readBack } from "../../../src/kit/index.ts";
import type { CheckContext, Made, ReadBack, UserBody } from "../../../src/kit/index.ts";

/**
 * Reads a user and PUTs what was read, so that only what a check changes can be the reason when a later PUT is refused.
 * A skip when even that is refused: whether PUT works at all is the business of `users.replace.supported`.
 */
export async function putBack(t: CheckContext, user: Made<UserBody>): Promise<ReadBack> {
  const read = await readBack(t, user.path);
  const reply = await t.put(user.path, read.resource);
  return isSuccess(reply)
    ? read
    : t.skip(`${describeRequest(reply)} with the user as GET shows him answers ${describeOutcome(reply)}`);
}
