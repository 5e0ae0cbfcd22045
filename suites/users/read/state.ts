import {
  changed,
  defineCheck,
  describeRequest,
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
  sameText,
  shown,
  showSent,
  toRead,
  valueAt,
  verify,
  without,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Json, JsonObject, Made, Path, Reply, UserBody } from "../../../src/kit/index.ts";
import { verifyId } from "../words/verify-id.ts";

const idStable = defineCheck({
  id: "users.read.id-stable",
  title: "A user keeps its id, and nobody else gets it after a delete",
  rule: "RFC7643-3.1-04",
  advice: "Issue the id once and show the same in every answer, whatever becomes of userName; never give it out again.",
  run: async (t) => {
    const user = await t.make.user();
    for (const reply of await touch(t, user)) {
      if (!isUnassigned(valueAt(reply.body, "id"))) verifyId(reply, ["id"], user.id);
    }
    if (isPresent(t.capabilities.filter)) verifyListedId(await t.query("/Users", named(user)), user);
    if ((await t.delete(user.path)).status !== 204) return;
    const next = await t.make.user();
    verify(next.reply)
      .at("id")
      .holds("an id that nobody had before", () => next.id !== user.id);
  },
  defects: {
    "put-gives-the-user-a-new-id": on("PUT /Users/:id").body((user) => ({ ...user, id: `${String(user["id"])}-2` })),
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
  title: "The answer to a write shows the user as GET does afterwards",
  rule: "RFC7644-3.1-04",
  advice: "Answer a write with the user as it was stored, read after the write, and not with what the client sent.",
  run: async (t) => {
    const user = await t.make.user({ overrides: { nickName: `nick-${t.runId}` } });
    const read = await verifyShown(t, user.reply, user.path);
    const change = await t.put(user.path, changed(read, { nickName: `nock-${t.runId}` }));
    if (isSuccess(change)) await verifyShown(t, change, user.path);
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
    "put-answers-with-the-user-as-it-was": on("PUT").answer(async (request, next) => {
      const before = await next(toRead(request, request.url));
      const response = await next(request);
      return response.ok ? before : response;
    }),
  },
});

/** What answers about a user must agree on. */
export const readStateChecks: readonly Check[] = [idStable, state];

/** Answers about the user: read, renamed where the target allows it, patched where it can, read again. */
async function touch(t: CheckContext, user: Made<UserBody>): Promise<readonly Reply[]> {
  const { reply, resource } = await readBack(t, user.path);
  const { userName } = t.make.userBody();
  const renamed = await t.put(user.path, changed(resource, { userName }));
  const back = await t.put(user.path, changed(resource, { userName: user.sent.userName }));
  const patched = isPresent(t.capabilities.patch)
    ? [await t.patch(user.path, [{ op: "replace", path: "userName", value: user.sent.userName }])]
    : [];
  const last = await readBack(t, user.path);
  return [reply, renamed, back, ...patched, last.reply].filter(isSuccess);
}

/** A filter that does not work, or finds nobody, is the matter of other checks. */
function verifyListedId(reply: Reply, { id, sent }: Made<UserBody>): void {
  const place = ["Resources", (item: JsonObject) => sameText(valueAt(item, "userName"), sent.userName)] as const;
  const isListed = reply.status === 200 && verify(reply).at(...place).value !== undefined;
  if (isListed) verifyId(reply, [...place, "id"], id);
}

/** GETs the user until it agrees with what a write answered; returns what GET gives. */
async function verifyShown(t: CheckContext, written: Reply, path: Path): Promise<JsonObject> {
  const answer = isObject(written.body) ? written.body : {};
  const names = Object.keys(answer).filter((name) => !NOT_COMPARED.includes(name) && !isUnassigned(answer[name]));
  const although = `${describeRequest(written)} answers with that`;
  const read = async (): Promise<Reply> => (await readBack(t, path)).reply;
  return t.eventually(read, (reply) => {
    for (const name of names) {
      verify(reply, { after: written, although })
        .at(name)
        .holds(shown(answer[name]), (value) => agrees(answer[name], value));
    }
    return verify(reply).object();
  });
}

/** `schemas` and `meta` have checks of their own, and a group may well show a moment later. */
const NOT_COMPARED = ["schemas", "meta", "groups", "password"];

/** True when two values are the same but for letter case and the order of arrays. */
function agrees(a: Json | undefined, b: Json | undefined): boolean {
  if (isArray(a)) {
    return isArray(b) && a.length === b.length && a.every((item) => b.some((other) => agrees(item, other)));
  }
  if (!isObject(a)) return isUnassigned(a) ? isUnassigned(b) : sameText(a, b) || jsonEqual(a, b);
  return isObject(b) && Object.keys(a).every((name) => agrees(a[name], valueAt(b, name)));
}
