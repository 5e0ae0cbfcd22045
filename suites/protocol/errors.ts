import { defineCheck } from "../../src/kit/check.ts";
import type { Check } from "../../src/kit/check.ts";
import { rfc } from "../../src/exchange/clause.ts";
import { describeOutcome, describeRequest } from "../../src/exchange/reply.ts";
import { answerInstead, errorResponse, tamperResponse, withStatus } from "../../src/kit/defects/tamper.ts";
import { verifyStatus, verifyThat } from "../../src/exchange/verify.ts";
import { pathTo } from "../../src/scim/request-path.ts";

const unknownEndpoint = defineCheck({
  id: "protocol.error.unknown-endpoint",
  title: "An endpoint that does not exist is no success",
  clause: rfc("RFC7644-3.12-09"),
  advice: "Answer 404 with a SCIM Error below the base URL too, instead of a page of the web application.",
  run: async (t) => {
    const reply = await t.get(pathTo`/NoSuchEndpoint${t.runId}`);
    verifyThat(reply.status >= 300 && (reply.status < 500 || reply.status === 501), reply, {
      reason: `${describeRequest(reply)} answers ${describeOutcome(reply)} although there is no such endpoint`,
      expected: "status 404",
      actual: `status ${describeOutcome(reply)}`,
    });
  },
  defects: [
    {
      name: "unknown-endpoint-serves-the-web-app",
      breaks: "RFC7644-3.12-09",
      wrap: answerInstead(
        { path: /^\/NoSuch/ },
        () => new Response("<!DOCTYPE html><title>App</title>", { headers: { "content-type": "text/html" } }),
      ),
    },
    {
      name: "unknown-endpoint-crashes",
      breaks: "RFC7644-3.12-09",
      wrap: answerInstead({ path: /^\/NoSuch/ }, () => errorResponse(500, "No route matches.")),
    },
  ],
});

const unknownUser = defineCheck({
  id: "protocol.error.unknown-user",
  title: "A user that does not exist gives 404",
  clause: rfc("RFC7644-3.12-09"),
  advice: "Answer 404 when no user has the id; Okta takes that for a user who is gone.",
  run: async (t) => {
    verifyStatus(await t.get(pathTo`/Users/${await t.make.unknownUserId()}`), 404);
  },
  defects: [
    {
      name: "unknown-user-is-400",
      breaks: "RFC7644-3.12-09",
      wrap: tamperResponse({ path: /^\/Users\/./ }, (r) => (r.status === 404 ? errorResponse(400, "Bad id.") : r)),
    },
    {
      name: "unknown-user-is-410",
      breaks: "RFC7644-3.12-09",
      wrap: tamperResponse({ path: /^\/Users\/./ }, (r) => (r.status === 404 ? withStatus(r, 410) : r)),
    },
  ],
});

const malformed = defineCheck({
  id: "protocol.error.malformed-json",
  title: "A PUT whose body is not JSON is refused with 400",
  clause: rfc("RFC7644-3.12-18"),
  advice: "Answer 400 with scimType invalidSyntax when the body cannot be parsed.",
  run: async (t) => {
    const user = await t.make.user();
    verifyStatus(await t.request("PUT", user.path, { text: '{"userName":' }), 400);
  },
  defects: [
    {
      name: "malformed-put-crashes",
      breaks: "RFC7644-3.12-18",
      wrap: tamperResponse({ method: "PUT" }, (r) =>
        r.status === 400 ? errorResponse(500, "Unexpected end of JSON.") : r,
      ),
    },
    {
      name: "malformed-put-taken-for-an-empty-one",
      breaks: "RFC7644-3.12-18",
      wrap: tamperResponse({ method: "PUT" }, (r) => (r.status === 400 ? withStatus(r, 200) : r)),
    },
  ],
});

const badRequest = defineCheck({
  id: "protocol.error.bad-request",
  title: "What cannot be parsed or breaks the schema is refused with 400",
  clause: rfc("RFC7644-3.12-06"),
  advice: "Use 400 for requests that are not JSON or have values of the wrong type, neither 422 nor 500.",
  run: async (t) => {
    const user = await t.make.user();
    const plain = await user.read();
    const refusals = [
      await t.request("POST", "/Users", { text: "{" }),
      await t.put(user.path, { ...plain, name: "Barbara Jensen" }),
      await t.put(user.path, { ...plain, emails: "barbara@example.com" }),
    ].filter(({ status }) => status >= 400);
    if (refusals.length === 0) t.skip("the target refuses neither malformed JSON nor values of the wrong type");
    for (const reply of refusals) verifyStatus(reply, 400);
  },
  defects: [
    {
      name: "malformed-json-is-422",
      breaks: "RFC7644-3.12-06",
      wrap: tamperResponse({ method: "POST" }, (r) => (r.status === 400 ? withStatus(r, 422) : r)),
    },
    {
      name: "wrong-type-is-422",
      breaks: "RFC7644-3.12-06",
      wrap: tamperResponse({ method: "PUT" }, (r) => (r.status === 400 ? withStatus(r, 422) : r)),
    },
    {
      name: "wrong-type-crashes",
      breaks: "RFC7644-3.12-06",
      wrap: tamperResponse({ method: "PUT" }, (r) =>
        r.status === 400 ? errorResponse(500, "emails.map is not a function") : r,
      ),
    },
  ],
});

/** How requests that are wrong are answered. */
export const errorChecks: readonly Check[] = [unknownEndpoint, unknownUser, malformed, badRequest];
