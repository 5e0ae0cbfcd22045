import { defineCheck } from "../../src/kit/check.ts";
import type { Check } from "../../src/kit/check.ts";
import { rfc } from "../../src/exchange/clause.ts";
import { describeOutcome } from "../../src/exchange/reply.ts";
import { answerInstead, errorResponse } from "../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../src/exchange/reply.ts";
import { shown } from "../../src/exchange/shown.ts";
import { verifySuccess, verifyThat } from "../../src/exchange/verify.ts";
import { isArray, isObject } from "../../src/scim/json.ts";
import { filterOf, quoted } from "../../src/scim/filter/filter-text.ts";
import { GROUP_URN } from "../../src/scim/urns.ts";
import { publishedAttribute } from "../../src/kit/published/published-attribute.ts";
import { readBack } from "../../src/kit/reading/read-back.ts";
import { valueAt } from "../../src/kit/reading/value-at.ts";
import { changeOperations, isOperation } from "./words/change-operations.ts";
import { makeGroupOf, makeUsers, readMembers, verifyMembers } from "./words/group-members.ts";

const PATCH = { method: "PATCH", path: /^\/Groups\/[^/]+$/ };

const members = defineCheck({
  id: "groups.patch.replace-members",
  title: "PATCH replace of members gives the group exactly these",
  clause: rfc("RFC7644-3.5.2.3-10"),
  needs: ["patch", "groups"],
  blocks: ["group-push"],
  advice: "Make the value of a replace of members the whole list of members; Okta's Push now sends it so.",
  run: async (t) => {
    const [before, ...after] = await makeUsers(t, 3);
    if (before === undefined) return;
    const group = await makeGroupOf(t, [before]);
    const value = after.map(({ id }) => ({ value: id }));
    verifySuccess(await t.patch(group.path, [{ op: "replace", path: "members", value }]));
    await verifyMembers(t, group.path, {
      users: after,
      reason: "PATCH replace of members is answered as a success, but the group has not exactly these members",
    });
  },
  defects: [
    {
      name: "patch-replace-adds-members",
      breaks: "RFC7644-3.5.2.3-10",
      wrap: changeOperations((operation) => [
        isOperation(operation, "replace", "members") ? { ...operation, op: "add" } : operation,
      ]),
    },
    {
      name: "patch-replace-of-members-is-not-implemented",
      breaks: "RFC7644-3.5.2.3-10",
      wrap: answerInstead({ ...PATCH, body: (body) => JSON.stringify(body).includes('"replace"') }, () =>
        errorResponse(501, "Replacing all members is not supported."),
      ),
    },
    {
      name: "patch-replace-keeps-the-first-member-only",
      breaks: "RFC7644-3.5.2.3-10",
      wrap: changeOperations((operation) => [
        { ...operation, value: isArray(operation["value"]) ? operation["value"].slice(0, 1) : operation["value"] },
      ]),
    },
  ],
});

const nobody = defineCheck({
  id: "groups.patch.replace-members-by-none",
  title: "PATCH replace of members with an empty array empties the group",
  clause: rfc("RFC7644-3.5.2.3-10"),
  needs: ["patch", "groups"],
  blocks: ["group-push"],
  advice: "Take an empty array in a replace of members for a group without members; Okta pushes an empty group so.",
  run: async (t) => {
    const [before] = await makeUsers(t, 1);
    if (before === undefined) return;
    const group = await makeGroupOf(t, [before]);
    verifySuccess(await t.patch(group.path, [{ op: "replace", path: "members", value: [] }]));
    await verifyMembers(t, group.path, {
      users: [],
      reason: "PATCH replace of members with an empty array is answered as a success, but some are left",
    });
  },
  defects: [
    {
      name: "empty-members-are-refused",
      breaks: "RFC7644-3.5.2.3-10",
      wrap: answerInstead({ ...PATCH, body: (body) => JSON.stringify(body).includes('"value":[]') }, () =>
        errorResponse(400, "The value of an operation must not be empty.", "invalidValue"),
      ),
    },
    {
      name: "empty-members-are-no-change",
      breaks: "RFC7644-3.5.2.3-10",
      wrap: changeOperations((operation) => (shown(operation["value"]) === "[]" ? [] : [operation])),
    },
  ],
});

const rename = defineCheck({
  id: "groups.patch.rename",
  title: "PATCH replace of displayName renames a group",
  clause: rfc("RFC7644-3.5.2-24"),
  needs: ["patch", "groups"],
  blocks: ["group-push"],
  advice: "Support PATCH at /Groups as at /Users, displayName included.",
  run: async (t) => {
    const group = await t.make.group();
    const name = `${group.sent.displayName}-renamed`;
    const reply = await t.patch(group.path, [{ op: "replace", path: "displayName", value: name }]);
    verifyThat(reply.status !== 405 && reply.status !== 501, reply, {
      reason: "PATCH of a group is not supported",
      expected: ["status 200", "status 204"],
      actual: describeOutcome(reply),
    });
    if (!isSuccess(reply)) t.skip(`the target does not rename a group by PATCH: ${describeOutcome(reply)}`);
    const after = await readBack(t, group.path, (read) => valueAt(read, "displayName") === name);
    verifyThat(valueAt(after.resource, "displayName") === name, after.reply, {
      reason: "PATCH is answered as a success, but the group has not the new displayName",
      expected: shown(name),
      actual: shown(valueAt(after.resource, "displayName")),
      at: "/displayName",
    });
  },
  defects: [
    {
      name: "patch-of-groups-is-not-implemented",
      breaks: "RFC7644-3.5.2-24",
      wrap: answerInstead(PATCH, () => errorResponse(501, "Use PUT.")),
    },
    {
      name: "patch-does-not-rename-a-group",
      breaks: "RFC7644-3.5.2-24",
      wrap: changeOperations((operation) => (operation["path"] === "displayName" ? [] : [operation])),
    },
  ],
});

const pathless = defineCheck({
  id: "groups.patch.rename-without-path",
  title: "PATCH replace without a path renames a group and leaves its members alone",
  clause: rfc("RFC7644-3.5.2.3-01"),
  needs: ["patch", "groups"],
  blocks: ["group-push"],
  advice: "Without a path, replace only the attributes that the value names; Okta renames groups so.",
  run: async (t) => {
    const [member] = await makeUsers(t, 1);
    if (member === undefined) return;
    const group = await makeGroupOf(t, [member]);
    const name = `${group.sent.displayName}-renamed`;
    verifySuccess(await t.patch(group.path, [{ op: "replace", value: { displayName: name } }]));
    const after = await readBack(t, group.path, (read) => valueAt(read, "displayName") === name);
    verifyThat(valueAt(after.resource, "displayName") === name, after.reply, {
      reason: "PATCH without a path is answered as a success, but the group has not the new displayName",
      expected: shown(name),
      actual: shown(valueAt(after.resource, "displayName")),
      at: "/displayName",
    });
    await verifyMembers(t, group.path, {
      users: [member],
      reason: "The members of a group have changed with a PATCH that named only displayName",
    });
  },
  defects: [
    {
      name: "group-patch-needs-a-path",
      breaks: "RFC7644-3.5.2.3-01",
      wrap: answerInstead({ ...PATCH, body: (body) => !JSON.stringify(body).includes('"path"') }, () =>
        errorResponse(400, "path is required.", "invalidPath"),
      ),
    },
    {
      name: "group-patch-without-path-replaces-the-whole-group",
      breaks: "RFC7644-3.5.2.3-01",
      wrap: changeOperations((operation) =>
        operation["path"] === undefined && isObject(operation["value"])
          ? [operation, { op: "remove", path: "members" }]
          : [operation],
      ),
    },
    {
      name: "group-patch-without-path-has-no-effect",
      breaks: "RFC7644-3.5.2.3-01",
      wrap: changeOperations((operation) => (operation["path"] === undefined ? [] : [operation])),
    },
  ],
});

const immutable = defineCheck({
  id: "groups.patch.member-immutable",
  title: "A member cannot be turned into another one",
  clause: rfc("RFC7643-4.2-04"),
  needs: ["patch", "groups"],
  advice: "Refuse a change of members.value with 400 mutability: members are added and removed, not rewritten.",
  run: async (t) => {
    if (publishedAttribute(t, [GROUP_URN, "members", "value"])?.mutability !== "immutable") {
      t.skip("/Schemas does not say that members.value is immutable");
    }
    const [member, other] = await makeUsers(t, 2);
    if (member === undefined || other === undefined) return;
    const group = await makeGroupOf(t, [member]);
    const path = filterOf`members[value eq ${quoted(member.id)}].value`;
    await t.patch(group.path, [{ op: "replace", path, value: other.id }]);
    const { reply, ids } = await readMembers(t, group.path);
    verifyThat(!ids.includes(other.id), reply, {
      reason: "A PATCH has turned a member of a group into another user, although members.value is immutable",
      expected: shown([member.id]),
      actual: shown(ids),
      at: "/members",
    });
  },
  defects: [
    {
      name: "member-value-can-be-rewritten",
      breaks: "RFC7643-4.2-04",
      wrap: changeOperations((operation) => {
        const path = String(operation["path"]);
        if (!path.endsWith("].value")) return [operation];
        return [
          { op: "remove", path: path.replace(/\.value$/, "") },
          { op: "add", path: "members", value: [{ value: operation["value"] }] },
        ];
      }),
    },
  ],
});

/** How PATCH replaces what groups hold. */
export const patchReplaceChecks: readonly Check[] = [members, nobody, rename, pathless, immutable];
