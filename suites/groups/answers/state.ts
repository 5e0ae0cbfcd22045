import {
  changed,
  defineCheck,
  defineFamily,
  describeRequest,
  isPresent,
  isSuccess,
  isUnassigned,
  itemsAt,
  on,
  readBack,
  readThrough,
  shown,
  showSent,
  valueAt,
  verify,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, GroupBody, JsonObject, Made, Reply, Wrap } from "../../../src/kit/index.ts";
import { makeGroupOf, memberIds, readingMembers } from "../words/group-members.ts";

const state = defineCheck({
  id: "groups.read.state",
  title: "The answer to a POST, PUT or PATCH of a group shows the group as GET does afterwards",
  rule: "RFC7644-3.1-04",
  advice:
    "Answer a write with the group as it was stored, read after the write: neither as it was before nor as it was sent.",
  run: async (t) => {
    const [first, second] = [await t.make.user(), await t.make.user()];
    const group = await makeGroupOf(t, first);
    let judged = await verifyShown(t, group.reply, group);
    const { resource } = await readBack(t, group.path);
    const { displayName } = group.sent;
    const members = [{ value: second.id }];
    const put = await t.put(group.path, changed(resource, { displayName: `${displayName}-put`, members }));
    judged = (await verifyShown(t, put, group)) || judged;
    if (isPresent(t.capabilities.groupPatch)) {
      const operations = [{ op: "replace", value: { displayName: `${displayName}-patched` } }];
      judged = (await verifyShown(t, await t.patch(group.path, operations), group)) || judged;
      const add = [{ op: "add", path: "members", value: [{ value: first.id }] }];
      judged = (await verifyShown(t, await t.patch(group.path, add), group)) || judged;
    }
    if (!judged) t.skip("no write of a group is answered with the group");
  },
  defects: {
    "group-put-answers-with-the-group-as-it-was": answersAsBefore("PUT"),
    "group-patch-answers-with-the-group-as-it-was": answersAsBefore("PATCH"),
    "group-put-echoes-what-it-does-not-store": (next) => {
      const echo = showSent("PUT", (group, sent) => ({ ...group, displayName: sent["displayName"] ?? null }));
      const drop = on("PUT /Groups/:id").answer(async (request, behind) => {
        const current = await readThrough(behind, request);
        const keep = (sent: JsonObject): JsonObject => ({ ...sent, displayName: current?.["displayName"] ?? null });
        return on({}).sent(keep)(behind)(request);
      });
      return echo(drop(next));
    },
  },
});

/** What answers about a group must agree on. */
export const groupStateChecks: readonly Check[] = defineFamily({ needs: ["groups"] }, [state]);

/** Throws unless GET agrees in the end with what a write answered. False for an answer that shows nothing, or refuses. */
async function verifyShown(t: CheckContext, written: Reply, group: Made<GroupBody>): Promise<boolean> {
  const name = isSuccess(written) ? valueAt(written.body, "displayName") : undefined;
  if (typeof name !== "string") return false;
  const showsMembers = !isUnassigned(valueAt(written.body, "members")) && itemsAt(written.body, "members").length > 0;
  await t.eventually(readingMembers(t, group), (read) => {
    const answer = verify(read, {
      after: null,
      others: [written],
      although: `${describeRequest(written)} answers with that`,
    });
    answer.at("displayName").holds(shown(name), (found) => found === name);
    const ids = memberIds(written);
    if (showsMembers) answer.at("members").holds(`the members ${shown(ids)}`, () => hasIds(read, ids));
  });
  return true;
}

function hasIds(reply: Reply, ids: readonly string[]): boolean {
  return shown(memberIds(reply)) === shown(ids);
}

/** A server that reads a group, changes it, and answers with what it has read. */
function answersAsBefore(method: "PUT" | "PATCH"): Wrap {
  return on(`${method} /Groups/:id`).answer(async (request, next) => {
    const before = await readThrough(next, request);
    const response = await next(request);
    if (!response.ok || before === undefined) return response;
    await response.text();
    const headers = { "content-type": "application/scim+json" };
    return Response.json(before, { headers });
  });
}
