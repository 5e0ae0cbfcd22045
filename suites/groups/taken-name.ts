import {
  defineCheck,
  defineFamily,
  describeOutcome,
  describeRequest,
  eachApart,
  errorResponse,
  isObject,
  isPresent,
  on,
  readThrough,
  toListBody,
  verify,
} from "../../src/kit/index.ts";
import type { Check, Reply, Wrap } from "../../src/kit/index.ts";
import { isCrash } from "../protocol/words/is-crash.ts";
import { patchGroup } from "./words/patch-group.ts";

const taken = defineCheck({
  id: "groups.display-name.taken",
  title: "A name that another group has is refused or taken, by POST, PUT and PATCH, and does not make the server fail",
  rule: "RFC7644-3.12-13",
  advice: "Answer 409 where two groups cannot have one name, instead of the error of a unique index.",
  run: async (t) => {
    const [first, other] = [await t.make.group(), await t.make.group({ label: "other" })];
    const { displayName } = first.sent;
    const doors: (() => Promise<Reply>)[] = [
      () => t.post("/Groups", t.make.groupBody({ label: "again", overrides: { displayName } })),
      () => t.put(other.path, { ...other.sent, id: other.id, displayName }),
    ];
    if (isPresent(t.capabilities.groupPatch)) {
      doors.push(
        () => patchGroup(t, other, [{ op: "replace", path: "displayName", value: displayName }]),
        () => patchGroup(t, other, [{ op: "replace", value: { displayName } }]),
      );
    }
    await eachApart(doors.map((door) => async () => verifyNoCrash(await door())));
  },
  defects: {
    "create-of-a-taken-group-name-crashes": crashesOnTakenName("POST"),
    "put-of-a-taken-group-name-crashes": crashesOnTakenName("PUT"),
    "patch-to-a-taken-group-name-crashes": crashesOnTakenName("PATCH"),
  },
});

/** Names that another group has. */
export const takenNameChecks: readonly Check[] = defineFamily({ needs: ["groups"] }, [taken]);

function verifyNoCrash(reply: Reply): void {
  const sentence = `${describeRequest(reply)} with the name of another group answers ${describeOutcome(reply)}`;
  verify(reply).that(!isCrash(reply), sentence, { expected: ["a 4xx that says what is wrong", "a success"] });
}

/** A server whose database has a unique index on the names of groups, and nothing before it does. */
function crashesOnTakenName(method: string): Wrap {
  return on({ method, path: /^\/Groups/ }).answer(async (request, next) => {
    const [, displayName = ""] =
      /"(?:displayName"|path":"displayName","value"):"([^"]+)"/.exec(await request.clone().text()) ?? [];
    const list = await readThrough(next, request, request.url.replace(/\/Groups.*$/, "/Groups?count=200"));
    const { resources } = toListBody(list ?? {});
    const isTaken = resources.some(
      (group) => isObject(group) && group["displayName"] === displayName && !request.url.endsWith(String(group["id"])),
    );
    return isTaken ? errorResponse(500, "duplicate key value violates unique constraint") : next(request);
  });
}
