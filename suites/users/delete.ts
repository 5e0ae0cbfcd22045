import {
  idOf,
  defineCheck,
  describeOutcome,
  describeRequest,
  errorResponse,
  isObject,
  isPresent,
  isSuccess,
  itemsAt,
  matchedValue,
  named,
  on,
  PATCH_OP_URN,
  pathTo,
  readBack,
  readJson,
  readThrough,
  remembering,
  sameText,
  valueAt,
  verify,
} from "../../src/kit/index.ts";
import type {
  Check,
  CheckContext,
  JsonObject,
  OwnUser,
  Path,
  Reply,
  RequestOptions,
  UserBody,
  Wrap,
} from "../../src/kit/index.ts";
import { isTiedToEmail } from "./words/was-taken.ts";

const DELETE = "DELETE /Users/:id";
/** A server may keep users for good (RFC 7644 section 3.6). */
const NOT_OFFERED = [403, 405, 501];
/** Answers that say nothing about the resource. */
const INCONCLUSIVE = [401, 403, 429];

const status = defineCheck({
  id: "users.delete.status",
  title: "DELETE of a user answers 204 without a body",
  rule: "RFC7644-3.6-01",
  advice: "Answer a DELETE that removed the user with 204 No Content.",
  run: async (t) => {
    const user = await t.make.user();
    const reply = await tryDelete(t, user.path);
    if (reply.status === 415)
      t.skip("the target wants a Content-Type; users.delete.without-content-type is about that");
    const answer = verify(reply).status(204);
    answer.header("Content-Length").holds("none or 0", (length) => length === undefined || Number(length) === 0);
  },
  also: ["no-content-with-length"],
  defects: {
    "delete-answers-200-with-the-user": (next) => async (request) => {
      if (request.method !== "DELETE") return next(request);
      const user = await next(new Request(request.url, { headers: request.headers }));
      const response = await next(request);
      return response.ok ? user : response;
    },
    "delete-answers-202": on(DELETE).response((response) =>
      response.ok ? new Response(null, { status: 202 }) : response,
    ),
  },
});

const gone = defineCheck({
  id: "users.delete.gone",
  title: "A deleted user is gone: GET, PUT, PATCH and DELETE answer 404",
  rule: "RFC7644-3.6-02",
  advice:
    "Answer every operation on a deleted user with 404, also when the record is kept; to switch a user off is what active is for.",
  run: async (t) => {
    const [user, living] = [await t.make.user(), await t.make.user()];
    const { resource } = await readBack(t, user.path);
    const operations = await workingOn(t, living);
    const deleted = await t.remove(user);
    const gets: Operation = (path) => t.get(path);
    for (const operate of [gets, ...operations, (path: Path) => t.delete(path)]) {
      const reply = await t.settle(
        () => operate(user.path, resource),
        ({ status: answered }) => answered === 404,
      );
      const isOpen = INCONCLUSIVE.includes(reply.status);
      // Nothing is written where GET does not tell whose it is.
      if (isOpen && operate === gets) t.skip(`GET of the deleted user answers ${describeOutcome(reply)}`);
      if (!isOpen) verify(reply, { after: deleted }).status(404);
    }
  },
  defects: {
    "delete-only-deactivates": deactivateInstead(),
    "deleted-users-are-410": answersDeleted(["GET", "PUT", "PATCH", "DELETE"], () => errorResponse(410, "Gone.")),
    "deleted-users-can-be-replaced": answersDeleted(["PUT"], () => new Response(null, { status: 204 })),
    "deleted-users-can-be-patched": answersDeleted(["PATCH"], () => new Response(null, { status: 204 })),
    "second-delete-answers-204": on(DELETE).response((response) =>
      response.status === 404 ? new Response(null, { status: 204 }) : response,
    ),
  },
});

const unlisted = defineCheck({
  id: "users.delete.not-listed",
  title: "A filter no longer finds a deleted user",
  rule: "RFC7644-3.6-03",
  needs: ["filter"],
  advice: "Leave deleted users out of every query, also when the record is kept.",
  run: async (t) => {
    const user = await t.make.user();
    const query = (): Promise<Reply> => t.query("/Users", named(user));
    await t.supposing("query.filter.matching-only", query, (reply) => {
      if (!isListed(reply, user)) verify(reply).lists(user);
    });
    const deleted = await t.remove(user);
    const reply = await t.settle(query, (last) => isList(last) && !isListed(last, user));
    // Whether "nobody" is answered with a list is the business of query.filter.no-match.
    if (!isList(reply)) t.skip(`the filter is not answered with a list (${describeOutcome(reply)})`);
    if (isListed(reply, user)) await skipIfThere(t, user);
    const sentence = `${describeRequest(reply)} lists ${user.sent.userName}`;
    verify(reply, { after: deleted }).that(!isListed(reply, user), sentence, {
      expected: `a list without ${user.sent.userName}`,
      at: ["Resources", isThat(user)],
    });
  },
  defects: {
    "deleted-users-stay-in-filters": remembering(() => {
      const gone: JsonObject[] = [];
      const remove = on(DELETE).answer(async (request, next) => {
        const user = await readThrough(next, request);
        if (user !== undefined) gone.push(user);
        return next(request);
      });
      const list = on("GET /Users").body((body, { url }) => {
        const found = gone.filter(({ userName }) => sameText(userName, matchedValue(url)));
        return found.length === 0
          ? body
          : { ...body, totalResults: found.length, Resources: [...itemsAt(body, "Resources"), ...found] };
      });
      return (next) => list(remove(next));
    }),
    "delete-hides-from-get-only": (next) => {
      const deleted = new Set<string>();
      const hide: Wrap = (inner) => async (request) => {
        if (request.method === "DELETE") deleted.add(request.url);
        else if (deleted.has(request.url)) return errorResponse(404, "There is no such user.");
        return inner(request);
      };
      return hide(deactivateInstead()(next));
    },
  },
});

const free = defineCheck({
  id: "users.delete.user-name-free",
  title: "The userName of a deleted user can be used again",
  rule: "RFC7644-3.6-04",
  advice: "Do not count deleted users when you look for a userName that is taken.",
  run: async (t) => {
    const user = await t.make.user();
    const deleted = await t.remove(user);
    // Only the userName is the old one: what else was kept of the user must not be the reason for a refusal.
    const body = { ...t.make.userBody(), userName: user.sent.userName };
    const make = (sent: UserBody): Promise<Reply> =>
      t.settle(
        () => t.post("/Users", sent),
        ({ status: answered }) => answered !== 409,
      );
    let reply = await make(body);
    if (!isSuccess(reply)) await skipIfThere(t, user);
    if (reply.status !== 409 && (await isTiedToEmail(t, reply))) reply = await make(user.sent);
    verify(reply, { others: [deleted], although: "the user who had that userName was deleted" }).succeeds();
  },
  defects: {
    "deleted-users-keep-their-user-name": (next) => {
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
});

const unknown = defineCheck({
  id: "users.delete.unknown",
  title: "DELETE of an id that nobody has answers 404",
  rule: "RFC7644-3.6-05",
  advice: "Answer DELETE of an unknown id with 404, so that a client notices that it has the wrong one.",
  run: async (t) => {
    // Where no DELETE works, 404 may mean that there is none.
    const known = await tryDelete(t, (await t.make.user()).path);
    if (!isSuccess(known)) t.skip(`DELETE of a user answers ${describeOutcome(known)}; see users.delete.status`);
    const path = pathTo`/Users/${await t.make.unknownUserId()}`;
    const reply = await tryDelete(t, path);
    verify(reply).status(404, 400);
    if (reply.status === 400) t.note(reply, `${describeRequest(reply)} answers 400 instead of 404 for an unknown id.`);
  },
  defects: {
    "delete-of-nobody-answers-204": on(DELETE).response((response) =>
      response.status === 404 ? new Response(null, { status: 204 }) : response,
    ),
    "delete-of-nobody-answers-500": on(DELETE).response((response) =>
      response.status === 404 ? errorResponse(500, "Row not found.") : response,
    ),
  },
});

/** What DELETE /Users/{id} must do. */
export const deleteChecks: readonly Check[] = [status, gone, unlisted, free, unknown];

type Operation = (path: Path, resource: JsonObject) => Promise<Reply>;

/** DELETE; a skip when the target keeps its users for good. */
async function tryDelete(t: CheckContext, path: Path, options?: RequestOptions): Promise<Reply> {
  const reply = await t.delete(path, options);
  if (NOT_OFFERED.includes(reply.status)) t.skip(`the target does not delete users: ${describeOutcome(reply)}`);
  return reply;
}

/** Whoever GET still gives is not deleted: that he is found, or that his name is taken, follows from it. */
async function skipIfThere(t: CheckContext, user: OwnUser): Promise<void> {
  const reply = await t.get(user.path);
  if (reply.status === 200) t.skip(`${describeRequest(reply)} answers 200 after the DELETE; see users.delete.gone`);
}

function isList({ status: answered, body }: Reply): boolean {
  return answered === 200 && isObject(body);
}

function isListed(reply: Reply, user: OwnUser): boolean {
  return isList(reply) && itemsAt(reply.body, "Resources").some(isThat(user));
}

/** Tells a user in a list: by the id, or by the userName where the list has ids of its own. */
function isThat({ id, sent }: OwnUser): (listed: JsonObject) => boolean {
  return (listed) => idOf(listed) === id || sameText(valueAt(listed, "userName"), sent.userName);
}

/** PUT and PATCH, as far as they work on a user who lives. */
async function workingOn(t: CheckContext, living: OwnUser): Promise<readonly Operation[]> {
  const { resource } = await readBack(t, living.path);
  const put: Operation = (path, body) => t.put(path, body);
  const patch: Operation = (path) => t.patch(path, [{ op: "replace", path: "active", value: true }]);
  const works = [];
  if (isSuccess(await put(living.path, resource))) works.push(put);
  if (isPresent(t.capabilities.patch) && isSuccess(await patch(living.path, resource))) works.push(patch);
  return works;
}

/** A server with an answer of its own to some requests for a deleted user. */
function answersDeleted(methods: readonly string[], answer: () => Response): Wrap {
  return remembering(() => {
    const deleted = new Set<string>();
    return on("/Users/:id").response((response, { method, url }) => {
      if (method === "DELETE" && response.ok) deleted.add(url);
      return response.status === 404 && deleted.has(url) && methods.includes(method) ? answer() : response;
    });
  });
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
