import {
  defineCheck,
  defineFamily,
  describeOutcome,
  describeRequest,
  errorResponse,
  isSuccess,
  itemsAt,
  on,
  readThrough,
  remembering,
  verify,
} from "../../src/kit/index.ts";
import type { Check, Reply } from "../../src/kit/index.ts";
import { isCrash } from "../protocol/words/is-crash.ts";
import { makeGroupOf } from "../groups/words/group-members.ts";

const DELETE = "DELETE /Users/:id";

const member = defineCheck({
  id: "users.delete.member",
  title: "A user who is in a group can be deleted, and the group can still be read and listed",
  rule: "RFC7644-3.12-13",
  needs: ["groups"],
  advice: "Take a deleted user out of the groups, in one transaction, instead of failing at a foreign key.",
  run: async (t) => {
    const user = await t.make.user();
    const group = await makeGroupOf(t, user);
    const deleted = await t.delete(user.path);
    verifyNoCrash(deleted, "of a user who is in a group");
    if (!isSuccess(deleted)) return t.note(deleted, `${describeRequest(deleted)} answers ${describeOutcome(deleted)}.`);
    verifyNoCrash(await t.get(group.path), "of a group whose member was deleted");
  },
  defects: {
    "delete-of-a-member-crashes": on(DELETE).answer(async (request, next) => {
      const groups = itemsAt(await readThrough(next, request), "groups");
      return groups.length > 0 ? errorResponse(500, "update or delete violates foreign key constraint") : next(request);
    }),
    "group-of-a-deleted-user-crashes": remembering(() => {
      const broken = new Set<string>();
      const remember = on(DELETE).answer(async (request, next) => {
        for (const { value } of itemsAt(await readThrough(next, request), "groups")) broken.add(String(value));
        return next(request);
      });
      const crash = on("GET /Groups/:id").answer((request, next) =>
        broken.has(new URL(request.url).pathname.split("/").at(-1) ?? "")
          ? errorResponse(500, "member is undefined")
          : next(request),
      );
      return (next) => crash(remember(next));
    }),
  },
});

/** Users who are in groups. */
export const memberDeleteChecks: readonly Check[] = defineFamily({}, [member]);

function verifyNoCrash(reply: Reply, ofWhat: string): void {
  const sentence = `${describeRequest(reply)} ${ofWhat} answers ${describeOutcome(reply)}`;
  verify(reply).that(!isCrash(reply), sentence, { expected: ["a success", "a 4xx that says what is wrong"] });
}
