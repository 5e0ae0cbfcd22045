import {
  changed,
  defineCheck,
  describeRequest,
  idOf,
  isSuccess,
  isUnassigned,
  jsonEqual,
  named,
  on,
  publishedAttribute,
  readBack,
  remembering,
  shown,
  toListBody,
  isObject,
  USER_URN,
  valueAt,
  verify,
  without,
} from "../../../src/kit/index.ts";
import type { Check, Json, JsonObject, Reply } from "../../../src/kit/index.ts";

/** What is compared where GET of the user shows it. */
const COMPARED = ["userName", "displayName", "title", "nickName", "active", "emails"] as const;

const inLists = defineCheck({
  id: "users.read.in-lists",
  title: "A list shows a user as GET of the user does, also after a change",
  rule: "RFC7643-7-17",
  needs: ["filter"],
  advice:
    "Make the users of a list as GET makes one: from the same record, with the same attributes, read after the write.",
  run: async (t) => {
    const user = await t.make.user({ overrides: { title: `Zi title ${t.runId}`, nickName: `Zi nick ${t.runId}` } });
    await t.supposing(
      "query.filter.matching-only",
      () => t.query("/Users", named(user)),
      (reply) => verify(reply).lists(user),
    );
    const { resource } = await readBack(t, user.path);
    const put = await t.put(user.path, changed(resource, { displayName: `Zi changed ${t.runId}`, title: "Zi other" }));
    const single = await readBack(t, user.path, (read) => !isSuccess(put) || valueAt(read, "title") === "Zi other");
    const names = COMPARED.filter(
      (name) =>
        !isUnassigned(valueAt(single.resource, name)) &&
        ["default", "always"].includes(publishedAttribute(t, [USER_URN, name])?.returned ?? "default"),
    );
    await t.eventually(
      () => t.query("/Users", named(user)),
      (reply) => {
        const item = itemOf(reply, user.id);
        if (item === undefined) return verify(reply).lists(user);
        const at = ["Resources", (found: JsonObject) => idOf(found) === user.id] as const;
        const although = `${describeRequest(single.reply)} shows that`;
        for (const name of names) {
          const expected = valueAt(single.resource, name);
          verify(reply, { although, after: null, others: [single.reply] })
            .at(...at, name)
            .holds(shown(expected), (found) => isSame(found, expected));
        }
      },
    );
  },
  defects: {
    "lists-show-users-as-they-were-made": remembering(() => {
      const first = new Map<Json | undefined, JsonObject>();
      const note = on("POST /Users").body((user) => {
        first.set(user["id"], user);
        return user;
      });
      const list = on("GET /Users").resources((user) => ({
        ...user,
        ...(user["title"] === undefined ? {} : { title: first.get(user["id"])?.["title"] ?? null }),
      }));
      return (next) => list(note(next));
    }),
    "lists-leave-titles-out": on("GET /Users").resources((user) => without(user, "title")),
  },
});

/** What lists of users show. */
export const readListChecks: readonly Check[] = [inLists];

function itemOf(reply: Reply, id: string): JsonObject | undefined {
  return toListBody(isObject(reply.body) ? reply.body : {}).resources.find((item) => idOf(item) === id);
}

/** Values of arrays may stand in any order. */
function isSame(found: Json | undefined, expected: Json | undefined): boolean {
  if (!Array.isArray(found) || !Array.isArray(expected)) return jsonEqual(found ?? null, expected ?? null);
  return found.length === expected.length && expected.every((one) => found.some((other) => jsonEqual(other, one)));
}
