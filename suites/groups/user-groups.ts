import {
  changed,
  defineCheck,
  defineFamily,
  errorResponse,
  followLink,
  isObject,
  isPresent,
  itemsAt,
  on,
  PATCH_OP_URN,
  pathOfNew,
  pathTo,
  publishedAttribute,
  readBack,
  readJson,
  sameText,
  USER_URN,
  valueAt,
  verify,
  withQuery,
} from "../../src/kit/index.ts";
import type {
  Check,
  CheckContext,
  GroupBody,
  JsonObject,
  Made,
  Path,
  Reply,
  Step,
  ValueWords,
  Wrap,
} from "../../src/kit/index.ts";
import { reading } from "../users/words/reading.ts";
import { makeGroupOf, readingMembers, verifyNoMember } from "./words/group-members.ts";
import { verifyLeadsTo } from "./words/leads-to.ts";

const USERS = { path: /^\/Users(?:\/[^/]+)?$/ };

const readOnly = defineCheck({
  id: "groups.user-groups.read-only",
  title: "groups of a user cannot be changed at the user",
  rule: "RFC7643-4.1.2-04",
  advice: "Ignore groups in a PUT or PATCH of a user: who is in a group is changed at the group.",
  run: async (t) => {
    const [user, group] = [await t.make.user(), await t.make.group()];
    const { resource } = await readBack(t, user.path);
    const put = await t.put(user.path, changed(resource, { groups: [{ value: group.id }] }));
    await verifyOutside(t, group, { user, after: put });
    if (!isPresent(t.capabilities.patch)) return;
    const patch = await t.patch(user.path, [{ op: "add", path: "groups", value: [{ value: group.id }] }]);
    await verifyOutside(t, group, { user, after: patch });
  },
  defects: {
    "put-of-a-user-joins-groups": joinOnWrite(["PUT"]),
    "patch-of-a-user-joins-groups": joinOnWrite(["PATCH"]),
  },
});

const ignored = defineCheck({
  id: "groups.user-groups.create-ignored",
  title: "POST /Users takes no notice of the groups in the body",
  rule: "RFC7644-3.3-01",
  advice: "Ignore groups in a POST of a user, do not refuse them: Okta sends an empty list with every create.",
  run: async (t) => {
    if (publishedAttribute(t, [USER_URN, "groups"]) === undefined) t.skip("/Schemas publishes no groups of users");
    // A user without groups can be made.
    await t.make.user();
    const group = await t.make.group();
    const body = t.make.userBody({ overrides: { groups: [{ value: group.id }] } });
    const { reply } = verify(await t.post("/Users", body)).succeeds();
    const user = { id: String(valueAt(reply.body, "id")), path: pathOfNew(t, reply) };
    await verifyOutside(t, group, { user, after: reply });
  },
  defects: {
    "create-refuses-groups": on({
      method: "POST",
      ...USERS,
      body: (sent) => itemsAt(sent, "groups").length > 0,
    }).answer(() => errorResponse(400, "Attribute groups is readOnly.", "mutability")),
    "create-joins-groups": joinOnWrite(["POST"]),
  },
});

const value = defineCheck({
  id: "groups.user-groups.value",
  title: "groups of a user hold the id of the group",
  rule: "RFC7643-4.1.2-05",
  advice: "Put the group's id into groups.value, its URI into $ref and its name into display.",
  run: async (t) => {
    const { entry, group, reply } = await joined(t);
    entry.at("value").is(group.id);
    const uri = entry.at("$ref").value;
    const there = typeof uri === "string" ? await followLink(t, { uri, from: reply, id: group.id }) : undefined;
    if (there?.status !== 200) return;
    verifyLeadsTo(reply, [...entryOf(group), "$ref"], { to: group, there });
  },
  defects: {
    "user-groups-by-name": tamperGroups((entry) => ({ ...entry, value: entry["display"] })),
    "user-groups-refer-to-the-user": tamperGroups((entry, user) => ({ ...entry, $ref: `Users/${String(user["id"])}` })),
  },
});

const type = defineCheck({
  id: "groups.user-groups.type",
  title: "groups of a user say direct of a group that names the user",
  rule: "RFC7643-4.1.2-06",
  advice:
    'Set groups.type to "direct" where the group itself names the user and to "indirect" where a group in it does.',
  run: async (t) => {
    const { entry } = await joined(t);
    const label = entry.at("type");
    if (label.value === undefined || label.value === null) t.skip("groups of a user have no type");
    label.isLike("direct");
  },
  defects: {
    "user-groups-of-type-group": tamperGroups((entry) => ({ ...entry, type: "Group" })),
  },
});

/** What users say of their groups. */
export const userGroupChecks: readonly Check[] = defineFamily({ needs: ["groups"] }, [readOnly, ignored, value, type]);

/** A user in a group, and the entry by which the user names it; a skip when there is none. */
async function joined(
  t: CheckContext,
): Promise<{ readonly entry: ValueWords; readonly group: Made<GroupBody>; readonly reply: Reply }> {
  const user = await t.make.user();
  const group = await makeGroupOf(t, user);
  const entryIn = (reply: Reply): ValueWords => verify(reply).at(...entryOf(group));
  const path = withQuery(user.path, { attributes: "groups" });
  const reply = await t.settle(reading(t, path), (read) => entryIn(read).value !== undefined);
  const entry = entryIn(reply);
  if (entry.value === undefined) t.skip("the user does not name the group that he was put into");
  return { entry, group, reply };
}

/** The entry by which a user names the group: by its id, its name or its URI. */
function entryOf(group: Made<GroupBody>): readonly Step[] {
  const isMeant = (entry: JsonObject): boolean =>
    valueAt(entry, "value") === group.id ||
    sameText(valueAt(entry, "display"), group.sent.displayName) ||
    String(valueAt(entry, "$ref")).endsWith(`/${group.id}`);
  return ["groups", isMeant];
}

/** A user, and the write that must not have put him into a group. */
interface Outsider {
  readonly user: { readonly id: string; readonly path: Path };
  readonly after: Reply;
}

/** Throws when the group or the user says that he is in it. */
async function verifyOutside(t: CheckContext, group: Made<GroupBody>, { user, after }: Outsider): Promise<void> {
  const although = "groups of a user are readOnly";
  await t.stays(readingMembers(t, group), (reply) => verifyNoMember(reply, user.id, { after, although }));
  verify(await reading(t, user.path)(), { although })
    .at(...entryOf(group))
    .is(undefined);
}

function tamperGroups(change: (entry: JsonObject, user: JsonObject) => JsonObject): Wrap {
  return on(USERS).resources((user) => {
    const entries = itemsAt(user, "groups");
    return entries.length === 0 ? user : { ...user, groups: entries.map((entry) => change(entry, user)) };
  });
}

/** A server that puts a user into the groups that such a write to the user names. */
function joinOnWrite(methods: readonly string[]): Wrap {
  return on({ method: methods, ...USERS }).answer(async (request, next) => {
    const { pathname } = new URL(request.url);
    const sent = await readJson(request);
    const response = await next(request);
    const body: unknown = response.ok ? JSON.parse(await response.clone().text()) : undefined;
    const id = (isObject(body) ? valueAt(body, "id") : undefined) ?? pathname.split("/").at(-1);
    const text = JSON.stringify(sent);
    for (const [, group] of text.matchAll(/"groups"[^[]*\[\{"value":"([^"]+)"/g)) {
      await next(joinRequest(request, String(group), String(id)));
    }
    return response;
  });
}

function joinRequest(request: Request, group: string, user: string): Request {
  const Operations = [{ op: "add", path: "members", value: [{ value: user }] }];
  return new Request(request.url.replace(/\/Users.*$/, pathTo`/Groups/${group}`), {
    method: "PATCH",
    headers: request.headers,
    body: JSON.stringify({ schemas: [PATCH_OP_URN], Operations }),
  });
}
