import { describeRequest, shown, verify } from "../../../src/kit/index.ts";
import type { Reply, Step } from "../../../src/kit/index.ts";

/**
 * Throws unless the id at a place in an answer is the one of the create. Another id is told in the sentence: a resource with one
 * that the run has not made is not shown.
 */
export function verifyId(reply: Reply, place: readonly Step[], id: string): void {
  const found = verify(reply).at(...place).value;
  const what = found === undefined ? "no id" : `the id ${shown(found)}`;
  verify(reply).that(found === id, `${describeRequest(reply)} gives ${what} instead of ${shown(id)}`, {
    expected: shown(id),
    at: place,
  });
}
