import type { CheckContext } from "../../../src/kit/check-context.ts";
import type { Made, UserBody } from "../../../src/kit/maker.ts";
import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import { describeRequest } from "../../../src/exchange/reply.ts";
import type { Reply } from "../../../src/exchange/reply.ts";
import { tamperRequestBody, tamperResources, tamperResponseBody, without } from "../../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../../src/exchange/reply.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifyThat } from "../../../src/exchange/verify.ts";
import { isPresent } from "../../../src/profile/capability.ts";
import { isArray, isObject, jsonEqual } from "../../../src/scim/json.ts";
import type { Json, JsonObject } from "../../../src/scim/json.ts";
import type { Path } from "../../../src/scim/request-path.ts";
import { findUsers } from "../../../src/kit/reading/find-user.ts";
import { readBack } from "../../../src/kit/reading/read-back.ts";
import { showSent } from "../../../src/kit/defects/show-sent.ts";
import { changed, isUnassigned, sameText, valueAt } from "../../../src/kit/reading/value-at.ts";

const USERS = /^\/Users(?:\/[^/]+)?$/;
const USER = /^\/Users\/[^/]+$/;

const idStable = defineCheck({
  id: "users.read.id-stable",
  title: "A user keeps its id, and nobody else gets it after a delete",
  clause: rfc("RFC7643-3.1-04"),
  blocks: ["create", "update", "deactivate"],
  advice: "Issue the id once and show the same in every answer, whatever becomes of userName; never give it out again.",
  run: async (t) => {
    const user = await t.make.user();
    for (const reply of await touch(t, user)) {
      const id = valueAt(reply.body, "id");
      verifyThat(isUnassigned(id) || id === user.id, reply, {
        reason: `${describeRequest(reply)} answers with another id than the create did`,
        expected: shown(user.id),
        actual: shown(id),
        at: "/id",
      });
    }
    const [listed] = isPresent(t.capabilities.filter) ? ((await findUsers(t, user.sent.userName)) ?? []) : [];
    verifyId(user, listed);
    if ((await t.delete(user.path)).status !== 204) return;
    const next = await t.make.user();
    verifyThat(next.id !== user.id, next.reply, {
      reason: "A new user gets the id of one that was deleted",
      expected: "an id that nobody had before",
      actual: shown(next.id),
      at: "/id",
    });
  },
  defects: [
    {
      name: "put-gives-the-user-a-new-id",
      breaks: "RFC7643-3.1-04",
      wrap: tamperResponseBody({ method: "PUT", path: USER }, (user) => ({ ...user, id: `${String(user["id"])}-2` })),
    },
    {
      name: "list-shows-the-key-of-the-database",
      breaks: "RFC7643-3.1-04",
      wrap: tamperResources({ method: "GET", path: /^\/Users$/ }, (user) => ({ ...user, id: "42" })),
    },
    {
      name: "id-of-a-deleted-user-is-used-again",
      breaks: "RFC7643-3.1-04",
      wrap: (next) => {
        const free: string[] = [];
        return async (request) => {
          const id = new URL(request.url).pathname.split("/").at(-1) ?? "";
          const answer = tamperResponseBody({ method: "POST" }, (user) => ({ ...user, id: free.pop() ?? user["id"] }));
          const response = await answer(next)(request);
          if (request.method === "DELETE" && response.ok) free.push(id);
          return response;
        };
      },
    },
  ],
});

const state = defineCheck({
  id: "users.read.state",
  title: "The answer to a write shows the user as GET does afterwards",
  clause: rfc("RFC7644-3.1-04"),
  blocks: ["create", "update"],
  advice: "Answer a write with the user as it was stored, read after the write, and not with what the client sent.",
  run: async (t) => {
    const user = await t.make.user({ overrides: { nickName: `nick-${t.runId}` } });
    const read = await verifyShown(t, user.reply, user.path);
    const change = await t.put(user.path, changed(read, { nickName: `nock-${t.runId}` }));
    if (isSuccess(change)) await verifyShown(t, change, user.path);
  },
  defects: [
    {
      name: "create-echoes-what-it-does-not-store",
      breaks: "RFC7644-3.1-04",
      wrap: (next) => {
        const echo = showSent({ method: "POST" }, (user, sent) => ({ ...user, ...without(sent, "password") }));
        const drop = tamperRequestBody({ method: "POST", path: USERS }, (body) => without(body, "nickName"));
        return echo(drop(next));
      },
    },
    {
      name: "update-is-answered-but-not-stored",
      breaks: "RFC7644-3.1-04",
      port: ({ store }) => ({
        store: {
          ...store,
          update: async (type, id, change) => {
            const current = await store.find(type, id);
            return current === undefined ? undefined : change(current);
          },
        },
      }),
    },
    {
      name: "put-answers-with-the-user-as-it-was",
      breaks: "RFC7644-3.1-04",
      wrap: (next) => async (request) => {
        if (request.method !== "PUT") return next(request);
        const before = await next(new Request(request.url, { headers: request.headers }));
        const response = await next(request);
        return response.ok ? before : response;
      },
    },
  ],
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

function verifyId(user: Made<UserBody>, listed: JsonObject | undefined): void {
  verifyThat(listed === undefined || valueAt(listed, "id") === user.id, user.reply, {
    reason: "The list shows a user under another id than the create gave",
    expected: shown(user.id),
    actual: shown(valueAt(listed, "id")),
    at: "/id",
  });
}

/** GETs the user until it agrees with what a write answered; returns what GET gives. */
async function verifyShown(t: CheckContext, written: Reply, path: Path): Promise<JsonObject> {
  const answer = isObject(written.body) ? written.body : {};
  const names = Object.keys(answer).filter((name) => !NOT_COMPARED.includes(name) && !isUnassigned(answer[name]));
  const differing = (resource: JsonObject): string | undefined =>
    names.find((name) => !agrees(answer[name], valueAt(resource, name)));
  const { reply, resource } = await readBack(t, path, (read) => differing(read) === undefined);
  const name = differing(resource);
  verifyThat(name === undefined, reply, {
    reason: `${describeRequest(written)} answers with another ${name} than GET gives afterwards`,
    expected: shown(answer[name ?? ""]),
    actual: shown(valueAt(resource, name ?? "")),
    at: `/${name}`,
  });
  return resource;
}

/** `schemas` and `meta` have checks of their own, and a group may well show a moment later. */
const NOT_COMPARED = ["schemas", "meta", "groups", "password"];

/** True when two values are the same but for letter case and the order of arrays. */
function agrees(a: Json | undefined, b: Json | undefined): boolean {
  if (isArray(a))
    return isArray(b) && a.length === b.length && a.every((item) => b.some((other) => agrees(item, other)));
  if (!isObject(a)) return isUnassigned(a) ? isUnassigned(b) : sameText(a, b) || jsonEqual(a, b);
  return isObject(b) && Object.keys(a).every((name) => agrees(a[name], valueAt(b, name)));
}
