import {
  defineCheck,
  defineFamily,
  describeOutcome,
  errorResponse,
  filterOf,
  GROUP_URN,
  isArray,
  isObject,
  isSuccess,
  on,
  publishedAttribute,
  quoted,
  shown,
  verify,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, GroupBody, Made } from "../../src/kit/index.ts";
import { reading } from "../users/words/reading.ts";
import { changeOperations, isOperation } from "./words/change-operations.ts";
import { makeGroupOf, readingMembers, verifyMembersAre } from "./words/group-members.ts";
import { isUnsupported, patchGroup, renameGroup } from "./words/patch-group.ts";

const PATCH = "PATCH /Groups/:id";

const members = defineCheck({
  id: "groups.patch.replace-members",
  title: "PATCH replace of members gives the group exactly these",
  rule: "RFC7644-3.5.2.3-10",
  advice: "Make the value of a replace of members the whole list of members; Okta's Push now sends it so.",
  run: async (t) => {
    const group = await makeGroupOf(t, await t.make.user());
    const after = [await t.make.user(), await t.make.user()];
    const value = after.map(({ id }) => ({ value: id }));
    verify(await patchGroup(t, group, [{ op: "replace", path: "members", value }])).succeeds();
    await t.eventually(readingMembers(t, group), (reply) => verifyMembersAre(reply, after));
  },
  defects: {
    "patch-replace-adds-members": changeOperations((operation) => [
      isOperation(operation, "replace", "members") ? { ...operation, op: "add" } : operation,
    ]),
    "patch-replace-of-members-is-not-implemented": on(PATCH, {
      body: (body) => JSON.stringify(body).includes('"replace","path":"members"'),
    }).answer(() => errorResponse(501, "Replacing all members is not supported.")),
    "patch-replace-keeps-the-first-member-only": changeOperations((operation) => [
      { ...operation, value: isArray(operation["value"]) ? operation["value"].slice(0, 1) : operation["value"] },
    ]),
  },
});

const nobody = defineCheck({
  id: "groups.patch.replace-members-by-none",
  title: "PATCH replace of members with an empty array empties the group",
  rule: "RFC7644-3.5.2.3-10",
  advice: "Take an empty array in a replace of members for a group without members; Okta pushes an empty group so.",
  run: async (t) => {
    if (publishedAttribute(t, [GROUP_URN, "members"])?.required === true)
      t.skip("/Schemas says that members are required");
    const group = await makeGroupOf(t, await t.make.user());
    verify(await patchGroup(t, group, [{ op: "replace", path: "members", value: [] }])).succeeds();
    await t.eventually(readingMembers(t, group), (reply) => verifyMembersAre(reply, []));
  },
  defects: {
    "empty-members-are-refused": on(PATCH, { body: (body) => JSON.stringify(body).includes('"value":[]') }).answer(() =>
      errorResponse(400, "The value of an operation must not be empty.", "invalidValue"),
    ),
    "empty-members-are-no-change": changeOperations((operation) =>
      shown(operation["value"]) === "[]" ? [] : [operation],
    ),
  },
});

const rename = defineCheck({
  id: "groups.patch.rename",
  title: "PATCH replace of displayName renames a group",
  rule: "RFC7644-3.5.2-24",
  advice: "Support PATCH at /Groups as at /Users, displayName included.",
  run: async (t) => {
    const group = await t.make.group();
    const name = `${group.sent.displayName}-renamed`;
    const reply = await t.patch(group.path, [{ op: "replace", path: "displayName", value: name }]);
    if (isUnsupported(reply)) verify(reply).status(200, 204);
    if (reply.status >= 500 || reply.status === 0) verify(reply).status(200, 204);
    if (!isSuccess(reply)) t.skip(`the target does not rename a group by PATCH: ${describeOutcome(reply)}`);
    await t.eventually(reading(t, group.path), (read) => verify(read).at("displayName").isLike(name));
  },
  defects: {
    "patch-of-groups-crashes": on(PATCH).answer(() => errorResponse(500, "members is undefined")),
    "patch-of-groups-is-not-implemented": on(PATCH).answer(() => errorResponse(501, "Use PUT.")),
    "patch-does-not-rename-a-group": changeOperations((operation) =>
      operation["path"] === "displayName" ? [] : [operation],
    ),
  },
});

const pathless = defineCheck({
  id: "groups.patch.rename-without-path",
  title: "PATCH replace without a path renames a group and leaves its members alone",
  rule: "RFC7644-3.5.2.3-01",
  advice: "Without a path, replace only the attributes that the value names; Okta renames groups so.",
  run: async (t) => {
    // Who takes no members renames a group all the same.
    await renamePathless(t, await t.make.group({ label: "empty", overrides: { members: undefined } }));
    const member = await t.make.user();
    const group = await makeGroupOf(t, member);
    await renamePathless(t, group);
    const although = "it named only displayName";
    await t.eventually(readingMembers(t, group), (read) => verifyMembersAre(read, [member], { although }));
  },
  defects: {
    "group-patch-needs-a-path": on(PATCH, { body: (body) => !JSON.stringify(body).includes('"path"') }).answer(() =>
      errorResponse(400, "path is required.", "invalidPath"),
    ),
    "group-patch-without-path-replaces-the-whole-group": changeOperations((operation) =>
      operation["path"] === undefined && isObject(operation["value"])
        ? [operation, { op: "remove", path: "members" }]
        : [operation],
    ),
    "group-patch-without-path-has-no-effect": changeOperations((operation) =>
      operation["path"] === undefined ? [] : [operation],
    ),
  },
});

const immutable = defineCheck({
  id: "groups.patch.member-immutable",
  title: "A member cannot be turned into another one",
  rule: "RFC7643-4.2-04",
  advice: "Refuse a change of members.value with 400 mutability: members are added and removed, not rewritten.",
  run: async (t) => {
    if (publishedAttribute(t, [GROUP_URN, "members", "value"])?.mutability !== "immutable") {
      t.skip("/Schemas does not say that members.value is immutable");
    }
    const [member, other] = [await t.make.user(), await t.make.user()];
    const group = await makeGroupOf(t, member);
    const path = filterOf`members[value eq ${quoted(member.id)}].value`;
    const after = await t.patch(group.path, [{ op: "replace", path, value: other.id }]);
    verify(after).doesNotCrash();
    const although = "members.value is immutable";
    await t.stays(readingMembers(t, group), (reply) => verifyMembersAre(reply, [member], { after, although }));
  },
  defects: {
    "member-value-can-be-rewritten": changeOperations((operation) => {
      const path = String(operation["path"]);
      if (!path.endsWith("].value")) return [operation];
      return [
        { op: "remove", path: path.replace(/\.value$/, "") },
        { op: "add", path: "members", value: [{ value: operation["value"] }] },
      ];
    }),
    "rewriting-a-member-crashes": on(PATCH, { body: (body) => JSON.stringify(body).includes("].value") }).answer(() =>
      errorResponse(500, "UPDATE violates a foreign key."),
    ),
    "member-whose-value-is-rewritten-is-lost": changeOperations((operation) => {
      const path = String(operation["path"]);
      return [path.endsWith("].value") ? { op: "remove", path: path.replace(/\.value$/, "") } : operation];
    }),
  },
});

/** Throws unless the group is renamed by a PATCH without a path, on a target that renames it by one with a path. */
async function renamePathless(t: CheckContext, group: Made<GroupBody>): Promise<void> {
  const name = `${group.sent.displayName}-renamed`;
  const reply = await patchGroup(t, group, [{ op: "replace", value: { displayName: name } }]);
  if (!isSuccess(reply)) await skipWithoutRename(t, group);
  verify(reply).succeeds();
  await t.eventually(reading(t, group.path), (read) => verify(read).at("displayName").isLike(name));
}

/** A target that does not rename groups by PATCH refuses that with and without a path. */
async function skipWithoutRename(t: CheckContext, group: Made<GroupBody>): Promise<void> {
  const reply = await renameGroup(t, group);
  if (!isSuccess(reply)) t.skip(`the target does not rename a group by PATCH: ${describeOutcome(reply)}`);
}

/** How PATCH replaces what groups hold. */
export const patchReplaceChecks: readonly Check[] = defineFamily({ needs: ["groups", "groupPatch"] }, [
  members,
  nobody,
  rename,
  pathless,
  immutable,
]);
