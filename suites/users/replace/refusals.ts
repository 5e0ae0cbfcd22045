import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import {
  errorResponse,
  readJson,
  tamperRequestBody,
  tamperResources,
  without,
} from "../../../src/kit/defects/tamper.ts";
import type { Wrap } from "../../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../../src/exchange/reply.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifyStatus, verifyThat } from "../../../src/exchange/verify.ts";
import { isObject } from "../../../src/scim/json.ts";
import { pathTo } from "../../../src/scim/request-path.ts";
import { changePut } from "../../../src/kit/defects/change-put.ts";
import { findUsers } from "../../../src/kit/reading/find-user.ts";
import { putBack } from "../words/put-back.ts";
import { readBack } from "../../../src/kit/reading/read-back.ts";
import { changed, isUnassigned, sameText, valueAt } from "../../../src/kit/reading/value-at.ts";

const USER_PATH = /\/Users\/[^/]+$/;

const unknown = defineCheck({
  id: "users.replace.unknown",
  title: "PUT to an id that nobody has creates nothing and is not a success",
  clause: rfc("RFC7644-3.5.1-12", "RFC7644-3.2-02"),
  advice: "Answer PUT to an unknown id with 404; do not create the user, as the client cannot choose ids.",
  run: async (t) => {
    const path = pathTo`/Users/${await t.make.unknownUserId()}`;
    if ((await t.get(path)).status !== 404) t.skip("GET of the unknown id does not answer 404");
    const body = t.make.userBody();
    const reply = await t.put(path, body);
    verifyThat(!isSuccess(reply), reply, {
      reason: "PUT to an id that nobody has is answered as a success",
      expected: "status 404",
      actual: `status ${reply.status}`,
    });
    const found = (await findUsers(t, body.userName)) ?? [];
    verifyThat(found.length === 0, reply, {
      reason: "PUT to an id that nobody has creates a user",
      expected: "no user with that userName afterwards",
      actual: shown(found[0]),
    });
  },
  defects: [
    {
      name: "put-creates-what-is-not-there",
      breaks: "RFC7644-3.5.1-12",
      wrap: createOnPut((created) => created),
    },
    {
      name: "put-creates-and-answers-404",
      breaks: "RFC7644-3.2-02",
      wrap: createOnPut(() => errorResponse(404, "There is no such user.")),
    },
  ],
});

const taken = defineCheck({
  id: "users.replace.duplicate",
  title: "PUT with the userName of somebody else is refused with 409",
  clause: rfc("RFC7644-3.5.1-13"),
  blocks: ["update"],
  advice: "Look for somebody else with the new userName before a PUT is stored, and refuse it with 409 uniqueness.",
  run: async (t) => {
    const [somebody, user] = [await t.make.user(), await t.make.user()];
    const resource = await putBack(t, user);
    verifyStatus(await t.put(user.path, changed(resource, { userName: somebody.sent.userName })), 409, 400);
    const after = await readBack(t, user.path);
    verifyThat(!sameText(valueAt(after.resource, "userName"), somebody.sent.userName), after.reply, {
      reason: "A PUT that was refused has given the user the userName of somebody else",
      expected: shown(valueAt(resource, "userName")),
      actual: shown(valueAt(after.resource, "userName")),
      at: "/userName",
    });
  },
  defects: [
    {
      name: "put-ignores-a-user-name-that-is-taken",
      breaks: "RFC7644-3.5.1-13",
      wrap: changePut(USER_PATH, (sent, current) => ({ ...sent, userName: current["userName"] })),
    },
    {
      name: "put-crashes-on-a-user-name-that-is-taken",
      breaks: "RFC7644-3.5.1-13",
      wrap: (next) => async (request) => {
        const response = await next(request);
        return request.method === "PUT" && response.status === 409
          ? errorResponse(500, "duplicate key value violates unique constraint")
          : response;
      },
    },
  ],
});

const nameless = defineCheck({
  id: "users.replace.user-name-required",
  title: "PUT without a userName does not leave the user without one",
  clause: rfc("RFC7644-3.5.1-10"),
  advice: "Refuse a PUT without a userName with 400 invalidValue, or keep the one that is there.",
  run: async (t) => {
    const user = await t.make.user();
    const resource = await putBack(t, user);
    const name = valueAt(resource, "userName");
    const reply = await t.put(user.path, changed(resource, { userName: undefined }));
    if (!isSuccess(reply)) return;
    const after = await readBack(t, user.path);
    verifyThat(sameText(valueAt(after.resource, "userName"), name), after.reply, {
      reason: "A PUT without a userName has changed or removed it",
      expected: ["a 4xx status", `the userName ${shown(name)}`],
      actual: shown(valueAt(after.resource, "userName")),
      at: "/userName",
    });
  },
  defects: [
    {
      name: "put-may-remove-the-user-name",
      breaks: "RFC7644-3.5.1-10",
      wrap: (next) => {
        const removed = "user-name-removed";
        const store = tamperRequestBody({ method: "PUT" }, (body) => ({
          ...body,
          userName: body["userName"] ?? removed,
        }));
        const show = tamperResources({ path: /^\/Users(?:\/[^/]+)?$/ }, (user) =>
          user["userName"] === removed ? without(user, "userName") : user,
        );
        return show(store(next));
      },
    },
  ],
});

const active = defineCheck({
  id: "users.replace.active",
  title: "active is still a boolean after a PUT has set it to false",
  clause: rfc("RFC7643-4.1.1-09"),
  blocks: ["deactivate"],
  advice: "Keep active a JSON boolean, whatever states of your own it stands for.",
  run: async (t) => {
    const user = await t.make.user();
    const { resource } = await readBack(t, user.path);
    if (isUnassigned(valueAt(resource, "active"))) t.skip("the target shows no active");
    const put = await t.put(user.path, changed(resource, { active: false }));
    if (!isSuccess(put)) t.skip("PUT of active false is refused");
    const reply = await t.get(user.path);
    const shownActive = valueAt(reply.body, "active");
    if (reply.status !== 200 || isUnassigned(shownActive)) return;
    verifyThat(typeof shownActive === "boolean", reply, {
      reason: "active is something else than a boolean after a PUT has set it to false",
      expected: "false",
      actual: shown(shownActive),
      at: "/active",
    });
  },
  defects: [
    {
      name: "inactive-users-show-a-status",
      breaks: "RFC7643-4.1.1-09",
      wrap: tamperResources({ path: /^\/Users(?:\/[^/]+)?$/ }, (user) =>
        user["active"] === false ? { ...user, active: "suspended" } : user,
      ),
    },
  ],
});

/** What PUT /Users/{id} must refuse, and what it must not break. */
export const replaceRefusalChecks: readonly Check[] = [unknown, taken, nameless, active];

/** A server that creates the user when a PUT finds none. */
function createOnPut(answer: (created: Response) => Response): Wrap {
  return (next) => async (request) => {
    const body = await readJson(request);
    const response = await next(request);
    if (request.method !== "PUT" || response.status !== 404 || !isObject(body)) return response;
    const url = request.url.replace(/\/[^/]+$/, "");
    return answer(
      await next(new Request(url, { method: "POST", headers: request.headers, body: JSON.stringify(body) })),
    );
  };
}
