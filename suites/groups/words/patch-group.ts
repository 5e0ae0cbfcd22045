import { describeOutcome } from "../../../src/kit/index.ts";
import type { CheckContext, GroupBody, JsonObject, Made, Reply } from "../../../src/kit/index.ts";

/** True for the answers that say that there is no PATCH of groups. */
export function isUnsupported({ status }: Reply): boolean {
  return status === 405 || status === 501;
}

/** PATCH of a group; a skip where the target has no PATCH of groups at all, which is told by `groups.patch.rename`. */
export async function patchGroup(
  t: CheckContext,
  group: Made<GroupBody>,
  operations: readonly JsonObject[],
): Promise<Reply> {
  const reply = await t.patch(group.path, operations);
  if (!isUnsupported(reply)) return reply;
  const renamed = await renameGroup(t, group);
  if (isUnsupported(renamed)) {
    t.skip(`the target has no PATCH of groups (${describeOutcome(renamed)}); groups.patch.rename is about that`);
  }
  return reply;
}

/** The plainest PATCH of a group, with which others are compared. */
export function renameGroup(t: CheckContext, group: Made<GroupBody>): Promise<Reply> {
  return t.patch(group.path, [{ op: "replace", path: "displayName", value: `${group.sent.displayName}-again` }]);
}
