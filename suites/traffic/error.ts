import {
  defineTrafficRule,
  ERROR_URN,
  hasSucceeded,
  isArray,
  isObject,
  isUnassigned,
  on,
  pathTo,
  sameText,
  shown,
  toReply,
  verify,
  withHeader,
  withJson,
  without,
  withStatus,
} from "../../src/kit/index.ts";
import type { CheckContext, DeclaredRule, Json, JsonObject, LiveExchange, Step, Wrap } from "../../src/kit/index.ts";
import {
  errorIn,
  isAuthorized,
  isScimEndpoint,
  namesMessage,
  namesResource,
  STANDARD_METHODS,
} from "./words/answers.ts";
import { failAt } from "./words/fail-at.ts";
import { validator } from "./words/validator.ts";
import { verifyMediaType } from "./words/verify-media-type.ts";

const form: DeclaredRule = defineTrafficRule({
  id: "traffic.error.form",
  title: "Refusals with 400, 404, 409 and 412 carry a SCIM Error body",
  rule: "RFC7644-3.12-01",
  advice: `Answer 400, 404, 409 and 412 with JSON whose schemas is ["${ERROR_URN}"], with status and a detail that an admin understands.`,
  applies: (x) => isJudgedRefusal(x) && findWrapped(x.response?.body) === undefined,
  judge: (x) => {
    verify(toReply(x)).error();
    // status and scimType have rules of their own.
    const problems = validator().validateMessage("error", errorIn(x) ?? {});
    if (problems.some(({ at }) => at === "/detail")) failAt(x, ["detail"], "a text, or nothing");
  },
  probe: provokeErrors,
  defects: {
    "error-detail-is-a-list": tamperErrors((body) => ({ ...body, detail: [{ msg: body["detail"] ?? "" }] })),
    "error-of-the-framework": tamperErrors((body) => ({ error: "Not Found", message: body["detail"] ?? null })),
    "error-of-scim-one": tamperErrors((body) => ({ ...body, schemas: ["urn:scim:schemas:core:1.0"] })),
  },
});

const status: DeclaredRule = defineTrafficRule({
  id: "traffic.error.status",
  title: "The status in an Error body is a string and equals the HTTP status",
  rule: "RFC7644-3.12-02",
  advice: 'Write status as a JSON string: "status": "404".',
  applies: (x) => !hasSucceeded(x) && errorIn(x) !== undefined,
  judge: (x) => {
    const own = String(x.response?.status);
    const found = errorIn(x)?.["status"];
    const isRight = isStatusText(x) && (found === undefined || found === own);
    if (!isRight) failAt(x, ["status"], shown(own));
  },
  probe: provokeErrors,
  defects: {
    "error-status-number": tamperErrors((body) => ({ ...body, status: Number(body["status"]) })),
    "error-status-missing": tamperErrors((body) => without(body, "status")),
    "error-status-always-400": tamperErrors((body) => ({ ...body, status: "400" })),
  },
});

const root: DeclaredRule = defineTrafficRule({
  id: "traffic.error.root",
  title: "The Error object is the root of the body",
  rule: "RFC7644-3.12-04",
  advice: "Send the Error object itself as the body, not inside another object or an array.",
  applies: (x) => isJudgedRefusal(x) && (errorIn(x) !== undefined || findWrapped(x.response?.body) !== undefined),
  judge: (x) => {
    const steps = findWrapped(x.response?.body);
    if (steps !== undefined) failAt(x, steps, "the Error object as the whole body");
  },
  probe: provokeErrors,
  defects: {
    "error-wrapped": tamperErrors((body) => ({ error: body })),
    "error-list-of-scim-one": tamperErrors((body) => ({ Errors: [body] })),
  },
});

const mediaType: DeclaredRule = defineTrafficRule({
  id: "traffic.error.media-type",
  title: "Error bodies have the SCIM media type, or application/json with a remark",
  rule: "RFC7644-3.12-05",
  advice: "Send Content-Type: application/scim+json with errors too.",
  applies: (x) => isJudgedRefusal(x) && errorIn(x) !== undefined,
  judge: (x) => verifyMediaType(x, "errors"),
  probe: provokeErrors,
  defects: {
    "error-as-problem-json": tamperRefusals((r) => withHeader(r, "content-type", "application/problem+json")),
  },
});

const toldByStatus: DeclaredRule = defineTrafficRule({
  id: "traffic.error.http-status",
  title: "An Error body comes with an HTTP status of 400 or above",
  rule: "RFC7644-3.2-03",
  advice: "Set the HTTP status of the response to the error's own; clients look there first.",
  applies: (x) => errorIn(x) !== undefined,
  judge: (x) => {
    if (x.response !== null && x.response.status >= 400) return;
    verify(toReply(x), { although: "its body is an Error" }).status(statusWithin(x));
  },
  probe: provokeErrors,
  defects: {
    "errors-with-http-200": tamperRefusals((r) => withStatus(r, 200)),
  },
});

/** Table 9 of RFC 7644 section 3.12, and what RFC 9865 section 2.1 adds. */
const KEYWORDS: readonly string[] = [
  "invalidFilter",
  "tooMany",
  "uniqueness",
  "mutability",
  "invalidSyntax",
  "invalidPath",
  "noTarget",
  "invalidValue",
  "invalidVers",
  "sensitive",
  "invalidCursor",
  "expiredCursor",
  "invalidCount",
];

const keyword: DeclaredRule = defineTrafficRule({
  id: "traffic.error.scim-type",
  title: "The scimType of an Error is one of the keywords that the RFCs define",
  rule: "RFC7644-3.12-26",
  advice:
    "Use a keyword of RFC 7644 Table 9 where one fits, and leave scimType out where none does: detail says the rest.",
  applies: (x) => isJudgedRefusal(x) && !isUnassigned(errorIn(x)?.["scimType"]) && errorIn(x)?.["scimType"] !== "",
  judge: (x) => {
    verify(toReply(x))
      .at("scimType")
      .holds(KEYWORDS.join(" or "), (found) => KEYWORDS.some((word) => sameText(word, found)));
  },
  probe: provokeErrors,
  defects: {
    "scim-type-is-a-word-of-its-own": tamperErrors((body) => ({ ...body, scimType: "userAlreadyExists" })),
    "scim-type-is-the-status": tamperErrors((body) => ({ ...body, scimType: body["status"] ?? null })),
  },
});

/** Rules of error answers. */
export const errorRules: readonly DeclaredRule[] = [form, status, root, mediaType, toldByStatus, keyword];

/** Refusals by the SCIM layer: what stands in front of it answers other statuses, and unknown endpoints, in its own way. */
function isJudgedRefusal(x: LiveExchange): boolean {
  const found = x.response?.status ?? 0;
  if (!isAuthorized(x) || !isScimEndpoint(x) || !STANDARD_METHODS.includes(x.request.method)) return false;
  return found === 404 ? namesResource(x) : [400, 409, 412].includes(found);
}

/** The way to an Error object one level down: a member, in an array, or in a member that is an array. */
function findWrapped(body: Json | undefined): readonly Step[] | undefined {
  if (isArray(body)) return findError(body);
  if (!isObject(body) || isError(body)) return undefined;
  for (const [name, value] of Object.entries(body)) {
    if (isError(value)) return [name];
    const within = isArray(value) ? findError(value) : undefined;
    if (within !== undefined) return [name, ...within];
  }
  return undefined;
}

function findError(items: readonly Json[]): readonly Step[] | undefined {
  const index = items.findIndex(isError);
  return index === -1 ? undefined : [index];
}

/** True for an Error whose status is there and has the form of one. */
function isStatusText(x: LiveExchange): boolean {
  const problems = validator().validateMessage("error", errorIn(x) ?? {});
  return !problems.some(({ at }) => at === "/status");
}

/** The HTTP status that an Error says it has; 400 where it says none. */
function statusWithin(x: LiveExchange): number {
  const stated = Number(errorIn(x)?.["status"]);
  return stated >= 400 ? stated : 400;
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
  return on("/Users/:id?").response((response) => ([404, 409].includes(response.status) ? change(response) : response));
}
