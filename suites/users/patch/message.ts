import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import type { CheckContext } from "../../../src/kit/check-context.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import { describeOutcome, describeRequest } from "../../../src/exchange/reply.ts";
import type { Reply } from "../../../src/exchange/reply.ts";
import {
  answerInstead,
  errorResponse,
  tamperRequestBody,
  tamperResponse,
  withStatus,
} from "../../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../../src/exchange/reply.ts";
import { shown } from "../../../src/exchange/shown.ts";
import {
  verifyErrorBody,
  verifyObject,
  verifyRefused,
  verifyStatus,
  verifyThat,
} from "../../../src/exchange/verify.ts";
import { PATCH_OP_URN, SEARCH_REQUEST_URN } from "../../../src/scim/urns.ts";
import { answersPatch, operatesAs, operationsIn } from "../words/patch-defects.ts";
import { keepAttribute, verifyShows } from "../words/patch-target.ts";
import type { OwnUser } from "../words/patch-target.ts";
import { valueAt } from "../../../src/kit/reading/value-at.ts";
import { pathTo, withQuery } from "../../../src/scim/request-path.ts";

const PATCH = { method: "PATCH", path: /^\/Users\/./ };

const supported = defineCheck({
  id: "users.patch.supported",
  title: "PATCH is supported",
  clause: rfc("RFC7644-3.5-02"),
  blocks: ["deactivate"],
  advice: "Support PATCH and say so in ServiceProviderConfig: apps of Okta's catalogue deactivate users by PATCH.",
  run: async (t) => {
    const { user, path } = await keepAttribute(t);
    const reply = await t.patch(user.path, [{ op: "replace", path, value: "Zi new" }]);
    verifyThat(![404, 405, 501].includes(reply.status), reply, {
      reason: `${describeRequest(reply)} answers ${describeOutcome(reply)}: there is no PATCH`,
      expected: "200 or 204",
      actual: `status ${describeOutcome(reply)}`,
    });
    const advertised = valueAt(t.target.serviceProviderConfig, "patch", "supported");
    verifyThat(advertised !== false, reply, {
      reason: "ServiceProviderConfig says that PATCH is not supported",
      expected: "patch.supported true",
      actual: "patch.supported false",
    });
  },
  defects: [
    {
      name: "patch-is-405",
      breaks: "RFC7644-3.5-02",
      wrap: answerInstead(PATCH, () => errorResponse(405, "Use PUT.")),
    },
    {
      name: "patch-not-advertised",
      breaks: "RFC7644-3.5-02",
      wrap: tamperResponse({ path: /^\/ServiceProviderConfig$/ }, async (r) => {
        const text = (await r.text()).replace(/"patch":\{"supported":true/, '"patch":{"supported":false');
        return new Response(text, { status: r.status, headers: { "content-type": "application/scim+json" } });
      }),
    },
  ],
});

const schemas = defineCheck({
  id: "users.patch.message-schemas",
  title: "A body that does not name the PatchOp schema is refused",
  clause: rfc("RFC7644-3.5.2-01"),
  needs: ["patch"],
  advice: `Refuse a PATCH whose schemas is not ["${PATCH_OP_URN}"] with 400.`,
  run: async (t) => {
    const { user, path } = await keepAttribute(t);
    const Operations = [{ op: "replace", path, value: "Zi new" }];
    verifyRefused(await sendPatch(t, user, { Operations }), "names no schema");
    verifyRefused(await sendPatch(t, user, { schemas: [SEARCH_REQUEST_URN], Operations }), "names another message");
  },
  defects: [
    {
      name: "patch-without-schemas-accepted",
      breaks: "RFC7644-3.5.2-01",
      wrap: tamperRequestBody(PATCH, (body) => ({ schemas: [PATCH_OP_URN], ...body })),
    },
    {
      name: "patch-of-another-message-accepted",
      breaks: "RFC7644-3.5.2-01",
      wrap: tamperRequestBody(PATCH, (body) => ({
        ...body,
        ...(body["schemas"] !== undefined && { schemas: [PATCH_OP_URN] }),
      })),
    },
  ],
});

const operations = defineCheck({
  id: "users.patch.message-operations",
  title: "A body without operations is refused",
  clause: rfc("RFC7644-3.5.2-02"),
  needs: ["patch"],
  advice: "Refuse a PATCH whose Operations is missing, no array or empty with 400.",
  run: async (t) => {
    const user = await t.make.user();
    const named = { schemas: [PATCH_OP_URN] };
    verifyRefused(await sendPatch(t, user, named), "has no Operations");
    verifyRefused(await sendPatch(t, user, { ...named, Operations: {} }), "has an object as Operations");
    verifyRefused(await sendPatch(t, user, { ...named, Operations: [] }), "has no operation");
  },
  defects: [
    {
      name: "patch-without-operations-accepted",
      breaks: "RFC7644-3.5.2-02",
      wrap: answerInstead({ ...PATCH, body: (body) => valueAt(body, "Operations") === undefined }, done),
    },
    {
      name: "patch-with-no-operation-accepted",
      breaks: "RFC7644-3.5.2-02",
      wrap: answerInstead({ ...PATCH, body: (body) => operationsIn(body).length === 0 }, done),
    },
  ],
});

const unknownOp = defineCheck({
  id: "users.patch.unknown-op",
  title: "An operation that is not add, remove or replace is refused",
  clause: rfc("RFC7644-3.5.2-03"),
  needs: ["patch"],
  advice: "Refuse an operation without op, or with another op, with 400 and change nothing.",
  run: async (t) => {
    const { user, path, value } = await keepAttribute(t);
    verifyRefused(await t.patch(user.path, [{ path, value: "Zi new" }]), "has an operation without op");
    verifyRefused(await t.patch(user.path, [{ op: "move", path, value: "Zi new" }]), "has the operation move");
    verifyRefused(await t.patch(user.path, [{ op: "test", path, value: "Zi new" }]), "has the operation test");
    await verifyShows(t, user, { path, value });
  },
  defects: [
    {
      name: "op-defaults-to-replace",
      breaks: "RFC7644-3.5.2-03",
      wrap: operatesAs((operation) => ({ op: "replace", ...operation })),
    },
    {
      name: "unknown-op-ignored",
      breaks: "RFC7644-3.5.2-03",
      wrap: answersPatch((_, [first]) => (first?.["op"] === "test" ? done() : undefined)),
    },
  ],
});

const refusal = defineCheck({
  id: "users.patch.refusal",
  title: "A PATCH that fails answers a 4xx with an Error body",
  clause: rfc("RFC7644-3.5.2-19"),
  needs: ["patch"],
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
      verifyErrorBody(verifyRefused(reply, "cannot be carried out"));
      refused += 1;
    }
    if (refused === 0) t.skip("the target refuses none of the operations");
  },
  defects: [
    {
      name: "failing-patch-crashes",
      breaks: "RFC7644-3.5.2-19",
      wrap: tamperResponse(PATCH, (r) => (r.ok ? r : errorResponse(500, "Unsupported attribute: null"))),
    },
    {
      name: "failing-patch-without-a-body",
      breaks: "RFC7644-3.5.2-19",
      wrap: tamperResponse(PATCH, (r) => (r.ok ? r : new Response(null, { status: r.status }))),
    },
  ],
});

const attributes = defineCheck({
  id: "users.patch.attributes",
  title: "With the attributes parameter a PATCH answers 200 with the user",
  clause: rfc("RFC7644-3.5.2-21"),
  needs: ["patch"],
  advice: "Answer 200 with the user when attributes is given, even if PATCH is otherwise answered with 204.",
  run: async (t) => {
    const { user, path } = await keepAttribute(t);
    const plain = await t.patch(user.path, [{ op: "replace", path, value: "Zi one" }]);
    if (!isSuccess(plain)) t.skip(`the target refuses the PATCH (${plain.status})`);
    const reply = await t.patch(withQuery(user.path, { attributes: "userName" }), [
      { op: "replace", path, value: "Zi two" },
    ]);
    const { id } = verifyObject(verifyStatus(reply, 200));
    verifyThat(id === user.id, reply, {
      reason: `${describeRequest(reply)} answers a body without the user's id`,
      expected: shown(user.id),
      actual: shown(id),
      at: "/id",
    });
  },
  defects: [
    {
      name: "patch-with-attributes-is-204",
      breaks: "RFC7644-3.5.2-21",
      wrap: tamperResponse(PATCH, (r) => (r.ok ? withStatus(r, 204) : r)),
    },
    {
      name: "patch-with-attributes-loses-the-id",
      breaks: "RFC7644-3.5.2-21",
      wrap: tamperResponse({ ...PATCH, query: (query) => query.has("attributes") }, () =>
        Response.json({ userName: "barbara@example.com" }, { headers: { "content-type": "application/scim+json" } }),
      ),
    },
  ],
});

const unknownUser = defineCheck({
  id: "users.patch.unknown-user",
  title: "PATCH of a user that does not exist is an error",
  clause: rfc("RFC7644-3.5.2-22"),
  needs: ["patch"],
  advice: "Answer 404 when no user has the id, and create nothing.",
  run: async (t) => {
    const { path } = await keepAttribute(t);
    const id = await t.make.unknownUserId();
    const reply = await t.patch(pathTo`/Users/${id}`, [{ op: "replace", path, value: "Zi new" }]);
    verifyRefused(reply, "names no user");
  },
  defects: [
    {
      name: "patch-of-unknown-user-succeeds",
      breaks: "RFC7644-3.5.2-22",
      wrap: tamperResponse(PATCH, (r) => (r.status === 404 ? done() : r)),
    },
    {
      name: "patch-of-unknown-user-crashes",
      breaks: "RFC7644-3.5.2-22",
      wrap: tamperResponse(PATCH, (r) => (r.status === 404 ? errorResponse(500, "user is null") : r)),
    },
  ],
});

/** The message that PATCH takes, and what it answers. */
export const patchMessageChecks: readonly Check[] = [
  supported,
  schemas,
  operations,
  unknownOp,
  refusal,
  attributes,
  unknownUser,
];

function sendPatch(t: CheckContext, user: OwnUser, body: Parameters<CheckContext["post"]>[1]): Promise<Reply> {
  return t.request("PATCH", user.path, { body });
}

function done(): Response {
  return new Response(null, { status: 204 });
}
