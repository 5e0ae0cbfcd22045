import {
  changed,
  defineCheck,
  describeOutcome,
  describeRequest,
  errorResponse,
  isArray,
  isObject,
  isPresent,
  isSuccess,
  isUnassigned,
  jsonEqual,
  named,
  on,
  ports,
  readBack,
  remembering,
  sameText,
  shown,
  showSent,
  toRead,
  valueAt,
  verify,
  without,
} from "../../../src/kit/index.ts";
import type {
  Check,
  CheckContext,
  FetchHandler,
  Json,
  JsonObject,
  Made,
  Reply,
  UserBody,
  Wrap,
} from "../../../src/kit/index.ts";
import { reading } from "../words/reading.ts";
import { verifyId } from "../words/verify-id.ts";

const idStable = defineCheck({
  id: "users.read.id-stable",
  title: "A user keeps its id, and nobody else gets it after a delete",
  rule: "RFC7643-3.1-04",
  advice: "Issue the id once and show the same in every answer, whatever becomes of userName; never give it out again.",
  run: async (t) => {
    const user = await t.make.user();
    await verifyTouched(t, user);
    if (isPresent(t.capabilities.filter)) verifyListedId(await t.query("/Users", named(user)), user);
    const removed = await t.remove(user);
    const next = await t.make.user();
    verify(next.reply, { after: removed, others: [user.reply] })
      .at("id")
      .holds("an id that nobody had before", () => next.id !== user.id);
  },
  defects: {
    "put-gives-the-user-a-new-id": on("PUT /Users/:id").body((user) => ({ ...user, id: `${String(user["id"])}-2` })),
    "rename-moves-the-user-to-another-id": changeIdAfterRename,
    "rename-moves-the-user-away-and-says-nothing": remembering(() => {
      const moved = new Set<string>();
      const rename = on("PUT /Users/:id").response((response, { url }) => {
        if (!response.ok) return response;
        moved.add(url);
        return new Response(null, { status: 204 });
      });
      const look = on("GET /Users/:id").response((response, { url }) =>
        moved.has(url) ? errorResponse(404, "There is no such user.") : response,
      );
      return (next) => look(rename(next));
    }),
    "patch-gives-the-user-a-new-id": on("PATCH /Users/:id").body((user) => ({
      ...user,
      id: `${String(user["id"])}-2`,
    })),
    "list-shows-the-key-of-the-database": on("GET /Users").resources((user) => ({ ...user, id: "42" })),
    "id-of-a-deleted-user-is-used-again": (next) => {
      const free: string[] = [];
      const reuse = on("POST").body((user) => ({ ...user, id: free.pop() ?? user["id"] }));
      const note = on("DELETE").response((response, { url }) => {
        if (response.ok) free.push(new URL(url).pathname.split("/").at(-1) ?? "");
        return response;
      });
      return reuse(note(next));
    },
  },
});

const state = defineCheck({
  id: "users.read.state",
  title: "The answer to a POST, PUT or PATCH of a user shows the user as GET does afterwards",
  rule: "RFC7644-3.1-04",
  advice: "Answer a write with the user as it was stored, read after the write, and not with what the client sent.",
  run: async (t) => {
    const user = await t.make.user({ overrides: { nickName: `nick-${t.runId}` } });
    const read = await verifyShown(t, user.reply, user);
    const put = await t.put(user.path, changed(read, { nickName: `nock-${t.runId}` }));
    if (!isSuccess(put))
      t.skip(`${describeRequest(put)} answers ${describeOutcome(put)}, so that no change can be compared`);
    await verifyShown(t, put, user);
    if (!isPresent(t.capabilities.patch)) return;
    const value = { nickName: `nack-${t.runId}`, displayName: `Nack ${t.runId}` };
    const patched = await t.patch(user.path, [{ op: "replace", value }]);
    if (isSuccess(patched) && !isUnassigned(valueAt(patched.body, "id"))) await verifyShown(t, patched, user);
  },
  defects: {
    "create-echoes-what-it-does-not-store": (next) => {
      const echo = showSent("POST", (user, sent) => ({ ...user, ...without(sent, "password") }));
      const drop = on("POST /Users/:id?").sent((body) => without(body, "nickName"));
      return echo(drop(next));
    },
    "update-is-answered-but-not-stored": ports(({ store }) => ({
      store: {
        ...store,
        update: async (type, id, change) => {
          const current = await store.find(type, id);
          return current === undefined ? undefined : change(current);
        },
      },
    })),
    "put-answers-with-the-user-as-it-was": answersAsBefore("PUT /Users/:id"),
    "patch-answers-with-the-user-as-it-was": answersAsBefore("PATCH /Users/:id"),
  },
});

/** What answers about a user must agree on. */
export const readStateChecks: readonly Check[] = [idStable, state];

/**
 * Throws when an answer about the user has another id: read, renamed where the target allows it, patched where it can, read again. Each
 * is judged as it comes: a later one may tell that an id is nobody's, or somebody else's.
 */
async function verifyTouched(t: CheckContext, user: Made<UserBody>): Promise<void> {
  const { reply, resource } = await readBack(t, user.path);
  if (isUnassigned(valueAt(resource, "id"))) t.skip(`${describeRequest(reply)} shows no id; see users.read.found`);
  verifyShownId(reply, user);
  const { userName } = user.sent;
  const renamed = await t.put(user.path, changed(resource, { userName: t.make.userBody().userName }));
  verifyShownId(renamed, user);
  if (isSuccess(renamed)) await verifyStillThere(t, user);
  verifyShownId((await readBack(t, user.path)).reply, user);
  verifyShownId(await t.put(user.path, changed(resource, { userName })), user);
  if (isPresent(t.capabilities.patch)) {
    verifyShownId(await t.patch(user.path, [{ op: "replace", path: "userName", value: userName }]), user);
  }
  verifyShownId((await readBack(t, user.path)).reply, user);
}

/** Throws when a user who was read before is found no more at the id. */
async function verifyStillThere(t: CheckContext, user: Made<UserBody>): Promise<void> {
  await t.eventually(
    () => t.get(user.path),
    (reply) => {
      const sentence = `${describeRequest(reply)} answers ${describeOutcome(reply)} once the user has another userName`;
      verify(reply).that(reply.status !== 404, sentence, {
        expected: "the user, at the id of the create",
        others: [user.reply],
      });
    },
  );
}

/** Throws when an answer shows another id. A write may be refused, or be answered without the user. */
function verifyShownId(reply: Reply, user: Made<UserBody>): void {
  if (isSuccess(reply) && !isUnassigned(valueAt(reply.body, "id"))) verifyId(reply, ["id"], user);
}

/** A filter that does not work, or finds nobody, is the business of other checks. */
function verifyListedId(reply: Reply, user: Made<UserBody>): void {
  const place = ["Resources", (item: JsonObject) => sameText(valueAt(item, "userName"), user.sent.userName)] as const;
  const isListed = reply.status === 200 && verify(reply).at(...place).value !== undefined;
  if (isListed) verifyId(reply, [...place, "id"], user);
}

/** GETs the user until it agrees with what a write answered of all that was sent; returns what GET gives. */
async function verifyShown(t: CheckContext, written: Reply, { path, sent }: Made<UserBody>): Promise<JsonObject> {
  const names = Object.keys(sent).filter(
    (name) => !NOT_COMPARED.includes(name) && !isUnassigned(valueAt(written.body, name)),
  );
  if (names.length === 0) t.skip(`${describeRequest(written)} answers ${describeOutcome(written)} without the user`);
  const although = `${describeRequest(written)} answers with that`;
  return t.eventually(reading(t, path), (reply) => {
    for (const name of names) {
      const answered = valueAt(written.body, name);
      verify(reply, { after: null, others: [written], although })
        .at(name)
        .holds(shown(answered), (value) => agrees(answered, value));
    }
    return verify(reply).object();
  });
}

/** A server that reads a user, changes him, and answers with what it has read. */
function answersAsBefore(where: string): Wrap {
  return on(where).answer(async (request, next) => {
    const before = await next(toRead(request, request.url));
    const response = await next(request);
    return response.ok ? before : response;
  });
}

/** `schemas` has a check of its own, a password is never shown, and a group may well show a moment later. */
const NOT_COMPARED = ["schemas", "groups", "password"];

/** True when two values are the same but for letter case and the order of arrays. */
function agrees(a: Json | undefined, b: Json | undefined): boolean {
  if (isArray(a)) {
    return isArray(b) && a.length === b.length && a.every((item) => b.some((other) => agrees(item, other)));
  }
  if (!isObject(a)) return isUnassigned(a) ? isUnassigned(b) : sameText(a, b) || jsonEqual(a, b);
  return isObject(b) && Object.keys(a).every((name) => agrees(a[name], valueAt(b, name)));
}

/** A server that shows the user under another id once somebody has renamed him. */
function changeIdAfterRename(next: FetchHandler): FetchHandler {
  const names = new Map<unknown, unknown>();
  return on("GET|POST /Users/:id?").resources((user) => {
    const first = names.get(user["id"]) ?? user["userName"];
    names.set(user["id"], first);
    return first === user["userName"] ? user : { ...user, id: `${String(user["id"])}-2` };
  })(next);
}
