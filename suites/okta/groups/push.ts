import { findGroup } from "../../../emulator/okta/wire/list-queries.ts";
import { renameGroup } from "../../../emulator/okta/wire/patch-group.ts";
import { readGroup } from "../../../emulator/okta/wire/read-resource.ts";
import { oktaRequest, resourcePath } from "../../../emulator/okta/wire/wire-request.ts";
import { createGroup } from "../../../emulator/okta/wire/write-group.ts";
import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import type { Reply } from "../../../src/exchange/reply.ts";
import {
  answerInstead,
  errorResponse,
  readJson,
  tamperRequestBody,
  tamperUrl,
  without,
} from "../../../src/kit/defects/tamper.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifyEqual, verifyObject, verifyStatus, verifyThat } from "../../../src/exchange/verify.ts";
import { getIgnoreCase, isArray, isObject } from "../../../src/scim/json.ts";
import type { Json } from "../../../src/scim/json.ts";
import { pathTo } from "../../../src/scim/request-path.ts";
import { okta, REFERENCE } from "../words/clause.ts";
import { makeGroup, makeUsers, toMember, verifyMembers } from "../words/group-members.ts";
import { matchBy, verifyMatch } from "../words/match-user.ts";
import { send } from "../words/send.ts";
import { answerWith, ignoreWrite, readThrough } from "../words/tampering.ts";
import { readBack } from "../words/verify-user.ts";

const GROUPS = /^\/Groups$/;
const GROUP = /^\/Groups\/[^/]+$/;
const RENAME = { method: "PATCH", path: GROUP, body: isRename } as const;

const match = defineCheck({
  id: "okta.group-push.match",
  title: 'Okta\'s group query (filter=displayName eq "...") finds the group of that name and no other',
  clause: okta({
    id: "OKTA-group-01",
    standing: "documented",
    url: REFERENCE,
    requirement: "Before a group is pushed Okta looks it up by displayName eq; only the exact name is a match.",
  }),
  needs: ["groups"],
  blocks: ["group-push"],
  advice: "Support displayName eq on /Groups and compare the whole name: a wildcard links the wrong group.",
  run: async (t) => {
    const group = await t.make.group({ label: "sales" });
    await t.make.group({ overrides: { displayName: `${group.sent.displayName}-test` } });
    verifyMatch(await matchBy(t, () => send(t, findGroup(group.sent.displayName))), group.id);
  },
  defects: [
    {
      name: "group-query-by-prefix",
      breaks: "OKTA-group-01",
      wrap: tamperUrl({ method: "GET", path: GROUPS }, (url) => {
        const filter = url.searchParams.get("filter");
        if (filter !== null) url.searchParams.set("filter", filter.replace(" eq ", " sw "));
      }),
    },
    {
      name: "group-query-ignores-filter",
      breaks: "OKTA-group-01",
      wrap: tamperUrl({ method: "GET", path: GROUPS }, (url) => url.searchParams.delete("filter")),
    },
  ],
});

const create = defineCheck({
  id: "okta.group-push.create",
  title: "A group without externalId and with empty members is created with 201, id and name",
  clause: okta({
    id: "OKTA-group-02",
    standing: "documented",
    url: REFERENCE,
    requirement:
      "Okta pushes a new group as schemas, displayName and members ([]), without externalId; 201 with id is the answer.",
  }),
  needs: ["groups"],
  blocks: ["group-push"],
  advice: "Ask for displayName only when a group is created, and answer 201 with the group and its id.",
  run: async (t) => {
    const { displayName } = t.make.groupBody();
    const reply = verifyStatus(await send(t, createGroup({ displayName, members: [] })), 201);
    const group = verifyObject(reply);
    const id = getIgnoreCase(group, "id");
    verifyThat(typeof id === "string" && id !== "", reply, {
      reason: "the answer to the create of a group has no id",
      expected: "id with a text",
      actual: shown(id),
      at: "/id",
    });
    verifyName(reply, displayName, "the answer to the create of a group");
  },
  defects: [
    {
      name: "group-needs-external-id",
      breaks: "OKTA-group-02",
      wrap: answerInstead({ method: "POST", path: GROUPS, body: (b) => isObject(b) && !("externalId" in b) }, () =>
        errorResponse(400, "externalId is required", "invalidValue"),
      ),
    },
    {
      name: "group-needs-members",
      breaks: "OKTA-group-02",
      wrap: answerInstead(
        { method: "POST", path: GROUPS, body: (b) => isObject(b) && shown(b["members"]) === "[]" },
        () => errorResponse(400, "members must not be empty", "invalidValue"),
      ),
    },
  ],
});

const createWithMembers = defineCheck({
  id: "okta.group-push.create-members",
  title: "A group that is created with members has them",
  clause: okta({
    id: "OKTA-group-03",
    standing: "observed",
    url: "https://github.com/gravitational/teleport/issues/67372",
    requirement:
      "Apps made in the wizard send the members with the create, each with value and display and without a type.",
  }),
  needs: ["groups"],
  blocks: ["group-push"],
  advice: "Store the members of POST /Groups; a member without a type is a user, and display is only a name.",
  run: async (t) => {
    const users = await makeUsers(t, 2);
    const { displayName } = t.make.groupBody();
    const reply = verifyStatus(await send(t, createGroup({ displayName, members: users.map(toMember) })), 200, 201);
    const id = String(getIgnoreCase(verifyObject(reply), "id"));
    await verifyMembers(t, id, { users, after: "a create with members" });
  },
  defects: [
    {
      name: "group-create-drops-members",
      breaks: "OKTA-group-03",
      wrap: tamperRequestBody({ method: "POST", path: GROUPS }, (body) => without(body, "members")),
    },
    {
      name: "member-without-type-not-linked",
      breaks: "OKTA-group-03",
      wrap: tamperRequestBody({ method: "POST", path: GROUPS }, (body) => ({
        ...body,
        members: isArray(body["members"]) ? body["members"].filter((m) => isObject(m) && m["type"] !== undefined) : [],
      })),
    },
  ],
});

const rename = defineCheck({
  id: "okta.group-push.rename",
  title: "A PATCH without a path that carries id and displayName renames the group and keeps its members",
  clause: okta({
    id: "OKTA-group-04",
    standing: "documented",
    url: REFERENCE,
    requirement:
      'Okta sends {"op":"replace","value":{"id":"...","displayName":"..."}} right after a create and with each change of members; 200 or 204 is the answer.',
  }),
  needs: ["groups"],
  blocks: ["group-push"],
  advice: "Ignore the id in the value (it is the one in the URL), change displayName and nothing else.",
  run: async (t) => {
    const users = await makeUsers(t, 1);
    const group = await makeGroup(t, users);
    const { displayName } = t.make.groupBody({ label: "renamed" });
    verifyStatus(await send(t, renameGroup(group.id, displayName)), 200, 204);
    const read = await t.settle(
      () => send(t, readGroup(group.id)),
      (reply) => nameOf(reply) === displayName,
    );
    verifyName(verifyStatus(read, 200), displayName, "the renamed group");
    await verifyMembers(t, group.id, { users, after: "a PATCH of the name" });
  },
  defects: [
    {
      name: "id-in-rename-refused",
      breaks: "OKTA-group-04",
      wrap: answerInstead(RENAME, () => errorResponse(400, "id is readOnly", "mutability")),
    },
    { name: "rename-of-group-ignored", breaks: "OKTA-group-04", wrap: ignoreWrite(RENAME) },
    {
      name: "rename-empties-group",
      breaks: "OKTA-group-04",
      wrap: answerWith(RENAME, async (request, next) => {
        const body = await readJson(request);
        const put = { schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"], ...Object(valueOfPatch(body)) };
        return next(new Request(request.url, { method: "PUT", headers: request.headers, body: JSON.stringify(put) }));
      }),
    },
  ],
});

const remove = defineCheck({
  id: "okta.group-push.delete",
  title: "Deleting a pushed group removes the group and leaves its members alone",
  clause: okta({
    id: "OKTA-group-05",
    standing: "documented",
    url: REFERENCE,
    requirement: "`Delete the group in the target app` sends DELETE /Groups/{id}; the users stay as they are.",
  }),
  needs: ["groups"],
  blocks: ["group-push"],
  advice: "Delete the group and its memberships, never the users in it.",
  run: async (t) => {
    const [user] = await makeUsers(t, 1);
    if (user === undefined) return;
    const group = await makeGroup(t, [user]);
    verifyStatus(await send(t, oktaRequest("DELETE", resourcePath("/Groups", group.id))), 200, 204);
    const read = await t.settle(
      () => send(t, readGroup(group.id)),
      (reply) => reply.status === 404,
    );
    verifyStatus(read, 404);
    await readBack(t, user.id);
  },
  defects: [
    {
      name: "group-delete-removes-users",
      breaks: "OKTA-group-05",
      wrap: answerWith({ method: "DELETE", path: GROUP }, async (request, next) => {
        const group = await readThrough(next, request);
        const members = isArray(group?.["members"]) ? group["members"].filter(isObject) : [];
        for (const { value } of members) {
          const url = request.url.replace(/\/Groups\/.*$/, pathTo`/Users/${String(value)}`);
          await next(new Request(url, { method: "DELETE", headers: request.headers }));
        }
        return next(request);
      }),
    },
    {
      name: "group-delete-has-no-effect",
      breaks: "OKTA-group-05",
      wrap: answerInstead({ method: "DELETE", path: GROUP }, () => new Response(null, { status: 204 })),
    },
  ],
});

function isRename(body: Json): boolean {
  const value = valueOfPatch(body);
  return isObject(value) && "displayName" in value;
}

/** The value of a PATCH whose first operation has no path. */
function valueOfPatch(body: Json | undefined): Json | undefined {
  const operations = isObject(body) ? body["Operations"] : undefined;
  const first = isArray(operations) ? operations[0] : undefined;
  return isObject(first) && first["path"] === undefined ? first["value"] : undefined;
}

function nameOf(reply: Reply): Json | undefined {
  return isObject(reply.body) ? getIgnoreCase(reply.body, "displayName") : undefined;
}

function verifyName(reply: Reply, displayName: string, where: string): void {
  verifyEqual(reply, "/displayName", {
    expected: displayName,
    actual: nameOf(reply),
    reason: `${where} has not the displayName that was sent`,
  });
}

/** What Okta needs of a pushed group as a whole. */
export const groupPushChecks: readonly Check[] = [match, create, createWithMembers, rename, remove];
