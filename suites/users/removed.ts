import {
  defineCheck,
  describeOutcome,
  describeRequest,
  errorResponse,
  inList,
  isSuccess,
  isUnassigned,
  itemsAt,
  lookThrough,
  on,
  PATCH_OP_URN,
  pathOfNew,
  pathTo,
  readBack,
  readJson,
  readThrough,
  remembering,
  sameText,
  SCIM_MEDIA_TYPE,
  shown,
  valueAt,
  verify,
  without,
  withQuery,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, Json, JsonObject, Listed, OwnUser, Wrap } from "../../src/kit/index.ts";

/** A server may keep users for good (RFC 7644 section 3.6). */
const NOT_OFFERED = [403, 405, 501];

const notInLists = defineCheck({
  id: "users.delete.not-in-lists",
  title: "A list of all users no longer holds a deleted user",
  rule: "RFC7644-3.6-03",
  advice: "Leave deleted users out of plain lists too, not only out of filters: an import brings them back otherwise.",
  run: async (t) => {
    const user = await t.make.user();
    if ((await findInLists(t, user)) === undefined) t.skip("no list of the target shows the new user");
    const deleted = await t.remove(user);
    const listed = await t.settle(
      () => findInLists(t, user),
      (found) => found === undefined,
    );
    if (listed === undefined) return;
    const read = await t.get(user.path);
    if (read.status === 200) t.skip("GET still gives the deleted user; see users.delete.gone");
    const isThat = (item: JsonObject): boolean => item["id"] === user.id;
    verify(listed.reply, { after: deleted, others: [read] }).that(
      false,
      `${describeRequest(listed.reply)} lists ${user.sent.userName}, who was deleted`,
      { expected: `a list without ${user.sent.userName}`, at: ["Resources", isThat] },
    );
  },
  defects: {
    "deleted-users-stay-in-plain-lists": remembering(() => {
      const gone: JsonObject[] = [];
      const remove = on("DELETE /Users/:id").answer(async (request, next) => {
        const user = await readThrough(next, request);
        const response = await next(request);
        if (response.ok && user !== undefined) gone.push(user);
        return response;
      });
      const list = on("GET /Users", { query: (query) => !query.has("filter") }).body((body) => ({
        ...body,
        totalResults: Number(body["totalResults"]) + gone.length,
        itemsPerPage: itemsAt(body, "Resources").length + gone.length,
        Resources: [...itemsAt(body, "Resources"), ...gone],
      }));
      return (next) => list(remove(next));
    }),
  },
});

const inactive = defineCheck({
  id: "users.delete.inactive",
  title: "A deactivated user can be deleted",
  rule: "RFC7644-3.6-01",
  advice: "Find users for DELETE as for GET, whether they are active or not.",
  run: async (t) => {
    const [active, user] = [await t.make.user(), await t.make.user()];
    const usual = await t.delete(active.path);
    if (!isSuccess(usual) || NOT_OFFERED.includes(usual.status)) t.skip("the target does not delete users");
    await switchOff(t, user);
    const reply = await t.delete(user.path);
    verify(reply, { others: [usual], although: "an active user is deleted in the same way" }).succeeds();
  },
  defects: {
    "inactive-users-cannot-be-deleted": on("DELETE /Users/:id").answer(async (request, next) =>
      (await readThrough(next, request))?.["active"] === false
        ? errorResponse(404, "There is no such user.")
        : next(request),
    ),
  },
});

const nameOfInactive = defineCheck({
  id: "users.create.name-of-an-inactive-user",
  title: "The userName of a deactivated user is not given to a second one",
  rule: "RFC7643-4.1.1-03",
  advice: "Count deactivated users when you look for a userName that is taken; bring the user back, or answer 409.",
  run: async (t) => {
    const user = await t.make.user();
    await switchOff(t, user);
    const { userName } = user.sent;
    const reply = await t.post("/Users", t.make.userBody({ overrides: { userName, externalId: undefined } }));
    if (!isSuccess(reply)) return;
    const path = pathOfNew(t, reply);
    if (path === user.path) return;
    const [first, second] = [await readBack(t, user.path), await readBack(t, path)];
    const isShared = sameText(valueAt(first.resource, "userName"), valueAt(second.resource, "userName"));
    const sentence = `${describeRequest(second.reply)} shows the userName ${shown(userName)} of a deactivated user`;
    verify(second.reply, { others: [first.reply, reply] }).that(!isShared, sentence, {
      expected: "another userName, or a refusal of the create",
      at: ["userName"],
    });
  },
  defects: {
    "names-of-inactive-users-are-free": givesNamesAway(),
  },
});

const anew = defineCheck({
  id: "users.delete.starts-anew",
  title: "Who is created again after a delete has nothing that the create does not name",
  rule: "RFC7643-2.5-01",
  advice: "Make a new user of a create, also where a deleted record of the same userName is there.",
  run: async (t) => {
    const nickName = `Zi nick ${t.runId}`;
    const user = await t.make.user({ overrides: { nickName } });
    if (valueAt(await user.read(), "nickName") !== nickName) t.skip("the target does not keep nickName");
    const deleted = await t.delete(user.path);
    if (!isSuccess(deleted)) t.skip(`the target does not delete users: ${describeOutcome(deleted)}`);
    const again = await t.post("/Users", without(user.sent, "nickName"));
    if (!isSuccess(again)) return t.skip("the userName is not free again; see users.delete.user-name-free");
    const { reply } = await readBack(t, pathOfNew(t, again));
    verify(reply, { others: [deleted, again], although: "the user who had it was deleted" })
      .at("nickName")
      .holds("no value of the deleted user", (found) => isUnassigned(found) || found !== nickName);
  },
  defects: {
    "create-revives-the-deleted-user": remembering(() => {
      const gone = new Map<Json | undefined, JsonObject>();
      const remove = on("DELETE /Users/:id").answer(async (request, next) => {
        const user = await readThrough(next, request);
        const response = await next(request);
        if (response.ok && user !== undefined) gone.set(user["userName"], user);
        return response;
      });
      const create = on("POST /Users").sent((user) => ({
        ...without(gone.get(user["userName"]) ?? {}, "id", "meta", "groups"),
        ...user,
      }));
      return (next) => create(remove(next));
    }),
  },
});

const bare = defineCheck({
  id: "users.delete.without-content-type",
  title: "DELETE needs neither a body nor a Content-Type",
  rule: "RFC7644-3.6-08",
  advice: "Do not ask for a Content-Type where there is no body.",
  run: async (t) => {
    const user = await t.make.user();
    const reply = await t.delete(user.path, { headers: { "content-type": null } });
    if (NOT_OFFERED.includes(reply.status)) t.skip(`the target does not delete users: ${describeOutcome(reply)}`);
    const typed = isSuccess(reply)
      ? reply
      : await t.delete(user.path, { headers: { "content-type": SCIM_MEDIA_TYPE } });
    if (!isSuccess(typed)) t.skip(`DELETE with a Content-Type answers ${describeOutcome(typed)} too`);
    verify(reply, { others: [typed], although: "it succeeds with a Content-Type" }).succeeds();
  },
  defects: {
    "delete-needs-a-content-type": (next) => (request) =>
      request.headers.has("content-type")
        ? next(request)
        : on("DELETE /Users/:id").answer(() => errorResponse(415, "Content-Type is missing."))(next)(request),
  },
});

/** Users who were deleted or deactivated, and what of them is left. */
export const removedChecks: readonly Check[] = [bare, notInLists, inactive, nameOfInactive, anew];

async function findInLists(t: CheckContext, { id }: OwnUser): Promise<Listed | undefined> {
  const first = await t.get(pathTo`/Users?startIndex=1&count=100`);
  const read = async (startIndex: number): ReturnType<CheckContext["get"]> =>
    t.get(withQuery("/Users", { startIndex: String(startIndex), count: "100" }));
  return inList(first, id) ?? lookThrough(first, id, read);
}

/** Deactivates a user; a skip where the target does not: other checks are about that. */
async function switchOff(t: CheckContext, user: OwnUser): Promise<void> {
  const { resource } = await readBack(t, user.path);
  const isOff = (read: JsonObject): boolean => valueAt(read, "active") === false;
  await t.put(user.path, { ...resource, active: false });
  if (isOff((await readBack(t, user.path, isOff)).resource)) return;
  await t.patch(user.path, [{ op: "replace", value: { active: false } }]);
  if (!isOff((await readBack(t, user.path, isOff)).resource)) t.skip("the target does not deactivate users");
}

/** A server that takes a deactivated user out of its index of userNames, and shows the name all the same. */
function givesNamesAway(): Wrap {
  return (next) => {
    const create = on("POST /Users").answer(async (request, behind) => {
      const sent = await readJson(request);
      const all = await readThrough(behind, request, request.url.replace(/\?.*$|$/, "?count=1000"));
      const old = itemsAt(all, "Resources").find(
        (user) => user["active"] === false && sameText(user["userName"], valueAt(sent, "userName")),
      );
      if (old === undefined) return behind(request);
      const body = JSON.stringify({
        schemas: [PATCH_OP_URN],
        Operations: [{ op: "replace", path: "userName", value: `${String(old["userName"])}~off` }],
      });
      const { headers } = request;
      await behind(new Request(String(valueAt(old, "meta", "location")), { method: "PATCH", headers, body }));
      return behind(request);
    });
    const show = on("/Users/:id?").resources((user) => ({
      ...user,
      userName: String(user["userName"]).replace(/~off$/, ""),
    }));
    return show(create(next));
  };
}
