import {
  breaking,
  changed,
  changePut,
  defineCheck,
  describeOutcome,
  describeRequest,
  errorResponse,
  filterOf,
  isObject,
  isPresent,
  isSuccess,
  isUnassigned,
  on,
  pathTo,
  quoted,
  readBack,
  readJson,
  remembering,
  sameText,
  shown,
  valueAt,
  verify,
  without,
} from "../../../src/kit/index.ts";
import type { Check, FetchHandler, Json, JsonObject, Reply, Wrap } from "../../../src/kit/index.ts";
import { putBack } from "../words/put-back.ts";
import { reading } from "../words/reading.ts";
import { wasTaken } from "../words/was-taken.ts";

const USER_PATH = /\/Users\/[^/]+$/;

const unknown = defineCheck({
  id: "users.replace.unknown",
  title: "PUT to an id that nobody has creates nothing and is not a success",
  rule: ["RFC7644-3.5.1-12", "RFC7644-3.2-02"],
  advice: "Answer PUT to an unknown id with 404; do not create the user, as the client cannot choose ids.",
  run: async (t) => {
    // A target that takes no PUT at all tells nothing.
    await putBack(t, await t.make.user());
    const path = pathTo`/Users/${await t.make.unknownUserId()}`;
    const before = await t.get(path);
    if (before.status !== 404) t.skip(`GET of an unknown id answers ${describeOutcome(before)}, not 404`);
    const body = t.make.userBody();
    const put = await t.put(path, body);
    verify(put, { rule: "RFC7644-3.5.1-12" }).doesNotSucceed("nobody has that id");
    const although = `PUT answered ${describeOutcome(put)}`;
    await t.stays(
      () => t.get(path),
      (reply) => verify(reply, { rule: "RFC7644-3.2-02", after: null, others: [put] }).doesNotSucceed(although),
    );
    if (!isPresent(t.capabilities.filter)) return;
    await t.stays(
      () => t.query("/Users", filterOf`userName eq ${quoted(body.userName)}`),
      (reply) => verifyNobodyNamed(reply, body.userName, put),
    );
  },
  defects: {
    "put-creates-what-is-not-there": breaking(
      "RFC7644-3.5.1-12",
      createOnPut((created) => created),
    ),
    "put-of-an-unknown-user-crashes": breaking(
      "RFC7644-3.5.1-12",
      on("PUT /Users/:id").response((response) =>
        response.status === 404 ? errorResponse(500, "user is null") : response,
      ),
    ),
    "put-answers-404-and-stores-at-that-id": breaking("RFC7644-3.2-02", storeUnknown),
    "put-creates-and-answers-404": breaking(
      "RFC7644-3.2-02",
      createOnPut(() => errorResponse(404, "There is no such user.")),
    ),
  },
});

const taken = defineCheck({
  id: "users.replace.duplicate",
  title: "PUT with the userName of somebody else is refused and changes nothing",
  rule: "RFC7644-3.5.1-13",
  advice: "Look for somebody else with the new userName before a PUT is stored, and refuse it with 409 uniqueness.",
  run: async (t) => {
    const [somebody, user] = [await t.make.user(), await t.make.user()];
    const { resource } = await putBack(t, user);
    const { userName } = somebody.sent;
    const others = [somebody.reply];
    const put = await t.put(user.path, changed(resource, { userName }));
    verify(put, { others }).status(409, 400);
    await t.stays(reading(t, user.path), (reply) => {
      const after = verify(reply, { although: "the PUT was refused", others }).at("userName");
      after.holds(shown(valueAt(resource, "userName")), (name) => !sameText(name, userName));
    });
    if (put.status !== 400) return;
    // Refused for the name only if one that nobody has is taken.
    const free = await t.put(user.path, changed(resource, { userName: t.make.userBody().userName }));
    if (!isSuccess(free)) t.skip(`PUT of a userName that nobody has answers ${describeOutcome(free)} too`);
    t.note(put, `${describeRequest(put)} answers 400 to a userName that is taken, not 409`);
  },
  defects: {
    "put-ignores-a-user-name-that-is-taken": changePut(USER_PATH, (sent, current) => ({
      ...sent,
      userName: current["userName"],
    })),
    "put-is-refused-and-takes-the-user-name": remembering(() => {
      const taken = new Map<Json | undefined, Json | undefined>();
      const note = on("PUT /Users/:id").response(async (response, request) => {
        const sent = await readJson(request);
        if (response.status === 409) taken.set(valueAt(sent, "id"), valueAt(sent, "userName"));
        return response;
      });
      const show = on("GET /Users/:id").resources((user) => ({
        ...user,
        userName: taken.get(user["id"]) ?? user["userName"],
      }));
      return (next) => show(note(next));
    }),
    "put-crashes-on-a-user-name-that-is-taken": on("PUT").response((response) =>
      response.status === 409 ? errorResponse(500, "duplicate key value violates unique constraint") : response,
    ),
  },
});

const nameless = defineCheck({
  id: "users.replace.user-name-required",
  title: "PUT without a userName does not leave the user without one",
  rule: "RFC7644-3.5.1-10",
  advice: "Refuse a PUT without a userName with 400 invalidValue, or keep the one that is there.",
  run: async (t) => {
    const user = await t.make.user();
    const before = await putBack(t, user);
    const name = valueAt(before.resource, "userName");
    if (typeof name !== "string") t.skip(`${describeRequest(before.reply)} shows no userName`);
    const reply = await t.put(user.path, changed(before.resource, { userName: undefined }));
    // Taken or refused, the user keeps his name.
    wasTaken(t, reply);
    await t.stays(reading(t, user.path), (read) => {
      const after = verify(read, { although: "the PUT named no other", others: [before.reply] }).at("userName");
      after.holds(shown(name), (found) => sameText(found, name));
    });
  },
  defects: {
    "put-makes-up-a-user-name": on("PUT").sent((body) => ({
      ...body,
      userName: body["userName"] ?? `${crypto.randomUUID()}@example.com`,
    })),
    "put-may-remove-the-user-name": (next) => {
      const removed = "user-name-removed";
      const store = on("PUT").sent((body) => ({ ...body, userName: body["userName"] ?? removed }));
      const show = on("/Users/:id?").resources((user) =>
        user["userName"] === removed ? without(user, "userName") : user,
      );
      return show(store(next));
    },
  },
});

const active = defineCheck({
  id: "users.replace.active",
  title: "active is still a boolean after a PUT has set it to false",
  rule: "RFC7643-4.1.1-09",
  advice: "Keep active a JSON boolean, whatever states of your own it stands for.",
  run: async (t) => {
    const user = await t.make.user();
    const before = await readBack(t, user.path);
    if (isUnassigned(valueAt(before.resource, "active"))) t.skip(`${describeRequest(before.reply)} shows no active`);
    const put = await t.put(user.path, changed(before.resource, { active: false }));
    if (!isSuccess(put)) t.skip(`PUT of active false answers ${describeOutcome(put)}`);
    const reply = await t.get(user.path);
    const after = verify(reply).at("active");
    if (reply.status !== 200 || isUnassigned(after.value)) {
      t.skip(`${describeRequest(reply)} answers ${describeOutcome(reply)} without active after PUT of active false`);
    }
    after.holds("a boolean", (value) => typeof value === "boolean");
    if (after.value === true) t.note(reply, `${describeRequest(reply)} shows active true after PUT of active false`);
  },
  defects: {
    "inactive-users-show-a-status": on("/Users/:id?").resources((user) =>
      user["active"] === false ? { ...user, active: "suspended" } : user,
    ),
  },
});

/** What PUT /Users/{id} must refuse, and what it must not break. */
export const replaceRefusalChecks: readonly Check[] = [unknown, taken, nameless, active];

/** Throws when a list shows a user of that name after a write. A filter that does not work is the business of other checks. */
function verifyNobodyNamed(reply: Reply, userName: string, after: Reply): void {
  const at = ["Resources", (user: JsonObject) => sameText(valueAt(user, "userName"), userName)] as const;
  const answer = verify(reply, { rule: "RFC7644-3.2-02", after });
  answer.that(answer.at(...at).value === undefined, `${describeRequest(reply)} lists ${userName}`, {
    expected: `a list without ${userName}`,
    at,
  });
}

/** A server that says of an unknown id that nobody has it, and stores what it was sent at that id. */
function storeUnknown(next: FetchHandler): FetchHandler {
  const stored = new Map<string, JsonObject>();
  return async (request) => {
    const sent = request.method === "PUT" ? await readJson(request) : undefined;
    const known = request.method === "GET" ? stored.get(request.url) : undefined;
    if (known !== undefined) return Response.json(known);
    const response = await next(request);
    if (response.status === 404 && isObject(sent)) {
      stored.set(request.url, { ...sent, id: request.url.replace(/^.*\//s, "") });
    }
    return response;
  };
}

/** A server that creates the user when a PUT finds none. */
function createOnPut(answer: (created: Response) => Response): Wrap {
  return on("PUT").answer(async (request, next) => {
    const body = await request.clone().text();
    const response = await next(request);
    if (response.status !== 404) return response;
    const url = request.url.replace(/\/[^/]+$/, "");
    return answer(await next(new Request(url, { method: "POST", headers: request.headers, body })));
  });
}
