import { counted } from "../../src/exchange/counted.ts";
import { defineCheck } from "../../src/kit/check.ts";
import type { Check } from "../../src/kit/check.ts";
import { rfc } from "../../src/exchange/clause.ts";
import { describeOutcome, describeRequest } from "../../src/exchange/reply.ts";
import type { Reply } from "../../src/exchange/reply.ts";
import {
  answerInstead,
  errorResponse,
  tamperResponse,
  tamperResponseBody,
  withHeader,
} from "../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../src/exchange/reply.ts";
import { toListBody } from "../../src/exchange/list-body.ts";
import { verifyList, verifyObject, verifyStatus, verifyThat } from "../../src/exchange/verify.ts";
import { isPresent } from "../../src/profile/capability.ts";
import { isObject } from "../../src/scim/json.ts";
import { BULK_REQUEST_URN, SEARCH_REQUEST_URN } from "../../src/scim/urns.ts";
import { named, queryUsers } from "../../src/kit/reading/find-users.ts";
import { valueAt } from "../../src/kit/reading/value-at.ts";
import { pathTo, withQuery } from "../../src/scim/request-path.ts";

const unknownMethod = defineCheck({
  id: "protocol.http.unknown-method",
  title: "An unknown method is refused",
  clause: rfc("RFC9110-9.1-01"),
  advice: "Answer 405 or 501 to methods that the endpoint does not have.",
  run: async (t) => {
    const user = await t.make.user();
    const reply = await t.request("FOO", user.path);
    verifyThat(!isSuccess(reply) && reply.status !== 500, reply, {
      reason: `${describeRequest(reply)} answers ${describeOutcome(reply)}`,
      expected: ["status 405", "status 501"],
      actual: `status ${describeOutcome(reply)}`,
    });
  },
  defects: [
    {
      name: "unknown-method-as-get",
      breaks: "RFC9110-9.1-01",
      wrap: (next) => async (request) =>
        request.method === "FOO" ? next(new Request(request.url, { headers: request.headers })) : next(request),
    },
    {
      name: "unknown-method-crashes",
      breaks: "RFC9110-9.1-01",
      wrap: answerInstead({ method: "FOO" }, () => errorResponse(500, "No handler.")),
    },
  ],
});

const unknownParameter = defineCheck({
  id: "protocol.http.unknown-parameter",
  title: "Unknown query parameters are ignored",
  clause: rfc("RFC7644-3.4.2-07"),
  advice: "Leave query parameters alone that SCIM does not define; clients and proxies add some.",
  run: async (t) => {
    const user = await t.make.user();
    await user.read();
    const alone = await t.get(withQuery(user.path, { xunknown: "1" }));
    const isSame = valueAt(verifyObject(verifyStatus(alone, 200)), "id") === user.id;
    verifyThat(isSame, alone, {
      reason: `${describeRequest(alone)} answers another resource than without the parameter`,
      expected: `the user ${user.id}`,
      actual: String(valueAt(alone.body, "id")),
      at: "/id",
    });
    if (!isPresent(t.capabilities.filter)) return;
    const count = ({ body }: Reply): number => toListBody(isObject(body) ? body : {}).resources.length;
    const without = await t.settle(
      () => queryUsers(t, named(user)),
      (reply) => reply.status !== 200 || count(reply) > 0,
    );
    if (without.status !== 200) return;
    const again = (): Promise<Reply> => queryUsers(t, named(user), { xunknown: "1" });
    const listed = verifyList(await t.settle(again, (reply) => count(reply) === count(without)));
    verifyThat(listed.resources.length === verifyList(without).resources.length, without, {
      reason: "an unknown query parameter changes what a filter finds",
      expected: counted(verifyList(without).resources.length, "user"),
      actual: counted(listed.resources.length, "user"),
    });
  },
  defects: [
    {
      name: "unknown-parameter-refused",
      breaks: "RFC7644-3.4.2-07",
      wrap: answerInstead({ path: /^\/Users\/./, query: (query) => query.has("xunknown") }, () =>
        errorResponse(400, "xunknown is no parameter.", "invalidSyntax"),
      ),
    },
    {
      name: "unknown-parameter-as-a-filter",
      breaks: "RFC7644-3.4.2-07",
      wrap: tamperResponseBody({ path: /^\/Users$/, query: (query) => query.has("xunknown") }, (body) => ({
        ...body,
        totalResults: 0,
        Resources: [],
      })),
    },
  ],
});

const me = defineCheck({
  id: "protocol.http.me",
  title: "A server without /Me answers 501",
  clause: rfc("RFC7644-3.11-01"),
  advice: "Answer GET /Me with 501 when there is no such thing as the client's own user.",
  run: async (t) => {
    const reply = await t.get("/Me");
    const isAnswered = isSuccess(reply) || (reply.status >= 300 && reply.status < 400);
    verifyThat(isAnswered || [401, 403, 501].includes(reply.status), reply, {
      reason: `${describeRequest(reply)} answers ${describeOutcome(reply)}`,
      expected: ["status 501", "the user who asks"],
      actual: `status ${describeOutcome(reply)}`,
    });
  },
  defects: [
    {
      name: "me-is-404",
      breaks: "RFC7644-3.11-01",
      wrap: answerInstead({ path: /^\/Me$/ }, () => errorResponse(404, "There is no endpoint Me.")),
    },
    {
      name: "me-crashes",
      breaks: "RFC7644-3.11-01",
      wrap: answerInstead({ path: /^\/Me$/ }, () => errorResponse(500, "undefined is not a user")),
    },
  ],
});

const bulk = defineCheck({
  id: "protocol.http.bulk-unsupported",
  title: "A server without bulk refuses POST /Bulk",
  clause: rfc("RFC7644-3.7-15"),
  advice: "Answer POST /Bulk with 501 when bulk is not supported.",
  run: async (t) => {
    if (valueAt(t.target.serviceProviderConfig, "bulk", "supported") !== false) {
      t.skip("the target does not say that it has no bulk");
    }
    const id = await t.make.unknownUserId();
    const reply = await t.post("/Bulk", {
      schemas: [BULK_REQUEST_URN],
      Operations: [{ method: "DELETE", path: pathTo`/Users/${id}` }],
    });
    verifyThat(reply.status > 0 && (reply.status < 500 || reply.status === 501), reply, {
      reason: `${describeRequest(reply)} answers ${describeOutcome(reply)}`,
      expected: "status 501",
      actual: `status ${describeOutcome(reply)}`,
    });
  },
  defects: [
    {
      name: "bulk-crashes",
      breaks: "RFC7644-3.7-15",
      wrap: answerInstead({ path: /^\/Bulk$/ }, () => errorResponse(500, "No handler for Bulk.")),
    },
  ],
});

const search = defineCheck({
  id: "protocol.http.search-is-no-create",
  title: "POST /Users/.search makes no user",
  clause: rfc("RFC7644-3.4.3-01"),
  advice: "Route .search before the resources, and answer 501 when it is not supported.",
  run: async (t) => {
    const reply = await t.post("/Users/.search", { schemas: [SEARCH_REQUEST_URN], count: 1 });
    if (isSuccess(reply)) verifyList(reply);
  },
  defects: [
    {
      name: "search-taken-for-a-create",
      breaks: "RFC7644-3.4.3-01",
      wrap: answerInstead({ method: "POST", path: /^\/Users\/\.search$/ }, () =>
        Response.json({ schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], id: "4711" }, { status: 201 }),
      ),
    },
    {
      name: "search-answers-an-empty-object",
      breaks: "RFC7644-3.4.3-01",
      wrap: answerInstead({ method: "POST", path: /^\/Users\/\.search$/ }, () => Response.json({})),
    },
  ],
});

const notAllowed = defineCheck({
  id: "protocol.http.method-not-allowed",
  title: "A 405 names the methods that work",
  clause: rfc("RFC9110-15.5.6-01"),
  advice: "Add an Allow header that lists the methods of the endpoint to each 405 answer.",
  run: async (t) => {
    const reply = await t.request("PATCH", "/ServiceProviderConfig", { body: {} });
    if (reply.status !== 405)
      t.skip(`the target answers ${describeOutcome(reply)}, not 405, to PATCH of its configuration`);
    verifyThat(reply.header("allow") !== undefined, reply, {
      reason: `${describeRequest(reply)} answers 405 without an Allow header`,
      expected: "an Allow header",
      actual: "none",
    });
  },
  defects: [
    {
      name: "allow-header-missing-at-discovery",
      breaks: "RFC9110-15.5.6-01",
      wrap: tamperResponse({ path: /^\/ServiceProviderConfig$/ }, (r) => withHeader(r, "allow", null)),
    },
  ],
});

/** Methods and endpoints at the edge. */
export const methodChecks: readonly Check[] = [unknownMethod, notAllowed, unknownParameter, me, bulk, search];
