import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import type { CheckContext } from "../../../src/kit/check-context.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import type { Reply } from "../../../src/exchange/reply.ts";
import {
  answerInstead,
  errorResponse,
  tamperResources,
  tamperResponseBody,
  without,
} from "../../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../../src/exchange/reply.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifySuccess, verifyThat } from "../../../src/exchange/verify.ts";
import { isObject } from "../../../src/scim/json.ts";
import { pathTo } from "../../../src/scim/request-path.ts";
import { endpointOf } from "../../../src/kit/published/published-resource-types.ts";
import { instantAt, withMeta } from "../../../src/kit/reading/meta-of.ts";
import { showSent } from "../../../src/kit/defects/show-sent.ts";
import { valueAt } from "../../../src/kit/reading/value-at.ts";

const CREATE = { method: "POST", path: /^\/Users$/ };
const USERS = /^\/Users(?:\/[^/]+)?$/;
/** Longer than any server needs between the two instants that it notes at a create. */
const LATITUDE_MS = 2000;

const complete = defineCheck({
  id: "users.create.meta",
  title: "A new user has an id and a complete meta",
  clause: rfc("RFC7643-3.1-01"),
  advice:
    "Give each new user an id and meta with resourceType, created, lastModified and location, in the 201 and on GET.",
  run: async (t) => {
    const user = await t.make.user();
    const read = await t.get(user.path);
    for (const reply of [user.reply, read].filter((answer) => isSuccess(answer) && answer.text !== "")) {
      for (const path of [["id"], ["meta", "resourceType"], ["meta", "created"], ["meta", "lastModified"], LOCATION]) {
        const value = valueAt(reply.body, ...path);
        verifyThat(typeof value === "string" && value !== "", reply, {
          reason: `A new user has no ${path.join(".")}`,
          expected: "a text that is not empty",
          actual: shown(value),
          at: `/${path.join("/")}`,
        });
      }
    }
  },
  defects: [
    {
      name: "user-without-meta-dates",
      breaks: "RFC7643-3.1-01",
      wrap: tamperResources({ path: USERS }, (user) => withMeta(user, { created: undefined, lastModified: undefined })),
    },
    {
      name: "create-answers-without-meta",
      breaks: "RFC7643-3.1-01",
      wrap: tamperResponseBody(CREATE, (user) => without(user, "meta")),
    },
    {
      name: "read-answers-without-location",
      breaks: "RFC7643-3.1-01",
      wrap: tamperResources({ method: "GET", path: USERS }, (user) => withMeta(user, { location: undefined })),
    },
  ],
});

const LOCATION = ["meta", "location"];

const resourceType = defineCheck({
  id: "users.create.resource-type",
  title: "meta.resourceType of a new user is the name of the resource type at /Users",
  clause: rfc("RFC7644-3.3.1-01"),
  advice:
    'Set meta.resourceType of everything made at /Users to the name that /ResourceTypes has for it, usually "User".',
  run: async (t) => {
    const user = await t.make.user();
    const type = (t.target.resourceTypes ?? []).filter(isObject).find((item) => endpointOf(item) === "Users");
    const expected = valueAt(type, "name") ?? "User";
    const reply = isObject(user.reply.body) ? user.reply : await t.get(user.path);
    const actual = valueAt(reply.body, "meta", "resourceType");
    if (actual === undefined) t.skip("there is no meta.resourceType; see users.create.meta");
    verifyThat(actual === expected, reply, {
      reason: "meta.resourceType of a new user is not the name of the resource type at /Users",
      expected: shown(expected),
      actual: shown(actual),
      at: "/meta/resourceType",
    });
  },
  defects: [
    {
      name: "new-user-with-resource-type-in-lower-case",
      breaks: "RFC7644-3.3.1-01",
      wrap: tamperResources({ path: USERS }, (user) => withMeta(user, { resourceType: "user" })),
    },
    {
      name: "new-user-with-resource-type-named-after-the-endpoint",
      breaks: "RFC7644-3.3.1-01",
      wrap: tamperResources({ path: USERS }, (user) => withMeta(user, { resourceType: "Users" })),
    },
  ],
});

const lastModified = defineCheck({
  id: "users.create.last-modified",
  title: "meta.lastModified of a new user is meta.created",
  clause: rfc("RFC7643-3.1-17"),
  advice: "Set meta.lastModified to the instant of meta.created when a user is made.",
  run: async (t) => {
    let reply = await newUser(t);
    if (Number.isNaN(gapIn(reply))) t.skip("meta.created and meta.lastModified are not both given");
    // A server that stood still between its two looks at the clock does not do so each time.
    for (let made = 1; made < 3 && gapIn(reply) > LATITUDE_MS; made += 1) reply = await newUser(t);
    verifyThat(gapIn(reply) <= LATITUDE_MS, reply, {
      reason: "meta.lastModified of a new user is not the instant at which it was made",
      expected: shown(valueAt(reply.body, "meta", "created")),
      actual: shown(valueAt(reply.body, "meta", "lastModified")),
      at: "/meta/lastModified",
    });
  },
  defects: [
    {
      name: "last-modified-of-the-year-one",
      breaks: "RFC7643-3.1-17",
      wrap: tamperResources({ path: USERS }, (user) => withMeta(user, { lastModified: "0001-01-01T00:00:00Z" })),
    },
    {
      name: "last-modified-in-local-time-marked-as-utc",
      breaks: "RFC7643-3.1-17",
      wrap: tamperResources({ path: USERS }, (user) => {
        const local = (instantAt(user, "created") ?? 0) - 8 * 60 * 60 * 1000;
        return withMeta(user, { lastModified: new Date(local).toISOString() });
      }),
    },
  ],
});

const SENT = { created: "2001-01-01T00:00:00Z", location: "https://example.invalid/Users/x" };

const metaIgnored = defineCheck({
  id: "users.create.meta-ignored",
  title: "POST /Users takes no notice of a meta that the client sends",
  clause: rfc("RFC7643-3.1-13", "RFC7644-3.3-01"),
  advice:
    "Drop meta from the body of a POST and write your own: it is readOnly, neither to be stored nor a reason to refuse.",
  run: async (t) => {
    await t.make.user();
    const reply = verifySuccess(await t.post("/Users", t.make.userBody({ overrides: { meta: SENT } })));
    const id = valueAt(reply.body, "id");
    const read = typeof id === "string" ? await t.get(pathTo`/Users/${id}`) : reply;
    for (const answer of [reply, read]) {
      verifyNotTaken(answer, "created", instantAt(answer.body, "created") === Date.parse(SENT.created));
      verifyNotTaken(answer, "location", valueAt(answer.body, "meta", "location") === SENT.location);
    }
  },
  defects: [
    {
      name: "create-takes-over-the-clients-created",
      breaks: "RFC7643-3.1-13",
      wrap: showSent({ path: USERS }, (user, sent) => {
        const created = valueAt(sent, "meta", "created");
        return created === undefined ? user : withMeta(user, { created });
      }),
    },
    {
      name: "create-takes-over-the-clients-location",
      breaks: "RFC7644-3.3-01",
      wrap: showSent({ path: USERS }, (user, sent) => {
        const location = valueAt(sent, "meta", "location");
        return location === undefined ? user : withMeta(user, { location });
      }),
    },
    {
      name: "create-refuses-read-only-attributes",
      breaks: "RFC7644-3.3-01",
      wrap: answerInstead({ ...CREATE, body: (sent) => isObject(sent) && "meta" in sent }, () =>
        errorResponse(400, "Attribute meta is readOnly.", "mutability"),
      ),
    },
  ],
});

/** An answer that shows a user who has just been made. */
async function newUser(t: CheckContext): Promise<Reply> {
  const user = await t.make.user();
  return isObject(user.reply.body) ? user.reply : t.get(user.path);
}

/** Milliseconds between the two instants in meta; NaN when one of them is not given. */
function gapIn({ body }: Reply): number {
  return Math.abs((instantAt(body, "lastModified") ?? NaN) - (instantAt(body, "created") ?? NaN));
}

/** What a server notes about a new user. */
export const createMetaChecks: readonly Check[] = [complete, resourceType, lastModified, metaIgnored];

function verifyNotTaken(reply: Reply, name: keyof typeof SENT, isTaken: boolean): void {
  verifyThat(!isTaken, reply, {
    reason: `POST /Users takes over the meta.${name} that the client sent`,
    expected: "the server's own value",
    actual: shown(SENT[name]),
    at: `/meta/${name}`,
  });
}
