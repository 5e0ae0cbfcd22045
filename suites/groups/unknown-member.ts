import {
  defineCheck,
  defineFamily,
  describeOutcome,
  describeRequest,
  eachApart,
  errorResponse,
  isPresent,
  on,
  pathTo,
  readThrough,
  verify,
} from "../../src/kit/index.ts";
import type { Check, Reply, Wrap } from "../../src/kit/index.ts";
import { isCrash } from "../protocol/words/is-crash.ts";
import { patchGroup } from "./words/patch-group.ts";

const unknown = defineCheck({
  id: "groups.members.unknown",
  title: "A member that does not exist is refused or taken, by POST, PUT and PATCH, and does not make the server fail",
  rule: "RFC7644-3.12-13",
  advice: "Answer 400 or 404 where no resource has the id of a member, instead of the error of a foreign key.",
  run: async (t) => {
    const group = await t.make.group();
    const members = [{ value: await t.make.unknownUserId() }];
    const doors: (() => Promise<Reply>)[] = [
      () => t.post("/Groups", t.make.groupBody({ label: "unknown", overrides: { members } })),
      () => t.put(group.path, { ...group.sent, id: group.id, members }),
    ];
    if (isPresent(t.capabilities.patch)) {
      doors.push(
        () => patchGroup(t, group, [{ op: "add", path: "members", value: members }]),
        () => patchGroup(t, group, [{ op: "replace", path: "members", value: members }]),
      );
    }
    await eachApart(doors.map((door) => async () => verifyNoCrash(await door())));
  },
  defects: {
    "patch-of-an-unknown-member-crashes": crashesOnUnknownMember("PATCH"),
    "create-with-an-unknown-member-crashes": crashesOnUnknownMember("POST"),
    "put-of-an-unknown-member-crashes": crashesOnUnknownMember("PUT"),
  },
});

/** Members of groups, whatever the request that brings them. */
export const memberChecks: readonly Check[] = defineFamily({ needs: ["groups"] }, [unknown]);

function verifyNoCrash(reply: Reply): void {
  const sentence = `${describeRequest(reply)} with a member that does not exist answers ${describeOutcome(reply)}`;
  verify(reply).that(!isCrash(reply), sentence, { expected: ["a 4xx that says what is wrong", "a success"] });
}

/** A server whose database holds members against users, and nothing before it does. */
function crashesOnUnknownMember(method: string): Wrap {
  return on({ method, path: /^\/Groups/ }).answer(async (request, next) => {
    const text = await request.clone().text();
    for (const [, id = ""] of text.matchAll(/"value":"([^"]+)"/g)) {
      const user = await readThrough(next, request, request.url.replace(/\/Groups.*$/, pathTo`/Users/${id}`));
      if (user === undefined) return errorResponse(500, "insert violates foreign key constraint");
    }
    return next(request);
  });
}
