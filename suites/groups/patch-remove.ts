import { defineCheck } from "../../src/kit/check.ts";
import type { Check } from "../../src/kit/check.ts";
import { rfc } from "../../src/exchange/clause.ts";
import { describeOutcome } from "../../src/exchange/reply.ts";
import { answerInstead, errorResponse } from "../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../src/exchange/reply.ts";
import { verifyStatus, verifySuccess } from "../../src/exchange/verify.ts";
import { changeOperations, isOperation } from "./words/change-operations.ts";
import { makeGroupOf, makeUsers, verifyMembers } from "./words/group-members.ts";
import { filterOf, quoted } from "../../src/scim/filter/filter-text.ts";

const PATCH = { method: "PATCH", path: /^\/Groups\/[^/]+$/ };

const one = defineCheck({
  id: "groups.patch.remove-member",
  title: "PATCH remove with a value filter takes one member out of a group",
  clause: rfc("RFC7644-3.5.2.2-10"),
  needs: ["patch", "groups"],
  blocks: ["group-push"],
  advice:
    'Understand the path members[value eq "<id>"] and remove exactly that member; Okta takes people out of groups so.',
  run: async (t) => {
    const [leaves, stays] = await makeUsers(t, 2);
    if (leaves === undefined || stays === undefined) return;
    const group = await makeGroupOf(t, [leaves, stays]);
    verifySuccess(
      await t.patch(group.path, [{ op: "remove", path: filterOf`members[value eq ${quoted(leaves.id)}]` }]),
    );
    await verifyMembers(t, group.path, {
      users: [stays],
      reason: "PATCH remove of one member is answered as a success, but others are in the group than should be",
    });
  },
  defects: [
    {
      name: "removing-a-member-has-no-effect",
      breaks: "RFC7644-3.5.2.2-10",
      wrap: changeOperations((operation) => (isOperation(operation, "remove", "members[") ? [] : [operation])),
    },
    {
      name: "removing-a-member-empties-the-group",
      breaks: "RFC7644-3.5.2.2-10",
      wrap: changeOperations((operation) => [
        isOperation(operation, "remove", "members[") ? { op: "remove", path: "members" } : operation,
      ]),
    },
    {
      name: "value-filter-on-members-is-refused",
      breaks: "RFC7644-3.5.2.2-10",
      wrap: answerInstead({ ...PATCH, body: (body) => JSON.stringify(body).includes("members[") }, () =>
        errorResponse(400, "The path is not supported.", "invalidPath"),
      ),
    },
  ],
});

const stranger = defineCheck({
  id: "groups.patch.remove-stranger",
  title: "PATCH remove of somebody who is no member succeeds and changes nothing",
  clause: rfc("RFC7644-3.5.2.2-09"),
  needs: ["patch", "groups"],
  blocks: ["group-push"],
  advice: "Answer the removal of somebody who is no member with 200 or 204: what is asked for is so already.",
  run: async (t) => {
    const [member, other] = await makeUsers(t, 2);
    if (member === undefined || other === undefined) return;
    const group = await makeGroupOf(t, [member]);
    const reply = await t.patch(group.path, [{ op: "remove", path: filterOf`members[value eq ${quoted(other.id)}]` }]);
    // RFC 7644 section 3.5.2.2 knows noTarget for a path that yields nothing.
    if (!isSuccess(reply)) verifyStatus(reply, 200, 204, 400);
    await verifyMembers(t, group.path, {
      users: [member],
      reason: "The members of a group have changed with the removal of somebody who was none",
    });
  },
  defects: [
    {
      name: "removing-a-stranger-answers-404",
      breaks: "RFC7644-3.5.2.2-09",
      wrap: answerInstead(PATCH, () => errorResponse(404, "The user is not in the group.")),
    },
    {
      name: "removing-a-stranger-empties-the-group",
      breaks: "RFC7644-3.5.2.2-09",
      wrap: changeOperations(() => [{ op: "remove", path: "members" }]),
    },
  ],
});

const all = defineCheck({
  id: "groups.patch.remove-members",
  title: "PATCH remove of members without a filter empties the group",
  clause: rfc("RFC7644-3.5.2.2-11"),
  needs: ["patch", "groups"],
  advice: 'Remove all members when the path of a remove is "members" alone.',
  run: async (t) => {
    const [first, second] = await makeUsers(t, 2);
    if (first === undefined || second === undefined) return;
    const group = await makeGroupOf(t, [first, second]);
    const reply = await t.patch(group.path, [{ op: "remove", path: "members" }]);
    if (!isSuccess(reply)) t.skip(`removal of all members is answered ${describeOutcome(reply)}`);
    await verifyMembers(t, group.path, {
      users: [],
      reason: "PATCH remove of all members is answered as a success, but some are left",
    });
  },
  defects: [
    {
      name: "remove-without-a-filter-has-no-effect",
      breaks: "RFC7644-3.5.2.2-11",
      wrap: changeOperations((operation) => (operation["path"] === "members" ? [] : [operation])),
    },
  ],
});

/** How PATCH removes members. */
export const patchRemoveChecks: readonly Check[] = [one, stranger, all];
