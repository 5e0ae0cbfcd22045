import {
  breaking,
  changed,
  changePut,
  defineCheck,
  errorResponse,
  filterOf,
  isSuccess,
  isUnassigned,
  on,
  pathTo,
  quoted,
  readBack,
  sameText,
  shown,
  valueAt,
  verify,
  without,
} from "../../../src/kit/index.ts";
import type { Check, Reply, Wrap } from "../../../src/kit/index.ts";
import { putBack } from "../words/put-back.ts";
import { reading } from "../words/reading.ts";

const USER_PATH = /\/Users\/[^/]+$/;

const unknown = defineCheck({
  id: "users.replace.unknown",
  title: "PUT to an id that nobody has creates nothing and is not a success",
  rule: ["RFC7644-3.5.1-12", "RFC7644-3.2-02"],
  advice: "Answer PUT to an unknown id with 404; do not create the user, as the client cannot choose ids.",
  run: async (t) => {
    const path = pathTo`/Users/${await t.make.unknownUserId()}`;
    if ((await t.get(path)).status !== 404) t.skip("GET of the unknown id does not answer 404");
    const body = t.make.userBody();
    const put = await t.put(path, body);
    verify(put).doesNotSucceed("nobody has that id");
    const filter = filterOf`userName eq ${quoted(body.userName)}`;
    await t.stays(
      () => t.query("/Users", filter),
      (reply) => {
        if (reply.status === 200) verifyNobodyNamed(reply, body.userName, put);
      },
    );
  },
  defects: {
    "put-creates-what-is-not-there": breaking(
      "RFC7644-3.5.1-12",
      createOnPut((created) => created),
    ),
    "put-creates-and-answers-404": breaking(
      "RFC7644-3.2-02",
      createOnPut(() => errorResponse(404, "There is no such user.")),
    ),
  },
});

const taken = defineCheck({
  id: "users.replace.duplicate",
  title: "PUT with the userName of somebody else is refused with 409",
  rule: "RFC7644-3.5.1-13",
  advice: "Look for somebody else with the new userName before a PUT is stored, and refuse it with 409 uniqueness.",
  run: async (t) => {
    const [somebody, user] = [await t.make.user(), await t.make.user()];
    const resource = await putBack(t, user);
    const { userName } = somebody.sent;
    verify(await t.put(user.path, changed(resource, { userName }))).status(409, 400);
    await t.stays(reading(t, user.path), (reply) => {
      const after = verify(reply, { although: "the PUT was refused" }).at("userName");
      after.holds(shown(valueAt(resource, "userName")), (name) => !sameText(name, userName));
    });
  },
  defects: {
    "put-ignores-a-user-name-that-is-taken": changePut(USER_PATH, (sent, current) => ({
      ...sent,
      userName: current["userName"],
    })),
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
    const resource = await putBack(t, user);
    const name = valueAt(resource, "userName");
    const reply = await t.put(user.path, changed(resource, { userName: undefined }));
    if (!isSuccess(reply)) return;
    await t.stays(reading(t, user.path), (read) => {
      const after = verify(read, { although: "the PUT named no other" }).at("userName");
      after.holds(shown(name), (found) => sameText(found, name));
    });
  },
  defects: {
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
    const { resource } = await readBack(t, user.path);
    if (isUnassigned(valueAt(resource, "active"))) t.skip("the target shows no active");
    const put = await t.put(user.path, changed(resource, { active: false }));
    if (!isSuccess(put)) t.skip("PUT of active false is refused");
    const reply = await t.get(user.path);
    const after = verify(reply).at("active");
    if (reply.status !== 200 || isUnassigned(after.value)) return;
    after.holds("a boolean", (value) => typeof value === "boolean");
  },
  defects: {
    "inactive-users-show-a-status": on("/Users/:id?").resources((user) =>
      user["active"] === false ? { ...user, active: "suspended" } : user,
    ),
  },
});

/** What PUT /Users/{id} must refuse, and what it must not break. */
export const replaceRefusalChecks: readonly Check[] = [unknown, taken, nameless, active];

/** Throws when a list shows a user of that name after a write. */
function verifyNobodyNamed(reply: Reply, userName: string, after: Reply): void {
  verify(reply, { after })
    .at("Resources", (user) => sameText(valueAt(user, "userName"), userName))
    .holds(`no user ${userName}`, (found) => found === undefined);
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
