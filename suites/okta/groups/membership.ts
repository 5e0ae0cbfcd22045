import {
  defineCheck,
  defineFamily,
  errorResponse,
  ignoreWrite,
  isArray,
  isObject,
  on,
  pathTo,
  readJson,
  readThrough,
  verify,
} from "../../../src/kit/index.ts";
import type { Check, Json, JsonObject, Match, Wrap } from "../../../src/kit/index.ts";
import { changeMembers, replaceMembers } from "../../../emulator/okta/wire/patch-group.ts";
import { okta, REFERENCE } from "../words/clause.ts";
import { makeGroup, makeMembers, memberOf, verifyGroupHas } from "../words/group-members.ts";
import { send } from "../words/send.ts";
import { deactivate } from "../words/switch-user.ts";

const PATCH = "PATCH /Groups/:id";

const add = defineCheck({
  id: "okta.group-membership.add",
  title: "A PATCH that adds members adds them to those who are there",
  rule: okta({
    id: "OKTA-group-06",
    standing: "documented",
    url: REFERENCE,
    requirement: "Who joins comes in one add with path members and an array of {value, display}, without a type.",
  }),
  advice: "Append the values of an add to members; only replace takes the place of the list.",
  also: ["patch-add-needs-the-type-of-a-member"],
  run: async (t) => {
    const users = await makeMembers(t, 3);
    const group = await makeGroup(t, users.slice(0, 1));
    const change = { remove: [], add: users.slice(1).map(memberOf) };
    verify(await send(t, changeMembers(group.id, change))).status(200, 204);
    await verifyGroupHas(t, group, users);
  },
  defects: {
    "add-replaces-members": onOperations((o) => ({ ...o, op: "replace" })),
    "add-takes-first-member-only": onOperations((o) =>
      isArray(o["value"]) ? { ...o, value: o["value"].slice(0, 1) } : o,
    ),
  },
});

const remove = defineCheck({
  id: "okta.group-membership.remove",
  title: 'A PATCH that removes members[value eq "..."] removes that member and no other',
  rule: okta({
    id: "OKTA-group-07",
    standing: "documented",
    url: REFERENCE,
    requirement: 'Each one who leaves is a remove with the path members[value eq "id"] and no value.',
  }),
  advice: "Evaluate the filter in the path of a remove: drop the members that match and keep the others.",
  also: ["value-filter-on-members-is-refused"],
  run: async (t) => {
    const users = await makeMembers(t, 3);
    const group = await makeGroup(t, users);
    const leaving = users.slice(0, 1).map(({ id }) => id);
    verify(await send(t, changeMembers(group.id, { remove: leaving, add: [] }))).status(200, 204);
    await verifyGroupHas(t, group, users.slice(1));
  },
  defects: {
    "remove-member-ignored": ignoreWrite(patchWith(isRemove)),
    "remove-member-empties-group": onOperations((o) => (o["op"] === "remove" ? { ...o, path: "members" } : o)),
  },
});

const change = defineCheck({
  id: "okta.group-membership.change",
  title: "A PATCH with several removes and an add carries all of them out",
  rule: okta({
    id: "OKTA-group-08",
    standing: "documented",
    url: REFERENCE,
    requirement: "A change of members is one PATCH: first a remove for each who leaves, then one add.",
  }),
  advice: "Carry out every operation of a PATCH, in order, and store the result once.",
  run: async (t) => {
    const users = await makeMembers(t, 4);
    const group = await makeGroup(t, users.slice(0, 3));
    const leaving = users.slice(0, 2).map(({ id }) => id);
    const joining = users.slice(3).map(memberOf);
    verify(await send(t, changeMembers(group.id, { remove: leaving, add: joining }))).status(200, 204);
    await verifyGroupHas(t, group, users.slice(2));
  },
  defects: {
    "several-operations-refused": on(PATCH).answer(async (request, next) => {
      const count = operationsOf((await readJson(request)) ?? null).length;
      return count > 1 ? errorResponse(400, "one operation at a time", "invalidSyntax") : next(request);
    }),
    "only-first-operation-applied": onAllOperations((all) => all.slice(0, 1)),
    "only-last-operation-applied": onAllOperations((all) => all.slice(-1)),
  },
});

/** More than a page or a batch of ten, and few enough to make for one check; Okta sends up to 256. */
const MANY = 12;

const many = defineCheck({
  id: "okta.group-membership.many",
  title: `${MANY} people join and leave a group in one PATCH each`,
  rule: okta({
    id: "OKTA-group-16",
    standing: "observed",
    url: "https://github.com/ory/polis/pull/4080",
    seen: "2026-11-30",
    requirement:
      "Okta sends up to 256 members in one request: an add carries all who join, and each one who leaves is an operation.",
  }),
  advice: "Set no small limit to the operations of a PATCH and their values, and show every member of a group.",
  also: ["last-of-many-members-is-not-shown"],
  run: async (t) => {
    const users = await makeMembers(t, MANY);
    const group = await makeGroup(t, []);
    verify(await send(t, changeMembers(group.id, { remove: [], add: users.map(memberOf) }))).status(200, 204);
    await verifyGroupHas(t, group, users);
    const leaving = users.slice(1).map(({ id }) => id);
    verify(await send(t, changeMembers(group.id, { remove: leaving, add: [] }))).status(200, 204);
    await verifyGroupHas(t, group, users.slice(0, 1));
  },
  defects: {
    "add-takes-ten-members-at-most": onOperations((o) =>
      o["op"] === "add" && isArray(o["value"]) ? { ...o, value: o["value"].slice(0, 10) } : o,
    ),
    "more-than-ten-values-refused": on(
      patchWith((o) => o["op"] === "add" && isArray(o["value"]) && o["value"].length > 10),
    ).answer(() => errorResponse(413, "too many values", "tooMany")),
    "ten-operations-applied-at-most": onAllOperations((all) => all.slice(0, 10)),
    "more-than-ten-operations-refused": on(patchWith(isRemove)).answer(async (request, next) => {
      const count = operationsOf((await readJson(request)) ?? null).length;
      return count > 10 ? errorResponse(413, "too many operations", "tooMany") : next(request);
    }),
  },
});

const replace = defineCheck({
  id: "okta.group-membership.replace",
  title: "A PATCH that replaces members leaves exactly those in the group",
  rule: okta({
    id: "OKTA-group-09",
    standing: "documented",
    url: REFERENCE,
    requirement: "`Push now` replaces members by the whole list.",
  }),
  advice: "Put the list of a replace in the place of the old one.",
  run: async (t) => {
    const users = await makeMembers(t, 3);
    const group = await makeGroup(t, users.slice(0, 2));
    verify(await send(t, replaceMembers(group.id, users.slice(1).map(memberOf)))).status(200, 204);
    await verifyGroupHas(t, group, users.slice(1));
  },
  defects: {
    "replace-only-adds-members": onOperations((o) => ({ ...o, op: "add" })),
    "replace-of-members-not-implemented": on(patchWith((o) => o["op"] === "replace" && o["path"] === "members")).answer(
      () => errorResponse(501, "not implemented"),
    ),
  },
});

const empty = defineCheck({
  id: "okta.group-membership.empty",
  title: "A PATCH that replaces members by an empty array empties the group",
  rule: okta({
    id: "OKTA-group-10",
    standing: "documented",
    url: REFERENCE,
    requirement: "`Push now` of a group without people replaces members by [].",
  }),
  advice: "Take an empty array as the removal of all members, not as a missing value.",
  run: async (t) => {
    const group = await makeGroup(t, await makeMembers(t, 2));
    verify(await send(t, replaceMembers(group.id, []))).status(200, 204);
    await verifyGroupHas(t, group, []);
  },
  defects: {
    "empty-members-refused": on(patchWith(hasNoValues)).answer(() =>
      errorResponse(400, "value is required", "invalidValue"),
    ),
    "empty-members-ignored": ignoreWrite(patchWith(hasNoValues)),
  },
});

const unnamed = defineCheck({
  id: "okta.group-membership.null-display",
  title: "Members whose display is null are accepted",
  rule: okta({
    id: "OKTA-group-11",
    standing: "observed",
    url: "https://github.com/jelhub/scimgateway/issues/95",
    requirement: "Okta may send display: null for each member.",
  }),
  advice: "Treat null like an attribute that is absent (RFC 7643 section 2.5).",
  run: async (t) => {
    const users = await makeMembers(t, 2);
    const group = await makeGroup(t, []);
    const members = users.map(({ id }) => ({ value: id, display: null }));
    verify(await send(t, replaceMembers(group.id, members))).status(200, 204);
    await verifyGroupHas(t, group, users);
  },
  defects: {
    "null-display-refused": on(patchWith((o) => JSON.stringify(o).includes('"display":null'))).answer(() =>
      errorResponse(400, "display must be a string", "invalidValue"),
    ),
    "members-without-display-dropped": onOperations((o) =>
      isArray(o["value"]) ? { ...o, value: o["value"].filter((m) => isObject(m) && m["display"] !== null) } : o,
    ),
  },
});

const deactivated = defineCheck({
  id: "okta.group-membership.deactivated",
  title: "A member who was deactivated before can be removed",
  rule: okta({
    id: "OKTA-group-12",
    standing: "observed",
    url: "https://github.com/dust-tt/dust/pull/16724",
    requirement: "Who is unassigned is deactivated first and removed from the pushed group afterwards: 200 or 204.",
  }),
  advice: "Remove members by id without asking whether they are active or still there.",
  run: async (t) => {
    const [leaving, staying] = await Promise.all([t.make.user(), t.make.user()]);
    const group = await makeGroup(t, [leaving, staying]);
    await deactivate(t, leaving);
    verify(await send(t, changeMembers(group.id, { remove: [leaving.id], add: [] }))).status(200, 204);
    await verifyGroupHas(t, group, [staying]);
  },
  defects: {
    "inactive-member-cannot-leave": onInactiveLeaving(() => errorResponse(404, "user not found")),
    "inactive-member-stays": onInactiveLeaving(() => new Response(null, { status: 204 })),
  },
});

function isRemove(operation: JsonObject): boolean {
  return operation["op"] === "remove";
}

/** Answers a PATCH that removes a member who is inactive. */
function onInactiveLeaving(answer: () => Response): Wrap {
  return on(patchWith(isRemove)).answer(async (request, next) => {
    const [, id = ""] = /value eq \\"([^"\\]*)/.exec(await request.clone().text()) ?? [];
    const user = await readThrough(next, request, request.url.replace(/\/Groups\/.*$/, pathTo`/Users/${id}`));
    return user?.["active"] === false ? answer() : next(request);
  });
}

function hasNoValues(operation: JsonObject): boolean {
  return isArray(operation["value"]) && operation["value"].length === 0;
}

/** A PATCH of a group with at least one such operation. */
function patchWith(isMeant: (operation: JsonObject) => boolean): Match {
  return { method: "PATCH", path: /^\/Groups\/[^/]+$/, body: (body) => operationsOf(body).some(isMeant) };
}

function onOperations(change: (operation: JsonObject) => JsonObject): Wrap {
  return onAllOperations((all) => all.map(change));
}

function onAllOperations(rewrite: (all: readonly JsonObject[]) => readonly JsonObject[]): Wrap {
  return on(PATCH).sent((body) => ({ ...body, Operations: rewrite(operationsOf(body)) }));
}

function operationsOf(body: Json): readonly JsonObject[] {
  const operations = isObject(body) ? body["Operations"] : undefined;
  return isArray(operations) ? operations.filter(isObject) : [];
}

/** What Okta needs of a change of members by PATCH. */
export const groupMembershipChecks: readonly Check[] = defineFamily(
  { needs: ["groups"], features: ["group-push"], dialects: ["oin"] },
  [add, remove, change, many, replace, empty, unnamed, deactivated],
);
