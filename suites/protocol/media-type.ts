import { defineCheck } from "../../src/kit/check.ts";
import type { Check } from "../../src/kit/check.ts";
import type { CheckContext } from "../../src/kit/check-context.ts";
import { rfc } from "../../src/exchange/clause.ts";
import { describeRequest } from "../../src/exchange/reply.ts";
import type { Reply } from "../../src/exchange/reply.ts";
import {
  errorResponse,
  tamperRequest,
  tamperResources,
  tamperResponse,
  withHeader,
} from "../../src/kit/defects/tamper.ts";
import type { Wrap } from "../../src/kit/defects/tamper.ts";
import { shown } from "../../src/exchange/shown.ts";
import { verifyObject, verifyStatus, verifySuccess, verifyThat } from "../../src/exchange/verify.ts";
import { mediaTypeOf, SCIM_MEDIA_TYPE } from "../../src/scim/http.ts";
import { isObject } from "../../src/scim/json.ts";
import type { Json } from "../../src/scim/json.ts";
import { makeIfTaken } from "../../src/kit/reading/find-users.ts";
import { valueAt } from "../../src/kit/reading/value-at.ts";

const acceptScim = defineCheck({
  id: "protocol.media-type.accept-scim",
  title: "Accept: application/scim+json is honoured",
  clause: rfc("RFC7644-3.8-02"),
  blocks: ["create", "update", "deactivate", "import"],
  advice:
    "Serve application/scim+json to clients that ask for it: Okta sends this header with every request and fails on 406.",
  run: async (t) => verifyScim(await getUser(t, "application/scim+json")),
  defects: [
    { name: "accept-scim-is-406", breaks: "RFC7644-3.8-02", wrap: refusesAccept(/scim\+json/) },
    {
      name: "accept-scim-gives-xml",
      breaks: "RFC7644-3.8-02",
      wrap: tamperResponse(
        { method: "GET", path: /^\/Users\/./ },
        () => new Response("<User/>", { headers: { "content-type": "application/xml" } }),
      ),
    },
  ],
});

const acceptJson = defineCheck({
  id: "protocol.media-type.accept-json",
  title: "Accept: application/json is honoured",
  clause: rfc("RFC7644-3.8-03"),
  advice: "Serve JSON to clients that ask for application/json.",
  run: async (t) => {
    verifyObject(verifyStatus(await getUser(t, "application/json"), 200));
  },
  defects: [{ name: "accept-json-is-406", breaks: "RFC7644-3.8-03", wrap: refusesAccept(/application\/json/) }],
});

const noAccept = defineCheck({
  id: "protocol.media-type.no-accept",
  title: "Without an Accept header the answer is application/scim+json",
  clause: rfc("RFC7644-3.8-04"),
  advice: "Make application/scim+json the format that is served when a request does not ask for one.",
  run: async (t) => verifyScim(await getUser(t, null)),
  defects: [
    { name: "no-accept-is-406", breaks: "RFC7644-3.8-04", wrap: refusesAccept(/^$/) },
    {
      name: "no-accept-gives-html",
      breaks: "RFC7644-3.8-04",
      wrap: (next) => async (request) =>
        request.method === "GET" && !request.headers.has("accept")
          ? withHeader(await next(request), "content-type", "text/html; charset=utf-8")
          : next(request),
    },
  ],
});

const contentType = defineCheck({
  id: "protocol.media-type.content-type",
  title: "Bodies of the type application/scim+json are taken",
  clause: rfc("RFC7644-3.8-05"),
  blocks: ["create", "update", "deactivate"],
  advice: "Register application/scim+json as a JSON type with the framework's body parser.",
  run: async (t) => {
    // Made with a charset parameter: a target that refuses this user altogether is no matter of the type.
    await t.make.user();
    const headers = { "content-type": "application/scim+json" };
    verifySuccess(await t.post("/Users", t.make.userBody(), { headers }));
  },
  defects: [
    {
      name: "scim-content-type-is-415",
      breaks: "RFC7644-3.8-05",
      wrap: tamperResponse({ method: "POST" }, (r, request) =>
        request.headers.get("content-type") === "application/scim+json" ? errorResponse(415, "Send JSON.") : r,
      ),
    },
    {
      name: "scim-content-type-not-parsed",
      breaks: "RFC7644-3.8-05",
      wrap: tamperRequest({ method: "POST" }, (request) =>
        request.headers.get("content-type") === "application/scim+json"
          ? new Request(request.url, { method: "POST", headers: request.headers, body: "{}" })
          : request,
      ),
    },
  ],
});

const utf8 = defineCheck({
  id: "protocol.media-type.utf-8",
  title: "Letters of all scripts come back as they were sent",
  clause: rfc("RFC7644-3.8-01"),
  advice: "Read and write bodies as UTF-8, and give the database columns a character set that holds all of Unicode.",
  run: async (t) => {
    const place = await keptName(t);
    const sent = "Žofia Łukasiewicz-Ñandú 王小明";
    const user = await makeIfTaken(t, { overrides: withText(t, place, sent) });
    if (user === undefined) return t.skip("the target refuses names with letters of other scripts");
    const answer = await t.settle(
      () => t.get(user.path),
      ({ status }) => status === 200,
    );
    const found = valueAt(answer.body, ...namesOf(place));
    verifyThat(typeof found === "string" && found.normalize("NFC") === sent.normalize("NFC"), answer, {
      reason: `${describeRequest(answer)} answers ${place.join(".")} with other letters than those that were sent`,
      expected: shown(sent),
      actual: shown(found),
      at: `/${place.join("/")}`,
    });
  },
  defects: [
    { name: "requests-read-as-latin-1", breaks: "RFC7644-3.8-01", wrap: readsAsLatin1() },
    {
      name: "database-without-unicode",
      breaks: "RFC7644-3.8-01",
      wrap: tamperResources({ path: /^\/Users/ }, (user) =>
        JSON.parse(JSON.stringify(user).replaceAll(/[\u0100-\uffff]/g, "?")),
      ),
    },
  ],
});

/** Formats of requests and answers. */
export const mediaTypeChecks: readonly Check[] = [acceptScim, acceptJson, noAccept, contentType, utf8];

/** GET of a new user, asked until it is found or the settling time is over. */
async function getUser(t: CheckContext, accept: string | null): Promise<Reply> {
  const { path } = await t.make.user();
  return t.settle(
    () => t.get(path, { headers: { accept } }),
    ({ status }) => status !== 404,
  );
}

/** Throws unless the answer is a resource in JSON, marked as such. */
function verifyScim(reply: Reply): void {
  verifyObject(verifyStatus(reply, 200));
  const found = reply.header("content-type");
  verifyThat([SCIM_MEDIA_TYPE, "application/json"].includes(mediaTypeOf(found ?? null)), reply, {
    reason: `${describeRequest(reply)} is answered as ${found ?? "a body of no stated type"}`,
    expected: `Content-Type: ${SCIM_MEDIA_TYPE}`,
    actual: found ?? "no Content-Type",
  });
}

/** An attribute, or a sub-attribute of one. */
type Place = readonly [name: string, sub?: string];

/** The first name attribute that the target keeps when it is plain ASCII; displayName last, as it may be derived. */
async function keptName(t: CheckContext): Promise<Place> {
  const places: readonly Place[] = [["name", "familyName"], ["name", "givenName"], ["displayName"]];
  const user = await t.make.user();
  const found = await user.read();
  const kept = places.find((place) => {
    const sent = valueAt(user.sent, ...namesOf(place));
    return sent !== undefined && valueAt(found, ...namesOf(place)) === sent;
  });
  return kept ?? t.skip("the target keeps neither displayName nor a part of name");
}

/** Overrides that give an attribute of the template this text. */
function withText(t: CheckContext, [name, sub]: Place, text: string): Readonly<Record<string, Json>> {
  const whole = valueAt(t.make.userBody(), name);
  return { [name]: sub === undefined ? text : { ...(isObject(whole) ? whole : {}), [sub]: text } };
}

function namesOf(place: Place): readonly string[] {
  return place.filter((name) => name !== undefined);
}

function refusesAccept(pattern: RegExp): Wrap {
  return (next) => async (request) =>
    request.method === "GET" && pattern.test(request.headers.get("accept") ?? "")
      ? errorResponse(406, "This format is not served.")
      : next(request);
}

function readsAsLatin1(): Wrap {
  return tamperRequest({ method: "POST" }, async (request) => {
    const text = Buffer.from(await request.arrayBuffer()).toString("latin1");
    return new Request(request.url, { method: "POST", headers: request.headers, body: text });
  });
}
