import { describeRequest, isRefusal, verify } from "../../../src/kit/index.ts";
import type { CheckContext, Filter, OwnUser, Reply } from "../../../src/kit/index.ts";

/**
 * Throws when an expression that stands alone, with nothing that narrows it to the check's own users, is answered by nobody,
 * although it matches this one. It finds everybody else's too, so who is on the page that is shown says nothing: that is judged
 * where the user is named beside it. A refusal is given back.
 */
export async function verifyFindsAlone(t: CheckContext, filter: Filter, user: OwnUser): Promise<Reply> {
  return t.eventually(
    () => t.query("/Users", filter, { count: "100" }),
    (reply) => {
      if (isRefusal(reply)) return reply;
      const answer = verify(reply, { although: `${user.sent.userName} matches` });
      const { resources } = answer.list();
      const sentence = `${describeRequest(reply)} lists nobody`;
      answer.that(resources.length > 0, sentence, { expected: "users, or a refusal", at: ["Resources"] });
      return reply;
    },
  );
}
