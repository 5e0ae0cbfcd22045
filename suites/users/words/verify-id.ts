import { toId, describeRequest, shown, verify } from "../../../src/kit/index.ts";
import type { Reply, Step } from "../../../src/kit/index.ts";

/** A resource as its create was answered. */
export interface Identified {
  readonly id: string;
  readonly reply: Reply;
}

/**
 * Throws unless the id at a place in an answer is the one of the create, which is cited too. Another id is told in the sentence: a
 * resource with one that the run has not made is not shown.
 */
export function verifyId(reply: Reply, place: readonly Step[], made: Identified): void {
  const found = verify(reply).at(...place).value;
  const what = found === undefined ? "no id" : `the id ${shown(found)}`;
  const sentence = `${describeRequest(reply)} gives ${what} instead of ${shown(made.id)}`;
  verify(reply).that(toId(found) === made.id, sentence, { expected: shown(made.id), at: place, others: [made.reply] });
}
