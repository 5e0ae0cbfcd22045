import {
  defineCheck,
  describeOutcome,
  describeRequest,
  errorResponse,
  isArray,
  isSuccess,
  on,
  PATCH_OP_URN,
  pathTo,
  readJson,
  shown,
  valueAt,
  verify,
  withBody,
  withStatus,
} from "../../src/kit/index.ts";
import type { Check } from "../../src/kit/index.ts";
import { isCrash } from "./words/is-crash.ts";
import { verifyRefusal } from "./words/verify-refusal.ts";

const unknownEndpoint = defineCheck({
  id: "protocol.error.unknown-endpoint",
  title: "A request for an endpoint that does not exist is refused",
  rule: "RFC7644-3.12-09",
  advice: "Answer 404 with a SCIM Error below the base URL too, instead of a page of the web application.",
  run: async (t) => {
    const reply = await t.get(pathTo`/NoSuchEndpoint${t.runId}`);
    verifyRefusal(t, reply, {
      expected: [404],
      although: "there is no such endpoint",
      isWrong: (answer) => isSuccess(answer) || isCrash(answer),
    });
  },
  defects: {
    "unknown-endpoint-serves-the-web-app": on({ path: /^\/NoSuch/ }).answer(
      () => new Response("<!DOCTYPE html><title>App</title>", { headers: { "content-type": "text/html" } }),
    ),
    "unknown-endpoint-crashes": on({ path: /^\/NoSuch/ }).answer(() => errorResponse(500, "No route matches.")),
  },
});

const unknownUser = defineCheck({
  id: "protocol.error.unknown-user",
  title: "A user that does not exist gives 404",
  rule: "RFC7644-3.12-09",
  advice: "Answer 404 when no user has the id: to Okta it says that the user was deleted.",
  run: async (t) => {
    verify(await t.get(pathTo`/Users/${await t.make.unknownUserId()}`)).status(404);
  },
  defects: {
    "unknown-user-is-400": on("/Users/:id").response((r) => (r.status === 404 ? errorResponse(400, "Bad id.") : r)),
    "unknown-user-is-410": on("/Users/:id").response((r) => (r.status === 404 ? withStatus(r, 410) : r)),
  },
});

const malformed = defineCheck({
  id: "protocol.error.malformed-json",
  title: "A PUT whose body is not JSON is refused with 400",
  rule: "RFC7644-3.12-18",
  advice: "Answer 400 with scimType invalidSyntax when the body cannot be parsed.",
  run: async (t) => {
    const user = await t.make.user();
    const sane = await t.put(user.path, await user.read());
    if (!isSuccess(sane)) t.skip(`${describeRequest(sane)} with the user as it is answers ${describeOutcome(sane)}`);
    const reply = await t.request("PUT", user.path, { text: '{"userName":' });
    verify(reply).status(400);
    const scimType = valueAt(reply.body, "scimType");
    if (scimType === "invalidSyntax") return;
    t.note(reply, `${describeRequest(reply)} is refused with scimType ${shown(scimType)}, where invalidSyntax fits`);
  },
  defects: {
    "malformed-put-crashes": on("PUT").response((r) =>
      r.status === 400 ? errorResponse(500, "Unexpected end of JSON.") : r,
    ),
    "half-an-object-crashes": on("PUT").answer(async (request, next) =>
      (await readJson(request)) === undefined ? errorResponse(500, "Unexpected end of JSON.") : next(request),
    ),
    "malformed-put-taken-for-an-empty-one": on("PUT").response((r) => (r.status === 400 ? withStatus(r, 200) : r)),
  },
});

const badRequest = defineCheck({
  id: "protocol.error.bad-request",
  title: "What cannot be parsed or breaks the schema is refused with 400",
  rule: "RFC7644-3.12-06",
  advice: "Use 400 for requests that are not JSON or have values of the wrong type, neither 422 nor 500.",
  run: async (t) => {
    const user = await t.make.user();
    const plain = await user.read();
    const answers = [await t.request("POST", "/Users", { text: "{" })];
    // A target that takes no PUT of the user as it is says nothing about values.
    const isTaken = isSuccess(await t.put(user.path, plain));
    const wrong = isTaken ? [{ name: "Barbara Jensen" }, { emails: "barbara@example.com" }] : [];
    for (const change of wrong) answers.push(await t.put(user.path, { ...plain, ...change }));
    const refusals = answers.filter(({ status }) => status >= 400);
    if (refusals.length === 0) t.skip("the target refuses neither malformed JSON nor values of the wrong type");
    for (const reply of refusals) verify(reply).status(400);
  },
  defects: {
    "malformed-json-is-422": on("POST").response((r) => (r.status === 400 ? withStatus(r, 422) : r)),
    "wrong-type-is-422": on("PUT").response((r) => (r.status === 400 ? withStatus(r, 422) : r)),
    "wrong-type-crashes": on("PUT").response((r) =>
      r.status === 400 ? errorResponse(500, "emails.map is not a function") : r,
    ),
  },
});

const arrayBody = defineCheck({
  id: "protocol.error.array-body",
  title: "A body that is a JSON array is refused, and changes nobody",
  rule: "RFC7644-3.12-18",
  advice: "Take a JSON object as the body of a request only, and refuse an array with 400 invalidSyntax.",
  run: async (t) => {
    const user = await t.make.user();
    const plain = await user.read();
    const operations = [{ op: "replace", path: "active", value: true }];
    const although = "its body is a JSON array";
    verify(await t.request("POST", "/Users", { body: [t.make.userBody()] })).refuses(although);
    // Who refuses them as objects does not refuse them for the array.
    if (isSuccess(await t.put(user.path, plain))) {
      verify(await t.request("PUT", user.path, { body: [plain] })).refuses(although);
    }
    if (isSuccess(await t.patch(user.path, operations))) {
      const body = [{ schemas: [PATCH_OP_URN], Operations: operations }];
      verify(await t.request("PATCH", user.path, { body })).refuses(although);
    }
  },
  defects: {
    "array-is-taken-for-its-first-item": on("POST|PUT", { body: isArray }).request(firstItem),
    "array-of-operations-is-taken": on("PATCH", { body: isArray }).request(firstItem),
    "array-body-crashes": on("POST", { body: isArray }).answer(() => errorResponse(500, "list has no attribute get")),
  },
});

/** How requests that are wrong are answered. */
export const errorChecks: readonly Check[] = [unknownEndpoint, unknownUser, malformed, badRequest, arrayBody];

async function firstItem(request: Request): Promise<Request> {
  const body = await readJson(request);
  return isArray(body) ? withBody(request, body[0] ?? null) : request;
}
