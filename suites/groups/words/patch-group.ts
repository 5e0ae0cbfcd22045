import { describeOutcome, isSuccess, itemsAt } from "../../../src/kit/index.ts";
import type { CheckContext, GroupBody, JsonObject, Made, Reply } from "../../../src/kit/index.ts";

/** Answers, or none, that say nothing of what was sent. */
const FOR_NOW: readonly number[] = [0, 401, 409, 412, 423, 503];

/** PATCH of a group; a skip where the target refuses every PATCH of groups, which is told by `groups.patch.rename`. */
export async function patchGroup(
  t: CheckContext,
  group: Made<GroupBody>,
  operations: readonly JsonObject[],
): Promise<Reply> {
  const reply = await t.patch(group.path, operations);
  if (isSuccess(reply) || FOR_NOW.includes(reply.status) || !(await refusesEveryGroupPatch(t, group))) return reply;
  return t.skip(`the target takes no PATCH of groups (${describeOutcome(reply)}); groups.patch.rename is about that`);
}

/** Whether PATCHes of a group that are as plain as can be are all refused: it is not the operation then. */
export async function refusesEveryGroupPatch(t: CheckContext, group: Made<GroupBody>): Promise<boolean> {
  if (isSuccess(await renameGroup(t, group))) return false;
  const { id } = await t.make.user();
  const there = itemsAt(group.sent, "members");
  const plain = [
    { op: "replace", value: { displayName: `${group.sent.displayName}-once-more` } },
    { op: "add", path: "members", value: [{ value: id }] },
    { op: "add", path: "members", value: [{ value: id, type: "User" }] },
    ...(there.length === 0 ? [] : [{ op: "add", path: "members", value: there }]),
    { op: "replace", path: "members", value: [{ value: id }] },
  ];
  for (const operation of plain) if (isSuccess(await t.patch(group.path, [operation]))) return false;
  return true;
}

/** The plainest PATCH of a group, with which others are compared. */
export function renameGroup(t: CheckContext, group: Made<GroupBody>): Promise<Reply> {
  return t.patch(group.path, [{ op: "replace", path: "displayName", value: `${group.sent.displayName}-again` }]);
}
