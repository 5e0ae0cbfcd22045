import type { CheckContext } from "../../src/kit/check-context.ts";
import type { Made, UserBody } from "../../src/kit/maker.ts";
import { defineCheck } from "../../src/kit/check.ts";
import type { Check } from "../../src/kit/check.ts";
import { rfc } from "../../src/exchange/clause.ts";
import { describeOutcome, describeRequest } from "../../src/exchange/reply.ts";
import type { Reply } from "../../src/exchange/reply.ts";
import { answerInstead, errorResponse, readJson, tamperResponse } from "../../src/kit/defects/tamper.ts";
import type { Wrap } from "../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../src/exchange/reply.ts";
import { shown } from "../../src/exchange/shown.ts";
import { verifyStatus, verifySuccess, verifyThat } from "../../src/exchange/verify.ts";
import { isPresent } from "../../src/profile/capability.ts";
import { isObject } from "../../src/scim/json.ts";
import type { JsonObject } from "../../src/scim/json.ts";
import { pathTo } from "../../src/scim/request-path.ts";
import type { Path } from "../../src/scim/request-path.ts";
import { PATCH_OP_URN } from "../../src/scim/urns.ts";
import { findUsers } from "../../src/kit/reading/find-user.ts";
import { readBack } from "../../src/kit/reading/read-back.ts";

const DELETE = { method: "DELETE", path: /^\/Users\/[^/]+$/ };
/** A server may keep users for good (RFC 7644 section 3.6). */
const NOT_OFFERED = [403, 405, 501];
/** Answers that say nothing about the resource. */
const INCONCLUSIVE = [401, 403, 429];

const status = defineCheck({
  id: "users.delete.status",
  title: "A successful DELETE of a user answers 204 without a body",
  clause: rfc("RFC7644-3.6-01"),
  advice: "Answer a DELETE that removed the user with 204 No Content.",
  run: async (t) => {
    const user = await t.make.user();
    const reply = await t.delete(user.path);
    if (NOT_OFFERED.includes(reply.status)) t.skip(`the target does not delete users: ${describeOutcome(reply)}`);
    verifyStatus(reply, 204);
  },
  defects: [
    {
      name: "delete-answers-200-with-the-user",
      breaks: "RFC7644-3.6-01",
      wrap: (next) => async (request) => {
        if (request.method !== "DELETE") return next(request);
        const user = await next(new Request(request.url, { headers: request.headers }));
        const response = await next(request);
        return response.ok ? user : response;
      },
    },
    {
      name: "delete-answers-202",
      breaks: "RFC7644-3.6-01",
      wrap: tamperResponse(DELETE, (response) => (response.ok ? new Response(null, { status: 202 }) : response)),
    },
  ],
});

const gone = defineCheck({
  id: "users.delete.gone",
  title: "A deleted user is gone: GET, PUT, PATCH and DELETE answer 404",
  clause: rfc("RFC7644-3.6-02"),
  advice:
    "Answer every operation on a deleted user with 404, also when the record is kept; to switch a user off is what active is for.",
  run: async (t) => {
    const [user, living] = [await t.make.user(), await t.make.user()];
    const { resource } = await readBack(t, user.path);
    const operations = await workingOn(t, living);
    await remove(t, user);
    const gets: Operation = (path) => t.get(path);
    for (const operate of [gets, ...operations, (path: Path) => t.delete(path)]) {
      const reply = await t.settle(
        () => operate(user.path, resource),
        (answer) => answer.status === 404,
      );
      if (INCONCLUSIVE.includes(reply.status)) continue;
      verifyThat(reply.status === 404, reply, {
        reason: `${describeRequest(reply)} answers ${describeOutcome(reply)} although the user was deleted`,
        expected: "status 404",
        actual: describeOutcome(reply),
      });
    }
  },
  defects: [
    {
      name: "delete-only-deactivates",
      breaks: "RFC7644-3.6-02",
      wrap: deactivateInstead(),
    },
    {
      name: "deleted-users-are-410",
      breaks: "RFC7644-3.6-02",
      wrap: (next) => {
        const deleted = new Set<string>();
        return async (request) => {
          const response = await next(request);
          if (request.method === "DELETE" && response.ok) deleted.add(request.url);
          return response.status === 404 && deleted.has(request.url) ? errorResponse(410, "Gone.") : response;
        };
      },
    },
    {
      name: "second-delete-answers-204",
      breaks: "RFC7644-3.6-02",
      wrap: tamperResponse(DELETE, (response) =>
        response.status === 404 ? new Response(null, { status: 204 }) : response,
      ),
    },
  ],
});

const unlisted = defineCheck({
  id: "users.delete.not-listed",
  title: "A deleted user is not found by a filter any more",
  clause: rfc("RFC7644-3.6-03"),
  needs: ["filter"],
  advice: "Leave deleted users out of every query, also when the record is kept.",
  run: async (t) => {
    const user = await t.make.user();
    const { userName } = user.sent;
    const before = await t.settle(
      () => findUsers(t, userName),
      (found) => (found ?? []).length > 0,
    );
    if ((before ?? []).length === 0) t.skip("the user is not found by userName before either");
    await remove(t, user);
    const found = await t.settle(
      () => findUsers(t, userName),
      (users) => users?.length === 0,
    );
    if (found === undefined) t.skip("the filter is not answered with a list");
    const last = await t.get(user.path);
    verifyThat(found?.length === 0, last, {
      reason: "A deleted user is still found by userName",
      expected: "no user",
      actual: shown(found?.[0]),
    });
  },
  defects: [
    {
      name: "delete-hides-from-get-only",
      breaks: "RFC7644-3.6-03",
      wrap: (next) => {
        const deleted = new Set<string>();
        const hide: Wrap = (inner) => async (request) => {
          if (request.method === "DELETE") deleted.add(request.url);
          else if (deleted.has(request.url)) return errorResponse(404, "There is no such user.");
          return inner(request);
        };
        return hide(deactivateInstead()(next));
      },
    },
  ],
});

const free = defineCheck({
  id: "users.delete.user-name-free",
  title: "The userName of a deleted user can be used again",
  clause: rfc("RFC7644-3.6-04"),
  blocks: ["create"],
  advice: "Do not count deleted users when you look for a userName that is taken.",
  run: async (t) => {
    const user = await t.make.user();
    await remove(t, user);
    verifySuccess(
      await t.settle(
        () => t.post("/Users", user.sent),
        (reply) => isSuccess(reply) || reply.status !== 409,
      ),
    );
  },
  defects: [
    {
      name: "deleted-users-keep-their-user-name",
      breaks: "RFC7644-3.6-04",
      wrap: (next) => {
        const used = new Set<unknown>();
        return async (request) => {
          const sent = request.method === "POST" ? await readJson(request) : undefined;
          const userName = isObject(sent) ? sent["userName"] : undefined;
          if (used.has(userName)) return errorResponse(409, "userName already exists.", "uniqueness");
          if (userName !== undefined) used.add(userName);
          return next(request);
        };
      },
    },
  ],
});

const unknown = defineCheck({
  id: "users.delete.unknown",
  title: "DELETE of an id that nobody has answers 404",
  clause: rfc("RFC7644-3.6-05"),
  advice: "Answer DELETE of an unknown id with 404, so that a client notices that it has the wrong one.",
  run: async (t) => {
    const reply = await t.delete(pathTo`/Users/${await t.make.unknownUserId()}`);
    if (NOT_OFFERED.includes(reply.status)) t.skip(`the target does not delete users: ${describeOutcome(reply)}`);
    verifyStatus(reply, 404, 400);
  },
  defects: [
    {
      name: "delete-of-nobody-answers-204",
      breaks: "RFC7644-3.6-05",
      wrap: tamperResponse(DELETE, (response) =>
        response.status === 404 ? new Response(null, { status: 204 }) : response,
      ),
    },
    {
      name: "delete-of-nobody-answers-500",
      breaks: "RFC7644-3.6-05",
      wrap: tamperResponse(DELETE, (response) =>
        response.status === 404 ? errorResponse(500, "Row not found.") : response,
      ),
    },
  ],
});

const bare = defineCheck({
  id: "users.delete.without-content-type",
  title: "DELETE needs neither a body nor a Content-Type",
  clause: rfc("RFC7644-3.6-08"),
  advice: "Do not ask for a Content-Type where there is no body.",
  run: async (t) => {
    const user = await t.make.user();
    const reply = await t.delete(user.path, { headers: { "content-type": null } });
    if (NOT_OFFERED.includes(reply.status)) t.skip(`the target does not delete users: ${describeOutcome(reply)}`);
    verifySuccess(reply);
  },
  defects: [
    {
      name: "delete-needs-a-content-type",
      breaks: "RFC7644-3.6-08",
      wrap: (next) => (request) =>
        request.headers.has("content-type")
          ? next(request)
          : answerInstead(DELETE, () => errorResponse(415, "Content-Type is missing."))(next)(request),
    },
  ],
});

/** What DELETE /Users/{id} must do. */
export const deleteChecks: readonly Check[] = [status, gone, unlisted, free, unknown, bare];

type Operation = (path: Path, resource: JsonObject) => Promise<Reply>;

/** Deletes the user; a skip when the target does not. */
async function remove(t: CheckContext, user: Made<UserBody>): Promise<void> {
  const reply = await t.delete(user.path);
  if (reply.status !== 204) t.skip(`DELETE is not answered 204 but ${describeOutcome(reply)}`);
}

/** PUT and PATCH, as far as they work on a user who lives. */
async function workingOn(t: CheckContext, living: Made<UserBody>): Promise<readonly Operation[]> {
  const { resource } = await readBack(t, living.path);
  const put: Operation = (path, body) => t.put(path, body);
  const patch: Operation = (path) => t.patch(path, [{ op: "replace", path: "active", value: true }]);
  const works = [];
  if (isSuccess(await put(living.path, resource))) works.push(put);
  if (isPresent(t.capabilities.patch) && isSuccess(await patch(living.path, resource))) works.push(patch);
  return works;
}

/** A server that takes DELETE for a deactivation. */
function deactivateInstead(): Wrap {
  return (next) => async (request) => {
    if (request.method !== "DELETE") return next(request);
    const headers = new Headers(request.headers);
    headers.set("content-type", "application/scim+json");
    const body = JSON.stringify({
      schemas: [PATCH_OP_URN],
      Operations: [{ op: "replace", path: "active", value: false }],
    });
    const response = await next(new Request(request.url, { method: "PATCH", headers, body }));
    return response.ok ? new Response(null, { status: 204 }) : response;
  };
}
