import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import {
  answerInstead,
  errorResponse,
  tamperResources,
  tamperResponse,
  tamperResponseBody,
  without,
} from "../../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../../src/exchange/reply.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifyObject, verifyStatus, verifyThat } from "../../../src/exchange/verify.ts";
import { getIgnoreCase, isArray, isObject } from "../../../src/scim/json.ts";
import { pathTo, withQuery } from "../../../src/scim/request-path.ts";
import { LIST_RESPONSE_URN, USER_URN } from "../../../src/scim/urns.ts";
import { describeLink, followLink, leadsTo } from "../../../src/kit/reading/follow-link.ts";
import { withMeta } from "../../../src/kit/reading/meta-of.ts";
import { publishedAttribute } from "../../../src/kit/published/published-attribute.ts";
import { readBack } from "../../../src/kit/reading/read-back.ts";
import { showSent } from "../../../src/kit/defects/show-sent.ts";
import { isUnassigned, valueAt } from "../../../src/kit/reading/value-at.ts";

const USER = { method: "GET", path: /^\/Users\/[^/]+$/ };

const found = defineCheck({
  id: "users.read.found",
  title: "GET of a user gives 200 and that user",
  clause: rfc("RFC7644-3.4.1-01"),
  blocks: ["update", "deactivate"],
  advice: "Answer GET /Users/{id} with 200 and the one user with that id, not with a list.",
  run: async (t) => {
    const user = await t.make.user();
    const last = await t.settle(
      () => t.get(user.path),
      (reply) => reply.status === 200,
    );
    const body = verifyObject(verifyStatus(last, 200));
    verifyThat(getIgnoreCase(body, "id") === user.id, last, {
      reason: "GET of a user gives something else than that user",
      expected: `one user with the id ${user.id}`,
      actual: shown(isArray(getIgnoreCase(body, "Resources")) ? "a list" : getIgnoreCase(body, "id")),
      at: "/id",
    });
  },
  defects: [
    {
      name: "single-user-in-a-list",
      breaks: "RFC7644-3.4.1-01",
      wrap: tamperResponseBody(USER, (user) => ({ schemas: [LIST_RESPONSE_URN], totalResults: 1, Resources: [user] })),
    },
    {
      name: "user-not-found-by-the-id-of-the-create",
      breaks: "RFC7644-3.4.1-01",
      wrap: answerInstead(USER, () => errorResponse(404, "There is no such user.")),
    },
  ],
});

const unknown = defineCheck({
  id: "users.read.unknown",
  title: "GET of an id that nobody has is not a success",
  clause: rfc("RFC7644-3.4.1-02"),
  advice: "Answer GET of an unknown id with 404 and a SCIM error, not with 200 and an empty body or list.",
  run: async (t) => {
    const reply = await t.get(pathTo`/Users/${await t.make.unknownUserId()}`);
    verifyThat(!isSuccess(reply), reply, {
      reason: "GET of an id that nobody has is answered as a success",
      expected: "status 404",
      actual: `status ${reply.status} with ${reply.text === "" ? "an empty body" : shown(reply.body)}`,
    });
  },
  defects: [
    {
      name: "unknown-user-gives-an-empty-list",
      breaks: "RFC7644-3.4.1-02",
      wrap: tamperResponse(USER, (response) =>
        response.status === 404
          ? Response.json({ schemas: [LIST_RESPONSE_URN], totalResults: 0, Resources: [] })
          : response,
      ),
    },
    {
      name: "unknown-user-gives-null",
      breaks: "RFC7644-3.4.1-02",
      wrap: tamperResponse(USER, (response) => (response.status === 404 ? Response.json(null) : response)),
    },
  ],
});

const location = defineCheck({
  id: "users.read.location",
  title: "meta.location leads to the user",
  clause: rfc("RFC7643-3.1-19"),
  advice: "Put the URI at which GET gives the user into meta.location, with the path that clients use.",
  run: async (t) => {
    const user = await t.make.user();
    const { reply, resource } = await readBack(t, user.path);
    const uri = valueAt(resource, "meta", "location");
    if (typeof uri !== "string") return t.skip("the user has no meta.location; see users.create.meta");
    const there = await followLink(t, { uri, from: reply, id: user.id });
    if (there === undefined) return t.skip("meta.location leads outside the base URL, where no credentials are sent");
    verifyThat(leadsTo(there, user.id), reply, {
      reason: "meta.location of a user leads to something else",
      expected: `a URI at which GET gives the user ${user.id}`,
      actual: describeLink(uri, there),
      at: "/meta/location",
    });
  },
  defects: [
    {
      name: "meta-location-without-the-id",
      breaks: "RFC7643-3.1-19",
      wrap: tamperResources({ path: /^\/Users(?:\/[^/]+)?$/ }, (user) =>
        withMeta(user, { location: String(valueAt(user, "meta", "location")).replace(/\/[^/]+$/, "") }),
      ),
    },
    {
      name: "meta-location-under-the-wrong-type",
      breaks: "RFC7643-3.1-19",
      wrap: tamperResources({ path: /^\/Users(?:\/[^/]+)?$/ }, (user) =>
        withMeta(user, { location: String(valueAt(user, "meta", "location")).replace("/Users/", "/User/") }),
      ),
    },
  ],
});

const defaults = defineCheck({
  id: "users.read.default-attributes",
  title: "A plain GET shows every attribute that is returned by default",
  clause: rfc("RFC7644-3.4-01"),
  advice:
    "Return all attributes whose returned is always or default at /Schemas when no attributes parameter is given.",
  run: async (t) => {
    const user = await t.make.user();
    const plain = await readBack(t, user.path);
    const judged = Object.keys(user.sent).filter((name) => {
      const returned = publishedAttribute(t, [USER_URN, name])?.returned;
      return returned === "default" || returned === "always";
    });
    if (judged.length === 0) t.skip("/Schemas says of no attribute of the user that it is returned by default");
    for (const name of judged) {
      const asked = await t.get(withQuery(user.path, { attributes: name }));
      if (asked.status !== 200 || isUnassigned(valueAt(asked.body, name))) continue;
      verifyThat(!isUnassigned(valueAt(plain.resource, name)), plain.reply, {
        reason: `A plain GET leaves out ${name}, which is there when it is asked for`,
        expected: shown(valueAt(asked.body, name)),
        actual: shown(valueAt(plain.resource, name)),
        at: `/${name}`,
      });
    }
  },
  defects: [
    {
      name: "plain-get-leaves-out-emails",
      breaks: "RFC7644-3.4-01",
      wrap: tamperResources({ ...USER, query: (query) => !query.has("attributes") }, (user) => without(user, "emails")),
    },
    {
      name: "plain-get-leaves-out-active",
      breaks: "RFC7644-3.4-01",
      wrap: tamperResources({ ...USER, query: (query) => !query.has("attributes") }, (user) => without(user, "active")),
    },
  ],
});

const writeOnly = defineCheck({
  id: "users.read.write-only",
  title: "A writeOnly attribute is never returned, not even when it is asked for",
  clause: rfc("RFC7643-7-14"),
  advice: "Leave writeOnly attributes such as password out of every answer, also when attributes names them.",
  run: async (t) => {
    if (publishedAttribute(t, [USER_URN, "password"])?.mutability !== "writeOnly") {
      t.skip("/Schemas publishes no password that is writeOnly");
    }
    const password = `Zs1!${t.runId}-Never-To-Be-Seen`;
    const created = await t.post("/Users", t.make.userBody({ overrides: { password } }));
    const id = isSuccess(created) && isObject(created.body) ? created.body["id"] : undefined;
    if (typeof id !== "string") return t.skip("the target does not take a password at the create");
    const path = pathTo`/Users/${id}`;
    for (const reply of [
      created,
      await t.get(path),
      await t.get(withQuery(path, { attributes: ["userName", "password"] })),
    ]) {
      verifyThat(!reply.text.includes(password), reply, {
        reason: "A password that a client set is in an answer",
        expected: "no password",
        actual: "the password in clear text",
        at: "/password",
      });
    }
  },
  defects: [
    {
      name: "password-is-echoed-at-the-create",
      breaks: "RFC7643-7-14",
      wrap: showSent({ method: "POST" }, (user, sent) => ({ ...user, password: sent["password"] })),
    },
    {
      name: "password-is-returned-on-request",
      breaks: "RFC7643-7-14",
      wrap: showSent({ ...USER, query: (query) => query.has("attributes") }, (user, sent) => ({
        ...user,
        password: sent["password"],
      })),
    },
  ],
});

/** What GET /Users/{id} must answer. */
export const readChecks: readonly Check[] = [found, unknown, location, defaults, writeOnly];
