import type { CheckContext } from "../../src/kit/check-context.ts";
import { defineCheck } from "../../src/kit/check.ts";
import type { Check } from "../../src/kit/check.ts";
import { rfc } from "../../src/exchange/clause.ts";
import type { Reply } from "../../src/exchange/reply.ts";
import { answerInstead, errorResponse } from "../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../src/exchange/reply.ts";
import { verifySuccess } from "../../src/exchange/verify.ts";
import { isArray } from "../../src/scim/json.ts";
import { filterOf, quoted } from "../../src/scim/filter/filter-text.ts";
import type { Path } from "../../src/scim/request-path.ts";
import type { StoredResource } from "../../src/server/ports.ts";
import { valueAt } from "../../src/kit/reading/value-at.ts";
import { changeOperations, isOperation } from "./words/change-operations.ts";
import { makeGroupOf, makeUsers, verifyMembers } from "./words/group-members.ts";

const PATCH = { method: "PATCH", path: /^\/Groups\/[^/]+$/ };

const one = defineCheck({
  id: "groups.patch.add-member",
  title: "PATCH add puts a member into a group beside those that are there",
  clause: rfc("RFC7644-3.5.2.1-10"),
  needs: ["patch", "groups"],
  blocks: ["group-push"],
  advice: "Add the members of the operation to those of the group; a member needs no type and no $ref, only its value.",
  run: async (t) => {
    const [there, comes] = await makeUsers(t, 2);
    if (there === undefined || comes === undefined) return;
    const group = await makeGroupOf(t, [there]);
    verifySuccess(await add(t, group.path, comes.id));
    await verifyMembers(t, group.path, {
      users: [there, comes],
      reason: "After PATCH add the group has not both the members that it had and the new one",
    });
  },
  defects: [
    {
      name: "patch-add-replaces-the-members",
      breaks: "RFC7644-3.5.2.1-10",
      wrap: changeOperations((operation) => [
        isOperation(operation, "add", "members") ? { ...operation, op: "replace" } : operation,
      ]),
    },
    {
      name: "patch-add-of-members-has-no-effect",
      breaks: "RFC7644-3.5.2.1-10",
      wrap: changeOperations((operation) => (isOperation(operation, "add", "members") ? [] : [operation])),
    },
    {
      name: "patch-add-needs-the-type-of-a-member",
      breaks: "RFC7644-3.5.2.1-10",
      wrap: answerInstead({ ...PATCH, body: (body) => !JSON.stringify(body).includes('"type"') }, () =>
        errorResponse(400, "members.type is required.", "invalidValue"),
      ),
    },
  ],
});

const twice = defineCheck({
  id: "groups.patch.add-member-twice",
  title: "PATCH add of somebody who is a member already succeeds and changes nothing",
  clause: rfc("RFC7644-3.5.2.1-08"),
  needs: ["patch", "groups"],
  blocks: ["group-push"],
  advice: "Answer an add of a member who is there already with 200 or 204 and keep him once.",
  run: async (t) => {
    const [member, other] = await makeUsers(t, 2);
    if (member === undefined || other === undefined) return;
    const group = await makeGroupOf(t, [member, other]);
    verifySuccess(await add(t, group.path, member.id));
    await verifyMembers(t, group.path, {
      users: [member, other],
      reason: "The members of a group have changed with an add of somebody who was one already",
    });
  },
  defects: [
    {
      name: "adding-a-member-twice-is-a-conflict",
      breaks: "RFC7644-3.5.2.1-08",
      wrap: answerInstead(PATCH, () => errorResponse(409, "The user is a member already.", "uniqueness")),
    },
    {
      name: "adding-a-member-twice-removes-it",
      breaks: "RFC7644-3.5.2.1-08",
      wrap: changeOperations((operation) => {
        const [member] = isArray(operation["value"]) ? operation["value"] : [];
        return [{ op: "remove", path: filterOf`members[value eq ${quoted(String(valueAt(member, "value")))}]` }];
      }),
    },
  ],
});

const atOnce = defineCheck({
  id: "groups.patch.add-members-at-once",
  title: "Members that several PATCHes add at the same time are all in the group",
  clause: rfc("RFC7644-3.5.2.1-10"),
  needs: ["patch", "groups"],
  blocks: ["group-push"],
  advice:
    "Change the members within one transaction or by single inserts, not by reading the list and writing it back.",
  run: async (t) => {
    // Enough of them that some do meet, whatever the way there takes.
    const [first, ...others] = await makeUsers(t, 9);
    if (first === undefined) return;
    const group = await makeGroupOf(t, [first]);
    const replies = await Promise.all(others.map(({ id }) => add(t, group.path, id)));
    const added = others.filter((_, index) => isAccepted(replies[index]));
    if (added.length < 2) t.skip("the target does not take several changes of one group at the same time");
    await verifyMembers(t, group.path, {
      users: [first, ...added],
      reason: "Members are lost when several PATCHes add them at the same time",
    });
  },
  defects: [
    {
      name: "group-is-read-and-written-back",
      breaks: "RFC7644-3.5.2.1-10",
      port: ({ store }) => ({
        store: {
          ...store,
          update: async (type, id, change) => {
            const before = await store.find(type, id);
            await new Promise((resolve) => setTimeout(resolve, 20));
            return store.update(type, id, (current): StoredResource => change(before ?? current));
          },
        },
      }),
    },
  ],
});

/** How PATCH adds members. */
export const patchAddChecks: readonly Check[] = [one, twice, atOnce];

function add(t: CheckContext, path: Path, id: string): Promise<Reply> {
  return t.patch(path, [{ op: "add", path: "members", value: [{ value: id }] }]);
}

function isAccepted(reply: Reply | undefined): boolean {
  return reply !== undefined && isSuccess(reply);
}
