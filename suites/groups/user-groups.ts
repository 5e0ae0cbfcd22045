import {
  idOf,
  toId,
  changed,
  defineCheck,
  defineFamily,
  describeOutcome,
  describeRequest,
  errorResponse,
  followLink,
  isObject,
  isPresent,
  isSuccess,
  isUnassigned,
  itemsAt,
  on,
  PATCH_OP_URN,
  pathOfNew,
  pathTo,
  publishedAttribute,
  readBack,
  readJson,
  remembering,
  sameText,
  showSent,
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
  OwnUser,
  Path,
  Reply,
  Step,
  ValueWords,
  Wrap,
} from "../../src/kit/index.ts";
import { reading } from "../users/words/reading.ts";
import { makeGroupOf, readingMembers, verifyNoMember } from "./words/group-members.ts";
import { verifyLeadsTo } from "./words/leads-to.ts";

/** Answers that say that there is no such operation. */
const UNSUPPORTED = [404, 405, 501];
const USERS = { path: /^\/Users(?:\/[^/]+)?$/ };

const readOnly = defineCheck({
  id: "groups.user-groups.read-only",
  title: "groups of a user cannot be changed at the user",
  rule: "RFC7643-4.1.2-04",
  advice: "Ignore groups in a PUT or PATCH of a user: who is in a group is changed at the group.",
  run: async (t) => {
    const [user, group] = [await t.make.user(), await t.make.group()];
    const { resource } = await readBack(t, user.path);
    const groups = [{ value: group.id }];
    const put = (): Promise<Reply> => t.put(user.path, changed(resource, { groups }));
    const patch = (): Promise<Reply> => t.patch(user.path, [{ op: "add", path: "groups", value: groups }]);
    let judged = 0;
    // The same without groups: where that is refused too, the refusal says nothing of groups.
    const plainPut = (): Promise<Reply> => t.put(user.path, resource);
    const plainPatch = (): Promise<Reply> => t.patch(user.path, [{ op: "replace", path: "active", value: true }]);
    const writes = [
      { write: put, plain: plainPut },
      ...(isPresent(t.capabilities.patch) ? [{ write: patch, plain: plainPatch }] : []),
    ];
    for (const { write, plain } of writes) {
      const after = await write();
      if (UNSUPPORTED.includes(after.status)) continue;
      await verifyOutside(t, group, { user, after });
      const isPlainTaken = isSuccess(after) || isSuccess(await plain());
      if (isPlainTaken) verify(after).doesNotCrash();
      if (isPlainTaken) judged += 1;
    }
    if (judged === 0) t.skip("the target takes neither PUT nor PATCH of a user");
  },
  also: ["users-show-the-groups-that-were-sent"],
  defects: {
    "put-of-a-user-with-groups-crashes": on("PUT /Users/:id", {
      body: (user) => itemsAt(user, "groups").length > 0,
    }).answer(() => errorResponse(500, "groups is not writable")),
    "put-of-a-user-joins-groups": joinOnWrite(["PUT"]),
    "patch-of-a-user-joins-groups": joinOnWrite(["PATCH"]),
  },
});

const ignored = defineCheck({
  id: "groups.user-groups.create-ignored",
  title: "POST /Users ignores the groups in the body",
  rule: "RFC7644-3.3-01",
  advice: "Ignore groups in a POST of a user, do not refuse them: Okta sends an empty list with every create.",
  run: async (t) => {
    if (publishedAttribute(t, [USER_URN, "groups"]) === undefined) t.skip("/Schemas publishes no groups of users");
    // A user without groups can be made.
    await t.make.user();
    const group = await t.make.group();
    const body = t.make.userBody({ overrides: { groups: [{ value: group.id }] } });
    const { reply } = verify(await t.post("/Users", body)).succeeds();
    const user = { id: idOf(reply.body) ?? "", path: pathOfNew(t, reply) };
    await verifyOutside(t, group, { user, after: reply });
  },
  defects: {
    "create-refuses-groups": on({
      method: "POST",
      ...USERS,
      body: (sent) => itemsAt(sent, "groups").length > 0,
    }).answer(() => errorResponse(400, "Attribute groups is readOnly.", "mutability")),
    "create-joins-groups": joinOnWrite(["POST"]),
    "users-show-the-groups-that-were-sent": showSent("GET /Users/:id", (user, { groups }) => ({
      ...user,
      ...(groups === undefined ? {} : { groups }),
    })),
  },
});

const value = defineCheck({
  id: "groups.user-groups.value",
  title: "groups of a user hold the id of the group",
  rule: "RFC7643-4.1.2-05",
  advice: "Put the group's id into groups.value, its URI into $ref and its name into display.",
  run: async (t) => {
    const { entry, group, reply } = await joined(t);
    entry.at("value").names(group.id);
    const uri = entry.at("$ref").value;
    const there = typeof uri === "string" ? await followLink(t, { uri, from: reply, id: group.id }) : undefined;
    // What leads outside the base URL is not followed.
    if (there?.status === 200) verifyLeadsTo(verify(reply), [...entryOf(group), "$ref"], { to: group, there });
    else if (there !== undefined)
      t.note(there, `${describeRequest(there)} answers ${describeOutcome(there)}, although groups.$ref leads there.`);
  },
  defects: {
    "user-groups-by-name": tamperGroups((entry) => ({ ...entry, value: entry["display"] })),
    "user-groups-refer-to-the-user": tamperGroups((entry, user) => ({ ...entry, $ref: `Users/${String(user["id"])}` })),
  },
});

const type = defineCheck({
  id: "groups.user-groups.type",
  title: "groups of a user are direct where the group names the user, and indirect where a group in it does",
  rule: "RFC7643-4.1.2-06",
  advice:
    'Set groups.type to "direct" where the group itself names the user and to "indirect" where a group in it does.',
  run: async (t) => {
    const { entry, group, user } = await joined(t);
    if (isUnassigned(entry.at("type").value)) t.skip("groups of a user have no type");
    entry.at("type").isLike("direct");
    const outer = await nest(t, group);
    const reading = outer === undefined ? undefined : await readEntry(t, user, outer);
    // A target need not know groups within groups, nor show those that a user is in by way of another.
    if (reading?.entry.value !== undefined) reading.entry.at("type").isLike("indirect");
  },
  defects: {
    "user-groups-are-all-direct": tamperGroups((entry) => ({ ...entry, type: "direct" })),
    "user-groups-of-type-group": tamperGroups((entry) => ({ ...entry, type: "Group" })),
  },
});

const left = defineCheck({
  id: "groups.user-groups.left",
  title: "groups of a user no longer hold a group that the user was taken out of",
  rule: "RFC7643-4.1.2-05",
  advice: "Derive groups of a user from the members of the groups, each time that the user is read.",
  run: async (t) => {
    const { group, user } = await joined(t);
    const isMember = isPresent(t.capabilities.groupPatch);
    const after = isMember
      ? await t.patch(group.path, [{ op: "remove", path: "members" }])
      : await t.put(group.path, { ...group.sent, id: group.id, members: [] });
    const isEmpty = ({ body }: Reply): boolean => itemsAt(body, "members").length === 0;
    const emptied = await t.settle(readingMembers(t, group), isEmpty);
    if (!isSuccess(after) || !isEmpty(emptied)) t.skip("the target does not empty a group");
    await t.eventually(reading(t, withQuery(user.path, { attributes: "groups" })), (reply) => {
      const although = "the group has no member";
      verify(reply, { after, although, others: [emptied] })
        .at(...entryOf(group))
        .is(undefined);
    });
  },
  defects: {
    "user-keeps-groups-that-were-left": remembering(() => {
      const groups = new Map<string, readonly JsonObject[]>();
      return on("GET /Users/:id").resources((user) => {
        const known = groups.get(String(user["id"])) ?? [];
        const now = itemsAt(user, "groups");
        const all = [...now, ...known.filter(({ value: id }) => now.every((entry) => entry["value"] !== id))];
        groups.set(String(user["id"]), all);
        return all.length === 0 ? user : { ...user, groups: all };
      });
    }),
  },
});

/** What users say of their groups. */
export const userGroupChecks: readonly Check[] = defineFamily({ needs: ["groups"] }, [
  readOnly,
  ignored,
  value,
  type,
  left,
]);

/** A user in a group, and the entry by which the user names it; a skip when there is none. */
async function joined(t: CheckContext): Promise<Entry & { readonly user: OwnUser; readonly group: Made<GroupBody> }> {
  const user = await t.make.user();
  const group = await makeGroupOf(t, user);
  const found = await readEntry(t, user, group);
  if (found.entry.value === undefined) t.skip("the user does not name the group that he was put into");
  return { ...found, user, group };
}

/** An entry of a user's groups, and the answer that it stands in. */
interface Entry {
  readonly entry: ValueWords;
  readonly reply: Reply;
}

/** Reads a user until he names the group, or the settling time is over. */
async function readEntry(t: CheckContext, user: OwnUser, group: Sought): Promise<Entry> {
  const entryIn = (reply: Reply): ValueWords => verify(reply).at(...entryOf(group));
  const path = withQuery(user.path, { attributes: "groups" });
  const reply = await t.settle(reading(t, path), (read) => entryIn(read).value !== undefined);
  return { entry: entryIn(reply), reply };
}

/** A group that a user may name. */
type Sought = Pick<Made<GroupBody>, "id" | "sent">;

/** Makes a group of which the group is a member; undefined when the target takes no groups within groups. */
async function nest(t: CheckContext, group: Made<GroupBody>): Promise<Sought | undefined> {
  const sent = t.make.groupBody({ label: "outer", overrides: { members: [{ value: group.id, type: "Group" }] } });
  const reply = await t.post("/Groups", sent);
  const id = idOf(reply.body);
  return isSuccess(reply) && id !== undefined ? { id, sent } : undefined;
}

/** The entry by which a user names the group: by its id, its name or its URI. */
function entryOf(group: Sought): readonly Step[] {
  const isMeant = (entry: JsonObject): boolean =>
    toId(valueAt(entry, "value")) === group.id ||
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
  verify(await reading(t, user.path)(), { after, although })
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
