import { changeMembers, replaceMembers } from "../../../emulator/okta/wire/patch-group.ts";
import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import { answerInstead, errorResponse, tamperRequestBody } from "../../../src/kit/defects/tamper.ts";
import type { Wrap } from "../../../src/kit/defects/tamper.ts";
import { verifyStatus } from "../../../src/exchange/verify.ts";
import { isArray, isObject } from "../../../src/scim/json.ts";
import type { Json, JsonObject } from "../../../src/scim/json.ts";
import { pathTo } from "../../../src/scim/request-path.ts";
import { okta, REFERENCE } from "../words/clause.ts";
import { makeGroup, makeUsers, toMember, verifyMembers } from "../words/group-members.ts";
import { send } from "../words/send.ts";
import { deactivate } from "../words/switch-user.ts";
import { answerWith, ignoreWrite } from "../words/tampering.ts";

const GROUP = /^\/Groups\/[^/]+$/;

const add = defineCheck({
  id: "okta.group-membership.add",
  title: "A PATCH that adds members adds them to those who are there",
  clause: okta({
    id: "OKTA-group-06",
    standing: "documented",
    url: REFERENCE,
    requirement: "Who joins comes in one add with path members and an array of {value, display}, without a type.",
  }),
  needs: ["groups"],
  blocks: ["group-push"],
  advice: "Append the values of an add to members; only replace takes the place of the list.",
  run: async (t) => {
    const users = await makeUsers(t, 3);
    const group = await makeGroup(t, users.slice(0, 1));
    const change = { remove: [], add: users.slice(1).map(toMember) };
    verifyStatus(await send(t, changeMembers(group.id, change)), 200, 204);
    await verifyMembers(t, group.id, { users, after: "a PATCH that adds two" });
  },
  defects: [
    { name: "add-replaces-members", breaks: "OKTA-group-06", wrap: onOperations((o) => ({ ...o, op: "replace" })) },
    {
      name: "add-takes-first-member-only",
      breaks: "OKTA-group-06",
      wrap: onOperations((o) => (isArray(o["value"]) ? { ...o, value: o["value"].slice(0, 1) } : o)),
    },
  ],
});

const remove = defineCheck({
  id: "okta.group-membership.remove",
  title: 'A PATCH that removes members[value eq "..."] removes that member and no other',
  clause: okta({
    id: "OKTA-group-07",
    standing: "documented",
    url: REFERENCE,
    requirement: 'Each one who leaves is a remove with the path members[value eq "id"] and no value.',
  }),
  needs: ["groups"],
  blocks: ["group-push"],
  advice: "Evaluate the filter in the path of a remove: drop the members that match and keep the others.",
  run: async (t) => {
    const users = await makeUsers(t, 3);
    const group = await makeGroup(t, users);
    const leaving = users.slice(0, 1).map(({ id }) => id);
    verifyStatus(await send(t, changeMembers(group.id, { remove: leaving, add: [] })), 200, 204);
    await verifyMembers(t, group.id, { users: users.slice(1), after: "a PATCH that removes one" });
  },
  defects: [
    { name: "remove-member-ignored", breaks: "OKTA-group-07", wrap: ignoreWrite(patchWith(isRemove)) },
    {
      name: "remove-member-empties-group",
      breaks: "OKTA-group-07",
      wrap: onOperations((o) => (o["op"] === "remove" ? { ...o, path: "members" } : o)),
    },
  ],
});

const change = defineCheck({
  id: "okta.group-membership.change",
  title: "A PATCH with several removes and an add carries all of them out",
  clause: okta({
    id: "OKTA-group-08",
    standing: "documented",
    url: REFERENCE,
    requirement: "A change of members is one PATCH: first a remove for each who leaves, then one add.",
  }),
  needs: ["groups"],
  blocks: ["group-push"],
  advice: "Carry out every operation of a PATCH, in order, and store the result once.",
  run: async (t) => {
    const users = await makeUsers(t, 4);
    const group = await makeGroup(t, users.slice(0, 3));
    const leaving = users.slice(0, 2).map(({ id }) => id);
    const joining = users.slice(3).map(toMember);
    verifyStatus(await send(t, changeMembers(group.id, { remove: leaving, add: joining })), 200, 204);
    await verifyMembers(t, group.id, { users: users.slice(2), after: "a PATCH with two removes and an add" });
  },
  defects: [
    { name: "only-first-operation-applied", breaks: "OKTA-group-08", wrap: onAllOperations((all) => all.slice(0, 1)) },
    { name: "only-last-operation-applied", breaks: "OKTA-group-08", wrap: onAllOperations((all) => all.slice(-1)) },
  ],
});

const replace = defineCheck({
  id: "okta.group-membership.replace",
  title: "A PATCH that replaces members leaves exactly those in the group",
  clause: okta({
    id: "OKTA-group-09",
    standing: "documented",
    url: REFERENCE,
    requirement: "`Push now` replaces members by the whole list.",
  }),
  needs: ["groups"],
  blocks: ["group-push"],
  advice: "Put the list of a replace in the place of the old one.",
  run: async (t) => {
    const users = await makeUsers(t, 3);
    const group = await makeGroup(t, users.slice(0, 2));
    verifyStatus(await send(t, replaceMembers(group.id, users.slice(1).map(toMember))), 200, 204);
    await verifyMembers(t, group.id, { users: users.slice(1), after: "a PATCH that replaces all" });
  },
  defects: [
    { name: "replace-only-adds-members", breaks: "OKTA-group-09", wrap: onOperations((o) => ({ ...o, op: "add" })) },
    {
      name: "replace-of-members-not-implemented",
      breaks: "OKTA-group-09",
      wrap: answerInstead(
        patchWith((o) => o["op"] === "replace" && o["path"] === "members"),
        () => errorResponse(501, "not implemented"),
      ),
    },
  ],
});

const empty = defineCheck({
  id: "okta.group-membership.empty",
  title: "A PATCH that replaces members by an empty array empties the group",
  clause: okta({
    id: "OKTA-group-10",
    standing: "documented",
    url: REFERENCE,
    requirement: "`Push now` of a group without people replaces members by [].",
  }),
  needs: ["groups"],
  blocks: ["group-push"],
  advice: "Take an empty array as the removal of all members, not as a missing value.",
  run: async (t) => {
    const group = await makeGroup(t, await makeUsers(t, 2));
    verifyStatus(await send(t, replaceMembers(group.id, [])), 200, 204);
    await verifyMembers(t, group.id, { users: [], after: "a PATCH that replaces them by an empty array" });
  },
  defects: [
    {
      name: "empty-members-refused",
      breaks: "OKTA-group-10",
      wrap: answerInstead(patchWith(hasNoValues), () => errorResponse(400, "value is required", "invalidValue")),
    },
    { name: "empty-members-ignored", breaks: "OKTA-group-10", wrap: ignoreWrite(patchWith(hasNoValues)) },
  ],
});

const unnamed = defineCheck({
  id: "okta.group-membership.null-display",
  title: "Members whose display is null are accepted",
  clause: okta({
    id: "OKTA-group-11",
    standing: "observed",
    url: "https://github.com/jelhub/scimgateway/issues/95",
    requirement: "Okta may send display: null for each member.",
  }),
  needs: ["groups"],
  blocks: ["group-push"],
  advice: "Treat null like an attribute that is absent (RFC 7643 section 2.5).",
  run: async (t) => {
    const users = await makeUsers(t, 2);
    const group = await makeGroup(t, []);
    const members = users.map(({ id }) => ({ value: id, display: null }));
    verifyStatus(await send(t, replaceMembers(group.id, members)), 200, 204);
    await verifyMembers(t, group.id, { users, after: "a PATCH of members with display null" });
  },
  defects: [
    {
      name: "null-display-refused",
      breaks: "OKTA-group-11",
      wrap: answerInstead(
        patchWith((o) => JSON.stringify(o).includes('"display":null')),
        () => errorResponse(400, "display must be a string", "invalidValue"),
      ),
    },
  ],
});

const deactivated = defineCheck({
  id: "okta.group-membership.deactivated",
  title: "A member who was deactivated before can be removed",
  clause: okta({
    id: "OKTA-group-12",
    standing: "observed",
    url: "https://github.com/dust-tt/dust/pull/16724",
    requirement: "Who is unassigned is deactivated first and removed from the pushed group afterwards: 200 or 204.",
  }),
  needs: ["groups"],
  blocks: ["group-push"],
  advice: "Remove members by id without asking whether they are active or still there.",
  run: async (t) => {
    const users = await makeUsers(t, 2);
    const group = await makeGroup(t, users);
    const [leaving] = users;
    if (leaving === undefined) return;
    await deactivate(t, leaving);
    verifyStatus(await send(t, changeMembers(group.id, { remove: [leaving.id], add: [] })), 200, 204);
    await verifyMembers(t, group.id, { users: users.slice(1), after: "a PATCH that removes a deactivated user" });
  },
  defects: [
    {
      name: "inactive-member-cannot-leave",
      breaks: "OKTA-group-12",
      wrap: answerWith(patchWith(isRemove), async (request, next) => {
        const [, id = ""] = /value eq \\"([^"\\]*)/.exec(await request.clone().text()) ?? [];
        const url = request.url.replace(/\/Groups\/.*$/, pathTo`/Users/${id}`);
        const response = await next(new Request(url, { headers: request.headers }));
        const isInactive = (await response.text()).includes('"active":false');
        return isInactive ? errorResponse(404, "user not found") : next(request);
      }),
    },
  ],
});

function isRemove(operation: JsonObject): boolean {
  return operation["op"] === "remove";
}

function hasNoValues(operation: JsonObject): boolean {
  return isArray(operation["value"]) && operation["value"].length === 0;
}

/** A PATCH of a group with at least one such operation. */
function patchWith(isMeant: (operation: JsonObject) => boolean): {
  readonly method: "PATCH";
  readonly path: RegExp;
  readonly body: (body: Json) => boolean;
} {
  return { method: "PATCH", path: GROUP, body: (body) => operationsOf(body).some(isMeant) };
}

function onOperations(change: (operation: JsonObject) => JsonObject): Wrap {
  return onAllOperations((all) => all.map(change));
}

function onAllOperations(rewrite: (all: readonly JsonObject[]) => readonly JsonObject[]): Wrap {
  return tamperRequestBody({ method: "PATCH", path: GROUP }, (body) => ({
    ...body,
    Operations: rewrite(operationsOf(body)),
  }));
}

function operationsOf(body: Json): readonly JsonObject[] {
  const operations = isObject(body) ? body["Operations"] : undefined;
  return isArray(operations) ? operations.filter(isObject) : [];
}

/** What Okta needs of a change of members by PATCH. */
export const groupMembershipChecks: readonly Check[] = [add, remove, change, replace, empty, unnamed, deactivated];
