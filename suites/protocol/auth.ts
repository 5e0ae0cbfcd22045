import {
  defineCheck,
  describeOutcome,
  describeRequest,
  errorResponse,
  isSuccess,
  on,
  pathTo,
  remembering,
  verify,
  withHeader,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, OwnUser, Reply, Wrap } from "../../src/kit/index.ts";
import { isCrash } from "./words/is-crash.ts";
import { verifyRefusal } from "./words/verify-refusal.ts";

const challenge = defineCheck({
  id: "protocol.auth.challenge",
  title: "A 401 says in WWW-Authenticate how to authenticate",
  rule: "RFC7644-2-01",
  advice: 'Send a WWW-Authenticate header with each 401, for example: Bearer realm="SCIM".',
  run: async (t) => {
    const reply = await t.get(pathTo`/Users?count=1`, { credentials: "none" });
    if (reply.status !== 401) {
      t.skip(`${describeRequest(reply)} without credentials answers ${describeOutcome(reply)} and not 401`);
    }
    const namesScheme = (found: string | undefined): boolean => /^\s*[!#$%&'*+\-.^_`|~0-9A-Za-z]+/.test(found ?? "");
    verify(reply).header("WWW-Authenticate").holds("an authentication scheme", namesScheme);
  },
  defects: {
    "challenge-missing": on({}).response((r) => withHeader(r, "www-authenticate", null)),
    "challenge-without-scheme": on({}).response((r) =>
      r.status === 401 ? withHeader(r, "www-authenticate", '"SCIM"') : r,
    ),
  },
});

const required = defineCheck({
  id: "protocol.auth.required",
  title: "Requests without credentials are refused with 401",
  rule: "RFC7644-2-02",
  advice: "Refuse requests without credentials with 401, whatever the method.",
  run: async (t) => {
    const { path, sent } = await skipWhenAnonymous(t);
    const operations = [{ op: "replace", path: "active", value: true }];
    const anonymous = { credentials: "none" } as const;
    verifyUnauthorized(t, await t.get(pathTo`/Users?count=1`, anonymous));
    verifyUnauthorized(t, await t.post("/Users", t.make.userBody(), anonymous));
    // Of a user who is there: 404 to an unknown id does not tell whether anybody may.
    verifyUnauthorized(t, await t.put(path, sent, anonymous));
    verifyUnauthorized(t, await t.patch(path, operations, anonymous));
    verifyUnauthorized(t, await t.delete(path, anonymous));
  },
  defects: {
    "reading-needs-no-token": lendsToken(isAnonymous("GET")),
    "request-without-a-token-crashes": on({}).answer((request, next) =>
      request.headers.has("authorization") ? next(request) : errorResponse(500, "token is undefined"),
    ),
    "creating-needs-no-token": lendsToken(isAnonymous("POST")),
    "replacing-needs-no-token": lendsToken(isAnonymous("PUT")),
    "changing-needs-no-token": lendsToken(isAnonymous("PATCH")),
    "deleting-needs-no-token": lendsToken(isAnonymous("DELETE")),
    "delete-answers-before-authentication": on("DELETE").answer((request, next) =>
      request.headers.has("authorization") ? next(request) : new Response(null, { status: 204 }),
    ),
  },
});

const wrongToken = defineCheck({
  id: "protocol.auth.wrong-token",
  title: "A wrong token is refused with 401",
  rule: "RFC7644-2-02",
  advice: "Compare the whole token, and refuse any other with 401: now everybody can read the directory.",
  run: async (t) => {
    await skipWhenAnonymous(t);
    verifyUnauthorized(t, await t.get(pathTo`/Users?count=1`, { credentials: "wrong" }));
  },
  defects: { "any-token-accepted": lendsToken((request) => request.headers.has("authorization")) },
});

/** Who may ask. */
export const authChecks: readonly Check[] = [challenge, required, wrongToken];

/** A run may have been given no credentials, because the target needs none. */
async function skipWhenAnonymous(t: CheckContext): Promise<OwnUser> {
  const user = await t.make.user();
  if (user.reply.exchange.request.headers["authorization"] === undefined)
    t.skip("the run has no credentials to leave out");
  return user;
}

/** 401 is right; 403, 404, redirects and closed connections keep the data safe as well. */
function verifyUnauthorized(t: CheckContext, reply: Reply): void {
  verifyRefusal(t, reply, {
    expected: [401],
    although: "it came without valid credentials",
    isWrong: (answer) => isSuccess(answer) || (isCrash(answer) && answer.status !== 0),
  });
}

function isAnonymous(method: string): (request: Request) => boolean {
  return (request) => request.method === method && !request.headers.has("authorization");
}

/** A server that treats some requests as if they had the right token. */
function lendsToken(when: (request: Request) => boolean): Wrap {
  return remembering(() => {
    let right: string | undefined;
    return on({}).answer(async (request, next) => {
      const given = request.headers.get("authorization");
      if (right === undefined || !when(request)) {
        const response = await next(request);
        if (response.ok && given !== null) right = given;
        return response;
      }
      const lent = new Request(request);
      lent.headers.set("authorization", right);
      return next(lent);
    });
  });
}
