import {
  describeOutcome,
  describeRequest,
  filterOf,
  itemsAt,
  quoted,
  sameText,
  valueAt,
  verify,
} from "../../../src/kit/index.ts";
import type { CheckContext, JsonObject, Reply } from "../../../src/kit/index.ts";

/** Throws when a user whose create was refused is found by name, at once or a little later. */
export async function verifyNobody(t: CheckContext, refused: Reply, userName: string): Promise<void> {
  const judge = (reply: Reply): void => {
    // Some answer 404 where a filter finds nobody.
    if (reply.status === 404) return;
    if (reply.status !== 200) {
      const answered = `${describeRequest(reply)} answers ${describeOutcome(reply)}`;
      return t.note(reply, `${answered}: it cannot be seen whether the refused user was kept`);
    }
    const isNamed = (user: JsonObject): boolean => sameText(valueAt(user, "userName"), userName);
    const isListed = itemsAt(reply.body, "Resources").some(isNamed);
    const sentence = `${describeRequest(reply)} lists the user ${userName}`;
    verify(reply, { although: "the create was refused", after: refused }).that(!isListed, sentence, {
      expected: `no user ${userName}`,
      at: ["Resources", isNamed],
    });
  };
  await t.stays(() => t.query("/Users", filterOf`userName eq ${quoted(userName)}`), judge);
}
