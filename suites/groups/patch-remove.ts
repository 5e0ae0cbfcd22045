import {
  defineCheck,
  defineFamily,
  describeOutcome,
  describeRequest,
  errorResponse,
  filterOf,
  GROUP_URN,
  isSuccess,
  on,
  publishedAttribute,
  quoted,
  verify,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, GroupBody, Made, OwnUser, Reply } from "../../src/kit/index.ts";
import { changeOperations, isOperation, whereMember } from "./words/change-operations.ts";
import { makeGroupOf, readingMembers, verifyMembersAre } from "./words/group-members.ts";
import { patchGroup } from "./words/patch-group.ts";

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
  title: "PATCH remove of a user who is no member changes nothing: it answers 200, 204, or 400 noTarget",
  rule: "RFC7644-3.5.2.2-09",
  advice: "Answer the removal of a user who is no member with 200 or 204 and leave the members as they are.",
  run: async (t) => {
    const [member, other] = [await t.make.user(), await t.make.user()];
    const group = await makeGroupOf(t, member);
    const reply = await remove(t, group, other);
    if (!isSuccess(reply)) await skipUnlessRemoves(t);
    const answer = verify(reply).succeeds(400);
    // noTarget is the error for a path that leads to nothing (RFC 7644 section 3.12, Table 9).
    if (reply.status === 400) {
      answer.at("scimType").is("noTarget");
      t.note(reply, `${describeRequest(reply)} answers 400 noTarget to the removal of a user who is no member.`);
    }
    await t.stays(readingMembers(t, group), (reply) => verifyMembersAre(reply, [member]));
  },
  defects: {
    "removing-a-stranger-answers-404": whereMember(false, () => errorResponse(404, "The user is not in the group.")),
    "removing-a-stranger-is-an-invalid-value": whereMember(false, () =>
      errorResponse(400, "The user is not in the group.", "invalidValue"),
    ),
    "removing-a-stranger-empties-the-group": changeOperations(() => [{ op: "remove", path: "members" }]),
  },
});

const all = defineCheck({
  id: "groups.patch.remove-members",
  title: "PATCH remove of members without a filter empties the group",
  rule: "RFC7644-3.5.2.2-11",
  advice: 'Remove all members when the path of a remove is "members" alone.',
  run: async (t) => {
    if (publishedAttribute(t, [GROUP_URN, "members"])?.required === true)
      t.skip("/Schemas says that members are required");
    const group = await makeGroupOf(t, await t.make.user(), await t.make.user());
    const reply = await patchGroup(t, group, [{ op: "remove", path: "members" }]);
    // A target may want each group to have a member without saying so.
    if (reply.status === 400) t.skip(`${describeRequest(reply)} answers 400 to the removal of all members`);
    verify(reply).succeeds();
    await t.eventually(readingMembers(t, group), (read) => verifyMembersAre(read, []));
  },
  defects: {
    "removal-of-all-members-is-not-implemented": on(PATCH, {
      body: (body) => JSON.stringify(body).includes('"path":"members"}'),
    }).answer(() => errorResponse(501, "Members are removed one by one.")),
    "remove-without-a-filter-has-no-effect": changeOperations((operation) =>
      operation["path"] === "members" ? [] : [operation],
    ),
  },
});

/** How PATCH removes members. */
export const patchRemoveChecks: readonly Check[] = defineFamily({ needs: ["groups", "groupPatch"] }, [
  one,
  stranger,
  all,
]);

/** A target that takes no member out by such a path gives another reason, whoever is to be removed. */
async function skipUnlessRemoves(t: CheckContext): Promise<void> {
  const member = await t.make.user();
  const group = await makeGroupOf(t, member, await t.make.user());
  const reply = await remove(t, group, member);
  if (!isSuccess(reply)) {
    t.skip(`the target answers ${describeOutcome(reply)} to remove of any member; see groups.patch.remove-member`);
  }
}

function remove(t: CheckContext, group: Made<GroupBody>, { id }: OwnUser): Promise<Reply> {
  return patchGroup(t, group, [{ op: "remove", path: filterOf`members[value eq ${quoted(id)}]` }]);
}
