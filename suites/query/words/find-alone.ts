import { describeRequest, isRefusal, verify } from "../../../src/kit/index.ts";
import type { CheckContext, Filter, OwnUser, Reply } from "../../../src/kit/index.ts";

/** Whom of the check's own users a filter of one expression matches, and whom it does not. */
export interface Alone {
  readonly finds: OwnUser;
  readonly misses?: readonly OwnUser[];
}

/**
 * Throws when an expression that stands alone, with nothing that narrows it to the check's own users, is answered by nobody, or by
 * somebody whom it does not match. It may find everybody else's too: then the page that is shown says nothing of one user. A
 * refusal is given back.
 */
export async function verifyFindsAlone(t: CheckContext, filter: Filter, { finds, misses = [] }: Alone): Promise<Reply> {
  return t.eventually(
    () => t.query("/Users", filter, { count: "100" }),
    (reply) => {
      // Others find fault with 404 for nobody; here there is somebody.
      if (isRefusal(reply)) return reply;
      const answer = verify(reply, { although: `${finds.sent.userName} matches` });
      const { totalResults, resources } = answer.list();
      const isWhole = typeof totalResults === "number" && totalResults <= resources.length;
      if (isWhole) answer.lists(finds);
      else
        answer.that(resources.length > 0, `${describeRequest(reply)} shows nobody`, {
          expected: "a page of users",
          at: ["Resources"],
        });
      verify(reply, { although: "it does not match" }).doesNotList(...misses);
      return reply;
    },
  );
}
