import { defineTrafficRule } from "../../src/kit/check.ts";
import type { DeclaredRule } from "../../src/kit/check.ts";
import type { CheckContext } from "../../src/kit/check-context.ts";
import { rfc } from "../../src/exchange/clause.ts";
import type { LiveExchange } from "../../src/exchange/exchange.ts";
import { describeRequest, toReply } from "../../src/exchange/reply.ts";
import { tamperResponse, withHeader, withJson, withStatus, without } from "../../src/kit/defects/tamper.ts";
import type { Wrap } from "../../src/kit/defects/tamper.ts";
import { shown } from "../../src/exchange/shown.ts";
import { verifyErrorBody, verifyThat } from "../../src/exchange/verify.ts";
import { mediaTypeOf, SCIM_MEDIA_TYPE } from "../../src/scim/http.ts";
import { isArray, isObject } from "../../src/scim/json.ts";
import type { Json, JsonObject } from "../../src/scim/json.ts";
import { pathTo } from "../../src/scim/request-path.ts";
import { ERROR_URN } from "../../src/scim/urns.ts";
import { errorIn, isScimEndpoint, isSuccess, namesMessage, namesResource, STANDARD_METHODS } from "./words/answers.ts";
import { validator } from "./words/validator.ts";

const form: DeclaredRule = defineTrafficRule({
  id: "traffic.error.form",
  title: "Refusals carry a SCIM Error body",
  clause: rfc("RFC7644-3.12-01"),
  advice: `Answer 400, 404, 409 and 412 with JSON whose schemas is ["${ERROR_URN}"], with status and a detail that an admin understands.`,
  applies: (x) => isJudgedRefusal(x) && findWrapped(x.response?.body) === undefined,
  judge: (x) => {
    verifyErrorBody(toReply(x));
  },
  probe: provokeErrors,
  defects: [
    {
      name: "error-of-the-framework",
      breaks: "RFC7644-3.12-01",
      wrap: tamperErrors((body) => ({ error: "Not Found", message: body["detail"] ?? null })),
    },
    {
      name: "error-of-scim-one",
      breaks: "RFC7644-3.12-01",
      wrap: tamperErrors((body) => ({ ...body, schemas: ["urn:scim:schemas:core:1.0"] })),
    },
  ],
});

const status: DeclaredRule = defineTrafficRule({
  id: "traffic.error.status",
  title: "status in an Error body is a string and equals the HTTP status",
  clause: rfc("RFC7644-3.12-02"),
  advice: 'Write status as a JSON string: "status": "404".',
  applies: (x) => !isSuccess(x) && errorIn(x) !== undefined,
  judge: (x) => {
    const reply = toReply(x);
    const problem = validator()
      .validateMessage("error", errorIn(x) ?? {})
      .find(({ at }) => at === "/status");
    verifyThat(problem === undefined, reply, {
      reason: `${describeRequest(reply)} is refused with an Error whose status is ${problem?.actual ?? ""}`,
      expected: shown(String(reply.status)),
      actual: problem?.actual ?? "",
      at: "/status",
    });
    const found = errorIn(x)?.["status"];
    verifyThat(found === undefined || found === String(reply.status), reply, {
      reason: `${describeRequest(reply)} answers ${reply.status} and says ${shown(found)} in the Error body`,
      expected: shown(String(reply.status)),
      actual: shown(found),
      at: "/status",
    });
  },
  probe: provokeErrors,
  defects: [
    {
      name: "error-status-number",
      breaks: "RFC7644-3.12-02",
      wrap: tamperErrors((body) => ({ ...body, status: Number(body["status"]) })),
    },
    {
      name: "error-status-missing",
      breaks: "RFC7644-3.12-02",
      wrap: tamperErrors((body) => without(body, "status")),
    },
    {
      name: "error-status-always-400",
      breaks: "RFC7644-3.12-02",
      wrap: tamperErrors((body) => ({ ...body, status: "400" })),
    },
  ],
});

const root: DeclaredRule = defineTrafficRule({
  id: "traffic.error.root",
  title: "The Error object is the root of the body",
  clause: rfc("RFC7644-3.12-04"),
  advice: "Send the Error object itself as the body, not inside another object or an array.",
  applies: isJudgedRefusal,
  judge: (x) => {
    const reply = toReply(x);
    const at = findWrapped(reply.body);
    verifyThat(at === undefined, reply, {
      reason: `${describeRequest(reply)} is refused with an Error that is wrapped in something else`,
      expected: "the Error object as the whole body",
      actual: `the Error object at ${at ?? ""}`,
      at: at ?? "",
    });
  },
  probe: provokeErrors,
  defects: [
    {
      name: "error-wrapped",
      breaks: "RFC7644-3.12-04",
      wrap: tamperErrors((body) => ({ error: body })),
    },
    {
      name: "error-list-of-scim-one",
      breaks: "RFC7644-3.12-04",
      wrap: tamperErrors((body) => ({ Errors: [body] })),
    },
  ],
});

const mediaType: DeclaredRule = defineTrafficRule({
  id: "traffic.error.media-type",
  title: "Error bodies have the SCIM media type",
  clause: rfc("RFC7644-3.12-05"),
  advice: "Send Content-Type: application/scim+json with errors too.",
  applies: (x) => isJudgedRefusal(x) && errorIn(x) !== undefined,
  judge: (x) => {
    const reply = toReply(x);
    const found = reply.header("content-type");
    verifyThat([SCIM_MEDIA_TYPE, "application/json"].includes(mediaTypeOf(found ?? null)), reply, {
      reason: `${describeRequest(reply)} is refused with an Error marked ${found ?? "with no media type"}`,
      expected: `Content-Type: ${SCIM_MEDIA_TYPE}`,
      actual: found ?? "no Content-Type",
    });
  },
  probe: provokeErrors,
  defects: [
    {
      name: "error-as-problem-json",
      breaks: "RFC7644-3.12-05",
      wrap: tamperRefusals((r) => withHeader(r, "content-type", "application/problem+json")),
    },
  ],
});

const toldByStatus: DeclaredRule = defineTrafficRule({
  id: "traffic.error.http-status",
  title: "An Error body comes with an HTTP status of 400 or above",
  clause: rfc("RFC7644-3.2-03"),
  blocks: ["create"],
  advice: "Set the HTTP status of the response to the error's own; clients look there first.",
  applies: (x) => errorIn(x) !== undefined,
  judge: (x) => {
    const reply = toReply(x);
    verifyThat(reply.status >= 400, reply, {
      reason: `${describeRequest(reply)} answers ${reply.status} with an Error body`,
      expected: "the error's status as HTTP status",
      actual: `status ${reply.status}`,
    });
  },
  probe: provokeErrors,
  defects: [
    {
      name: "errors-with-http-200",
      breaks: "RFC7644-3.2-03",
      wrap: tamperRefusals((r) => withStatus(r, 200)),
    },
  ],
});

/** Rules of error answers. */
export const errorRules: readonly DeclaredRule[] = [form, status, root, mediaType, toldByStatus];

/** Refusals by the SCIM layer: what stands in front of it answers other statuses, and unknown endpoints, in its own way. */
function isJudgedRefusal(x: LiveExchange): boolean {
  const found = x.response?.status ?? 0;
  if (!isScimEndpoint(x) || !STANDARD_METHODS.includes(x.request.method)) return false;
  return found === 404 ? namesResource(x) : [400, 409, 412].includes(found);
}

/** Where an Error object stands one level down: as a member, in an array, or in a member that is an array. */
function findWrapped(body: Json | undefined): string | undefined {
  if (isArray(body)) return body.some(isError) ? "/0" : undefined;
  if (!isObject(body) || isError(body)) return undefined;
  const found = Object.entries(body).find(([, value]) => [value].flat().some(isError));
  return found && `/${found[0]}`;
}

function isError(value: Json | undefined): boolean {
  return isObject(value) && namesMessage(value, ERROR_URN);
}

async function provokeErrors(t: CheckContext): Promise<void> {
  const user = await t.make.user();
  await t.get(pathTo`/Users/${await t.make.unknownUserId()}`);
  await t.post("/Users", user.sent);
}

/** A fault in the body of errors to requests for users. */
function tamperErrors(change: (body: JsonObject) => Json): Wrap {
  return tamperRefusals(async (response) => {
    const body: unknown = JSON.parse(await response.clone().text());
    return isObject(body) ? withJson(response, change(body)) : response;
  });
}

function tamperRefusals(change: (response: Response) => Response | Promise<Response>): Wrap {
  return tamperResponse({ path: /^\/Users(\/|$)/ }, (response) =>
    [404, 409].includes(response.status) ? change(response) : response,
  );
}
