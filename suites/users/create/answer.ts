import type { CheckContext } from "../../../src/kit/check-context.ts";
import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import { describeOutcome } from "../../../src/exchange/reply.ts";
import type { Reply } from "../../../src/exchange/reply.ts";
import { tamperResponse, tamperResponseBody, withHeader, withStatus } from "../../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../../src/exchange/reply.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifyStatus, verifyThat } from "../../../src/exchange/verify.ts";
import { SetUpFailure } from "../../../src/exchange/violation.ts";
import { isArray, isObject } from "../../../src/scim/json.ts";
import type { Json } from "../../../src/scim/json.ts";
import { USER_URN } from "../../../src/scim/urns.ts";
import { pathsBelowBase } from "../../../src/kit/published/resource-link.ts";
import { describeLink, followLink, leadsTo } from "../../../src/kit/reading/follow-link.ts";
import { withMeta } from "../../../src/kit/reading/meta-of.ts";
import { valueAt } from "../../../src/kit/reading/value-at.ts";

const CREATE = { method: "POST", path: /^\/Users$/ };

const status = defineCheck({
  id: "users.create.status",
  title: "A successful POST /Users answers 201",
  clause: rfc("RFC7644-3.3-04"),
  advice: "Answer a POST that made a user with 201 Created, not with 200 or 202.",
  run: async (t) => {
    const user = await t.make.user();
    verifyStatus(user.reply, 201);
  },
  defects: [
    {
      name: "create-status-200",
      breaks: "RFC7644-3.3-04",
      wrap: tamperResponse(CREATE, (response) => (response.ok ? withStatus(response, 200) : response)),
    },
    {
      name: "create-status-202",
      breaks: "RFC7644-3.3-04",
      wrap: tamperResponse(CREATE, (response) => (response.ok ? withStatus(response, 202) : response)),
    },
  ],
});

const body = defineCheck({
  id: "users.create.body",
  title: "The answer to POST /Users holds the new user",
  clause: rfc("RFC7644-3.3-05"),
  blocks: ["create"],
  advice: "Put the whole new user, with id and schemas, into the body of the 201; Okta reads the id from there.",
  run: async (t) => {
    const reply = await postUser(t);
    const schemas = valueAt(reply.body, "schemas");
    const id = valueAt(reply.body, "id");
    verifyThat(isObject(reply.body) && typeof id === "string" && id !== "" && isArray(schemas), reply, {
      reason: "POST /Users makes a user, but the answer does not hold it",
      expected: "one user with an id and schemas",
      actual: reply.text === "" ? "an empty body" : shown(reply.body),
      at: "",
    });
  },
  defects: [
    {
      name: "create-answers-without-a-body",
      breaks: "RFC7644-3.3-05",
      wrap: tamperResponse(CREATE, (response) =>
        response.ok ? new Response(null, { status: 201, headers: response.headers }) : response,
      ),
    },
    {
      name: "create-answers-with-the-id-only",
      breaks: "RFC7644-3.3-05",
      wrap: tamperResponseBody(CREATE, (user) => ({ id: user["id"] })),
    },
    {
      name: "create-wraps-the-user",
      breaks: "RFC7644-3.3-05",
      wrap: tamperResponseBody(CREATE, (user) => ({ schemas: [USER_URN], data: user })),
    },
  ],
});

const location = defineCheck({
  id: "users.create.location",
  title: "The answer to POST /Users has a Location header that leads to the new user",
  clause: rfc("RFC7644-3.3-06"),
  advice: "Send a Location header with the 201, the URI at which GET gives the new user.",
  run: async (t) => {
    const user = await t.make.user();
    const uri = user.reply.header("location");
    verifyThat(uri !== undefined && URL.canParse(uri, user.reply.exchange.request.url), user.reply, {
      reason: "POST /Users makes a user without saying in a Location header where it is",
      expected: "a Location header with the URI of the user",
      actual: uri === undefined ? "no Location header" : shown(uri),
    });
    const there = await followLink(t, { uri: uri ?? "", from: user.reply, id: user.id });
    const isElsewhere = there?.status === 404 || (there?.status === 200 && !leadsTo(there, user.id));
    verifyThat(!isElsewhere, user.reply, {
      reason: "The Location header of POST /Users does not lead to the new user",
      expected: `a URI at which GET gives the user ${user.id}`,
      actual: there === undefined ? shown(uri) : describeLink(String(uri), there),
    });
  },
  defects: [
    {
      name: "create-without-location",
      breaks: "RFC7644-3.3-06",
      wrap: tamperResponse(CREATE, (response) => withHeader(response, "location", null)),
    },
    {
      name: "location-of-the-collection",
      breaks: "RFC7644-3.3-06",
      wrap: tamperResponse(CREATE, (response, request) => withHeader(response, "location", request.url)),
    },
    {
      name: "location-with-the-key-of-the-database",
      breaks: "RFC7644-3.3-06",
      wrap: tamperResponse(CREATE, (response, request) => withHeader(response, "location", `${request.url}/42`)),
    },
  ],
});

const metaLocation = defineCheck({
  id: "users.create.meta-location",
  title: "meta.location of a new user is the URI in the Location header",
  clause: rfc("RFC7644-3.3-07"),
  advice: "Put the same URI into meta.location and the Location header, as clients reach it from outside.",
  run: async (t) => {
    const { reply, ...user } = await t.make.user();
    const header = reply.header("location");
    const noted = valueAt(reply.body ?? (await user.read()), "meta", "location");
    verifyThat(typeof noted === "string", reply, {
      reason: "A new user does not say in meta.location where it is",
      expected: shown(header),
      actual: shown(noted),
      at: "/meta/location",
    });
    if (header === undefined) t.skip("there is no Location header to compare with");
    verifyThat(isSameResource(t, reply, [noted, header]), reply, {
      reason: "meta.location of a new user is not the URI in the Location header",
      expected: shown(header),
      actual: shown(noted),
      at: "/meta/location",
    });
  },
  defects: [
    {
      name: "create-without-meta-location",
      breaks: "RFC7644-3.3-07",
      wrap: tamperResponseBody(CREATE, (user) => withMeta(user, { location: undefined })),
    },
    {
      name: "meta-location-of-a-host-behind-the-proxy",
      breaks: "RFC7644-3.3-07",
      wrap: tamperResponseBody(CREATE, (user) =>
        withMeta(user, { location: `http://scim-backend:3000/Users/${String(user["id"])}` }),
      ),
    },
  ],
});

/** What POST /Users must answer. */
export const createAnswerChecks: readonly Check[] = [status, body, location, metaLocation];

/** POSTs a user and gives whatever success comes of it; a refusal is a matter of the set-up. */
async function postUser(t: CheckContext): Promise<Reply> {
  const reply = await t.post("/Users", t.make.userBody());
  if (isSuccess(reply)) return reply;
  throw new SetUpFailure(`could not make what the check needs: POST /Users answers ${describeOutcome(reply)}`);
}

/** True when two URIs name the same resource, a relative one read as kindly as can be. */
function isSameResource(
  t: CheckContext,
  reply: Reply,
  [noted, header]: readonly [Json | undefined, string | undefined],
): boolean {
  if (typeof noted !== "string" || header === undefined) return false;
  const [one, other] = [noted, header].map((uri) => pathsBelowBase(t, uri, reply.exchange.request.url));
  return (
    (one ?? []).some((path) => other?.includes(path)) || toComparable(noted, reply) === toComparable(header, reply)
  );
}

/** A URI as far as two that name the same resource agree; an API version may be left out (RFC 7644 section 3.13). */
function toComparable(uri: string, reply: Reply): string {
  const base = reply.exchange.request.url;
  if (!URL.canParse(uri, base)) return uri;
  const { origin, pathname } = new URL(uri, base);
  return origin + decodePath(pathname).replace(/\/v\d+(?=\/)/i, "");
}

function decodePath(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}
