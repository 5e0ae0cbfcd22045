import type { CheckContext } from "../../src/kit/check-context.ts";
import type { GroupBody, Made, UserBody } from "../../src/kit/maker.ts";
import { defineCheck } from "../../src/kit/check.ts";
import type { Check } from "../../src/kit/check.ts";
import { rfc } from "../../src/exchange/clause.ts";
import type { Reply } from "../../src/exchange/reply.ts";
import { answerInstead, errorResponse, readJson, tamperResources } from "../../src/kit/defects/tamper.ts";
import type { Wrap } from "../../src/kit/defects/tamper.ts";
import { shown } from "../../src/exchange/shown.ts";
import { verifySuccess, verifyThat } from "../../src/exchange/verify.ts";
import { isPresent } from "../../src/profile/capability.ts";
import { isObject } from "../../src/scim/json.ts";
import type { JsonObject } from "../../src/scim/json.ts";
import { pathTo, withQuery } from "../../src/scim/request-path.ts";
import { PATCH_OP_URN, USER_URN } from "../../src/scim/urns.ts";
import { describeLink, followLink, leadsTo } from "../../src/kit/reading/follow-link.ts";
import { publishedAttribute } from "../../src/kit/published/published-attribute.ts";
import { pathOfNew, readBack } from "../../src/kit/reading/read-back.ts";
import { changed, itemsAt, sameText, valueAt } from "../../src/kit/reading/value-at.ts";
import { makeGroupOf, makeUsers, readMembers } from "./words/group-members.ts";

const USERS = { path: /^\/Users(?:\/[^/]+)?$/ };

const readOnly = defineCheck({
  id: "groups.user-groups.read-only",
  title: "groups of a user cannot be changed at the user",
  clause: rfc("RFC7643-4.1.2-04"),
  needs: ["groups"],
  advice: "Ignore groups in a PUT or PATCH of a user: who is in a group is changed at the group.",
  run: async (t) => {
    const [user, group] = [await t.make.user(), await t.make.group()];
    const { resource } = await readBack(t, user.path);
    await t.put(user.path, changed(resource, { groups: [{ value: group.id }] }));
    await verifyOutside(t, user, group);
    if (!isPresent(t.capabilities.patch)) return;
    await t.patch(user.path, [{ op: "add", path: "groups", value: [{ value: group.id }] }]);
    await verifyOutside(t, user, group);
  },
  defects: [
    {
      name: "put-of-a-user-joins-groups",
      breaks: "RFC7643-4.1.2-04",
      wrap: joinOnWrite(["PUT"]),
    },
    {
      name: "patch-of-a-user-joins-groups",
      breaks: "RFC7643-4.1.2-04",
      wrap: joinOnWrite(["PATCH"]),
    },
  ],
});

const ignored = defineCheck({
  id: "groups.user-groups.create-ignored",
  title: "POST /Users takes no notice of the groups in the body",
  clause: rfc("RFC7644-3.3-01"),
  needs: ["groups"],
  advice: "Ignore groups in a POST of a user, do not refuse them: Okta sends an empty list with every create.",
  run: async (t) => {
    if (publishedAttribute(t, [USER_URN, "groups"]) === undefined) t.skip("/Schemas publishes no groups of users");
    const [, group] = [await t.make.user(), await t.make.group()];
    const body = t.make.userBody({ overrides: { groups: [{ value: group.id }] } });
    const reply = verifySuccess(await t.post("/Users", body));
    const path = pathOfNew(t, reply);
    const { ids } = await readMembers(t, group.path);
    const id = String(valueAt(reply.body, "id"));
    verifyThat(!ids.includes(id) && !namesGroup((await readBack(t, path)).resource, group), reply, {
      reason: "POST /Users puts the user into the groups that the client sent",
      expected: "a user without groups",
      actual: "a member of the group",
      at: "/groups",
    });
  },
  defects: [
    {
      name: "create-refuses-groups",
      breaks: "RFC7644-3.3-01",
      wrap: answerInstead({ method: "POST", ...USERS, body: (sent) => itemsAt(sent, "groups").length > 0 }, () =>
        errorResponse(400, "Attribute groups is readOnly.", "mutability"),
      ),
    },
    {
      name: "create-joins-groups",
      breaks: "RFC7644-3.3-01",
      wrap: joinOnWrite(["POST"]),
    },
  ],
});

const value = defineCheck({
  id: "groups.user-groups.value",
  title: "groups of a user hold the id of the group",
  clause: rfc("RFC7643-4.1.2-05"),
  needs: ["groups"],
  advice: "Put the group's id into groups.value, its URI into $ref and its name into display.",
  run: async (t) => {
    const { entry, group, reply } = await joined(t);
    verifyThat(valueAt(entry, "value") === group.id, reply, {
      reason: "groups of a user name a group by something else than its id",
      expected: shown(group.id),
      actual: shown(valueAt(entry, "value")),
      at: "/groups/0/value",
    });
    const ref = valueAt(entry, "$ref");
    const there = typeof ref === "string" ? await followLink(t, { uri: ref, from: reply, id: group.id }) : undefined;
    verifyThat(there === undefined || there.status !== 200 || leadsTo(there, group.id), reply, {
      reason: "The $ref in groups of a user leads to something else than the group",
      expected: `a URI at which GET gives the group ${group.id}`,
      actual: there === undefined ? shown(ref) : describeLink(String(ref), there),
      at: "/groups/0/$ref",
    });
  },
  defects: [
    {
      name: "user-groups-by-name",
      breaks: "RFC7643-4.1.2-05",
      wrap: tamperGroups((entry) => ({ ...entry, value: entry["display"] })),
    },
    {
      name: "user-groups-refer-to-the-user",
      breaks: "RFC7643-4.1.2-05",
      wrap: tamperGroups((entry, user) => ({ ...entry, $ref: `Users/${String(user["id"])}` })),
    },
  ],
});

const type = defineCheck({
  id: "groups.user-groups.type",
  title: "groups of a user say direct of a group that names the user",
  clause: rfc("RFC7643-4.1.2-06"),
  needs: ["groups"],
  advice:
    'Set groups.type to "direct" where the group itself names the user and to "indirect" where a group in it does.',
  run: async (t) => {
    const { entry, reply } = await joined(t);
    const label = valueAt(entry, "type");
    if (label === undefined || label === null) t.skip("groups of a user have no type");
    verifyThat(sameText(label, "direct"), reply, {
      reason: "groups of a user do not say direct of a group that names the user",
      expected: shown("direct"),
      actual: shown(label),
      at: "/groups/0/type",
    });
  },
  defects: [
    {
      name: "user-groups-of-type-group",
      breaks: "RFC7643-4.1.2-06",
      wrap: tamperGroups((entry) => ({ ...entry, type: "Group" })),
    },
  ],
});

/** What users say of their groups. */
export const userGroupChecks: readonly Check[] = [readOnly, ignored, value, type];

/** A user in a group, and the entry by which the user names it; a skip when there is none. */
async function joined(
  t: CheckContext,
): Promise<{ readonly entry: JsonObject; readonly group: Made<GroupBody>; readonly reply: Reply }> {
  const users = await makeUsers(t, 1);
  const group = await makeGroupOf(t, users);
  const path = withQuery(users[0]?.path ?? "/Users", { attributes: "groups" });
  const { reply, resource } = await readBack(t, path, (read) => entryOf(read, group) !== undefined);
  const entry = entryOf(resource, group) ?? t.skip("the user does not name the group that he was put into");
  return { entry, group, reply };
}

/** The entry that names the group, by its id, its name or its URI. */
function entryOf(user: JsonObject, group: Made<GroupBody>): JsonObject | undefined {
  return itemsAt(user, "groups").find(
    (entry) =>
      valueAt(entry, "value") === group.id ||
      sameText(valueAt(entry, "display"), group.sent.displayName) ||
      String(valueAt(entry, "$ref")).endsWith(`/${group.id}`),
  );
}

function namesGroup(user: JsonObject, group: Made<GroupBody>): boolean {
  return entryOf(user, group) !== undefined;
}

async function verifyOutside(t: CheckContext, user: Made<UserBody>, group: Made<GroupBody>): Promise<void> {
  const { reply, ids } = await readMembers(t, group.path);
  const { resource } = await readBack(t, user.path);
  verifyThat(!ids.includes(user.id) && !namesGroup(resource, group), reply, {
    reason: "A write to a user has put him into a group",
    expected: "a group without the user",
    actual: shown(ids),
    at: "/members",
  });
}

function tamperGroups(change: (entry: JsonObject, user: JsonObject) => JsonObject): Wrap {
  return tamperResources(USERS, (user) => {
    const entries = itemsAt(user, "groups");
    return entries.length === 0 ? user : { ...user, groups: entries.map((entry) => change(entry, user)) };
  });
}

/** A server that puts a user into the groups that such a write to the user names. */
function joinOnWrite(methods: readonly string[]): Wrap {
  return (next) => async (request) => {
    const { pathname } = new URL(request.url);
    if (!methods.includes(request.method) || !pathname.includes("/Users")) return next(request);
    const sent = await readJson(request);
    const response = await next(request);
    const body: unknown = response.ok ? JSON.parse(await response.clone().text()) : undefined;
    const id = (isObject(body) ? valueAt(body, "id") : undefined) ?? pathname.split("/").at(-1);
    const text = JSON.stringify(sent);
    for (const [, group] of text.matchAll(/"groups"[^[]*\[\{"value":"([^"]+)"/g)) {
      await next(joinRequest(request, String(group), String(id)));
    }
    return response;
  };
}

function joinRequest(request: Request, group: string, user: string): Request {
  const Operations = [{ op: "add", path: "members", value: [{ value: user }] }];
  return new Request(request.url.replace(/\/Users.*$/, pathTo`/Groups/${group}`), {
    method: "PATCH",
    headers: request.headers,
    body: JSON.stringify({ schemas: [PATCH_OP_URN], Operations }),
  });
}
