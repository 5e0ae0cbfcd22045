import {
  counted,
  defineTrafficRule,
  describeRequest,
  errorResponse,
  hasSucceeded,
  mediaTypeOf,
  noteOn,
  on,
  pathTo,
  SCIM_MEDIA_TYPE,
  toReply,
  verify,
  withHeader,
} from "../../src/kit/index.ts";
import type { DeclaredRule, LiveExchange } from "../../src/kit/index.ts";
import type { LiveResponse } from "../../src/exchange/exchange.ts";
import { isAuthorized, isScimEndpoint, namesResource, STANDARD_METHODS } from "./words/answers.ts";
import { verifyMediaType } from "./words/verify-media-type.ts";

const mediaType: DeclaredRule = defineTrafficRule({
  id: "traffic.http.media-type",
  title: "Answers with a body are marked application/scim+json, or application/json with a remark",
  rule: "RFC7644-3.1-01",
  advice:
    "Send Content-Type: application/scim+json with every body; clients read application/json as well, and nothing else.",
  applies: (x) => hasSucceeded(x) && x.response?.text !== "" && isScimEndpoint(x) && asksForScim(x),
  judge: (x) => verifyMediaType(x, "its answers"),
  // A body is read as JSON, whatever it is marked as: every scenario passes. One that is no JSON is traffic.http.json's.
  breaksNothing: true,
  probe: async (t) => {
    await t.get((await t.make.user()).path);
  },
  defects: {
    "resource-as-text": on("GET /Users/:id").response((r) => withHeader(r, "content-type", "text/plain")),
    "content-type-missing": on("POST|GET").response((r) => withHeader(r, "content-type", null)),
  },
});

const json: DeclaredRule = defineTrafficRule({
  id: "traffic.http.json",
  title: "Bodies are JSON, also those of errors",
  rule: "RFC7644-3.2-04",
  advice: "Answer errors of the SCIM endpoints in JSON too: turn off the framework's own error pages there.",
  applies: (x) =>
    x.response !== null &&
    hasBody(x.response) &&
    !isBeyondLimits(x.response) &&
    isAuthorized(x) &&
    isScimEndpoint(x) &&
    (hasSucceeded(x) || isScimRefusal(x)),
  judge: (x) => {
    if (x.response?.body !== undefined) return;
    const reply = toReply(x);
    verify(reply).that(
      false,
      `${describeRequest(reply)} is answered with ${reply.unreadable ?? "a body that is not JSON"}`,
      {
        expected: "JSON",
        // Little of it, since it may be about strangers.
        actual: `${reply.header("content-type") ?? "no Content-Type"}: ${reply.text.slice(0, 30)}`,
      },
    );
  },
  probe: async (t) => {
    await t.get(pathTo`/Users/${await t.make.unknownUserId()}`);
  },
  defects: {
    "html-for-unknown-user": on("GET /Users/:id").response((r) => (r.status === 404 ? notFoundPage() : r)),
    "json-behind-a-guard": on("POST /Users").response(async (r) => behindGuard(r, await r.text())),
  },
});

const noContent: DeclaredRule = defineTrafficRule({
  id: "traffic.http.no-content",
  title: "204 answers have no content",
  rule: "RFC9110-15.3.5-01",
  advice: "Send 204 without a body, without Transfer-Encoding and without a Content-Length above zero.",
  applies: (x) => x.response?.status === 204,
  judge: (x) => {
    const answer = verify(toReply(x));
    answer.header("Transfer-Encoding").isAbsent();
    answer.header("Content-Length").holds("none or 0", isZero);
    if (answer.header("Content-Length").value !== undefined) noteOn(x, "The target sends Content-Length with 204");
    const { text } = answer.reply;
    if (text === "") return;
    answer.that(false, `${describeRequest(answer.reply)} answers 204 with a body`, {
      expected: "no body",
      actual: counted(text.length, "character"),
    });
  },
  probe: async (t) => {
    await t.delete((await t.make.user()).path);
  },
  defects: {
    "no-content-with-transfer-encoding": on("DELETE").response((r) => withHeader(r, "transfer-encoding", "chunked")),
    "no-content-with-length": on("DELETE").response((r) => withHeader(r, "content-length", "2")),
  },
});

const noServerError: DeclaredRule = defineTrafficRule({
  id: "traffic.http.no-500",
  title: "No request makes the server answer 500",
  rule: "RFC7644-3.12-13",
  advice: "Look at the server's log for the exception behind this request; answer what a client did wrong with a 4xx.",
  applies: (x) => x.response !== null,
  judge: (x) => {
    if (x.response?.status !== 500) return;
    const reply = toReply(x);
    verify(reply).that(false, `${describeRequest(reply)} makes the server answer 500`, {
      expected: "a success, or a 4xx that says what is wrong",
      actual: `status 500 ${reply.text.slice(0, 80)}`.trimEnd(),
    });
  },
  probe: async (t) => {
    await t.get(pathTo`/Users/${await t.make.unknownUserId()}`);
  },
  defects: {
    "unknown-user-crashes": on("GET /Users/:id").response((r) =>
      r.status === 404 ? errorResponse(500, "Cannot read properties of undefined") : r,
    ),
  },
});

/** Rules of HTTP that hold for every answer. */
export const httpRules: readonly DeclaredRule[] = [mediaType, json, noContent, noServerError];

/** One that could not be unpacked is a body too. */
function hasBody({ text, unreadable }: LiveResponse): boolean {
  return text !== "" || unreadable !== undefined;
}

/** JSON of a size or depth that we do not read is JSON all the same; what cannot be unpacked is not. */
function isBeyondLimits({ unreadable }: LiveResponse): boolean {
  return unreadable !== undefined && !unreadable.includes("not in that encoding");
}

function isZero(length: string | undefined): boolean {
  return length === undefined || Number(length) === 0;
}

function asksForScim(x: LiveExchange): boolean {
  const accept = x.request.headers["accept"];
  return accept === undefined || mediaTypeOf(accept) === SCIM_MEDIA_TYPE;
}

/** A refusal by the SCIM layer itself: 401, 405, 429 and gateway errors often come from something in front of it. */
function isScimRefusal(x: LiveExchange): boolean {
  const status = x.response?.status ?? 0;
  if (!STANDARD_METHODS.includes(x.request.method)) return false;
  if (status === 404) return namesResource(x);
  // Without valid credentials a gateway may answer 403; the requests that try that have no body.
  return status === 403 ? x.request.text !== null : [400, 409, 412, 501].includes(status);
}

function notFoundPage(): Response {
  return new Response("<!DOCTYPE html><title>404 Not Found</title>", {
    status: 404,
    headers: { "content-type": "text/html" },
  });
}

/** Text in front of JSON, as some web frameworks add it against script inclusion. */
function behindGuard(response: Response, text: string): Response {
  return new Response(`)]}',\n${text}`, { status: response.status, headers: response.headers });
}
