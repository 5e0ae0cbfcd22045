import {
  defineCheck,
  defineFamily,
  describeOutcome,
  errorResponse,
  filterOf,
  isSuccess,
  on,
  quoted,
  verify,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, GroupBody, Made, OwnUser, Reply } from "../../src/kit/index.ts";
import { changeOperations, isOperation } from "./words/change-operations.ts";
import { makeGroupOf, readingMembers, verifyMembersAre } from "./words/group-members.ts";

const PATCH = "PATCH /Groups/:id";

const one = defineCheck({
  id: "groups.patch.remove-member",
  title: "PATCH remove with a value filter takes one member out of a group",
  rule: "RFC7644-3.5.2.2-10",
  advice:
    'Understand the path members[value eq "<id>"] and remove exactly that member; Okta takes people out of groups so.',
  run: async (t) => {
    const [leaves, stays] = [await t.make.user(), await t.make.user()];
    const group = await makeGroupOf(t, leaves, stays);
    verify(await remove(t, group, leaves)).succeeds();
    await t.eventually(readingMembers(t, group), (reply) => verifyMembersAre(reply, [stays]));
  },
  defects: {
    "removing-a-member-has-no-effect": changeOperations((operation) =>
      isOperation(operation, "remove", "members[") ? [] : [operation],
    ),
    "removing-a-member-empties-the-group": changeOperations((operation) => [
      isOperation(operation, "remove", "members[") ? { op: "remove", path: "members" } : operation,
    ]),
    "value-filter-on-members-is-refused": on(PATCH, {
      body: (body) => JSON.stringify(body).includes("members["),
    }).answer(() => errorResponse(400, "The path is not supported.", "invalidPath")),
  },
});

const stranger = defineCheck({
  id: "groups.patch.remove-stranger",
  title: "PATCH remove of somebody who is no member succeeds and changes nothing",
  rule: "RFC7644-3.5.2.2-09",
  advice: "Answer the removal of somebody who is no member with 200 or 204: what is asked for is so already.",
  run: async (t) => {
    const [member, other] = [await t.make.user(), await t.make.user()];
    const group = await makeGroupOf(t, member);
    // RFC 7644 section 3.5.2.2 knows noTarget for a path that yields nothing.
    verify(await remove(t, group, other)).succeeds(400);
    await t.eventually(readingMembers(t, group), (reply) => verifyMembersAre(reply, [member]));
  },
  defects: {
    "removing-a-stranger-answers-404": on(PATCH).answer(() => errorResponse(404, "The user is not in the group.")),
    "removing-a-stranger-empties-the-group": changeOperations(() => [{ op: "remove", path: "members" }]),
  },
});

const all = defineCheck({
  id: "groups.patch.remove-members",
  title: "PATCH remove of members without a filter empties the group",
  rule: "RFC7644-3.5.2.2-11",
  advice: 'Remove all members when the path of a remove is "members" alone.',
  run: async (t) => {
    const group = await makeGroupOf(t, await t.make.user(), await t.make.user());
    const reply = await t.patch(group.path, [{ op: "remove", path: "members" }]);
    if (!isSuccess(reply)) t.skip(`removal of all members is answered ${describeOutcome(reply)}`);
    await t.eventually(readingMembers(t, group), (read) => verifyMembersAre(read, []));
  },
  defects: {
    "remove-without-a-filter-has-no-effect": changeOperations((operation) =>
      operation["path"] === "members" ? [] : [operation],
    ),
  },
});

/** How PATCH removes members. */
export const patchRemoveChecks: readonly Check[] = defineFamily({ needs: ["patch", "groups"] }, [one, stranger, all]);

function remove(t: CheckContext, group: Made<GroupBody>, { id }: OwnUser): Promise<Reply> {
  return t.patch(group.path, [{ op: "remove", path: filterOf`members[value eq ${quoted(id)}]` }]);
}
