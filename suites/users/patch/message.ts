import {
  defineCheck,
  defineFamily,
  describeOutcome,
  describeRequest,
  errorResponse,
  isObject,
  isSuccess,
  isUnassigned,
  on,
  PATCH_OP_URN,
  pathTo,
  SEARCH_REQUEST_URN,
  valueAt,
  verify,
  withQuery,
  withStatus,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, JsonObject, OwnUser, Reply } from "../../../src/kit/index.ts";
import { changesRefused, operatesAs, patchWith } from "./words/patch-defects.ts";
import { verifyStays } from "./words/patch-effect.ts";
import { keepAttribute, keepPatched, refusesEveryPatch, skipUnlessPatched } from "./words/patch-target.ts";

const PATCH = "PATCH /Users/:id";

const supported = defineCheck({
  id: "users.patch.supported",
  title: "PATCH is supported, and ServiceProviderConfig does not deny it",
  rule: "RFC7644-3.5-02",
  advice: "Support PATCH and say so in ServiceProviderConfig: apps of Okta's catalogue deactivate users by PATCH.",
  run: async (t) => {
    const { user, path } = await keepAttribute(t);
    const reply = await t.patch(user.path, [{ op: "replace", path, value: "Zi new" }]);
    const config = await t.get("/ServiceProviderConfig");
    // A refusal of this one alone is the business of users.patch.replace.
    const isThere = isSuccess(reply) || !(await refusesEveryPatch(t, user));
    // Section 3.5 recommends PATCH, section 3.5.2 calls it optional: a target that says it has none may have none.
    if (!isThere && valueAt(config.body, "patch", "supported") === false)
      t.skip("the target says that it has no PATCH");
    if (!isThere) verify(reply, { others: [config] }).status(200, 204);
    const although = `${describeRequest(reply)} answers ${describeOutcome(reply)}`;
    verify(config, { although, others: [reply] })
      .at("patch", "supported")
      .holds("true", (isSupported) => isSupported !== false);
  },
  defects: {
    "patch-of-anything-is-400": on(PATCH).answer(() => errorResponse(400, "The request is not valid.")),
    "patch-is-405": on(PATCH).answer(() => errorResponse(405, "Use PUT.")),
    "patch-not-advertised": on("/ServiceProviderConfig").response(async (r) => {
      const text = (await r.text()).replace(/"patch":\{"supported":true/, '"patch":{"supported":false');
      return new Response(text, { status: r.status, headers: { "content-type": "application/scim+json" } });
    }),
  },
});

const schemas = defineCheck({
  id: "users.patch.message-schemas",
  title: "A body that does not name the PatchOp schema is refused",
  rule: "RFC7644-3.5.2-01",
  advice: `Refuse a PATCH whose schemas is not ["${PATCH_OP_URN}"] with 400.`,
  run: async (t) => {
    const { user, path, value } = await keepPatched(t);
    const Operations = [{ op: "replace", path, value: "Zi new" }];
    verify(await sendPatch(t, user, { Operations })).refuses("it names no schema");
    await verifyStays(t, user, { path, value });
    verify(await sendPatch(t, user, { schemas: [SEARCH_REQUEST_URN], Operations })).refuses("it names another message");
    await verifyStays(t, user, { path, value });
  },
  defects: {
    "patch-without-schemas-accepted": on(PATCH).sent((body) => ({ schemas: [PATCH_OP_URN], ...body })),
    "patch-without-schemas-refused-but-carried-out": changesRefused(
      ([first]) => first?.["value"] === "Zi new",
      (user) => ({ ...user, nickName: "Zi new" }),
    ),
    "patch-of-another-message-accepted": on(PATCH).sent((body) => ({
      ...body,
      ...(body["schemas"] !== undefined && { schemas: [PATCH_OP_URN] }),
    })),
  },
});

const operations = defineCheck({
  id: "users.patch.message-operations",
  title: "A body without operations is refused",
  rule: "RFC7644-3.5.2-02",
  advice: "Refuse a PATCH whose Operations is missing, no array or empty with 400.",
  run: async (t) => {
    const { user } = await keepPatched(t);
    const message = { schemas: [PATCH_OP_URN] };
    verify(await sendPatch(t, user, message)).refuses("it has no Operations");
    verify(await sendPatch(t, user, { ...message, Operations: {} })).refuses("it has an object as Operations");
    verify(await sendPatch(t, user, { ...message, Operations: [] })).refuses("it has no operation");
  },
  defects: {
    "patch-without-operations-accepted": on(PATCH, {
      body: (body) => valueAt(body, "Operations") === undefined,
    }).answer(done),
    "patch-with-an-object-as-operations-accepted": on(PATCH, {
      body: (body) => isObject(valueAt(body, "Operations")),
    }).answer(done),
    "patch-with-no-operation-accepted": on(PATCH, {
      body: (body) => isUnassigned(valueAt(body, "Operations") ?? "missing"),
    }).answer(done),
  },
});

const unknownOp = defineCheck({
  id: "users.patch.unknown-op",
  title: "An operation that is not add, remove or replace is refused and changes nothing",
  rule: "RFC7644-3.5.2-03",
  advice: "Refuse an operation without op, or with another op, with 400 and change nothing.",
  run: async (t) => {
    const { user, path, value } = await keepPatched(t);
    const operation = { path, value: "Zi new" };
    for (const { wrong, although } of [
      { wrong: operation, although: "it has an operation without op" },
      { wrong: { op: "move", ...operation }, although: "it has the operation move" },
      { wrong: { op: "test", ...operation }, although: "it has the operation test" },
    ]) {
      verify(await t.patch(user.path, [wrong])).refuses(although);
      await verifyStays(t, user, { path, value });
    }
  },
  defects: {
    "op-defaults-to-replace": operatesAs((operation) => ({ op: "replace", ...operation })),
    "move-taken-for-replace": operatesAs((operation) =>
      operation["op"] === "move" ? { ...operation, op: "replace" } : operation,
    ),
    "unknown-op-ignored": on(patchWith(([first]) => first?.["op"] === "test")).answer(done),
    "unknown-op-refused-but-carried-out": changesRefused(
      ([first]) => first?.["op"] === "move",
      (user) => ({ ...user, nickName: "Zi new" }),
    ),
  },
});

const refusal = defineCheck({
  id: "users.patch.refusal",
  title: "A PATCH that fails answers a 4xx with an Error body",
  rule: "RFC7644-3.5.2-19",
  advice:
    "Answer a failing PATCH with the fitting 4xx and a SCIM Error whose detail says what is wrong: Okta shows it to the admin.",
  run: async (t) => {
    const user = await t.make.user();
    const failing = [
      { op: "remove" },
      { op: "replace", path: "emails[type eq", value: "x" },
      { op: "replace", path: "id", value: "other" },
    ];
    let refused = 0;
    for (const operation of failing) {
      const reply = await t.patch(user.path, [operation]);
      if (isSuccess(reply)) continue;
      verify(reply).refuses("it cannot be carried out").error();
      refused += 1;
    }
    if (refused === 0) t.skip("the target refuses none of the operations");
  },
  defects: {
    "failing-patch-crashes": on(PATCH).response((r) => (r.ok ? r : errorResponse(500, "Unsupported attribute: null"))),
    "failing-patch-answers-plain-json": on(PATCH).response((r) =>
      r.ok ? r : Response.json({ error: "Bad request" }, { status: r.status }),
    ),
    "failing-patch-without-a-body": on(PATCH).response((r) => (r.ok ? r : new Response(null, { status: r.status }))),
  },
});

const attributes = defineCheck({
  id: "users.patch.attributes",
  title: "With the attributes parameter a PATCH answers 200 with the user",
  rule: "RFC7644-3.5.2-21",
  advice: "Answer 200 with the user when attributes is given, even if PATCH is otherwise answered with 204.",
  run: async (t) => {
    const { user, path } = await keepAttribute(t);
    await skipUnlessPatched(t, user, [{ op: "replace", path, value: "Zi one" }]);
    const operation = { op: "replace", path, value: "Zi two" };
    const answer = verify(await t.patch(withQuery(user.path, { attributes: "userName" }), [operation])).status(200);
    answer.at("id").names(user.id);
    answer.at("userName").isAssigned();
  },
  defects: {
    "patch-with-attributes-answers-the-id-only": on(PATCH, { query: (query) => query.has("attributes") }).body(
      ({ schemas: urns, id }) => ({ schemas: urns ?? [], id: id ?? null }),
    ),
    "patch-with-attributes-is-204": on(PATCH).response((r) => (r.ok ? withStatus(r, 204) : r)),
    "patch-with-attributes-loses-the-id": on(PATCH, { query: (query) => query.has("attributes") }).response(() =>
      Response.json({ userName: "barbara@example.com" }, { headers: { "content-type": "application/scim+json" } }),
    ),
  },
});

const unknownUser = defineCheck({
  id: "users.patch.unknown-user",
  title: "PATCH of a user that does not exist is an error",
  rule: "RFC7644-3.5.2-22",
  advice: "Answer 404 when no user has the id, and create nothing.",
  run: async (t) => {
    const { path } = await keepPatched(t);
    const id = await t.make.unknownUserId();
    const reply = await t.patch(pathTo`/Users/${id}`, [{ op: "replace", path, value: "Zi new" }]);
    verify(reply).refuses("it names no user");
  },
  defects: {
    "patch-of-unknown-user-succeeds": on(PATCH).response((r) => (r.status === 404 ? done() : r)),
    "patch-of-unknown-user-crashes": on(PATCH).response((r) =>
      r.status === 404 ? errorResponse(500, "user is null") : r,
    ),
  },
});

/** The message that PATCH takes, and what it answers. */
export const patchMessageChecks: readonly Check[] = [
  supported,
  ...defineFamily({ needs: ["patch"] }, [schemas, operations, unknownOp, refusal, attributes, unknownUser]),
];

function sendPatch(t: CheckContext, user: OwnUser, body: JsonObject): Promise<Reply> {
  return t.request("PATCH", user.path, { body });
}

function done(): Response {
  return new Response(null, { status: 204 });
}
