import {
  defineCheck,
  defineFamily,
  describeOutcome,
  errorResponse,
  filterOf,
  isArray,
  isSuccess,
  itemsAt,
  on,
  ports,
  quoted,
  valueAt,
  verify,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, GroupBody, Made, OwnUser, Reply, StoredResource } from "../../src/kit/index.ts";
import { changeOperations, isOperation, whereMember } from "./words/change-operations.ts";
import { makeGroupOf, readingMembers, verifyMembersAre } from "./words/group-members.ts";
import { patchGroup } from "./words/patch-group.ts";

const PATCH = "PATCH /Groups/:id";

const one = defineCheck({
  id: "groups.patch.add-member",
  title: "PATCH add puts a member into a group beside those that are there",
  rule: "RFC7644-3.5.2.1-10",
  advice: "Add the members of the operation to those of the group; a member needs no type and no $ref, only its value.",
  run: async (t) => {
    const [there, comes] = [await t.make.user(), await t.make.user()];
    const group = await makeGroupOf(t, there);
    verify(await add(t, group, comes.id)).succeeds();
    await t.eventually(readingMembers(t, group), (reply) => verifyMembersAre(reply, [there, comes]));
  },
  defects: {
    "patch-add-replaces-the-members": changeOperations((operation) => [
      isOperation(operation, "add", "members") ? { ...operation, op: "replace" } : operation,
    ]),
    "patch-add-of-members-has-no-effect": changeOperations((operation) =>
      isOperation(operation, "add", "members") ? [] : [operation],
    ),
    "patch-add-needs-the-type-of-a-member": on(PATCH, {
      body: (body) => !JSON.stringify(body).includes('"type"'),
    }).answer(() => errorResponse(400, "members.type is required.", "invalidValue")),
  },
});

const twice = defineCheck({
  id: "groups.patch.add-member-twice",
  title: "PATCH add of somebody who is a member already succeeds and changes nothing",
  rule: "RFC7644-3.5.2.1-08",
  advice: "Answer an add of a member who is there already with 200 or 204 and keep him once.",
  run: async (t) => {
    const [member, other] = [await t.make.user(), await t.make.user()];
    const group = await makeGroupOf(t, member, other);
    const reply = await add(t, group, member.id);
    if (!isSuccess(reply)) await skipUnlessAdds(t, group);
    verify(reply).succeeds();
    await t.stays(readingMembers(t, group), (read) => verifyMembersAre(read, [member, other]));
  },
  defects: {
    "adding-a-member-twice-is-a-conflict": whereMember(true, () =>
      errorResponse(409, "The user is a member already.", "uniqueness"),
    ),
    "adding-a-member-twice-removes-it": changeOperations((operation) => {
      const [member] = isArray(operation["value"]) ? operation["value"] : [];
      return [{ op: "remove", path: filterOf`members[value eq ${quoted(String(valueAt(member, "value")))}]` }];
    }),
  },
});

const atOnce = defineCheck({
  id: "groups.patch.add-members-at-once",
  title: "Members that several PATCHes add at the same time are all in the group",
  rule: "RFC7644-3.5.2.1-10",
  advice:
    "Change the members within one transaction or by single inserts, not by reading the list and writing it back.",
  run: async (t) => {
    const first = await t.make.user();
    const group = await makeGroupOf(t, first);
    // Enough of them that some do meet, whatever the way there takes.
    const others = await makeUsers(t, 8);
    const replies = await Promise.all(others.map(({ id }) => add(t, group, id)));
    const added = others.filter((_, index) => isAccepted(replies[index]));
    if (added.length < 2) t.skip("the target does not take several changes of one group at the same time");
    const although = `${added.length} PATCHes at the same time are answered as successes`;
    await t.eventually(readingMembers(t, group), (reply) => verifyMembersAre(reply, [first, ...added], { although }));
  },
  defects: {
    "last-of-many-members-is-not-shown": on("GET /Groups/:id").resources((group) => {
      const members = itemsAt(group, "members").toSorted((a, b) =>
        String(a["value"]).localeCompare(String(b["value"])),
      );
      return members.length > 8 ? { ...group, members: members.slice(0, -1) } : group;
    }),
    "group-is-read-and-written-back": ports(({ store }) => ({
      store: {
        ...store,
        update: async (type, id, change) => {
          const before = await store.find(type, id);
          await new Promise((resolve) => setTimeout(resolve, 20));
          return store.update(type, id, (current): StoredResource => change(before ?? current));
        },
      },
    })),
  },
});

/** How PATCH adds members. */
export const patchAddChecks: readonly Check[] = defineFamily({ needs: ["groups", "groupPatch"] }, [one, twice, atOnce]);

/** Makes that many users. */
async function makeUsers(t: CheckContext, count: number): Promise<readonly OwnUser[]> {
  const users: OwnUser[] = [];
  for (let index = 0; index < count; index += 1) users.push(await t.make.user());
  return users;
}

/** A target that adds no members gives another reason, whoever is to be added. */
async function skipUnlessAdds(t: CheckContext, group: Made<GroupBody>): Promise<void> {
  const reply = await add(t, group, (await t.make.user()).id);
  if (!isSuccess(reply)) {
    t.skip(`the target answers ${describeOutcome(reply)} to add of any member; see groups.patch.add-member`);
  }
}

function add(t: CheckContext, group: Made<GroupBody>, id: string): Promise<Reply> {
  return patchGroup(t, group, [{ op: "add", path: "members", value: [{ value: id }] }]);
}

function isAccepted(reply: Reply | undefined): boolean {
  return reply !== undefined && isSuccess(reply);
}
