import { describeLink, describeRequest, leadsTo } from "../../../src/kit/index.ts";
import type { Reply, Verifier } from "../../../src/kit/index.ts";

/** A URI that was followed. */
export interface FollowedLink {
  readonly uri: string;
  /** Where it stands: a place in the body, or a header. */
  readonly at: readonly string[] | string;
  /** What it gave. */
  readonly there: Reply;
  /** The id of the resource that it should lead to. */
  readonly id: string;
}

/** Throws unless a URI in an answer leads to the resource that it should lead to. */
export function verifyLink(answer: Verifier, { uri, at, there, id }: FollowedLink): void {
  const name = [at].flat().join(".");
  answer.that(leadsTo(there, id), `${name} of ${describeRequest(answer.reply)} is ${describeLink(uri, there)}`, {
    expected: `a URI at which GET gives the user ${id}`,
    ...(typeof at === "string" ? { actual: uri } : { at }),
    others: [there],
  });
}
