import {
  idOf,
  defineCheck,
  defineFamily,
  describeOutcome,
  describeRequest,
  filterOf,
  GROUP_URN,
  isObject,
  isSuccess,
  itemsAt,
  on,
  publishedAttribute,
  quoted,
  toListBody,
  valueAt,
  verify,
  without,
} from "../../src/kit/index.ts";
import type { Check, JsonObject, OwnUser, Reply } from "../../src/kit/index.ts";
import { makeGroupOf } from "./words/group-members.ts";

const members = defineCheck({
  id: "groups.read.members-in-lists",
  title: "A list shows the members of a group as GET of the group does",
  rule: "RFC7643-7-17",
  needs: ["groupFilter"],
  advice:
    "Show members in lists as in GET of the one group, or publish them as returned on request; excludedAttributes leaves them out.",
  run: async (t) => {
    const published = publishedAttribute(t, [GROUP_URN, "members"]);
    if (published === undefined || !["default", "always"].includes(published.returned))
      t.skip("/Schemas does not say that members of groups are returned by default");
    const user = await t.make.user();
    const group = await makeGroupOf(t, user);
    const single = await t.settle(
      () => t.get(group.path),
      (reply) => hasMember(reply.body, user),
    );
    if (!hasMember(single.body, user)) t.skip("GET of a group shows no members; see groups.read.members-shown");
    const shown = (reply: Reply): JsonObject | undefined =>
      toListBody(isObject(reply.body) ? reply.body : {}).resources.find((item) => idOf(item) === group.id);
    const reply = await t.settle(
      () => t.query("/Groups", filterOf`displayName eq ${quoted(group.sent.displayName)}`),
      (list) => !isSuccess(list) || hasMember(shown(list), user),
    );
    const item = shown(reply);
    if (item === undefined) t.skip(`the list does not show the group: ${describeOutcome(reply)}`);
    const sentence = `${describeRequest(reply)} shows the group without the member that GET of the group shows`;
    verify(reply, { others: [single] }).that(hasMember(item, user), sentence, {
      expected: `the member ${user.id}`,
      at: ["Resources", (found) => idOf(found) === group.id],
    });
  },
  defects: {
    "lists-leave-members-out": on("GET /Groups").resources((group) => without(group, "members")),
    "lists-show-no-members": on("GET /Groups").resources((group) => ({ ...group, members: [] })),
  },
});

/** What lists of groups show. */
export const groupListChecks: readonly Check[] = defineFamily({ needs: ["groups"] }, [members]);

function hasMember(group: unknown, { id }: OwnUser): boolean {
  return isObject(group) && itemsAt(group, "members").some((member) => String(valueAt(member, "value")) === id);
}
