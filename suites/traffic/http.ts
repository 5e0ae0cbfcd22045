import { defineTrafficRule } from "../../src/kit/check.ts";
import type { DeclaredRule } from "../../src/kit/check.ts";
import { rfc } from "../../src/exchange/clause.ts";
import type { LiveExchange, LiveResponse } from "../../src/exchange/exchange.ts";
import { describeRequest, toReply } from "../../src/exchange/reply.ts";
import { answerInstead, errorResponse, tamperResponse, withHeader } from "../../src/kit/defects/tamper.ts";
import { verifyThat } from "../../src/exchange/verify.ts";
import { mediaTypeOf, SCIM_MEDIA_TYPE } from "../../src/scim/http.ts";
import { isScimEndpoint, isSuccess, namesResource, STANDARD_METHODS } from "./words/answers.ts";
import { pathTo } from "../../src/scim/request-path.ts";

const mediaType: DeclaredRule = defineTrafficRule({
  id: "traffic.http.media-type",
  title: "Answers with a body are marked application/scim+json",
  clause: rfc("RFC7644-3.1-01"),
  advice: "Send Content-Type: application/scim+json with every body.",
  applies: (x) => isSuccess(x) && x.response?.text !== "" && isScimEndpoint(x) && asksForScim(x),
  judge: (x) => {
    const reply = toReply(x);
    const found = reply.header("content-type");
    // application/json is read by every client, so only another type counts.
    verifyThat([SCIM_MEDIA_TYPE, "application/json"].includes(mediaTypeOf(found ?? null)), reply, {
      reason: `${describeRequest(reply)} is answered as ${found ?? "a body of no stated type"}`,
      expected: `Content-Type: ${SCIM_MEDIA_TYPE}`,
      actual: found ?? "no Content-Type",
    });
  },
  probe: async (t) => {
    await t.get((await t.make.user()).path);
  },
  defects: [
    {
      name: "resource-as-text",
      breaks: "RFC7644-3.1-01",
      wrap: tamperResponse({ method: "GET", path: /^\/Users\/./ }, (r) => withHeader(r, "content-type", "text/plain")),
    },
    {
      name: "content-type-missing",
      breaks: "RFC7644-3.1-01",
      wrap: tamperResponse({ method: ["POST", "GET"] }, (r) => withHeader(r, "content-type", null)),
    },
  ],
});

const json: DeclaredRule = defineTrafficRule({
  id: "traffic.http.json",
  title: "Bodies are JSON, also those of errors",
  clause: rfc("RFC7644-3.2-04"),
  advice: "Answer errors of the SCIM endpoints in JSON too: turn off the framework's own error pages there.",
  applies: (x) =>
    x.response !== null &&
    hasBody(x.response) &&
    !isBeyondLimits(x.response) &&
    isScimEndpoint(x) &&
    (isSuccess(x) || isScimRefusal(x)),
  judge: (x) => {
    const reply = toReply(x);
    verifyThat(reply.body !== undefined, reply, {
      reason: `${describeRequest(reply)} is answered with ${reply.unreadable ?? "a body that is not JSON"}`,
      expected: "JSON",
      // Little of it, since it may be about strangers.
      actual: `${reply.header("content-type") ?? "no Content-Type"}: ${reply.text.slice(0, 30)}`,
    });
  },
  probe: async (t) => {
    await t.get(pathTo`/Users/${await t.make.unknownUserId()}`);
  },
  defects: [
    {
      name: "html-for-unknown-user",
      breaks: "RFC7644-3.2-04",
      wrap: tamperResponse({ method: "GET", path: /^\/Users\/./ }, (r) => (r.status === 404 ? notFoundPage() : r)),
    },
    {
      name: "json-behind-a-guard",
      breaks: "RFC7644-3.2-04",
      wrap: tamperResponse({ method: "POST", path: /^\/Users$/ }, async (r) => behindGuard(r, await r.text())),
    },
  ],
});

/** One that could not be unpacked is a body too. */
function hasBody({ text, unreadable }: LiveResponse): boolean {
  return text !== "" || unreadable !== undefined;
}

const noContent: DeclaredRule = defineTrafficRule({
  id: "traffic.http.no-content",
  title: "204 answers have no content",
  clause: rfc("RFC9110-15.3.5-01"),
  advice: "Send 204 without a body, without Transfer-Encoding and without a Content-Length above zero.",
  applies: (x) => x.response?.status === 204,
  judge: (x) => {
    const reply = toReply(x);
    const length = reply.header("content-length");
    const coding = reply.header("transfer-encoding");
    const isEmpty = reply.text === "" && (length === undefined || Number(length) === 0) && coding === undefined;
    verifyThat(isEmpty, reply, {
      reason: `${describeRequest(reply)} answers 204 and announces content`,
      expected: "no body",
      actual: coding === undefined ? `Content-Length: ${length ?? reply.text.length}` : `Transfer-Encoding: ${coding}`,
    });
  },
  probe: async (t) => {
    await t.delete((await t.make.user()).path);
  },
  defects: [
    {
      name: "no-content-with-length",
      breaks: "RFC9110-15.3.5-01",
      wrap: tamperResponse({ method: "DELETE" }, (r) => withHeader(r, "content-length", "2")),
    },
  ],
});

const allow: DeclaredRule = defineTrafficRule({
  id: "traffic.http.allow",
  title: "405 answers say in Allow which methods work",
  clause: rfc("RFC9110-15.5.6-01"),
  advice: "Add an Allow header that lists the methods of the endpoint to each 405 answer.",
  applies: (x) => x.response?.status === 405,
  judge: (x) => {
    const reply = toReply(x);
    verifyThat(reply.header("allow") !== undefined, reply, {
      reason: `${describeRequest(reply)} answers 405 without an Allow header`,
      expected: "an Allow header",
      actual: "none",
    });
  },
  probe: async (t) => {
    await t.request("PATCH", "/ServiceProviderConfig", { body: {} });
  },
  defects: [
    {
      name: "allow-header-missing",
      breaks: "RFC9110-15.5.6-01",
      wrap: answerInstead({ method: "PATCH", path: /^\/ServiceProviderConfig$/ }, () =>
        errorResponse(405, "PATCH is not allowed here."),
      ),
    },
  ],
});

const noServerError: DeclaredRule = defineTrafficRule({
  id: "traffic.http.no-500",
  title: "No request makes the server answer 500",
  clause: rfc("RFC7644-3.12-13"),
  advice: "Look at the server's log for the exception behind this request; answer what a client did wrong with a 4xx.",
  applies: (x) => x.response !== null,
  judge: (x) => {
    const reply = toReply(x);
    verifyThat(reply.status !== 500, reply, {
      reason: `${describeRequest(reply)} makes the server answer 500`,
      expected: "a success, or a 4xx that says what is wrong",
      actual: `status 500 ${reply.text.slice(0, 80)}`.trimEnd(),
    });
  },
  probe: async (t) => {
    await t.get(pathTo`/Users/${await t.make.unknownUserId()}`);
  },
  defects: [
    {
      name: "unknown-user-crashes",
      breaks: "RFC7644-3.12-13",
      wrap: tamperResponse({ method: "GET", path: /^\/Users\/./ }, (r) =>
        r.status === 404 ? errorResponse(500, "Cannot read properties of undefined") : r,
      ),
    },
  ],
});

/** JSON of a size or depth that we do not read is JSON all the same; what cannot be unpacked is not. */
function isBeyondLimits({ unreadable }: LiveResponse): boolean {
  return unreadable !== undefined && !unreadable.includes("not in that encoding");
}

/** Rules of HTTP that hold for every answer. */
export const httpRules: readonly DeclaredRule[] = [mediaType, json, noContent, allow, noServerError];

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
